import Ground

/// How heavy the lines of a frame are.
public enum FrameWeight: Hashable, Sendable {
  case light, heavy

  var glyphs: FrameGlyphs {
    switch self {
    case .light: FrameGlyphs("┌", "─", "┐", "│", "└", "┘")
    case .heavy: FrameGlyphs("┏", "━", "┓", "┃", "┗", "┛")
    }
  }
}

struct FrameGlyphs {
  let topLeft, horizontal, topRight, vertical, bottomLeft, bottomRight: Character

  init(
    _ topLeft: Character, _ horizontal: Character, _ topRight: Character,
    _ vertical: Character, _ bottomLeft: Character, _ bottomRight: Character
  ) {
    self.topLeft = topLeft
    self.horizontal = horizontal
    self.topRight = topRight
    self.vertical = vertical
    self.bottomLeft = bottomLeft
    self.bottomRight = bottomRight
  }
}

extension Canvas {
  /// Draws a frame along the edge of a rectangle and returns the room inside it.
  ///
  /// The title stands in the top line, the footer in the bottom one, both cut to the width. A
  /// rectangle of less than 2x2 gets no frame. On an ASCII terminal the lines become `+`, `-`, `|`
  /// (``Canvas/degraded()``).
  @discardableResult
  public mutating func frame(
    _ rect: Rect, title: String = "", footer: String = "", weight: FrameWeight = .light,
    style: Style = .plain, titleStyle: Style? = nil
  ) -> Rect {
    guard rect.columns >= 2, rect.rows >= 2 else { return rect }
    let glyphs = weight.glyphs
    let right = rect.endColumn - 1
    let bottom = rect.endRow - 1
    for column in rect.column...right {
      self[column, rect.row] = Cell(glyphs.horizontal, style)
      self[column, bottom] = Cell(glyphs.horizontal, style)
    }
    for row in rect.row...bottom {
      self[rect.column, row] = Cell(glyphs.vertical, style)
      self[right, row] = Cell(glyphs.vertical, style)
    }
    self[rect.column, rect.row] = Cell(glyphs.topLeft, style)
    self[right, rect.row] = Cell(glyphs.topRight, style)
    self[rect.column, bottom] = Cell(glyphs.bottomLeft, style)
    self[right, bottom] = Cell(glyphs.bottomRight, style)
    writeLabel(title, onRow: rect.row, of: rect, style: titleStyle ?? style)
    writeLabel(footer, onRow: bottom, of: rect, style: titleStyle ?? style)
    return rect.inset()
  }

  /// A horizontal line over the whole width of a row.
  public mutating func rule(_ rect: Rect, style: Style = .plain) {
    fill(rect.line(0), with: "─", style: style)
  }

  private mutating func writeLabel(_ label: String, onRow row: Int, of rect: Rect, style: Style) {
    guard !label.isEmpty, rect.columns > 4 else { return }
    let text = " " + Text.clipped(label, to: rect.columns - 4) + " "
    write(text, at: Point(column: rect.column + 1, row: row), style: style, clip: rect)
  }
}
