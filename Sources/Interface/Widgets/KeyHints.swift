import Ground

/// One key of the status line and what it does.
public struct KeyHint: Hashable, Sendable {
  public var key: String
  public var label: String

  public init(_ key: String, _ label: String) {
    self.key = key
    self.label = label
  }
}

/// The status line: the keys that work here, most useful first, cut to the width by whole hints.
///
/// The last hint (the way to the help) stays as long as there is room for one at all.
public struct KeyHints: Hashable, Sendable {
  public var hints: [KeyHint]

  public init(_ hints: [KeyHint]) { self.hints = hints }

  /// The hints that fit so many columns.
  public func fitting(columns: Int) -> [KeyHint] {
    guard let last = hints.last else { return [] }
    var free = columns - 2 - width(of: last)
    guard free >= 0 else { return [] }
    var shown: [KeyHint] = []
    for hint in hints.dropLast() {
      free -= width(of: hint) + 2
      guard free >= 0 else { break }
      shown.append(hint)
    }
    return shown + [last]
  }

  /// Draws the hints in the first row of a rectangle, a column in from its edges.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.fill(rect.line(0))
    var column = rect.column + 1
    for hint in fitting(columns: rect.columns) {
      column = canvas.write(
        hint.key, at: Point(column: column, row: rect.row), style: Theme.key, clip: rect)
      column = canvas.write(
        " " + hint.label, at: Point(column: column, row: rect.row), style: Theme.dim, clip: rect)
      column += 2
    }
  }

  private func width(of hint: KeyHint) -> Int {
    TextWidth.width(of: hint.key) + 1 + TextWidth.width(of: hint.label)
  }
}
