import Tensors

extension Window {
  /// The output-size formula of each axis filled in: `(3 + 2·1 - 2) / 1 + 1 = 4`.
  ///
  /// A quotient that is not whole stands between `⌊` and `⌋`, or `⌈` and `⌉`; a dilation of 1 is left out; padding that
  /// differs from side to side is written as a sum.
  ///
  /// - Parameters:
  ///   - input: a size that the window fits; for others the answer is `nil`.
  ///   - isAscii: writes `2*1` and `floor(…)`.
  public func sizeFormula(
    for input: Pair, isAscii: Bool = false
  ) -> (height: String, width: String)? {
    guard let output = try? outputSize(for: input) else { return nil }
    let form = FormulaWriter(roundsUp: roundsUp, isAscii: isAscii)
    return (
      height: form.text(
        input.height, kernel.height, stride.height, padding.height, paddingAfter.height,
        dilation.height, span: span.height, output.height),
      width: form.text(
        input.width, kernel.width, stride.width, padding.width, paddingAfter.width, dilation.width,
        span: span.width, output.width)
    )
  }
}

/// Writes the formula of one axis.
private struct FormulaWriter {
  let roundsUp: Bool
  let isAscii: Bool

  func text(
    _ input: Int, _ kernel: Int, _ stride: Int, _ before: Int, _ after: Int, _ dilation: Int,
    span: Int, _ output: Int
  ) -> String {
    let times = isAscii ? "*" : "·"
    let spanned = dilation == 1 ? "\(kernel)" : "(\(dilation)\(times)(\(kernel) - 1) + 1)"
    let padding = before == after ? "2\(times)\(before)" : "\(before) + \(after)"
    let quotient = "(\(input) + \(padding) - \(spanned)) / \(stride)"
    let (steps, rest) = (input + before + after - span).quotientAndRemainder(dividingBy: stride)
    if rest == 0 { return "\(quotient) + 1 = \(output)" }
    // A last window that begins behind the input is left out: then the size has been rounded down after all.
    let isUp = roundsUp && output == steps + 2
    let (name, left, right) = isUp ? ("ceil", "⌈", "⌉") : ("floor", "⌊", "⌋")
    let rounded = isAscii ? "\(name)(\(quotient))" : "\(left)\(quotient)\(right)"
    return "\(rounded) + 1 = \(output)"
  }
}
