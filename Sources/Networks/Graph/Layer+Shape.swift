import Tensors

extension Layer {
  /// The shape of the output for inputs of the given shapes, `[C, H, W]` or `[F]`.
  ///
  /// - Parameters:
  ///   - inputs: two shapes for a sum, one for every other layer.
  ///   - name: the layer's name, for the error.
  /// - Throws: ``NetworkError`` that names the layer, the shape found and the shape expected.
  public func outputShape(for inputs: [Shape], named name: String) throws(NetworkError) -> Shape {
    let place = NetworkError.Place(name: name, kind: kind)
    if self == .add {
      guard inputs.count == 2 else {
        throw .inputCount(place, found: inputs.count, expected: 2)
      }
      guard inputs[0] == inputs[1] else { throw .sumOfUnequalShapes(place, inputs[0], inputs[1]) }
      return inputs[0]
    }
    guard inputs.count == 1, let input = inputs.first else {
      throw .inputCount(place, found: inputs.count, expected: 1)
    }
    switch self {
    case .convolution(let convolution):
      try Self.require(input, channels: convolution.inputChannels, at: place)
      guard convolution.outputChannels >= 1 else {
        throw .notPositive(place, .outputChannels, convolution.outputChannels)
      }
      guard convolution.groups >= 1, convolution.inputChannels % convolution.groups == 0,
        convolution.outputChannels % convolution.groups == 0
      else {
        throw .groupsDoNotDivide(
          place, groups: convolution.groups, inputChannels: convolution.inputChannels,
          outputChannels: convolution.outputChannels)
      }
      return try Self.slide(
        convolution.window, over: input, channels: convolution.outputChannels, at: place)
    case .linear(let linear):
      guard input.sizes == [linear.inputFeatures] else {
        throw .shape(place, found: input, expected: "\(linear.inputFeatures)")
      }
      guard linear.outputFeatures >= 1 else {
        throw .notPositive(place, .outputFeatures, linear.outputFeatures)
      }
      return [linear.outputFeatures]
    case .batchNorm(let norm):
      try Self.require(input, channels: norm.channels, at: place)
      return input
    case .activation:
      return input
    case .pooling(let pooling):
      try Self.require(input, channels: nil, at: place)
      let (padding, kernel) = (pooling.window.padding, pooling.window.kernel)
      let largest = Pair(kernel.height / 2, kernel.width / 2)
      guard padding.height <= largest.height, padding.width <= largest.width else {
        throw .poolingPadding(place, found: padding, largest: largest)
      }
      return try Self.slide(pooling.window, over: input, channels: input[0], at: place)
    case .globalAveragePooling:
      try Self.require(input, channels: nil, at: place)
      return [input[0], 1, 1]
    case .flatten:
      return [input.count]
    case .add:
      return input
    }
  }

  private static func require(
    _ input: Shape, channels: Int?, at place: NetworkError.Place
  ) throws(NetworkError) {
    guard input.rank == 3, channels == nil || input[0] == channels else {
      throw .shape(place, found: input, expected: "\(channels.map(String.init) ?? "C")xHxW")
    }
  }

  private static func slide(
    _ window: Window, over input: Shape, channels: Int, at place: NetworkError.Place
  ) throws(NetworkError) -> Shape {
    let size: Pair
    do {
      size = try window.outputSize(for: Pair(input[1], input[2]))
    } catch .windowLargerThanInput {
      // Both paddings fit here: a window that overflows is reported as such.
      let smallest = Pair(
        max(1, window.span.height - 2 * window.padding.height),
        max(1, window.span.width - 2 * window.padding.width))
      throw .inputTooSmall(
        place, found: input, smallest: "\(input[0])x\(smallest.height)x\(smallest.width)")
    } catch {
      throw .window(place, error)
    }
    guard let shape = Shape(checking: [channels, size.height, size.width]) else {
      throw .tooLarge(place)
    }
    return shape
  }
}
