import Interface
import Tensors

/// The size of the output, with the numbers filled in: `height = (3 + 2·1 - 2) / 1 + 1 = 4`.
struct SizeFormula: Hashable, Sendable {
  let input: Pair
  let window: Window
  let output: Pair

  /// Both axes, the second one short where it is the same.
  func text(in context: ScreenContext) -> String {
    let language = context.language
    let height =
      "\(StepperText.height[language]) = "
      + formula(
        input.height, window.kernel.height, window.stride.height, window.padding.height,
        window.dilation.height, output.height, context)
    let width = StepperText.width[language]
    guard !isSquare else { return "\(height)   \(width) = \(StepperText.same[language])" }
    return "\(height)   \(width) = "
      + formula(
        input.width, window.kernel.width, window.stride.width, window.padding.width,
        window.dilation.width, output.width, context)
  }

  private var isSquare: Bool {
    [input, window.kernel, window.stride, window.padding, window.dilation]
      .allSatisfy { $0.height == $0.width }
  }

  private func formula(
    _ n: Int, _ k: Int, _ s: Int, _ p: Int, _ d: Int, _ o: Int, _ context: ScreenContext
  ) -> String {
    let isAscii = context.capabilities.glyphs == .ascii
    let times = isAscii ? "*" : "·"
    let span = d == 1 ? "\(k)" : "(\(d)\(times)(\(k) - 1) + 1)"
    let sum = "\(n) + 2\(times)\(p) - \(span)"
    let room = n + 2 * p - (d * (k - 1) + 1)
    guard room % s != 0 else { return "(\(sum)) / \(s) + 1 = \(o)" }
    let quotient = "(\(sum)) / \(s)"
    return isAscii ? "floor(\(quotient)) + 1 = \(o)" : "⌊\(quotient)⌋ + 1 = \(o)"
  }
}
