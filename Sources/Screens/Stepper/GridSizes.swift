import Interface
import Stepping
import Tensors

/// The room that each grid of a stepper takes with all of its numbers.
struct GridSizes {
  typealias Subject = StepperLayout.Place.Subject

  private let steps: OperationSteps
  private let scales: StepperScreen.Scales

  init(_ steps: OperationSteps, _ scales: StepperScreen.Scales) {
    self.steps = steps
    self.scales = scales
  }

  /// The panels of the operation, left to right.
  func subjects(channel: Int) -> [Subject] {
    steps.convolution == nil
      ? [.input(channel: channel), .output]
      : [.input(channel: channel), .kernel(channel: channel), .output]
  }

  /// The columns of one number, at least so wide.
  func column(of subject: Subject, width: Int) -> NumberColumn {
    var column =
      switch subject {
      case .input: scales.input.column
      case .kernel: scales.kernel?.column ?? scales.input.column
      case .output: scales.output.column
      }
    column.widen(toWidth: width)
    return column
  }

  /// A column for the numbers under the window and those of the kernel, so that they stand in line.
  var excerptColumn: NumberColumn {
    scales.kernel.map { scales.input.column.joined(with: $0.column) } ?? scales.input.column
  }

  func size(of subject: Subject, _ density: NumberGrid.Density, width: Int) -> Size {
    let (rows, columns) = steps.bounds(of: subject)
    return NumberGrid(
      rows: rows, columns: columns, layout: column(of: subject, width: width)
    ) { _ in GridCell(.empty) }.size(in: density)
  }
}

extension OperationSteps {
  /// The rows and columns of a grid: those of the input with its padding.
  func bounds(of subject: StepperLayout.Place.Subject) -> (rows: Range<Int>, columns: Range<Int>) {
    switch subject {
    case .input:
      let padding = window?.padding ?? .zero
      return (
        -padding.height..<inputShape[1] + padding.height,
        -padding.width..<inputShape[2] + padding.width
      )
    case .kernel:
      let kernel = window?.kernel ?? .one
      return (0..<kernel.height, 0..<kernel.width)
    case .output: return (0..<outputShape[1], 0..<outputShape[2])
    }
  }
}
