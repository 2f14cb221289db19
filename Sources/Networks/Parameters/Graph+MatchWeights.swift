import Ground
import Tensors

extension Graph {
  /// The tensors that this network needs, by its own names, in the order of ``parameterSpecs``.
  ///
  /// - Throws: ``WeightsError`` for a missing or an unknown name and for another shape.
  public func matching(_ weights: Weights) throws(WeightsError) -> Weights {
    let order = try matchParameters(weights.map { ($0.name, $0.shape) })
    return Weights(
      zip(parameterSpecs, order).map {
        NamedTensor(name: $0.name, shape: weights[$1].shape, values: weights[$1].values)
      })
  }

  /// For each spec the position of its tensor among `found`; wrappers' prefixes are left out, and
  /// so are the counters of batch normalisation.
  func matchParameters(_ found: [(name: String, shape: Shape)]) throws(WeightsError) -> [Int] {
    let specs = parameterSpecs
    let names = WrappedNames.unwrapped(found.map(\.name), for: specs.map(\.name))
    let counters = Set(
      nodes.filter { $0.layer.kind == .batchNorm }.map { $0.name + ".num_batches_tracked" })
    var positions: [String: Int] = [:]
    for (position, name) in names.enumerated()
    where !counters.contains(name) && name != "n_averaged" {
      positions[name] = position
    }
    var order: [Int] = []
    var missing: ParameterSpec?
    for spec in specs {
      guard let position = positions.removeValue(forKey: spec.name) else {
        missing = missing ?? spec
        continue
      }
      guard missing != nil || found[position].shape == spec.shape else {
        throw .shape(
          name: found[position].name, found: found[position].shape, expected: spec.shape,
          network: name)
      }
      order.append(position)
    }
    // In the file's order: a dictionary has none.
    let unknown = found.indices.filter { positions[names[$0]] != nil }
    if let missing {
      let nearest = unknown.min { rank(found[$0], names[$0]) < rank(found[$1], names[$1]) }
      func rank(_ tensor: (name: String, shape: Shape), _ name: String) -> (Int, Int) {
        (
          tensor.shape == missing.shape ? 0 : 1,
          spellingDistance(Array(missing.name), Array(name.prefix(200)))
        )
      }
      throw .missing(
        name: missing.name, shape: missing.shape, network: name,
        nearest: nearest.map { found[$0].name })
    }
    if let first = unknown.first { throw .unknown(name: found[first].name, network: name) }
    return order
  }
}
