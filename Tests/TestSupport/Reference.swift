import Operations
import Tensors

/// The plain operations as functions of tensors, as tests like to call them. N C H W and O I KH KW.
public enum Reference {
  public static func convolution(
    _ input: Tensor, weight: Tensor, bias: [Double]? = nil, window: Window, groups: Int = 1
  ) throws(WindowError) -> Tensor {
    _ = try window.outputSize(for: Pair(input.shape[2], input.shape[3]))
    return layer(weight, hasBias: bias != nil, window, groups)
      .forward([input], [weight] + (bias.map { [vector($0)] } ?? []))
  }

  public static func convolutionBackward(
    _ outputGradient: Tensor, input: Tensor, weight: Tensor, window: Window, groups: Int = 1
  ) throws(WindowError) -> (input: Tensor, weight: Tensor, bias: [Double]) {
    let zeros = Array(repeating: 0.0, count: weight.shape[0])
    let gradients = layer(weight, hasBias: true, window, groups)
      .backward(outputGradient, [input], [weight, vector(zeros)])
    return (
      gradients.inputs[0], gradients.parameters[0] ?? weight,
      gradients.parameters[1]?.elements ?? []
    )
  }

  private static func layer(
    _ weight: Tensor, hasBias: Bool, _ window: Window, _ groups: Int
  ) -> Layer {
    .convolution(
      Convolution(
        inputChannels: weight.shape[1] * groups, outputChannels: weight.shape[0], window: window,
        groups: groups, hasBias: hasBias))
  }

  public static func linear(_ input: Tensor, weight: Tensor, bias: [Double]? = nil) -> Tensor {
    dense(weight, hasBias: bias != nil)
      .forward([input], [weight] + (bias.map { [vector($0)] } ?? []))
  }

  public static func linearBackward(
    _ outputGradient: Tensor, input: Tensor, weight: Tensor
  ) -> (input: Tensor, weight: Tensor, bias: [Double]) {
    let zeros = Array(repeating: 0.0, count: weight.shape[0])
    let gradients = dense(weight, hasBias: true)
      .backward(outputGradient, [input], [weight, vector(zeros)])
    return (
      gradients.inputs[0], gradients.parameters[0] ?? weight,
      gradients.parameters[1]?.elements ?? []
    )
  }

  private static func dense(_ weight: Tensor, hasBias: Bool) -> Layer {
    .linear(
      Linear(
        inputFeatures: weight.shape[1], outputFeatures: weight.shape[0], hasBias: hasBias))
  }

  public static func maxPooling(
    _ input: Tensor, window: Window
  ) throws(WindowError) -> (output: Tensor, argmax: [Int]) {
    _ = try window.outputSize(for: Pair(input.shape[2], input.shape[3]))
    let pooling = MaxPooling(window: window)
    return (Layer.maxPooling(pooling).forward([input]), pooling.winners(in: input))
  }

  public static func averagePooling(
    _ input: Tensor, window: Window
  ) throws(WindowError) -> Tensor {
    _ = try window.outputSize(for: Pair(input.shape[2], input.shape[3]))
    return Layer.averagePooling(AveragePooling(window: window)).forward([input])
  }

  public static func relu(_ input: Tensor) -> Tensor { Layer.relu.forward([input]) }

  public static func sigmoid(_ input: Tensor) -> Tensor { Layer.sigmoid.forward([input]) }

  public static func globalAveragePooling(_ input: Tensor) -> Tensor {
    Layer.globalAveragePooling.forward([input])
  }

  private static func vector(_ numbers: [Double]) -> Tensor {
    Tensor(shape: [numbers.count], elements: numbers)
  }
}

extension Layer {
  /// The output of a batch.
  public func forward(
    _ inputs: [Tensor], _ parameters: [Tensor] = [], mode: Operands.Mode = .inference
  ) -> Tensor {
    operation.forward(operands(inputs, parameters: parameters, mode: mode))
  }

  /// The gradients of all inputs and parameters of a batch.
  public func backward(
    _ outputGradient: Tensor, _ inputs: [Tensor], _ parameters: [Tensor] = [],
    mode: Operands.Mode = .inference
  ) -> OperandGradients {
    let operands = operands(inputs, parameters: parameters, mode: mode)
    return operation.backward(
      outputGradient, through: operands, output: operation.forward(operands))
  }
}
