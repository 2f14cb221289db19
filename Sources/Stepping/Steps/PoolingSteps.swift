import Tensors

/// Max or average pooling, cell by cell, as PyTorch: max pooling pads with minus infinity, average
/// pooling counts the zeros of the padding.
public struct PoolingSteps: Steps, Hashable {
  public enum Kind: Hashable, Sendable { case maximum, average }

  public let kind: Kind
  /// `[C, H, W]`
  public let input: Tensor
  public let window: Window
  /// `[C, OH, OW]`
  public let outputShape: Shape

  /// - Parameters:
  ///   - input: `[C, H, W]`
  ///   - stride: the size, unless given
  /// - Throws: ``StepError`` that names the option at fault.
  public init(
    _ kind: Kind, input: Tensor, size: Pair, stride: Pair? = nil, padding: Pair = .zero,
    dilation: Pair = .one
  ) throws(StepError) {
    guard input.shape.rank == 3 else { throw .inputRank(input.shape) }
    if kind == .average, dilation != .one { throw .averageDilation(dilation) }
    let window = Window(
      kernel: size, stride: stride ?? size, padding: padding, dilation: dilation)
    self.outputShape = try StepError.outputShape(
      channels: input.shape[0], input: input.shape, window: window, kernelOption: "--size")
    guard padding.height <= size.height / 2, padding.width <= size.width / 2 else {
      throw .paddingOverHalf(padding, size: size)
    }
    guard !size.height.multipliedReportingOverflow(by: size.width).overflow else {
      throw .window(.overflow(.height), kernelOption: "--size")
    }
    self.kind = kind
    self.input = input
    self.window = window
  }

  public var inputShape: Shape { input.shape }

  /// The cells under the window.
  public var termsPerStep: Int { window.kernel.area }

  public subscript(index: Int) -> Step {
    let position = position(of: index)
    let padding = kind == .maximum ? -Double.infinity : 0
    var terms: [Term] = []
    terms.reserveCapacity(termsPerStep)
    for kernelRow in 0..<window.kernel.height {
      let row = window.inputRow(output: position.row, tap: kernelRow)
      for kernelColumn in 0..<window.kernel.width {
        let column = window.inputColumn(output: position.column, tap: kernelColumn)
        let isPadding = !contains(row: row, column: column)
        terms.append(
          Term(
            position: Position(channel: position.channel, row: row, column: column),
            isPadding: isPadding,
            input: isPadding ? padding : input[position.channel, row, column]))
      }
    }
    switch kind {
    case .maximum:
      let winner = Self.winner(of: terms)
      return Step(
        index: index, position: position, terms: terms, arithmetic: .maximum(winner: winner),
        value: winner.map { terms[$0].input } ?? padding)
    case .average:
      var sum = 0.0
      for term in terms where !term.isPadding { sum += term.input }
      return Step(
        index: index, position: position, terms: terms, arithmetic: .average,
        value: sum / Double(terms.count))
    }
  }

  public func value(at index: Int) -> Double { self[index].value }

  public func inputWindow(at index: Int) -> InputWindow {
    let position = position(of: index)
    return InputWindow(
      channels: position.channel..<(position.channel + 1),
      row: window.inputRow(output: position.row, tap: 0),
      column: window.inputColumn(output: position.column, tap: 0), taps: window.kernel,
      dilation: window.dilation)
  }

  public func makeOutput() -> Tensor {
    let input = input.reshaped(to: Shape([1] + input.shape.sizes))
    let output =
      switch kind {
      case .maximum: try? Reference.maxPooling(input, window: window).output
      case .average: try? Reference.averagePooling(input, window: window)
      }
    return output?.reshaped(to: outputShape)
      ?? Tensor(shape: outputShape, elements: indices.map(value(at:)))
  }

  /// Of equal maxima the first; a NaN wins over every number, as in PyTorch.
  private static func winner(of terms: [Term]) -> Int? {
    var winner: Int?
    for (place, term) in terms.enumerated() where !term.isPadding {
      if let best = winner, !(term.input > terms[best].input || term.input.isNaN) { continue }
      winner = place
    }
    return winner
  }

  private func contains(row: Int, column: Int) -> Bool {
    row >= 0 && row < input.shape[1] && column >= 0 && column < input.shape[2]
  }
}
