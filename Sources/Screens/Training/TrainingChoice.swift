import Ground
import Interface
import Operations
import Networks
import Training

/// The short choice of a network, of pictures for it, and of how it learns.
struct TrainingChoice: Hashable, Sendable {
  let networks: [String]
  let datasets: [String]
  private(set) var network: Int
  private(set) var dataset: Int
  /// What the person has chosen; `nil`: the network's own recipe.
  private(set) var learningRate: Double?
  private(set) var batch: Int?
  private(set) var optimizer: RecipeOptions.OptimizerName?

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
    options.learningRate = learningRate
    options.batch = batch
    options.optimizer = optimizer
    return options
  }

  /// What a run of these options would be; `nil` where there is none.
  private var recipe: Recipe? { try? Recipe(options, installed: Set(datasets), cores: 1) }

  private static let rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.9]
  private static let batches = [8, 16, 32, 64, 128, 256, 512]

  mutating func moveLearningRate(by step: Int) {
    let now = recipe?.optimizer.learningRate ?? 0.1
    learningRate =
      step > 0
      ? Self.rates.first { $0 > now * 1.0001 } ?? Self.rates.last
      : Self.rates.last { $0 < now * 0.9999 } ?? Self.rates.first
  }

  mutating func changeBatch() {
    let now = recipe?.batch ?? 64
    batch = Self.batches.first { $0 > now } ?? Self.batches[0]
  }

  mutating func changeOptimizer() {
    optimizer = recipe?.optimizer.isAdam == true ? .sgd : .adam
    // A rate that suits the one does not suit the other.
    learningRate = nil
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
    let below = inside.splitRows(used + 1).rest
    let (settingsLine, room) = (below.line(0), below.splitRows(2).rest)
    canvas.write(settings(in: language), in: settingsLine)
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

  /// `SGD (o), momentum 0.9, learning rate 0.1 (+ -), batch 64 (b)`, each with the keys that change it.
  private func settings(in language: Language) -> String {
    guard let recipe else { return "" }
    let format = language.numbers
    var parts: [String] = []
    switch recipe.optimizer.rule {
    case .sgd(let momentum):
      parts.append("SGD (o)")
      if momentum > 0 {
        parts.append(TrainingText.momentum.filled(format.significant(momentum), in: language))
      }
    case .adam: parts.append("Adam (o)")
    }
    parts.append(
      TrainingText.rateInFull.filled(
        format.significant(recipe.optimizer.learningRate), in: language) + " (+ -)")
    parts.append(TrainingText.batchSize.filled(format.integer(recipe.batch), in: language) + " (b)")
    return parts.joined(separator: ", ")
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

extension Optimizer {
  fileprivate var isAdam: Bool { if case .adam = rule { true } else { false } }
}
