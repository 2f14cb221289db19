import Ground

/// How a kernel slides over a picture: ALL convolution arithmetic is here, once.
///
/// Padding is counted per side, as PyTorch does (D2L's text counts the total). Dumoulin and Visin,
/// "A guide to convolution arithmetic for deep learning" (2016), relationship 15.
public struct Window: Hashable, Sendable {
  public var kernel: Pair
  public var stride: Pair
  /// Rows and columns added on EACH side.
  public var padding: Pair
  public var dilation: Pair
  /// Rows and columns of padding at the bottom and right beyond those at the top and left; -1 for one less.
  public var extra: Pair
  /// Whether a last window may reach beyond the padded input, so that nothing is left unread.
  public var roundsUp: Bool

  public init(
    kernel: Pair, stride: Pair = .one, padding: Pair = .zero, dilation: Pair = .one,
    extra: Pair = .zero, roundsUp: Bool = false
  ) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.extra = extra
    self.roundsUp = roundsUp
  }

  /// The rows and columns of padding at the bottom and right.
  public var paddingAfter: Pair {
    Pair(padding.height &+ extra.height, padding.width &+ extra.width)
  }

  /// Whether both sides have the same padding and sizes round down, as all that networks are made of.
  public var isRegular: Bool { extra == .zero && !roundsUp }

  /// The rows and columns that the dilated kernel spans: `d (k - 1) + 1`.
  ///
  /// Only for windows that passed ``outputSize(for:)``.
  public var span: Pair {
    Pair(
      dilation.height * (kernel.height - 1) + 1,
      dilation.width * (kernel.width - 1) + 1)
  }

  /// The size of the output, `floor((n + 2p - d(k - 1) - 1) / s) + 1` on each axis. Rounded up, a window that would begin
  /// behind the input and its padding at the top or left is left out, as in PyTorch.
  ///
  /// - Throws: ``WindowError`` when a number is out of range, the window is larger than the padded
  ///   input, or a size overflows.
  public func outputSize(for input: Pair) throws(WindowError) -> Pair {
    Pair(
      try Self.outputLength(
        axis: .height, input: input.height, kernel: kernel.height, stride: stride.height,
        padding: padding.height, dilation: dilation.height, extra: extra.height,
        roundsUp: roundsUp),
      try Self.outputLength(
        axis: .width, input: input.width, kernel: kernel.width, stride: stride.width,
        padding: padding.width, dilation: dilation.width, extra: extra.width, roundsUp: roundsUp))
  }

  /// The input row that kernel row `tap` reads for output row `row`; outside `0..<n` it is padding.
  @inlinable
  public func inputRow(output row: Int, tap: Int) -> Int {
    row * stride.height - padding.height + tap * dilation.height
  }

  /// The input column that kernel column `tap` reads for output column `column`; outside `0..<n` it is padding.
  @inlinable
  public func inputColumn(output column: Int, tap: Int) -> Int {
    column * stride.width - padding.width + tap * dilation.width
  }

  private static func outputLength(
    axis: WindowError.Axis, input: Int, kernel: Int, stride: Int, padding: Int, dilation: Int,
    extra: Int, roundsUp: Bool
  ) throws(WindowError) -> Int {
    guard kernel >= 1 else { throw .kernelNotPositive(axis, kernel) }
    guard stride >= 1 else { throw .strideNotPositive(axis, stride) }
    guard padding >= 0 else { throw .paddingNegative(axis, padding) }
    guard dilation >= 1 else { throw .dilationNotPositive(axis, dilation) }
    let (reach, spanOverflow) = dilation.multipliedReportingOverflow(by: kernel - 1)
    let (bothSides, paddingOverflow) = padding.multipliedReportingOverflow(by: 2)
    let (whole, wholeOverflow) = input.addingReportingOverflow(bothSides)
    let (padded, paddedOverflow) = whole.addingReportingOverflow(extra)
    guard !spanOverflow, !paddingOverflow, !wholeOverflow, !paddedOverflow, reach < Int.max else {
      throw .overflow(axis)
    }
    guard reach + 1 <= padded else {
      throw .windowLargerThanInput(axis, window: reach + 1, paddedInput: padded)
    }
    let (steps, rest) = (padded - (reach + 1)).quotientAndRemainder(dividingBy: stride)
    guard roundsUp, rest > 0 else { return steps + 1 }
    // One window more, if it begins before the padding at the end.
    let (start, overflow) = (steps + 1).multipliedReportingOverflow(by: stride)
    return overflow || start >= input + padding ? steps + 1 : steps + 2
  }
}

