import Tensors

/// A named tensor that a network needs: what it is for and its shape, without its numbers.
public struct ParameterSpec: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    case weight, bias, runningMean, runningVariance

    /// Running statistics are estimated, not trained.
    public var isTrainable: Bool {
      switch self {
      case .weight, .bias: true
      case .runningMean, .runningVariance: false
      }
    }
  }

  /// PyTorch's: `layer1.0.conv1.weight`, `bn1.running_mean`.
  public let name: String
  public let shape: Shape
  public let role: Role
  /// The index of the node that uses it.
  public let node: Int

  public var isTrainable: Bool { role.isTrainable }
}

extension Graph {
  /// Trainable parameters and running statistics in the order of PyTorch's `state_dict`.
  public var parameterSpecs: [ParameterSpec] {
    nodes.indices.flatMap(parameterSpecs(ofNode:))
  }

  /// The parameters of one node, in the order weight, bias, running mean, running variance.
  public func parameterSpecs(ofNode index: Int) -> [ParameterSpec] {
    let node = nodes[index]
    func spec(_ suffix: String, _ role: ParameterSpec.Role, _ shape: Shape) -> ParameterSpec {
      ParameterSpec(name: "\(node.name).\(suffix)", shape: shape, role: role, node: index)
    }
    switch node.layer {
    case .convolution(let convolution):
      let weight = spec(
        "weight", .weight,
        [
          convolution.outputChannels, convolution.inputChannels / convolution.groups,
          convolution.window.kernel.height, convolution.window.kernel.width,
        ])
      return convolution.hasBias
        ? [weight, spec("bias", .bias, [convolution.outputChannels])] : [weight]
    case .linear(let linear):
      let weight = spec("weight", .weight, [linear.outputFeatures, linear.inputFeatures])
      return linear.hasBias ? [weight, spec("bias", .bias, [linear.outputFeatures])] : [weight]
    case .batchNorm(let norm):
      return [
        spec("weight", .weight, [norm.channels]),
        spec("bias", .bias, [norm.channels]),
        spec("running_mean", .runningMean, [norm.channels]),
        spec("running_var", .runningVariance, [norm.channels]),
      ]
    case .activation, .pooling, .globalAveragePooling, .flatten, .add:
      return []
    }
  }
}
