import Interface
import Operations
import Stepping
import Tensors

/// The size of the output, with the numbers filled in: `height = (3 + 2·1 - 2) / 1 + 1 = 4`.
struct SizeFormula: Hashable, Sendable {
  let input: Pair
  let window: Window

  /// Both axes, the second one short where it is the same.
  func text(in context: ScreenContext) -> String {
    let language = context.language
    let isAscii = context.capabilities.glyphs == .ascii
    guard let formula = window.sizeFormula(for: input, isAscii: isAscii) else { return "" }
    let height = "\(StepperText.height[language]) = \(formula.height)"
    let width = isSquare ? StepperText.same[language] : formula.width
    return "\(height)   \(StepperText.width[language]) = \(width)"
  }

  private var isSquare: Bool {
    [input, window.kernel, window.stride, window.padding, window.dilation]
      .allSatisfy { $0.height == $0.width }
  }
}
