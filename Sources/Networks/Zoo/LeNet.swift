import Operations

/// LeNet-5 in the form of Dive into Deep Learning: LeCun, Bottou, Bengio and Haffner, "Gradient-based
/// learning applied to document recognition" (1998), without its Gaussian output layer.
///
/// Layers count through one `Sequential`, so that convolutions are 0 and 3, dense layers 7, 9 and 11.
extension ZooEntry {
  static let lenet = lenet(
    named: "lenet", family: .lenet, activation: .sigmoid, pooling: .averagePooling(size: 2))

  /// The same with ReLU and max pooling, which train well at ordinary learning rates.
  static let rectifiedLenet = lenet(
    named: "lenet-relu", family: .rectified, activation: .relu, pooling: .maxPooling(size: 2))

  private static func lenet(
    named name: String, family: Zoo.Family, activation: Layer, pooling: Layer
  ) -> ZooEntry {
    ZooEntry(
      name: name, family: family, defaultInput: [1, 28, 28], initialization: .xavierUniform
    ) { (network, classes) throws(NetworkError) in
      try network.convolution("0", channels: 6, kernel: 5, padding: 2)
      try network.layer("1", activation)
      try network.layer("2", pooling)
      try network.convolution("3", channels: 16, kernel: 5)
      try network.layer("4", activation)
      try network.layer("5", pooling)
      try network.layer("6", .flatten)
      try network.linear("7", features: 120)
      try network.layer("8", activation)
      try network.linear("9", features: 84)
      try network.layer("10", activation)
      try network.linear("11", features: classes)
    }
  }
}
