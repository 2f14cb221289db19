/// A multilayer perceptron with one hidden layer: what a picture is to a network without convolutions.
extension ZooEntry {
  static let mlp = ZooEntry(
    name: "mlp", family: .rectified, defaultInput: [1, 28, 28], initialization: .xavierUniform
  ) { (network, classes) throws(NetworkError) in
    try network.layer("0", .flatten)
    try network.linear("1", features: 256)
    try network.layer("2", .relu)
    try network.linear("3", features: classes)
  }
}
