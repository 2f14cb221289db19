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
    guard let fan = nodes[spec.node].layer.fan else {
      switch spec.role {
      case .weight, .runningVariance: return [Float](repeating: 1, count: count)
      case .bias, .runningMean: return [Float](repeating: 0, count: count)
      }
    }
    let bound =
      switch (spec.role, initialization) {
      case (.weight, .xavierUniform): (6 / (Double(fan.in) + Double(fan.out))).squareRoot()
      default: 1 / Double(fan.in).squareRoot()
      }
    var generator = SeededGenerator.stream(seed: seed, fingerprint(of: spec.name))
    return (0..<count).map { _ in Float(bound * (2 * generator.uniform() - 1)) }
  }
}

extension Layer {
  /// The numbers that one output cell reads, and the output cells that one number reaches, counted as
  /// PyTorch's initialisers do; `nil` for a layer whose parameters are not drawn at random.
  fileprivate var fan: (in: Int, out: Int)? {
    switch self {
    case .convolution(let convolution):
      // Both divide a count of weights that the builder has found to fit.
      let window = convolution.window.kernel.area
      return (
        convolution.inputChannels / convolution.groups * window,
        convolution.outputChannels * window
      )
    case .linear(let linear): return (linear.inputFeatures, linear.outputFeatures)
    case .batchNorm, .activation, .pooling, .globalAveragePooling, .flatten, .add: return nil
    }
  }
}

/// FNV-1a over the UTF-8 of a name: the same everywhere, unlike Swift's seeded hashes.
private func fingerprint(of name: String) -> UInt64 {
  name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
}
