import Ground
import Interface
import Operations
import Stepping
import Tensors

/// The size of the output, with the numbers filled in: `height = (3 + 2·1 - 2) / 1 + 1 = 4`.
struct SizeFormula: Hashable, Sendable {
  let input: Pair
  let window: Window

  /// Both axes, in one equation where they are the same.
  func text(in context: ScreenContext) -> String {
    let language = context.language
    let isAscii = context.capabilities.glyphs == .ascii
    guard let formula = window.sizeFormula(for: input, isAscii: isAscii) else { return "" }
    let (height, width) = (StepperText.height[language], StepperText.width[language])
    let text =
      isSquare
      ? "\(height) = \(width) = \(formula.height)"
      : "\(height) = \(formula.height)   \(width) = \(formula.width)"
    guard let unread, unread != .zero else { return text }
    let format = context.numbers
    let whole =
      text + "   "
      + StepperText.neverRead.filled(
        format.integer(unread.height), format.integer(unread.width), in: language)
    return TextWidth.width(of: whole) <= context.area.columns - 2 ? whole : text
  }

  /// The rows and columns that no window reads.
  private var unread: Pair? {
    (try? window.outputSize(for: input)).flatMap { window.unread(of: input, output: $0) }
  }

  private var isSquare: Bool {
    [input, window.kernel, window.stride, window.padding, window.dilation, window.extra]
      .allSatisfy { $0.height == $0.width }
  }
}
