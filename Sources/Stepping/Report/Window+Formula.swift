import Tensors

extension Window {
  /// The output-size formula of each axis filled in: `(3 + 2·1 - 2) / 1 + 1 = 4`.
  ///
  /// A quotient that is not whole stands between `⌊` and `⌋`; a dilation of 1 is left out.
  ///
  /// - Parameters:
  ///   - input: a size that the window fits; for others the answer is `nil`.
  ///   - isAscii: writes `2*1` and `floor(…)`.
  public func sizeFormula(
    for input: Pair, isAscii: Bool = false
  ) -> (height: String, width: String)? {
    guard let output = try? outputSize(for: input) else { return nil }
    return (
      height: Self.formula(
        input.height, kernel.height, stride.height, padding.height, dilation.height,
        span: span.height, output.height, isAscii),
      width: Self.formula(
        input.width, kernel.width, stride.width, padding.width, dilation.width,
        span: span.width, output.width, isAscii)
    )
  }

  private static func formula(
    _ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int, span: Int,
    _ output: Int, _ isAscii: Bool
  ) -> String {
    let times = isAscii ? "*" : "·"
    let spanned = dilation == 1 ? "\(kernel)" : "(\(dilation)\(times)(\(kernel) - 1) + 1)"
    let quotient = "(\(input) + 2\(times)\(padding) - \(spanned)) / \(stride)"
    if (input + 2 * padding - span).isMultiple(of: stride) { return "\(quotient) + 1 = \(output)" }
    return isAscii ? "floor(\(quotient)) + 1 = \(output)" : "⌊\(quotient)⌋ + 1 = \(output)"
  }
}
