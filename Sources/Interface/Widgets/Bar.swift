import Ground

/// A share of a whole as a bar of eighth blocks: `███▋`.
public struct Bar: Hashable, Sendable {
  /// From 0 to 1; clamped.
  public var share: Double
  public var style: Style

  public init(share: Double, style: Style = Theme.accent2) {
    self.share = share
    self.style = style
  }

  /// The bar as text of at most so many columns. A share above 0 shows at least a sliver.
  public func text(columns: Int, glyphs: Capabilities.Glyphs = .unicode) -> String {
    guard columns > 0, share.isFinite, share > 0 else { return "" }
    let share = min(1, share)
    guard glyphs == .unicode else {
      let count = Int((share * Double(columns)).rounded())
      return count > 0 ? String(repeating: "#", count: count) : ":"
    }
    let eighths = max(1, Int((share * Double(columns) * 8).rounded()))
    let full = String(repeating: "█", count: eighths / 8)
    return eighths % 8 == 0 ? full : full + Self.parts[eighths % 8 - 1]
  }

  /// Draws the bar in the first row of a rectangle.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.write(
      text(columns: rect.columns, glyphs: canvas.capabilities.glyphs),
      at: Point(column: rect.column, row: rect.row), style: style, clip: rect)
  }

  private static let parts = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}

/// How far something has come, as a line: `━━━━━━━━━━╸─────`.
public struct ProgressLine: Hashable, Sendable {
  /// From 0 to 1; clamped.
  public var share: Double

  public init(share: Double) { self.share = share }

  /// Draws the line in the first row of a rectangle.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let share = self.share.isFinite ? min(1, max(0, self.share)) : 0
    let halves = Int((share * Double(rect.columns) * 2).rounded())
    let isAscii = canvas.capabilities.glyphs == .ascii
    for column in 0..<rect.columns {
      let filled = halves - 2 * column
      let cell =
        filled >= 2
        ? Cell(isAscii ? "=" : "━", Theme.accent)
        : filled == 1 ? Cell(isAscii ? "=" : "╸", Theme.accent) : Cell("─", Theme.dim)
      canvas[rect.column + column, rect.row] = cell
    }
  }
}
