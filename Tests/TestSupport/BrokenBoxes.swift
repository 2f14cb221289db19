import Interface

extension Canvas {
  /// The boxes of this canvas that are no whole rectangles, each as a sentence; best before ``degraded()``,
  /// where ASCII has not made corners, crossings and plus signs the same character.
  ///
  /// Every corner at the top left must open a box whose top line (a title may stand in it) ends in a corner on
  /// the same row, whose sides are unbroken (but for a mark that there is more beyond), and whose bottom line closes it.
  public func brokenBoxes() -> [String] {
    var problems: [String] = []
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        guard let lines = BoxLines.all.first(where: { $0.topLeft == self[column, row].character })
        else { continue }
        if let problem = problem(ofBoxAt: column, row, lines) {
          problems.append("box at column \(column), row \(row): \(problem)")
        }
      }
    }
    return problems
  }

  private func problem(ofBoxAt left: Int, _ top: Int, _ lines: BoxLines) -> String? {
    let right = (left + 1..<size.columns).first {
      BoxLines.corners.contains(self[$0, top].character ?? " ")
    }
    guard let right, self[right, top].character == lines.topRight else {
      return "its top line has no right end"
    }
    let bottom = (top + 1..<size.rows).first {
      ![lines.vertical, "◂"].contains(self[left, $0].character)
    }
    guard let bottom, self[left, bottom].character == lines.bottomLeft else {
      return "its left side has a hole in row \(bottom ?? size.rows)"
    }
    if let hole = (top + 1..<bottom).first(where: {
      ![lines.vertical, "▸"].contains(self[right, $0].character)
    }) {
      return "its right side has a hole in row \(hole)"
    }
    guard self[right, bottom].character == lines.bottomRight else {
      return "its bottom line has no right end"
    }
    return nil
  }
}

private struct BoxLines {
  let topLeft: Character
  let topRight: Character
  let vertical: Character
  let bottomLeft: Character
  let bottomRight: Character

  static let all = [
    BoxLines(
      topLeft: "┌", topRight: "┐", vertical: "│", bottomLeft: "└", bottomRight: "┘"),
    BoxLines(
      topLeft: "┏", topRight: "┓", vertical: "┃", bottomLeft: "┗", bottomRight: "┛"),
  ]

  static let corners: Set<Character> = ["┌", "┐", "└", "┘", "┏", "┓", "┗", "┛"]
}
