import Ground
import Interface
import Operations
import Networks
import Training

/// The short choice of a network and of pictures for it.
struct TrainingChoice: Hashable, Sendable {
  let networks: [String]
  let datasets: [String]
  private(set) var network: Int
  private(set) var dataset: Int

  /// - Parameter current: the run whose network and data are chosen at first.
  init(current: RecipeOptions, data: String?, datasets: [String]) {
    networks = Zoo.names
    // Data that lies in a folder is no name that could be offered; it stays a choice of this run.
    self.datasets = datasets + (data.map { datasets.contains($0) ? [] : [$0] } ?? [])
    network = networks.firstIndex { $0 == current.network } ?? 0
    dataset = self.datasets.firstIndex { $0 == data } ?? 0
  }

  /// A new run of what is chosen, with the defaults of the network.
  var options: RecipeOptions {
    var options = RecipeOptions(network: networks[network])
    if datasets.indices.contains(dataset) { options.data = datasets[dataset] }
    return options
  }

  mutating func moveNetwork(by step: Int) {
    network = min(max(0, network + step), networks.count - 1)
  }

  mutating func moveDataset(by step: Int) {
    dataset = max(0, min(dataset + step, datasets.count - 1))
  }

  func draw(on canvas: inout Canvas, in area: Rect, language: Language) {
    let inside = area.inset(columns: 2, rows: 1)
    let used = canvas.writeWrapped(
      TrainingText.chooseIntroduction[language], in: inside, style: Theme.title)
    let room = inside.splitRows(used + 1).rest
    let width = (networks.map(TextWidth.width(of:)).max() ?? 0) + 4
    let parts = room.splitColumns(min(room.columns, max(width + 34, room.columns / 2)))
    list(
      TrainingText.network[language],
      networks.map {
        Text.padded($0, to: width - 2) + NetworkWords.summary(of: $0)[language]
      },
      selected: network, on: &canvas, in: parts.left)
    list(
      TrainingText.data[language], datasets, selected: dataset, on: &canvas,
      in: parts.rest.inset(columns: 1, rows: 0))
  }

  private func list(
    _ title: String, _ items: [String], selected: Int, on canvas: inout Canvas, in rect: Rect
  ) {
    canvas.write(title, in: rect.line(0), style: Theme.dim)
    for (index, item) in items.enumerated() {
      let isSelected = index == selected
      canvas.write(
        (isSelected ? "› " : "  ") + item, in: rect.line(index + 1),
        style: isSelected ? Theme.accent : .plain)
    }
  }
}
