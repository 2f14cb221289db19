import Ground
import Interface
import Operations
import Networks
import Tensors
import Training

/// What the network makes of one picture: the picture, one layer's maps, its verdict.
struct PicturePanels {
  let graph: Graph
  let classes: [Bilingual]
  /// `test 17`
  let pictureName: String
  /// `[C, H, W]`
  let shape: Shape
  let values: [Double]
  /// The true class, where it is known.
  let label: Int?
  let maps: TrainingSnapshot.FeatureMaps
  let probabilities: [Double]
  let language: Language
  var frameStyle = Theme.frame

  private var format: NumberFormat { language.numbers }

  func drawPicture(on canvas: inout Canvas, in rect: Rect) {
    let inside = rect.inset()
    let room = inside.splitLastRows(1).rest
    let size = shape[1] * shape[2]
    let planes = (0..<(shape[0] == 3 ? 3 : 1)).map { channel in
      Array(values[channel * size..<(channel + 1) * size])
    }
    let isPicture = values.allSatisfy { (0...1).contains($0) }
    guard
      let drawn = Picture(
        rows: shape[1], columns: shape[2], planes: planes,
        palette: isPicture ? .greys(from: 0, to: 1) : .fitting(values))
    else { return }
    let legend = drawn.legend(on: canvas.capabilities, format: format)
    canvas.frame(
      rect, title: pictureName, footer: legend?.text(columns: rect.columns - 4) ?? "",
      style: frameStyle, titleStyle: .plain)
    let scale = Picture.largestFactor(rows: shape[1], columns: shape[2], in: room.size)
    let enlarged = drawn.enlarged(by: scale)
    enlarged.draw(on: &canvas, in: room)
    let factor = enlarged.factor(in: room)
    let rows = ((enlarged.rows + factor - 1) / factor + 1) / 2
    if let label { canvas.write(className(label), in: inside.line(rows), style: Theme.title) }
  }

  func drawMaps(on canvas: inout Canvas, in rect: Rect, look: MapLook) {
    guard graph.nodes.indices.contains(maps.node) else { return }
    let layer = LayerMaps(shape: maps.shape, look: look)
    let (inside, isFramed) = layer.room(in: rect)
    let part = layer.part(in: inside.size)
    layer.draw(maps.values, on: &canvas, in: inside)
    let title = title(of: layer)
    let footer = footer(part, of: layer, columns: rect.columns - 4, on: canvas.capabilities)
    guard isFramed else {
      let line = rect.line(0).inset(columns: 1, rows: 0)
      canvas.write(title, in: line)
      let rest = line.splitColumns(TextWidth.width(of: title) + 2).rest
      if TextWidth.width(of: footer) <= rest.columns {
        canvas.write(footer, in: rest, alignment: .right, style: Theme.dim)
      }
      return
    }
    canvas.frame(rect, title: title, footer: footer, style: frameStyle, titleStyle: .plain)
    canvas.mark(part.crop, onFrame: rect)
  }

  /// The layer and how many maps of which size; of which picture, where that is not seen.
  private func title(of layer: LayerMaps) -> String {
    let node = graph.nodes[maps.node]
    let size = maps.shape.rank == 3 ? "\(maps.shape[1])x\(maps.shape[2])" : ""
    let count = format.integer(maps.shape[0])
    let text =
      if let map = layer.aloneMap {
        MapText.oneMap.filled(format.integer(map + 1), count, size, in: language)
      } else if maps.shape.rank == 3 {
        MapText.maps.filled(count, size, in: language)
      } else {
        MapText.units.filled(count, in: language)
      }
    let name = [pictureName, label.map(className)].compactMap { $0 }.joined(separator: ", ")
    return "\(node.name) \(node.layer.label(in: language)): \(text)"
      + (layer.look.isLarge ? "  \(name)" : "")
  }

