import Tensors

extension Window {
  /// The output-size formula of each axis filled in: `(3 + 2·1 - 2) / 1 + 1 = 4`.
  ///
  /// A quotient that is not whole stands between `⌊` and `⌋`; a dilation of 1 is left out.
  ///
  /// - Parameter input: a size that the window fits; for others `nil`.
  public func sizeFormula(for input: Pair) -> (height: String, width: String)? {
    guard let output = try? outputSize(for: input) else { return nil }
    return (
      height: Self.formula(
        input.height, kernel.height, stride.height, padding.height, dilation.height,
        span: span.height, output.height),
      width: Self.formula(
        input.width, kernel.width, stride.width, padding.width, dilation.width,
        span: span.width, output.width)
    )
  }

  private static func formula(
    _ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int, span: Int,
    _ output: Int
  ) -> String {
    let reach = dilation == 1 ? "\(kernel)" : "\(dilation)·(\(kernel) - 1) - 1"
    let quotient = "(\(input) + 2·\(padding) - \(reach)) / \(stride)"
    let isWhole = (input + 2 * padding - span).isMultiple(of: stride)
    return "\(isWhole ? quotient : "⌊\(quotient)⌋") + 1 = \(output)"
  }
}
