import Interface
import Operations
import Stepping

/// Where everything of a residual block stands: the feature maps of the chosen stage above, the
/// stages with their arithmetic below.
///
/// The stages stay longest when there is little room.
struct ResidualLayout {
  /// The feature maps; empty where there is no room for them.
  let maps: Rect
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

  init(_ screen: ResidualScreen, _ blocks: ResidualScreen.Blocks, in context: ScreenContext) {
    let area = context.area
    let status = area.rows >= 3 ? 1 : 0
    let facts = area.rows >= 10 ? 1 : 0
    let heading = screen.showsPlain ? 1 : 0
    let below = blocks.residual.count + heading + facts + status
    // Maps of 32 rows need 18 with their frames; what is left over goes to the terms, below.
    let spare = area.rows - below - 18
    let showsTerms = spare >= 6 && !screen.showsPlain && screen.termScroll == nil
    let maps = showsTerms ? 18 : max(0, area.rows - below)
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
    stages = take(min(blocks.residual.count, max(0, rest.rows - facts - status)))
    self.facts = take(facts)
    self.status = take(status)
    terms = showsTerms ? rest : nil
    firstStage = max(
      0, min(screen.stage - stages.rows + 1, blocks.residual.count - stages.rows))
  }

  /// The maps of the residual and of the plain block side by side.
  var halves: [Rect] { maps.dividedColumns(into: 2, gap: 1) }

  /// The cell of the output under the mouse.
  func cell(
    at point: Point, of screen: ResidualScreen, _ blocks: ResidualScreen.Blocks,
    in context: ScreenContext
  ) -> Int? {
    guard maps.contains(point), !screen.showsPlain else { return nil }
    var inner = context
    inner.area = maps
    let scene = blocks.residual[screen.stage].scene(at: screen.index)
    guard let steps = scene.steps,
      let found = StepperLayout(scene, in: inner, form: .grids).output?
        .index(at: point, of: scene, in: inner)
    else { return nil }
    return steps.index(
      of: Position(
        channel: steps.position(of: screen.index).channel, row: found.row, column: found.column))
  }
}
