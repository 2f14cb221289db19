import Ground
import Interface
import Stepping

extension Equation {
  /// More terms than this never fit: the shortest, `0·0 + `, takes six columns, or `0; ` three.
  static func limit(in rect: Rect) -> Int { rect.columns * rect.rows / 3 + 1 }

  /// The equation in at most so many lines of so many columns; terms at the end that find no room
  /// are summed up and counted: `(21 more: 3.5)`.
  func folded(columns: Int, rows: Int) -> [String] {
    func lines(keeping shown: Int) -> [String] {
      Text.wrapped(text(keeping: shown), to: columns)
    }
    if terms.count == count {
      let whole = lines(keeping: count)
      if whole.count <= rows || rows < 1 { return whole }
    }
    // The most terms that fit, by halving.
    var fitting = 0
    var tooMany = min(terms.count, count - 1) + 1
    while tooMany - fitting > 1 {
      let middle = (fitting + tooMany) / 2
      if lines(keeping: middle).count <= rows { fitting = middle } else { tooMany = middle }
    }
    guard fitting == 0 else { return lines(keeping: fitting) }
    return [head + result, head + shortResult, result]
      .first { TextWidth.width(of: $0) <= columns }.map { [$0] } ?? [shortResult]
  }

  /// Draws the equation folded into the room, its result bold.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    let lines = folded(columns: rect.columns, rows: rect.rows)
    for (row, line) in lines.prefix(rect.rows).enumerated() {
      let place = rect.line(row)
      canvas.write(line, in: place)
      let result = line.hasSuffix(result) ? result : shortResult
      guard row == lines.count - 1, line.hasSuffix(result) else { continue }
      let start = TextWidth.width(of: line) - TextWidth.width(of: result)
      canvas.write(
        result, at: Point(column: place.column + start, row: place.row), style: Theme.mark,
        clip: place)
    }
  }
}

extension TermWriter {
  init(_ context: ScreenContext) {
    self.init(context.language, isASCII: context.capabilities.glyphs == .ascii)
  }
}
