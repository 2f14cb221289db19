import Interface
import Stepping

/// Where everything of a kernel that learns stands: the convolution above, target and loss below it side by
/// side, then the arithmetic of the chosen weight.
struct LearningLayout {
  /// `nil` where there is no room for them.
  let grids: StepGrids?
  let target: Rect
  let loss: Rect
  let update: Rect
  let status: Rect

  init(_ learned: LearningScreen.Learned, in context: ScreenContext) {
    let area = context.area
    let bottom = area.splitLastRows(area.rows >= 3 ? 1 : 0)
    status = bottom.bottom
    let above = bottom.rest.splitLastRows(bottom.rest.rows >= 2 ? 1 : 0)
    update = above.bottom
    let room = above.rest
    // Target and curve are there from the rows on in which both say something.
    let least = 6
    guard room.rows >= least + 4 else {
      grids = room.rows >= 3 ? StepGrids(learned.view, in: room, context) : nil
      (target, loss) = (room.splitRows(0).top, room.splitRows(0).top)
      return
    }
    let placed = StepGrids(
      learned.view, in: room.splitLastRows(max(least, room.rows * 2 / 5)).rest, context)
    grids = placed
    let below = room.splitRows(placed.endRow - room.row).rest
    let halves = below.dividedColumns(into: 2, gap: 1)
    (target, loss) = halves.count == 2 ? (halves[0], halves[1]) : (below, below.splitRows(0).top)
  }
}