  /// How many maps are shown where not all are, how small they are drawn, and the range of the values, or what they are drawn
  /// with.
  private func footer(
    _ part: LayerMaps.Part, of layer: LayerMaps, columns: Int, on capabilities: Capabilities
  ) -> String {
    let scaled = layer.scaled(maps.values, map: layer.aloneMap ?? 0)
    let shown = part.shown
    let of = format.integer(maps.shape[0])
    var count = ""
    if shown.count > 1, shown.lowerBound > 0 {
      count =
        MapText.shownFrom.filled(
          format.integer(shown.lowerBound + 1), format.integer(shown.upperBound), of, in: language)
        + "  "
    } else if shown.count != 1, shown.count < maps.shape[0] {
      count = MapText.shownOf.filled(format.integer(shown.count), of, in: language) + "  "
    }
    if part.shrinking > 1 {
      count += MapText.drawnAt.filled(format.integer(part.shrinking), in: language) + "  "
    }
    if layer.look.scale == .each, layer.aloneMap == nil, maps.shape.rank == 3 {
      return count + MapText.eachScale[language]
    }
    let low = scaled.min().map(Double.init) ?? 0
    let high = scaled.max().map(Double.init) ?? 0
    guard Picture.isShaded(on: capabilities) else {
      return count
        + MapText.range.filled(format.significant(low), format.significant(high), in: language)
    }
    let room = columns - TextWidth.width(of: count)
    return count
      + ShadeLegend(
        .fitting(scaled.lazy.map(Double.init)), glyphs: capabilities.glyphs, format: format
      ).text(columns: room)
  }

  /// The classes as bars, in their order; the most likely is marked, a tick marks the right one. Where not all find
  /// room, the right one and the most likely do.
  func drawVerdict(on canvas: inout Canvas, in rect: Rect) {
    let inside = rect.inset()
    let likely = probabilities.indices.sorted {
      let (first, second) = (rank(of: $0), rank(of: $1))
      return first == second ? $0 < $1 : first > second
    }
    var shown = Array(likely.prefix(inside.rows))
    if let label, probabilities.indices.contains(label), !shown.contains(label), !shown.isEmpty {
      shown[shown.count - 1] = label
    }
    shown.sort()
    canvas.frame(
      rect, title: TrainingText.verdict[language],
      footer: shown.count < probabilities.count
        ? MapText.shownOf.filled(
          format.integer(shown.count), format.integer(probabilities.count), in: language) : "",
      style: frameStyle, titleStyle: .plain)
    let names = min(
      inside.columns - 11, shown.map { TextWidth.width(of: className($0)) }.max() ?? 0)
    for (row, index) in shown.enumerated() {
      let line = inside.line(row)
      let isRight = index == label
      let isWinner = index == likely.first
      canvas.write(isWinner ? "›" : " ", in: line, style: Theme.accent)
      let rest = line.splitColumns(1).rest
      canvas.write(isRight ? "✓" : " ", in: rest, style: Theme.good)
      let text = rest.splitColumns(1).rest
      canvas.write(
        className(index), in: text.splitColumns(names).left,
        style: isWinner ? Theme.title : .plain)
      let number = format.fixed(probabilities[index], decimals: 2)
      let (bars, numbers) = text.splitColumns(names + 1).rest.splitColumns(
        text.columns - names - 1 - number.count)
      canvas.write(
        number, in: numbers, alignment: .right, style: isWinner ? Theme.title : .plain)
      Bar(
        share: probabilities[index], style: isRight ? Theme.accent2 : Theme.accent
      ).draw(on: &canvas, in: bars.splitColumns(bars.columns - 1).left)
    }
  }

  /// What is no number comes last.
  private func rank(of index: Int) -> Double {
    let probability = probabilities[index]
    return probability.isNaN ? -1 : probability
  }

  private func className(_ index: Int) -> String {
    classes.indices.contains(index) ? classes[index][language] : "\(index)"
  }
}

extension PicturePanels {
  init(_ snapshot: TrainingSnapshot, language: Language) {
    let name: TrainingText = snapshot.facts.testImages > 0 ? .testPicture : .trainPicture
    self.init(
      graph: snapshot.facts.graph, classes: snapshot.facts.classes,
      pictureName: name.filled(
        language.numbers.integer(snapshot.picture.index), in: language),
      shape: snapshot.picture.shape, values: snapshot.picture.pixels.map { Double($0) / 255 },
      label: snapshot.picture.label, maps: snapshot.maps,
      probabilities: snapshot.probabilities, language: language)
  }
}
