import Interface
import Operations
import Stepping

/// Where everything of a residual block stands: the feature maps of the chosen stage above, the
/// stages with their arithmetic below.
///
/// The stages stay longest when there is little room.
struct BlockLayout {
  /// The feature maps; empty where there is no room for them.
  let maps: Rect
  /// The grids in ``maps``; `nil` beside a plain block, and under the list of terms.
  let grids: StepGrids?
  /// All terms of the chosen stage, where there is room to spare below the maps.
  let terms: Rect?
  /// The names of the two blocks above the stages, when both are shown.
  let heading: Rect
  /// A line for each stage.
  let stages: Rect
  /// The first stage that is shown.
  let firstStage: Int
  let facts: Rect
  let status: Rect

  init(_ screen: BlockScreen, _ blocks: BlockScreen.Blocks, in context: ScreenContext) {
    let area = context.area
    let status = area.rows >= 3 ? 1 : 0
    let facts = area.rows >= 10 ? 1 : 0
    let heading = screen.showsPlain ? 1 : 0
    let below = blocks.stages.count + heading + facts + status
    // What is left over below the maps goes to the terms.
    let view = blocks.view(ofStage: screen.stage, at: screen.index)
    let room = max(0, area.rows - below)
    let showsGrids = !screen.showsPlain && screen.termScroll == nil
    let reserved =
      room >= 26 ? min(view.step.terms.count + 2, max(6, (room - 18) / 2)) : 0
    let whole = area.splitRows(room).top
    let grids = StepGrids(view, in: whole, reservedRows: reserved, context)
    let spare = whole.endRow - grids.endRow
    let showsTerms = showsGrids && spare >= 6
    let maps = showsTerms ? room - spare : room
    self.grids = showsGrids && maps >= 4 ? grids : nil
    var rest = area
    func take(_ rows: Int) -> Rect {
      let parts = rest.splitRows(rows)
      rest = parts.rest
      return parts.top
    }
    let mapRect = take(maps)
    self.maps = maps >= 4 ? mapRect : mapRect.splitRows(0).top
    self.heading = take(heading)
    // The status stays longest but for the stages themselves.
    stages = take(min(blocks.stages.count, max(0, rest.rows - facts - status)))
    self.facts = take(facts)
    self.status = take(status)
    terms = showsTerms ? rest : nil
    firstStage = max(
      0, min(screen.stage - stages.rows + 1, blocks.stages.count - stages.rows))
  }

  /// The maps of the residual and of the plain block side by side.
  var halves: [Rect] { maps.dividedColumns(into: 2, gap: 1) }

  /// The cell of the output under the mouse.
  func cell(
    at point: Point, of screen: BlockScreen, _ blocks: BlockScreen.Blocks,
    in context: ScreenContext
  ) -> Int? {
    guard maps.contains(point), !screen.showsPlain else { return nil }
    let view = blocks.view(ofStage: screen.stage, at: screen.index)
    guard let output = grids?.output,
      let place = view.cell(at: point, of: output, in: context)
        .flatMap(view.step(ofOutput:)).map(view.steps.position(of:))
    else { return nil }
    // A stage of another shape is as near as its rows and columns go.
    let whole = blocks.outputShape
    let extent = view.steps.outputShape
    return Extent(whole).checkedIndex(
      of: Position(
        channel: min(place.channel, whole[0] - 1), row: place.row * whole[1] / extent[1],
        column: place.column * whole[2] / extent[2]))
  }
}
