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

  private var format: NumberFormat { NumberFormat(language) }

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
    drawn.draw(on: &canvas, in: room)
    let factor = drawn.factor(in: room)
    let rows = ((shape[1] + factor - 1) / factor + 1) / 2
    if let label { canvas.write(className(label), in: inside.line(rows), style: Theme.title) }
  }

  /// - Parameter namesPicture: whether the frame says of which picture the maps are.
  func drawMaps(on canvas: inout Canvas, in rect: Rect, namesPicture: Bool) {
    guard graph.nodes.indices.contains(maps.node) else { return }
    let node = graph.nodes[maps.node]
    let inside = rect.inset()
    let room = Size(columns: inside.columns, rows: inside.rows)
    let shown: (count: Int, of: Int)
    let size: String
    let palette: Palette
    if maps.shape.rank == 3 {
      let gallery = MapGallery(maps: maps.values, shape: maps.shape)
      shown = (gallery.arrangement(in: room).count, maps.shape[0])
      palette = gallery.palette
      size = TrainingText.maps.filled(
        format.integer(maps.shape[0]), "\(maps.shape[1])x\(maps.shape[2])", in: language)
      gallery.draw(on: &canvas, in: inside)
    } else {
      let grid = UnitGrid(values: maps.values)
      shown = (grid.arrangement(in: room).count, maps.values.count)
      palette = grid.palette
      size = TrainingText.units.filled(format.integer(maps.values.count), in: language)
      grid.draw(on: &canvas, in: inside)
    }
    let name = [pictureName, label.map(className)].compactMap { $0 }.joined(separator: ", ")
    let of = namesPicture ? "  \(name)" : ""
    canvas.frame(
      rect, title: "\(node.name) \(node.layer.label(in: language)): \(size)" + of,
      footer: footer(shown, palette, columns: rect.columns - 4, on: canvas.capabilities),
      style: frameStyle, titleStyle: .plain)
  }

  /// The range of the values, or what they are drawn with, and how many are shown where not all are.
  private func footer(
    _ shown: (count: Int, of: Int), _ palette: Palette, columns: Int, on capabilities: Capabilities
  ) -> String {
    let low = maps.values.min().map(Double.init) ?? 0
    let high = maps.values.max().map(Double.init) ?? 0
    var count = ""
    if shown.count < shown.of {
      count =
        TrainingText.shownOf.filled(
          format.integer(shown.count), format.integer(shown.of), in: language) + "  "
    }
    guard Picture.isShaded(on: capabilities) else {
      return count
        + TrainingText.range.filled(
          format.significant(low), format.significant(high), in: language)
    }
    let room = columns - TextWidth.width(of: count)
    return count
      + ShadeLegend(palette, glyphs: capabilities.glyphs, format: format).text(columns: room)
  }

  /// The classes as bars, the most likely first; a tick marks the right one.
  func drawVerdict(on canvas: inout Canvas, in rect: Rect) {
    let order = probabilities.indices.sorted {
      let (first, second) = (rank(of: $0), rank(of: $1))
      return first == second ? $0 < $1 : first > second
    }
    let inside = canvas.frame(
      rect, title: TrainingText.verdict[language], style: frameStyle, titleStyle: .plain)
    let names = min(
      inside.columns - 11, order.map { TextWidth.width(of: className($0)) }.max() ?? 0)
    for (row, index) in order.prefix(inside.rows).enumerated() {
      let line = inside.line(row)
      let isRight = index == label
      canvas.write(isRight ? "✓" : " ", in: line, style: Theme.good)
      let text = line.splitColumns(1).rest
      canvas.write(
        className(index), in: text.splitColumns(names).left,
        style: row == 0 ? Theme.title : .plain)
      let number = format.fixed(probabilities[index], decimals: 2)
      let (bars, numbers) = text.splitColumns(names + 1).rest.splitColumns(
        text.columns - names - 1 - number.count)
      canvas.write(number, in: numbers, alignment: .right)
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
        NumberFormat(language).integer(snapshot.picture.index), in: language),
      shape: snapshot.picture.shape, values: snapshot.picture.pixels.map { Double($0) / 255 },
      label: snapshot.picture.label, maps: snapshot.maps,
      probabilities: snapshot.probabilities, language: language)
  }
}

/// The values of a dense layer: one block a unit, in rows.
struct UnitGrid {
  let values: [Double]
  let palette: Palette

  init(values: [Float]) {
    self.values = values.map(Double.init)
    palette = Palette.fitting(self.values)
  }

  struct Arrangement: Hashable {
    /// Pixels along the side of a unit: columns of the canvas, and half rows.
    let side: Int
    let perLine: Int
    let count: Int
  }

  /// The largest blocks with which all units fit, else as many single pixels as fit.
  func arrangement(in room: Size) -> Arrangement {
    for side in [6, 4, 2, 1] {
      let perLine = room.columns / side
      let lines = room.rows * 2 / side
      let (places, overflow) = perLine.multipliedReportingOverflow(by: lines)
      guard !overflow else { continue }
      if places >= values.count || side == 1 {
        return Arrangement(side: side, perLine: perLine, count: min(places, values.count))
      }
    }
    return Arrangement(side: 1, perLine: 0, count: 0)
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let layout = arrangement(in: Size(columns: rect.columns, rows: rect.rows))
    for index in 0..<layout.count {
      let column = rect.column + index % layout.perLine * layout.side
      let top = index / layout.perLine * layout.side
      guard layout.side > 1 else { continue }
      let picture = Picture(
        rows: layout.side, columns: layout.side,
        planes: [Array(repeating: values[index], count: layout.side * layout.side)],
        palette: palette)
      picture?.draw(
        on: &canvas,
        in: Rect(
          column: column, row: rect.row + top / 2, columns: layout.side, rows: layout.side / 2))
    }
    guard layout.side == 1, layout.perLine > 0 else { return }
    let lines = (layout.count + layout.perLine - 1) / layout.perLine
    // Places after the last unit are no values: they get no colour.
    let blank = Array(repeating: Double.nan, count: lines * layout.perLine - layout.count)
    Picture(
      rows: lines, columns: layout.perLine, planes: [Array(values.prefix(layout.count)) + blank],
      palette: palette
    )?.draw(on: &canvas, in: rect)
  }
}
