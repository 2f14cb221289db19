import Tensors

extension Graph {
  /// The tensors that this network needs, in the order of ``parameterSpecs``.
  ///
  /// - Throws: ``WeightsError`` for a missing or an unknown name and for another shape.
  public func matching(_ weights: Weights) throws(WeightsError) -> Weights {
    let order = try matchParameters(weights.map { ($0.name, $0.shape) })
    return Weights(order.map { weights[$0] })
  }

  /// For each spec the position of its tensor among `found`.
  func matchParameters(_ found: [(name: String, shape: Shape)]) throws(WeightsError) -> [Int] {
    let specs = parameterSpecs
    var positions: [String: Int] = [:]
    for (position, tensor) in found.enumerated() { positions[tensor.name] = position }
    var order: [Int] = []
    for spec in specs {
      guard let position = positions.removeValue(forKey: spec.name) else {
        throw .missing(name: spec.name, shape: spec.shape, network: name)
      }
      guard found[position].shape == spec.shape else {
        throw .shape(
          name: spec.name, found: found[position].shape, expected: spec.shape, network: name)
      }
      order.append(position)
    }
    // The first in the file's order: a dictionary has none.
    if let unknown = found.first(where: { positions[$0.name] != nil }) {
      throw .unknown(name: unknown.name, network: name)
    }
    return order
  }
}
