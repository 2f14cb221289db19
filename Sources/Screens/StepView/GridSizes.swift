import Ground
import Interface
import Operations
import Stepping
import Tensors

/// The room that each grid of a view takes with all of its numbers.
struct GridSizes {
  /// How a grid of numbers is drawn.
  struct Form: Hashable {
    var density: NumberGrid.Density
    /// The columns of a number, at least.
    var width = 0
    /// Significant digits of a number.
    var digits = 3
    var scale = 1
  }

  private let view: StepView
  private let format: NumberFormat

  init(_ view: StepView, format: NumberFormat) {
    self.view = view
    self.format = format
  }

  /// The columns of one number.
  func column(of panel: StepPanel, _ form: Form) -> NumberColumn {
    var column = view.scale(of: panel).column(digits: form.digits)
    column.widen(toWidth: form.width)
    return localized(column)
  }

  /// A column for the numbers under the window and those of the kernel, so that they stand in line.
  func excerptColumn(digits: Int) -> NumberColumn {
    let input = view.scales.input.column(digits: digits)
    return localized(
      view.scales.kernel.map { input.joined(with: $0.column(digits: digits)) } ?? input)
  }

  /// The language may have changed since the column was measured; the widths are the same.
  private func localized(_ column: NumberColumn) -> NumberColumn {
    NumberColumn(format: format, digits: column.digits).joined(with: column)
  }

  func size(of panel: StepPanel, _ form: Form) -> Size {
    let (rows, columns) = view.bounds(of: panel)
    var grid = NumberGrid(
      rows: rows, columns: columns, layout: column(of: panel, form)
    ) { _ in GridCell(.empty) }
    grid.scale = form.scale
    return grid.size(in: form.density)
  }
}
