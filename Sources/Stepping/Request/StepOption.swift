import Ground

/// An option of `step`: what a request may be given, by the name that a person types.
public enum StepOption: String, CaseIterable, Hashable, Sendable {
  case input, gray, resize, kernel, pointwise, weight, other, bias, size, stride, padding, dilation,
    groups
  case totalPadding = "total-padding"
  case paddingMode = "padding-mode"
  case flip, ceil
  case excludesPadding = "exclude-padding"
  case outputPadding = "output-padding"
  case output, target, iterations, rate, inference
  case gamma, beta, eps, mean, variance
  case channels, seed, network, block, layer, weights, classes
  case at, backward, gradient, of, lr

  /// Whether a request has it.
  func isGiven(in request: StepRequest) -> Bool {
    switch self {
    case .input: request.input != nil
    case .gray: request.pictureLook.isGray
    case .resize: request.pictureLook.size != nil
    case .kernel: request.kernel != nil
    case .pointwise: request.pointwise != nil
    case .weight: request.weight != nil
    case .other: !request.others.isEmpty
    case .bias: request.bias != nil
    case .size: request.size != nil
    case .stride: request.stride != nil
    case .padding: request.padding != nil || request.isPaddedToSame
    case .totalPadding: request.totalPadding != nil
    case .paddingMode: request.paddingMode != nil
    case .flip: request.isFlipped
    case .ceil: request.roundsUp
    case .excludesPadding: request.excludesPadding
    case .dilation: request.dilation != nil
    case .groups: request.groups != nil
    case .outputPadding: request.outputPadding != nil
    case .output: request.outputSize != nil
    case .target: request.targetChoice != nil
    case .iterations: request.iterations != nil
    case .rate: request.rate != nil
    case .inference: request.isInference
    case .gamma: request.gamma != nil
    case .beta: request.beta != nil
    case .eps: request.epsilon != nil
    case .mean: request.mean != nil
    case .variance: request.variance != nil
    case .channels: request.channels != nil
    case .seed: request.seed != nil
    case .network: request.network != nil
    case .block: request.block != nil
    case .layer: request.layer != nil
    case .weights: request.weights != nil
    case .classes: request.classes != nil
    case .at: request.place != nil
    case .backward: request.isBackward
    case .gradient: request.gradient != nil
    case .of: request.target != nil
    case .lr: request.learningRate != nil
    }
  }
}
