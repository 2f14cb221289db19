import Interface

/// A view of a step on another screen: its grids, and the arithmetic right below them.
struct StepScene {
  let grids: StepGrids
  let equation: Rect

  private let view: StepView

  init(_ view: StepView, in context: ScreenContext) {
    self.view = view
    let area = context.area
    let parts = area.splitLastRows(area.rows >= 40 ? 3 : area.rows >= 8 ? 2 : 1)
    grids = StepGrids(view, in: parts.rest, context)
    let spare = grids.places.isEmpty ? 0 : max(0, parts.rest.endRow - grids.endRow)
    equation = parts.bottom.offset(rows: -spare)
  }

  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    view.draw(grids, on: &canvas, context)
    view.drawEquation(on: &canvas, in: equation, context)
  }
}
