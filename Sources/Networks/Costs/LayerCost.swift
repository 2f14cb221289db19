import Operations
import Tensors

/// What a layer, or a whole network, costs for one picture.
public struct LayerCost: Hashable, Sendable {
  /// The trainable numbers: weights and biases, but not running statistics.
  public var parameters: Int
  /// Multiply-adds of convolution and linear layers, without bias; products with padding count.
  public var multiplyAdds: Int

  public init(parameters: Int, multiplyAdds: Int) {
    self.parameters = parameters
    self.multiplyAdds = multiplyAdds
  }

  public static let zero = LayerCost(parameters: 0, multiplyAdds: 0)

  /// The sum, or `nil` where it overflows.
  func adding(_ other: LayerCost) -> LayerCost? {
    let (parameters, parametersOverflow) =
      parameters.addingReportingOverflow(other.parameters)
    let (products, productsOverflow) =
      multiplyAdds.addingReportingOverflow(other.multiplyAdds)
    guard !parametersOverflow, !productsOverflow else { return nil }
    return LayerCost(parameters: parameters, multiplyAdds: products)
  }
}

extension Layer {
  /// Parameters and multiply-adds for one output of the given shape, or `nil` where they overflow.
  func cost(output: Shape) -> LayerCost? {
    let operation = operation
    var parameters = 0
    for parameter in operation.parameters where parameter.role.isTrainable {
      guard let shape = Shape(checking: parameter.shape.sizes) else { return nil }
      let (sum, overflow) = parameters.addingReportingOverflow(shape.count)
      guard !overflow else { return nil }
      parameters = sum
    }
    return operation.multiplyAdds(output: output).map {
      LayerCost(parameters: parameters, multiplyAdds: $0)
    }
  }
}

extension Graph {
  /// Parameters and multiply-adds of every node, in order.
  public var costs: [LayerCost] {
    // The builder has refused every graph whose costs overflow.
    nodes.map { $0.layer.cost(output: $0.outputShape) ?? .zero }
  }

  /// Parameters and multiply-adds of the whole network for one picture.
  public var cost: LayerCost {
    costs.reduce(.zero) { $0.adding($1) ?? $0 }
  }
}
