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
    switch self {
    case .convolution(let convolution):
      guard
        let window = product([
          convolution.inputChannels / convolution.groups, convolution.window.kernel.height,
          convolution.window.kernel.width,
        ]),
        let weights = product([window, convolution.outputChannels]),
        let multiplyAdds = product([window, output.count])
      else { return nil }
      return LayerCost(parameters: weights, multiplyAdds: multiplyAdds)
        .adding(bias(convolution.hasBias, convolution.outputChannels))
    case .linear(let linear):
      guard let weights = product([linear.inputFeatures, linear.outputFeatures]) else { return nil }
      return LayerCost(parameters: weights, multiplyAdds: weights)
        .adding(bias(linear.hasBias, linear.outputFeatures))
    case .batchNorm(let norm):
      guard let parameters = product([2, norm.channels]) else { return nil }
      return LayerCost(parameters: parameters, multiplyAdds: 0)
    case .activation, .pooling, .globalAveragePooling, .flatten, .add:
      return .zero
    }
  }

  private func bias(_ hasBias: Bool, _ count: Int) -> LayerCost {
    LayerCost(parameters: hasBias ? count : 0, multiplyAdds: 0)
  }

  private func product(_ factors: [Int]) -> Int? { Shape(checking: factors)?.count }
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
