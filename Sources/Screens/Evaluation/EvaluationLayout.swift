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
  ///   - picture: columns and rows of its pixels.
  init(
    area: Rect, classes: Int, guesses: Int, picture pixels: Size, hasLargeMaps: Bool,
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
    let side = min(60, max(26, room.columns * 30 / 100))
    let (left, right) = room.splitColumns(room.columns - side)
    if classes > 0 {
      // A frame, a header, and the sentence about the cell under the cursor.
      let rows = min(classes + 4, max(10, left.rows - 7))
      let parts = left.splitRows(rows)
      (matrix, maps) = (parts.top, parts.rest)
    } else {
      maps = left
    }
    let parts = right.splitRows(Self.rows(ofPicture: pixels, in: right, guesses: guesses))
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

  /// The height of the picture's panel: the picture enlarged by the largest whole factor, or shrunk by the least, that leaves
  /// the verdict enough lines.
  private static func rows(ofPicture pixels: Size, in rect: Rect, guesses: Int) -> Int {
    let needed = min(guesses, 10) + 2
    let room = Size(columns: rect.columns - 2, rows: max(0, rect.rows - needed - 3))
    let scale = Picture.largestFactor(rows: pixels.rows, columns: pixels.columns, in: room)
    func rows(_ factor: Int) -> Int {
      ((pixels.rows * scale + factor - 1) / factor + 1) / 2 + 3
    }
    var factor = 1
    while factor < pixels.rows, rect.rows - rows(factor) < needed { factor += 1 }
    return min(rows(factor), rect.rows)
  }
}
