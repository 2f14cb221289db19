/// Residual networks for small pictures, and the same networks without shortcuts: He, Zhang, Ren and
/// Sun, "Deep residual learning for image recognition" (2016), section 4.2.
///
/// A stem of 16 channels; stages of 16, 32 and 64 channels; two 3x3 convolutions a block; global
/// average pooling. Convolutions have no bias. It differs from the paper where the shape changes: a
/// 1x1 convolution with batch normalisation is the shortcut, as in torchvision, whose names it bears.
extension ZooEntry {
  /// - Parameter depth: layers with weights, `6 n + 2` for n blocks a stage.
  static func residual(depth: Int) -> ZooEntry {
    ZooEntry(
      name: "resnet\(depth)", family: .residual, defaultInput: [3, 32, 32],
      initialization: .standard
    ) { (network, classes) throws(NetworkError) in
      try network.smallResidualNetwork(depth: depth, kind: .residual, classes: classes)
    }
  }

  static func plain(depth: Int) -> ZooEntry {
    ZooEntry(
      name: "plain\(depth)", family: .plain, defaultInput: [3, 32, 32], initialization: .standard
    ) { (network, classes) throws(NetworkError) in
      try network.smallResidualNetwork(depth: depth, kind: .plain, classes: classes)
    }
  }
}

extension GraphBuilder {
  fileprivate mutating func smallResidualNetwork(
    depth: Int, kind: Graph.Block.Kind, classes: Int
  ) throws(NetworkError) {
    try convolution("conv1", channels: 16, kernel: 3, padding: 1, hasBias: false)
    try batchNorm("bn1")
    try layer("relu", .relu)
    for (stage, channels) in [16, 32, 64].enumerated() {
      for index in 0..<(depth - 2) / 6 {
        let name = "layer\(stage + 1).\(index)"
        try basicBlock(
          name, prefix: name + ".", kind, channels: channels,
          stride: stage > 0 && index == 0 ? 2 : 1)
      }
    }
    try layer("avgpool", .globalAveragePooling)
    try layer("flatten", .flatten)
    try linear("fc", features: classes)
  }

  /// relu(bn(conv(relu(bn(conv(x))))) + shortcut(x)); a plain block is the same without the sum.
  ///
  /// - Parameter prefix: stands before the names of the nodes.
  public mutating func basicBlock(
    _ name: String, prefix: String, _ kind: Graph.Block.Kind, channels: Int, stride: Int
  ) throws(NetworkError) {
    let input = latest
    try block(name, kind) { (network) throws(NetworkError) in
      let path = try network.branch { (network) throws(NetworkError) in
        try network.convolution(
          prefix + "conv1", channels: channels, kernel: 3, stride: stride, padding: 1,
          hasBias: false)
        try network.batchNorm(prefix + "bn1")
        try network.layer(prefix + "relu", .relu)
        try network.convolution(
          prefix + "conv2", channels: channels, kernel: 3, padding: 1, hasBias: false)
        try network.batchNorm(prefix + "bn2")
      }
      let end = network.latest
      guard kind == .residual else {
        try network.layer(prefix + "relu", .relu)
        return ([path], nil)
      }
      var shortcutEnd = input
      let shortcut = try network.branch(.shortcut) { (network) throws(NetworkError) in
        guard stride != 1 || network.shape(of: input)[0] != channels else { return }
        try network.convolution(
          prefix + "downsample.0", channels: channels, kernel: 1, stride: stride, hasBias: false,
          after: input)
        shortcutEnd = try network.batchNorm(prefix + "downsample.1")
      }
      let join = network.nodeCount
      try network.join(prefix + "add", .add, [end, shortcutEnd])
      try network.layer(prefix + "relu", .relu)
      return ([path, shortcut], join)
    }
  }
}
