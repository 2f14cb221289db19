import Ground

extension Canvas {
  /// Writes one line of text into the first row of a rectangle: aligned, and cut with `…` where it
  /// does not fit.
  public mutating func write(
    _ text: String, in rect: Rect, alignment: TextAlignment = .left, style: Style = .plain
  ) {
    guard !rect.isEmpty else { return }
    let line = Text.clipped(text, to: rect.columns)
    let free = rect.columns - TextWidth.width(of: line)
    let shift =
      switch alignment {
      case .left: 0
      case .center: free / 2
      case .right: free
      }
    write(line, at: Point(column: rect.column + shift, row: rect.row), style: style, clip: rect)
  }

  /// Writes text into a rectangle, wrapped at its width, and returns the rows that it took.
  ///
  /// What does not fit below is left out, and the last row that fits then ends in `…`.
  @discardableResult
  public mutating func writeWrapped(
    _ text: String, in rect: Rect, alignment: TextAlignment = .left, style: Style = .plain
  ) -> Int {
    guard !rect.isEmpty else { return 0 }
    var lines = Text.wrapped(text, to: rect.columns)
    if lines.count > rect.rows {
      lines = Array(lines.prefix(rect.rows))
      let last = lines[lines.count - 1]
      lines[lines.count - 1] = Text.clipped(last + " …", to: rect.columns)
    }
    for (index, line) in lines.enumerated() {
      write(line, in: rect.line(index), alignment: alignment, style: style)
    }
    return lines.count
  }
}
