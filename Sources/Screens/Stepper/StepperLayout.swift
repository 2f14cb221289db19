import Ground
import Interface
import Operations
import Stepping

/// Where everything of a stepper stands: drawing and the mouse read the same places.
///
/// The grids above, below them the arithmetic, which stays longest when there is little room.
struct StepperLayout {
  private(set) var grids: StepGrids?
  /// The room of the grids, or of the list of terms.
  private(set) var panels: Rect
  private(set) var equation: Rect
  private(set) var formula: Rect?
  /// The line with the step, the line of progress and the multiply-adds.
  private(set) var status: Rect?
  private(set) var rule: Rect?
  private(set) var settings: Rect?
  /// The part of the status line that shows the progress.
  private(set) var progress: Rect?
  /// The terms of the current cell, where there is room to spare.
  private(set) var terms: Rect?

  init(_ screen: StepperScreen, in context: ScreenContext) {
    let area = context.area
    let settingsRows =
      area.rows < 9
      ? 0
      : min(
        screen.panel.rows(
          columns: area.columns, values: { screen.value(of: $0, in: context) },
          language: context.language), area.rows / 4)
    // What there would be, from the bottom up, and what goes first where the window and its kernel need
    // the room.
    var rows = Rows(
      settings: settingsRows, rule: area.rows >= 15 ? 1 : 0, status: area.rows >= 3 ? 1 : 0,
      formula: area.rows >= 11 && screen.steps?.window != nil && screen.steps?.isBackward == false
        ? 1 : 0,
      equation: area.rows >= 40 ? 3 : area.rows >= 8 ? 2 : 1)
    panels = area
    equation = area
    guard let view = screen.view, screen.termScroll == nil else {
      arrange(rows, in: area)
      if let view = screen.view { placeProgress(screen.statusTexts(view, in: context)) }
      return
    }
    if let enlarged = screen.enlarged {
      grids = StepGrids(view, in: area, only: enlarged, context)
      let used = grids?.endRow ?? area.row
      rows = Rows(equation: area.endRow - used >= 2 ? 2 : 0)
      arrange(rows, in: area)
      equation = equation.offset(rows: used - equation.row)
      return
    }
    place(view, rows, in: context)
    let whole = rows
    while let crop = grids?.cropOfFocus(), !crop.isEmpty,
      rows.giveUpOne(keepingSettings: screen.panel.isFocused || screen.panel.problem != nil)
    {
      place(view, rows, in: context)
    }
    // What did not help is not given up.
    if let crop = grids?.cropOfFocus(), !crop.isEmpty { place(view, whole, in: context) }
    giveSpareRows()
    placeProgress(screen.statusTexts(view, in: context))
  }

  private mutating func place(_ view: StepView, _ rows: Rows, in context: ScreenContext) {
    arrange(rows, in: context.area)
    let terms = view.step.terms.count
    grids = StepGrids(
      view, in: panels, reservedRows: min(terms + 3, max(7, panels.rows / 3)),
      context)
  }

  /// The rows below the grids.
  private struct Rows {
    var settings = 0
    var rule = 0
    var status = 0
    var formula = 0
    var equation = 0

    /// One row less of what is missed least.
    ///
    /// - Returns: false when there is nothing left to give up.
    mutating func giveUpOne(keepingSettings: Bool) -> Bool {
      if formula > 0 {
        formula = 0
      } else if rule > 0 {
        rule = 0
      } else if equation > 1 {
        equation -= 1
      } else if settings > 1, !keepingSettings {
        settings -= 1
      } else {
        return false
      }
      return true
    }
  }

  private mutating func arrange(_ rows: Rows, in area: Rect) {
    var rest = area
    func takeBottom(_ rows: Int) -> Rect? {
      guard rows > 0 else { return nil }
      let parts = rest.splitLastRows(rows)
      rest = parts.rest
      return parts.bottom
    }
    settings = takeBottom(rows.settings)
    rule = takeBottom(rows.rule)
    status = takeBottom(rows.status)
    formula = takeBottom(rows.formula)
    equation =
      takeBottom(rows.equation) ?? Rect(column: area.column, row: area.endRow, columns: 0, rows: 0)
    panels = rest
  }

  /// With rows to spare the arithmetic moves up to the grids, and the terms are listed below.
  private mutating func giveSpareRows() {
    let spare = panels.endRow - (grids?.endRow ?? panels.row) - 1
    guard spare >= 6 else { return }
    equation = equation.offset(rows: -spare)
    formula = formula?.offset(rows: -spare)
    status = status?.offset(rows: -spare)
    rule = rule?.offset(rows: -spare)
    settings = settings?.offset(rows: -spare)
    let above = settings ?? rule ?? status ?? equation
    terms = Rect(
      column: panels.column, row: above.endRow, columns: panels.columns, rows: spare)
  }

  private mutating func placeProgress(_ texts: (left: String, right: String)) {
    guard let status else { return }
    let left = TextWidth.width(of: texts.left) + 2
    let right = TextWidth.width(of: texts.right) + 2
    guard status.columns - left - right >= 6 else { return }
    progress = Rect(
      column: status.column + left, row: status.row, columns: status.columns - left - right,
      rows: 1)
  }
}
