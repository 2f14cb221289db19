import Interface

/// Where the panels of the training screen stand. A panel without room is `nil`.
struct TrainingLayout: Hashable {
  var loss: Rect?
  var accuracy: Rect?
  var filters: Rect?
  var picture: Rect?
  var maps: Rect?
  var verdict: Rect?
  /// State, speed and times.
  var status: Rect
  /// What there is to say about the run; empty when nothing is.
  var message: Rect

  /// - Parameters:
  ///   - filterColumns: the width of the filters' panel; 0 for a network without convolution.
  ///   - pictureSize: columns and rows of the picture's pixels.
  ///   - messageRows: how many lines the message needs.
  init(
    area: Rect, filterColumns: Int, pictureSize: Size, messageRows: Int, hasLargeMaps: Bool
  ) {
    let (top, status) = area.splitLastRows(1)
    self.status = status
    let (room, message) = top.splitLastRows(min(messageRows, max(0, top.rows - 6)))
    self.message = message
    if hasLargeMaps {
      maps = room
      return
    }
    guard room.rows >= 17, room.columns >= 60 else {
      // Too small for the panels: the curves matter most.
      if room.columns >= 60 {
        let halves = room.dividedColumns(into: 2)
        (loss, accuracy) = (halves[0], halves[1])
      } else {
        loss = room
      }
      return
    }
    // The verdict has a line for each of ten classes.
    let plotRows = max(min(10, room.rows - 12), room.rows * 42 / 100)
    let (plots, panels) = room.splitRows(plotRows)
    let (curves, filters) = plots.splitColumns(plots.columns - filterColumns)
    let halves = curves.dividedColumns(into: 2)
    (loss, accuracy) = (halves[0], halves[1])
    if filterColumns > 0 { self.filters = filters }
    let pictureColumns = Self.pictureColumns(pictureSize, in: panels)
    let (pictureRect, rest) = panels.splitColumns(pictureColumns)
    let (mapsRect, verdictRect) = rest.splitColumns(
      rest.columns - min(34, max(26, panels.columns / 4)))
    picture = pictureRect
    maps = mapsRect
    verdict = verdictRect
  }

  var leavesOutPanels: Bool { maps == nil }

  /// The width of the picture's panel: the picture enlarged, or shrunk, by a whole factor until its
  /// rows fit, with a frame and room for a line of text below it.
  private static func pictureColumns(_ size: Size, in panels: Rect) -> Int {
    let rows = max(1, panels.rows - 3)
    var factor = 1
    while (size.rows + factor - 1) / factor > rows * 2
      || (size.columns + factor - 1) / factor > max(14, panels.columns / 3)
    { factor += 1 }
    let scale =
      factor > 1
      ? 1
      : Picture.largestFactor(
        rows: size.rows, columns: size.columns,
        in: Size(columns: panels.columns / 3, rows: rows))
    return max(16, (size.columns * scale + factor - 1) / factor + 2)
  }
}
