import Operations
import Tensors

/// A named tensor that a network needs: what it is for and its shape, without its numbers.
public struct ParameterSpec: Hashable, Sendable {
  public typealias Role = Parameter.Role

  /// PyTorch's: `layer1.0.conv1.weight`, `bn1.running_mean`.
  public let name: String
  /// The index of the node that uses it.
  public let node: Int
  let parameter: Parameter

  public var shape: Shape { parameter.shape }
  public var role: Role { parameter.role }
  public var isTrainable: Bool { role.isTrainable }
}

extension Graph {
  /// Trainable parameters and running statistics in the order of PyTorch's `state_dict`.
  public var parameterSpecs: [ParameterSpec] {
    nodes.indices.flatMap(parameterSpecs(ofNode:))
  }

  /// The parameters of one node, in the order weight, bias, running mean, running variance.
  public func parameterSpecs(ofNode index: Int) -> [ParameterSpec] {
    nodes[index].layer.parameters.map {
      ParameterSpec(name: "\(nodes[index].name).\($0.suffix)", node: index, parameter: $0)
    }
  }
}
