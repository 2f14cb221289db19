import Tensors

/// Batch normalisation of a feature map with the statistics of its channels, cell by cell.
public struct BatchNormSteps: Steps, Hashable {
  /// `[C, H, W]`
  public let input: Tensor
  /// The mean and variance that normalise: running ones, or those of this input.
  public let statistics: Reference.ChannelStatistics
  /// `C` scales
  public let gamma: [Double]
  /// `C` shifts
  public let beta: [Double]
  public let epsilon: Double

  /// - Precondition: one number a channel in each list.
  public init(
    input: Tensor, statistics: Reference.ChannelStatistics, gamma: [Double], beta: [Double],
    epsilon: Double = 1e-5
  ) {
    let channels = input.shape[0]
    precondition(
      [statistics.mean, statistics.variance, gamma, beta].allSatisfy { $0.count == channels },
      "one number a channel")
    self.input = input
    self.statistics = statistics
    self.gamma = gamma
    self.beta = beta
    self.epsilon = epsilon
  }

  public var inputShape: Shape { input.shape }
  public var outputShape: Shape { input.shape }

  /// The numbers of one channel.
  public func normalisation(of channel: Int) -> Normalisation {
    Normalisation(
      mean: statistics.mean[channel], variance: statistics.variance[channel], epsilon: epsilon,
      gamma: gamma[channel], beta: beta[channel])
  }

  public subscript(index: Int) -> Step {
    let position = position(of: index)
    let normalisation = normalisation(of: position.channel)
    return Step(
      index: index, position: position,
      terms: [Term(position: position, input: input.elements[index])],
      arithmetic: .normalisation(normalisation), value: normalisation(input.elements[index]))
  }

  public func value(at index: Int) -> Double {
    normalisation(of: position(of: index).channel)(input.elements[index])
  }

  public func inputWindow(at index: Int) -> InputWindow { .cell(position(of: index)) }

  public func makeOutput() -> Tensor {
    Reference.batchNorm(
      input.reshaped(to: Shape([1] + input.shape.sizes)), statistics: statistics, gamma: gamma,
      beta: beta, epsilon: epsilon
    ).reshaped(to: input.shape)
  }
}

/// `max(x, 0)`, cell by cell.
public struct ReLUSteps: Steps, Hashable {
  /// `[C, H, W]`
  public let input: Tensor

  public init(input: Tensor) { self.input = input }

  public var inputShape: Shape { input.shape }
  public var outputShape: Shape { input.shape }

  public subscript(index: Int) -> Step {
    let position = position(of: index)
    return Step(
      index: index, position: position,
      terms: [Term(position: position, input: input.elements[index])],
      arithmetic: .rectification, value: value(at: index))
  }

  public func value(at index: Int) -> Double { Reference.relu(input.elements[index]) }

  public func inputWindow(at index: Int) -> InputWindow { .cell(position(of: index)) }

  public func makeOutput() -> Tensor { Reference.relu(input) }
}

/// The sum of two feature maps of one shape, cell by cell: the end of a residual block.
public struct SumSteps: Steps, Hashable {
  /// `[C, H, W]`
  public let branch: Tensor
  /// `[C, H, W]`
  public let shortcut: Tensor

  /// - Precondition: both have one shape.
  public init(branch: Tensor, shortcut: Tensor) {
    precondition(branch.shape == shortcut.shape, "a sum has two terms of one shape")
    self.branch = branch
    self.shortcut = shortcut
  }

  public var inputShape: Shape { branch.shape }
  public var outputShape: Shape { branch.shape }

  public subscript(index: Int) -> Step {
    let position = position(of: index)
    return Step(
      index: index, position: position,
      terms: [
        Term(position: position, input: branch.elements[index]),
        Term(position: position, input: shortcut.elements[index]),
      ],
      arithmetic: .sum, value: value(at: index))
  }

  public func value(at index: Int) -> Double {
    branch.elements[index] + shortcut.elements[index]
  }

  public func inputWindow(at index: Int) -> InputWindow { .cell(position(of: index)) }

  public func makeOutput() -> Tensor { Reference.add(branch, shortcut) }
}

/// A feature map as it is: the shortcut of a block whose shape does not change.
public struct IdentitySteps: Steps, Hashable {
  /// `[C, H, W]`
  public let input: Tensor

  public init(input: Tensor) { self.input = input }

  public var inputShape: Shape { input.shape }
  public var outputShape: Shape { input.shape }

  public subscript(index: Int) -> Step {
    let position = position(of: index)
    return Step(
      index: index, position: position,
      terms: [Term(position: position, input: input.elements[index])], arithmetic: .identity,
      value: input.elements[index])
  }

  public func value(at index: Int) -> Double { input.elements[index] }

  public func inputWindow(at index: Int) -> InputWindow { .cell(position(of: index)) }

  public func makeOutput() -> Tensor { input }
}
