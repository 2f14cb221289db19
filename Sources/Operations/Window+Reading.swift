import Tensors

extension Window {
  /// Whether any cell of an output of that size reads a cell of the input.
  public func reads(row: Int, column: Int, output: Pair) -> Bool {
    Self.reads(
      row, kernel: kernel.height, stride: stride.height, padding: padding.height,
      dilation: dilation.height, output: output.height)
      && Self.reads(
        column, kernel: kernel.width, stride: stride.width, padding: padding.width,
        dilation: dilation.width, output: output.width)
  }

  /// The rows and columns of an input that no cell of its output reads: where the stride steps over them, or the last
  /// window ends before them.
  ///
  /// - Returns: `nil` for an input of more rows or columns than are worth counting.
  public func unread(of input: Pair, output: Pair) -> Pair? {
    guard max(input.height, input.width) <= 4096 else { return nil }
    return Pair(
      (0..<input.height).count {
        !Self.reads(
          $0, kernel: kernel.height, stride: stride.height, padding: padding.height,
          dilation: dilation.height, output: output.height)
      },
      (0..<input.width).count {
        !Self.reads(
          $0, kernel: kernel.width, stride: stride.width, padding: padding.width,
          dilation: dilation.width, output: output.width)
      })
  }

  /// Where neighbouring taps and strides leave nothing out the first few taps tell.
  private static func reads(
    _ place: Int, kernel: Int, stride: Int, padding: Int, dilation: Int, output: Int
  ) -> Bool {
    for tap in 0..<kernel {
      // Sizes from outside: what overflows is read by nobody.
      let (offset, first) = tap.multipliedReportingOverflow(by: dilation)
      let (padded, second) = place.addingReportingOverflow(padding)
      let (start, third) = padded.subtractingReportingOverflow(offset)
      guard !first, !second, !third, start >= 0 else { return false }
      if start.isMultiple(of: stride), start / stride < output { return true }
    }
    return false
  }
}
