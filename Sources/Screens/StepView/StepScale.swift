import Ground
import Interface
import Operations
import Stepping
import Tensors

/// The colours and column widths of one feature map or kernel: fixed before the first cell is drawn,
/// so that nothing shifts while an output fills.
struct StepScale: Hashable, Sendable {
  var palette: Palette
  private let columns: [NumberColumn]

  /// The room of a number of so many significant digits, 1 to 3.
  func column(digits: Int) -> NumberColumn { columns[min(max(digits, 1), columns.count) - 1] }

  /// Tensors that are there; of a large one a sample speaks for all.
  init(of tensors: [Tensor], format: NumberFormat) {
    self.init(
      values: tensors.flatMap { tensor in
        Self.sample(of: tensor.elements.count, limit: 4096).map { tensor.elements[$0] }
      },
      format: format)
  }

  /// The output of an operation, of which only a sample is computed.
  init(ofOutputOf steps: Steps, format: NumberFormat) {
    // A million products at most, so that opening the largest convolution takes no time either.
    let limit = max(256, min(4096, 1_000_000 / (max(1, steps.termsPerStep))))
    self.init(
      values: Self.sample(of: steps.count, limit: limit).map { steps.value(at: $0) },
      format: format)
  }

  private init(values: [Double], format: NumberFormat) {
    palette = Palette.fitting(values)
    columns = (1...3).map { NumberColumn(fitting: values, format: format, digits: $0) }
  }

  /// All places of a small tensor; of a large one as many, spread without a regular pattern that
  /// could miss a column.
  private static func sample(of count: Int, limit: Int) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    var generator = SeededGenerator(seed: UInt64(count))
    return (0..<limit).map { _ in generator.integer(below: count) }
  }
}
