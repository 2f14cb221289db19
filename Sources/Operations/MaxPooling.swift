import Tensors

/// The largest number under the window; padding is minus infinity, as PyTorch's `max_pool2d`.
///
/// Of equal maxima the first wins, in the order of rows and columns; a NaN wins over every number.
public struct MaxPooling: Pooling {
  public var window: Window

  public init(window: Window) { self.window = window }

  public var kind: Layer.Kind { .maxPooling }

  public func forward(_ operands: Operands) -> Tensor {
    let input = operands.inputs[0]
    var output = Tensor(shape: outputOfBatch(input.shape), repeating: -.infinity)
    for (cell, winner) in winners(in: input).enumerated() where winner >= 0 {
      output.elements[cell] = input.elements[winner]
    }
    return output
  }

  /// For each output cell of a batch the index of the winner among the input's elements, `-1` where a
  /// dilated window meets padding alone.
  public func winners(in input: Tensor) -> [Int] {
    var winners: [Int] = []
    forEachCell(of: input.shape) { _, inputs in
      var winner = -1
      for index in inputs where winner < 0 || beats(input.elements[index], input.elements[winner]) {
        winner = index
      }
      winners.append(winner)
    }
    return winners
  }

  private func beats(_ number: Double, _ best: Double) -> Bool { number > best || number.isNaN }

  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    var gradient = Tensor.zeros(operands.inputs[0].shape)
    for (cell, winner) in winners(in: operands.inputs[0]).enumerated() where winner >= 0 {
      gradient.elements[winner] += outputGradient.elements[cell]
    }
    return OperandGradients(inputs: [gradient])
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let taps = taps(of: position, in: operands, padding: -.infinity)
    let winner = winner(of: taps)
    let terms = taps.enumerated().map { place, tap in
      Term(
        position: tap.position, isPadding: tap.isPadding, input: tap.input,
        factor: place == winner ? 1 : 0)
    }
    return Cell(
      terms: terms, arithmetic: .maximum(winner: winner),
      value: winner.map { taps[$0].input } ?? -.infinity)
  }

  private func winner(
    of taps: [(position: Position, isPadding: Bool, input: Double)]
  ) -> Int? {
    var winner: Int?
    for (place, tap) in taps.enumerated() where !tap.isPadding {
      if let best = winner, !beats(tap.input, taps[best].input) { continue }
      winner = place
    }
    return winner
  }

  /// 1 for the windows that the cell wins, 0 for those that it loses.
  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let cell = Extent(ofBatch: operands.inputs[0].shape).position(of: index)
    return readers(of: cell, output: output).map { reader in
      let taps = taps(of: reader, in: operands, padding: -.infinity)
      let wins = winner(of: taps).map { taps[$0].position == cell } ?? false
      return Derivative(reader, wins ? 1 : 0)
    }
  }
}

extension Layer {
  /// Windows of `size` that do not overlap.
  public static func maxPooling(size: Int) -> Layer {
    .maxPooling(MaxPooling(window: Window(kernel: Pair(size), stride: Pair(size))))
  }
}
