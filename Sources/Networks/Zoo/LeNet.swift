/// LeNet-5 in the form of Dive into Deep Learning: LeCun, Bottou, Bengio and Haffner, "Gradient-based
/// learning applied to document recognition" (1998), without its Gaussian output layer.
///
/// Layers count through one `Sequential`, so that convolutions are 0 and 3, dense layers 7, 9 and 11.
extension ZooEntry {
  static let lenet = lenet(
    named: "lenet", family: .lenet, activation: .sigmoid, pooling: .average)

  /// The same with ReLU and max pooling, which train well at ordinary learning rates.
  static let rectifiedLenet = lenet(
    named: "lenet-relu", family: .rectified, activation: .relu, pooling: .maximum)

  private static func lenet(
    named name: String, family: Zoo.Family, activation: Activation, pooling: Pooling.Kind
  ) -> ZooEntry {
    ZooEntry(
      name: name, family: family, defaultInput: [1, 28, 28], initialization: .xavierUniform
    ) { (network, classes) throws(NetworkError) in
      try network.convolution("0", channels: 6, kernel: 5, padding: 2)
      try network.activation("1", activation)
      try network.pooling("2", pooling, size: 2)
      try network.convolution("3", channels: 16, kernel: 5)
      try network.activation("4", activation)
      try network.pooling("5", pooling, size: 2)
      try network.flatten("6")
      try network.linear("7", features: 120)
      try network.activation("8", activation)
      try network.linear("9", features: 84)
      try network.activation("10", activation)
      try network.linear("11", features: classes)
    }
  }
}
