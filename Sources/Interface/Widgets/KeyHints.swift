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
/// The last hints (the way out, and the way to the help) stay as long as there is room for them.
public struct KeyHints: Hashable, Sendable {
  public var hints: [KeyHint]
  /// How many hints at the end stay when others go.
  public var keptAtEnd: Int

  public init(_ hints: [KeyHint], keptAtEnd: Int = 1) {
    self.hints = hints
    self.keptAtEnd = keptAtEnd
  }

  /// The room that all hints take, with a column at each end.
  public var columns: Int { hints.reduce(0) { $0 + width(of: $1) + 2 } }

  /// The hints that fit so many columns.
  public func fitting(columns: Int) -> [KeyHint] {
    var free = columns
    func takes(_ hint: KeyHint) -> Bool {
      guard free >= width(of: hint) + 2 else { return false }
      free -= width(of: hint) + 2
      return true
    }
    var kept: [KeyHint] = []
    for hint in hints.suffix(keptAtEnd).reversed() {
      guard takes(hint) else { return kept }
      kept.insert(hint, at: 0)
    }
    var shown: [KeyHint] = []
    for hint in hints.dropLast(keptAtEnd) {
      guard takes(hint) else { break }
      shown.append(hint)
    }
    return shown + kept
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
