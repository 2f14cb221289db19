import Ground
import Interface
import Operations
import Stepping
import Tensors

/// The room that each grid of a stepper takes with all of its numbers.
struct GridSizes {
  typealias Subject = StepperLayout.Place.Subject

  private let steps: Steps
  private let scales: StepperScreen.Scales

  private let format: NumberFormat

  init(_ steps: Steps, _ scales: StepperScreen.Scales, language: Language) {
    self.steps = steps
    self.scales = scales
    format = language.numbers
  }

  /// The panels of the operation, left to right.
  func subjects(channel: Int) -> [Subject] {
    switch steps.layer {
    case .convolution: [.input(channel: channel), .kernel(channel: channel), .output]
    case .add: [.input(channel: channel), .shortcut(channel: channel), .output]
    default: [.input(channel: channel), .output]
    }
  }

  /// The columns of one number, at least so wide.
  func column(of subject: Subject, width: Int) -> NumberColumn {
    var column =
      switch subject {
      case .input, .shortcut: scales.input.column
      case .kernel: scales.kernel?.column ?? scales.input.column
      case .output: scales.output.column
      }
    column.widen(toWidth: width)
    return localized(column)
  }

  /// A column for the numbers under the window and those of the kernel, so that they stand in line.
  var excerptColumn: NumberColumn {
    localized(
      scales.kernel.map { scales.input.column.joined(with: $0.column) } ?? scales.input.column)
  }

  /// The language may have changed since the column was measured; the widths are the same.
  private func localized(_ column: NumberColumn) -> NumberColumn {
    NumberColumn(format: format, digits: column.digits).joined(with: column)
  }

  func size(of subject: Subject, _ density: NumberGrid.Density, width: Int) -> Size {
    let (rows, columns) = steps.bounds(of: subject)
    return NumberGrid(
      rows: rows, columns: columns, layout: column(of: subject, width: width)
    ) { _ in GridCell(.empty) }.size(in: density)
  }
}

extension Steps {
  /// The rows and columns of a grid: those of the input with its padding.
  func bounds(of subject: StepperLayout.Place.Subject) -> (rows: Range<Int>, columns: Range<Int>) {
    switch subject {
    case .input, .shortcut:
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
