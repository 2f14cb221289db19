import Interface
import Testing

extension Canvas: CustomTestStringConvertible {
  /// As a person sees it; a test that fails would else list thousands of cells.
  public var testDescription: String { "\(size.columns)x\(size.rows)\n\(plainText)\n" }
}
