import Tensors

extension Graph {
  /// Fresh parameters: a function of the seed, and of nothing else.
  ///
  /// Each parameter draws from a stream of its own, chosen by its name. So no parameter depends on
  /// how many numbers another one takes, and a plain network starts from the very weights that the
  /// residual network of the same depth has under the same names.
  ///
  /// Weights follow ``initialization``; biases are uniform in +-1 / sqrt(fan-in), PyTorch's default.
  /// Batch normalisation starts with scale 1, shift 0, running mean 0 and running variance 1.
  ///
  /// - Throws: ``WeightsError/tooMuchMemory(network:bytes:limit:)`` before any memory is taken.
  public func initialWeights(seed: UInt64) throws(WeightsError) -> Weights {
    let specs = parameterSpecs
    try WeightsError.requireMemory(for: specs, network: name)
    return Weights(
      specs.map { spec in
        NamedTensor(
          name: spec.name, shape: spec.shape, values: initialValues(of: spec, seed: seed))
      })
  }

  private func initialValues(of spec: ParameterSpec, seed: UInt64) -> [Float] {
    let count = spec.shape.count
    switch spec.parameter.beginning {
    case .constant(let value): return [Float](repeating: value, count: count)
    case .random(let fanIn, let fanOut):
      let bound =
        switch (spec.role, initialization) {
        case (.weight, .xavierUniform): (6 / (Double(fanIn) + Double(fanOut))).squareRoot()
        default: 1 / Double(fanIn).squareRoot()
        }
      var generator = SeededGenerator.stream(seed: seed, fingerprint(of: spec.name))
      return (0..<count).map { _ in Float(bound * (2 * generator.uniform() - 1)) }
    }
  }
}

/// FNV-1a over the UTF-8 of a name: the same everywhere, unlike Swift's seeded hashes.
private func fingerprint(of name: String) -> UInt64 {
  name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
}
