import Operations
import Tensors
import Testing

/// An operation in one geometry, with numbers to try it on.
public struct OperationCase: CustomStringConvertible, Sendable {
  public var layer: Layer
  /// Without the batch.
  public var inputs: [Shape]
  public var mode: Operands.Mode

  public init(layer: Layer, inputs: [Shape], mode: Operands.Mode = .inference) {
    self.layer = layer
    self.inputs = inputs
    self.mode = mode
  }

  public var description: String { "\(layer.title.english) on \(inputs), \(mode)" }

  public static func noise(_ shape: Shape, seed: UInt64) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor(
      shape: shape, elements: (0..<shape.count).map { _ in 2 * generator.uniform() - 1 })
  }

  /// So many pictures for each input.
  public func batches(of pictures: Int) -> [Tensor] {
    inputs.enumerated().map { number, shape in
      Self.noise(Shape([pictures] + shape.sizes), seed: UInt64(1 + number))
    }
  }

  /// Noise, and variances that are none below 0.
  public var parameters: [Tensor] {
    layer.parameters.enumerated().map { number, parameter in
      var tensor = Self.noise(parameter.shape, seed: UInt64(100 + number))
      if parameter.role == .runningVariance {
        tensor.elements = tensor.elements.map { 0.5 + $0 * $0 }
      }
      return tensor
    }
  }

  /// Every kind of operation, those with a window in every small geometry.
  public static var all: [OperationCase] {
    let map: Shape = [4, 5, 6]
    var cases = [
      OperationCase(layer: .relu, inputs: [map]), OperationCase(layer: .sigmoid, inputs: [map]),
      OperationCase(layer: .tanh, inputs: [map]),
      OperationCase(layer: .identity, inputs: [map]), OperationCase(layer: .flatten, inputs: [map]),
      OperationCase(layer: .globalAveragePooling, inputs: [map]),
      OperationCase(layer: .add, inputs: [map, map]),
      OperationCase(layer: .add, inputs: [[7], [7]]),
      OperationCase(layer: .concatenation, inputs: [map, [14, 5, 6], [1, 5, 6]]),
      OperationCase(layer: .concatenation, inputs: [[7], [12]]),
      OperationCase(layer: .relu, inputs: [[7]]), OperationCase(layer: .softmax, inputs: [map]),
      OperationCase(layer: .softmax, inputs: [[7]]),
      OperationCase(layer: .crossEntropy(CrossEntropy(target: 2)), inputs: [[5]]),
      OperationCase(layer: .shift(ChannelShift()), inputs: [[21, 4, 5]]),
      OperationCase(layer: .shift(ChannelShift(size: 5)), inputs: [[30, 2, 3]]),
      OperationCase(layer: .shift(ChannelShift()), inputs: [map]),
    ]
    for mode in [Operands.Mode.training, .inference] {
      cases.append(
        OperationCase(layer: .dropout(Dropout(rate: 0.4, seed: 3)), inputs: [map], mode: mode))
    }
    for size in [Pair(1), Pair(2, 3), Pair(5, 6), Pair(7, 4)] {
      cases.append(
        OperationCase(
          layer: .adaptiveAveragePooling(AdaptiveAveragePooling(size: size)), inputs: [map]))
    }
    for hasBias in [true, false] {
      let linear = Linear(inputFeatures: 5, outputFeatures: 3, hasBias: hasBias)
      cases.append(OperationCase(layer: .linear(linear), inputs: [[5]]))
    }
    for mode in [Operands.Mode.training, .inference] {
      cases.append(
        OperationCase(layer: .batchNorm(BatchNorm(channels: 4)), inputs: [map], mode: mode))
    }
    for window in windows {
      for (groups, outputs, hasBias) in [(1, 3, true), (2, 4, false), (4, 8, true)] {
        let convolution = Convolution(
          inputChannels: 4, outputChannels: outputs, window: window, groups: groups,
          hasBias: hasBias)
        cases.append(OperationCase(layer: .convolution(convolution), inputs: [map]))
      }
      cases += transposed(window) + unusual(window)
      let padding = window.padding
      guard padding.height <= window.kernel.height / 2, padding.width <= window.kernel.width / 2
      else { continue }
      cases.append(
        OperationCase(layer: .maxPooling(MaxPooling(window: window)), inputs: [map]))
      if window.dilation == .one {
        cases.append(
          OperationCase(layer: .averagePooling(AveragePooling(window: window)), inputs: [map]))
      }
    }
    return cases
  }

  /// What networks are not made of: other padding than zeros, more of it on one side, a kernel that is turned, sizes that
  /// round up.
  private static func unusual(_ window: Window) -> [OperationCase] {
    guard window.stride != Pair(3) else { return [] }
    let map: Shape = [1, 4, 3]
    var (more, less, up) = (window, window, window)
    more.extra = Pair(1, 2)
    less.extra = Pair(window.padding.height > 0 ? -1 : 0, window.padding.width > 0 ? -1 : 0)
    up.roundsUp = true
    var layers = PaddingMode.allCases.flatMap { mode in
      [more, less].map { window in
        Layer.convolution(
          Convolution(
            inputChannels: 1, outputChannels: 1, window: window, hasBias: true, paddingMode: mode,
            isFlipped: window == more))
      }
    }
    layers.append(.maxPooling(MaxPooling(window: up)))
    if window.dilation == .one {
      for excludesPadding in [false, true] {
        layers.append(
          .averagePooling(AveragePooling(window: up, excludesPadding: excludesPadding)))
      }
    }
    return layers.compactMap {
      (try? $0.outputShape(of: [map])) == nil ? nil : OperationCase(layer: $0, inputs: [map])
    }
  }

  private static func transposed(_ window: Window) -> [OperationCase] {
    [(1, 3, true), (2, 2, false)].compactMap { groups, outputs, hasBias in
      let extra = Pair(
        min(1, max(window.stride.height, window.dilation.height) - 1),
        max(window.stride.width, window.dilation.width) - 1)
      let layer = Layer.transposedConvolution(
        TransposedConvolution(
          inputChannels: 2, outputChannels: outputs, window: window, outputPadding: extra,
          groups: groups, hasBias: hasBias))
      let map: Shape = [2, 2, 3]
      return (try? layer.outputShape(of: [map])) == nil
        ? nil : OperationCase(layer: layer, inputs: [map])
    }
  }

  private static var windows: [Window] {
    var windows: [Window] = []
    for kernel in [Pair(1), Pair(2, 3), Pair(3)] {
      for stride in [Pair.one, Pair(2, 1), Pair(3)] {
        for padding in [Pair.zero, Pair(1), Pair(0, 2)] {
          for dilation in [Pair.one, Pair(2, 1)] {
            let window = Window(
              kernel: kernel, stride: stride, padding: padding, dilation: dilation)
            if (try? window.outputSize(for: Pair(5, 6))) != nil { windows.append(window) }
          }
        }
      }
    }
    return windows
  }
}

/// `loss(point)` has the gradient `gradient`, to 1e-7 of the larger of it and 1.
public func expectGradient(
  _ gradient: [Double], at point: [Double], _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation, of loss: ([Double]) -> Double
) {
  let step = 1e-5
  for index in point.indices {
    var (above, below) = (point, point)
    above[index] += step
    below[index] -= step
    let difference = (loss(above) - loss(below)) / (2 * step)
    let error = abs(difference - gradient[index])
    #expect(
      error <= 1e-7 * max(1, abs(gradient[index])),
      "\(name)[\(index)]: \(gradient[index]), centred difference \(difference)",
      sourceLocation: sourceLocation)
  }
}

extension Tensor {
  public func dot(_ other: Tensor) -> Double {
    zip(elements, other.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