/// Why a window does not fit.
public enum WindowError: ExplainedError, Hashable {
  public enum Axis: Hashable, Sendable { case height, width }

  case kernelNotPositive(Axis, Int)
  case strideNotPositive(Axis, Int)
  case paddingNegative(Axis, Int)
  case dilationNotPositive(Axis, Int)
  case windowLargerThanInput(Axis, window: Int, paddedInput: Int)
  /// Of a transposed convolution: nothing is left of what the stamps cover.
  case paddingCutsAll(Axis, Int, covered: Int)
  case overflow(Axis)

  public var explanation: Bilingual {
    let subject = subject
    return Bilingual(
      "\(subject.english) (\(axis.name.english)): \(finding.english)",
      "\(subject.vietnamese) (\(axis.name.vietnamese)): \(finding.vietnamese)")
  }

  /// The axis on which the number stands.
  public var axis: Axis {
    switch self {
    case .kernelNotPositive(let axis, _), .strideNotPositive(let axis, _),
      .paddingNegative(let axis, _), .dilationNotPositive(let axis, _),
      .windowLargerThanInput(let axis, window: _, paddedInput: _),
      .paddingCutsAll(let axis, _, covered: _), .overflow(let axis):
      axis
    }
  }

  /// What was found and expected, without its subject: an option's name can stand before it.
  public var finding: Bilingual {
    switch self {
    case .kernelNotPositive(_, let found), .strideNotPositive(_, let found),
      .dilationNotPositive(_, let found):
      Bilingual(
        "found \(found), expected 1 or more", "nhận được \(found), cần từ 1 trở lên")
    case .paddingNegative(_, let found):
      Bilingual(
        "found \(found), expected 0 or more", "nhận được \(found), cần từ 0 trở lên")
    case .windowLargerThanInput(_, let window, let paddedInput):
      Bilingual(
        "found a window that spans \(window), expected at most the padded input's \(paddedInput)",
        "cửa sổ trải \(window), tối đa chỉ được \(paddedInput) như đầu vào sau khi đệm")
    case .paddingCutsAll(_, let found, let covered):
      Bilingual(
        "found \(found), which cuts off all of the \(covered) that the stamps cover, expected less than half of them",
        "nhận được \(found), cắt hết \(covered) ô mà các lần in phủ lên, cần ít hơn một nửa số đó")
    case .overflow:
      Bilingual(
        "found numbers that are too large, expected sizes that can be counted",
        "các số quá lớn, cần những kích thước đếm được")
    }
  }

  private var subject: Bilingual {
    switch self {
    case .kernelNotPositive, .windowLargerThanInput: Bilingual("kernel", "hạt nhân")
    case .strideNotPositive: Bilingual("stride", "sải bước")
    case .paddingNegative, .paddingCutsAll: Bilingual("padding", "đệm")
    case .dilationNotPositive: Bilingual("dilation", "độ giãn")
    case .overflow:
      Bilingual("kernel, padding and dilation", "hạt nhân, đệm và độ giãn")
    }
  }
}

extension WindowError.Axis {
  public var name: Bilingual {
    switch self {
    case .height: Bilingual("height", "chiều cao")
    case .width: Bilingual("width", "chiều rộng")
    }
  }
}
