import Tensors

/// A convolution (cross-correlation, as in PyTorch), cell by cell.
public struct ConvolutionSteps: Steps, Hashable {
  /// `[C, H, W]`
  public let input: Tensor
  /// `[O, C / groups, KH, KW]`
  public let kernel: Tensor
  /// One number an output channel; `nil` for none, which counts as 0.
  public let bias: [Double]?
  public let window: Window
  public let groups: Int
  /// `[O, OH, OW]`
  public let outputShape: Shape
  /// Products with padding are zero and need no place, but for a weight that is not finite.
  private let hasFiniteKernel: Bool

  /// - Parameters:
  ///   - input: `[C, H, W]`
  ///   - kernel: `[O, C / groups, KH, KW]`
  ///   - bias: `O` numbers, or `nil`
  /// - Throws: ``StepError`` that names the option at fault.
  public init(
    input: Tensor, kernel: Tensor, bias: [Double]? = nil, stride: Pair = .one,
    padding: Pair = .zero, dilation: Pair = .one, groups: Int = 1
  ) throws(StepError) {
    guard input.shape.rank == 3 else { throw .inputRank(input.shape) }
    guard kernel.shape.rank == 4 else { throw .kernelRank(kernel.shape) }
    guard groups >= 1 else { throw .groupsNotPositive(groups) }
    let (channels, filters) = (input.shape[0], kernel.shape[0])
    guard channels.isMultiple(of: groups) else {
      throw .groupsDoNotDivideInput(groups: groups, channels: channels)
    }
    guard kernel.shape[1] == channels / groups else {
      throw .kernelChannels(found: kernel.shape[1], inputChannels: channels, groups: groups)
    }
    guard filters >= 1, filters.isMultiple(of: groups) else {
      throw .groupsDoNotDivideOutput(groups: groups, filters: filters)
    }
    if let bias, bias.count != filters {
      throw .biasCount(found: bias.count, expected: filters)
    }
    let window = Window(
      kernel: Pair(kernel.shape[2], kernel.shape[3]), stride: stride, padding: padding,
      dilation: dilation)
    self.outputShape = try StepError.outputShape(
      channels: filters, input: input.shape, window: window, kernelOption: "--kernel")
    self.input = input
    self.kernel = kernel
    self.hasFiniteKernel = kernel.elements.allSatisfy(\.isFinite)
    self.bias = bias
    self.window = window
    self.groups = groups
  }

  public var inputShape: Shape { input.shape }

  /// The products that make one cell: `C / groups · KH · KW`.
  public var termsPerStep: Int { kernel.shape[1] * window.kernel.area }

  /// `nil` where the number does not fit.
  public var multiplyAdds: Int? {
    let (product, overflow) = outputShape.count.multipliedReportingOverflow(by: termsPerStep)
    return overflow ? nil : product
  }

  /// The bias of an output channel, 0 if there is none.
  public func bias(of filter: Int) -> Double { bias?[filter] ?? 0 }

  public subscript(index: Int) -> Step {
    let position = position(of: index)
    var terms: [Term] = []
    terms.reserveCapacity(termsPerStep)
    var sum = 0.0
    forEachTap(of: position) { channel, row, column, weight in
      let isPadding = !contains(row: row, column: column)
      let input = isPadding ? 0 : input[channel, row, column]
      terms.append(
        Term(
          position: Position(channel: channel, row: row, column: column), isPadding: isPadding,
          input: input, weight: kernel.elements[weight]))
      sum += input * kernel.elements[weight]
    }
    let bias = bias(of: position.channel)
    return Step(
      index: index, position: position, terms: terms, arithmetic: .weightedSum(bias: bias),
      value: sum + bias)
  }

  public func value(at index: Int) -> Double {
    guard hasFiniteKernel else { return self[index].value }
    let position = position(of: index)
    let (height, width) = (input.shape[1], input.shape[2])
    let top = window.inputRow(output: position.row, tap: 0)
    let left = window.inputColumn(output: position.column, tap: 0)
    let (kernelSize, dilation) = (window.kernel, window.dilation)
    // Drawing asks for thousands of cells at once, so the storage is fetched once a cell. Padding is
    // left out: its products are zero, and adding them changes nothing.
    let sum = input.elements.withUnsafeBufferPointer { input in
      kernel.elements.withUnsafeBufferPointer { kernel in
        var sum = 0.0
        var weight = position.channel * termsPerStep
        for channel in channels(of: position.channel) {
          for kernelRow in 0..<kernelSize.height {
            let row = top + kernelRow * dilation.height
            guard row >= 0, row < height else {
              weight += kernelSize.width
              continue
            }
            let start = (channel * height + row) * width
            for kernelColumn in 0..<kernelSize.width {
              let column = left + kernelColumn * dilation.width
              if column >= 0, column < width { sum += input[start + column] * kernel[weight] }
              weight += 1
            }
          }
        }
        return sum
      }
    }
    return sum + bias(of: position.channel)
  }

  public func inputWindow(at index: Int) -> InputWindow {
    let position = position(of: index)
    return InputWindow(
      channels: channels(of: position.channel),
      row: window.inputRow(output: position.row, tap: 0),
      column: window.inputColumn(output: position.column, tap: 0), taps: window.kernel,
      dilation: window.dilation)
  }

  public func makeOutput() -> Tensor {
    if hasFiniteKernel,
      let output = try? Reference.convolution(
        input.reshaped(to: Shape([1] + input.shape.sizes)), weight: kernel,
        bias: bias ?? Array(repeating: 0, count: outputShape[0]), window: window, groups: groups)
    {
      return output.reshaped(to: outputShape)
    }
    return Tensor(shape: outputShape, elements: indices.map(value(at:)))
  }

  /// The input channels of an output channel's group.
  public func channels(of filter: Int) -> Range<Int> {
    let first = filter / (kernel.shape[0] / groups) * kernel.shape[1]
    return first..<(first + kernel.shape[1])
  }

  private func contains(row: Int, column: Int) -> Bool {
    row >= 0 && row < input.shape[1] && column >= 0 && column < input.shape[2]
  }

  /// Calls `body` with the input channel, row and column of each tap, and the place of its weight.
  private func forEachTap(of position: Position, _ body: (Int, Int, Int, Int) -> Void) {
    var weight = position.channel * termsPerStep
    for channel in channels(of: position.channel) {
      for kernelRow in 0..<window.kernel.height {
        let row = window.inputRow(output: position.row, tap: kernelRow)
        for kernelColumn in 0..<window.kernel.width {
          let column = window.inputColumn(output: position.column, tap: kernelColumn)
          body(channel, row, column, weight)
          weight += 1
        }
      }
    }
  }
}
