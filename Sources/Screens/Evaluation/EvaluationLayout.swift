import Interface

/// Where the panels of the evaluation screen stand. A panel without room is `nil`.
struct EvaluationLayout: Hashable {
  /// Accuracy, loss, and what is left out.
  let summary: Rect
  var matrix: Rect?
  var picture: Rect?
  var maps: Rect?
  var verdict: Rect?

  /// - Parameters:
  ///   - classes: rows of the confusion matrix; 0 where there is none.
  ///   - guesses: lines that the verdict would like to have.
  ///   - pictureRows: rows of the picture's pixels.
  init(
    area: Rect, classes: Int, guesses: Int, pictureRows: Int, hasLargeMaps: Bool,
    focus: EvaluationScreen.Focus
  ) {
    let (summary, room) = area.splitRows(1)
    self.summary = summary
    if hasLargeMaps {
      maps = room
      return
    }
    guard room.columns >= 76, room.rows >= 20 else {
      setSmall(room, classes: classes, focus: focus)
      return
    }
    let side = min(46, max(26, room.columns * 28 / 100))
    let (left, right) = room.splitColumns(room.columns - side)
    if classes > 0 {
      // A frame, a header, and the sentence about the cell under the cursor.
      let rows = min(classes + 4, max(10, left.rows - 7))
      let parts = left.splitRows(rows)
      (matrix, maps) = (parts.top, parts.rest)
    } else {
      maps = left
    }
    let parts = right.splitRows(Self.rows(ofPicture: pictureRows, in: right, guesses: guesses))
    (picture, verdict) = (parts.top, parts.rest)
  }

  /// Too small for all panels: those of the focus alone.
  private mutating func setSmall(
    _ room: Rect, classes: Int, focus: EvaluationScreen.Focus
  ) {
    if focus == .matrix, classes > 0 {
      matrix = room
      return
    }
    guard room.columns >= 40 else {
      verdict = room
      return
    }
    let halves = room.dividedColumns(into: 2)
    (picture, verdict) = (halves[0], halves[1])
  }

  /// Whether a panel of the others has no room.
  var leavesOutPanels: Bool { maps == nil }

  /// The height of the picture's panel: the picture shrunk by the least whole factor that leaves the
  /// verdict enough lines.
  private static func rows(ofPicture pixels: Int, in rect: Rect, guesses: Int) -> Int {
    func rows(_ factor: Int) -> Int { ((pixels + factor - 1) / factor + 1) / 2 + 3 }
    let needed = min(guesses, 9) + 2
    var factor = 1
    while factor < pixels, rect.rows - rows(factor) < needed { factor += 1 }
    return min(rows(factor), rect.rows)
  }
}
