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
    try activation("relu", .relu)
    for (stage, channels) in [16, 32, 64].enumerated() {
      for index in 0..<(depth - 2) / 6 {
        try basicBlock(
          "layer\(stage + 1).\(index)", kind, channels: channels,
          stride: stage > 0 && index == 0 ? 2 : 1)
      }
    }
    try globalAveragePooling("avgpool")
    try flatten("flatten")
    try linear("fc", features: classes)
  }

  /// relu(bn(conv(relu(bn(conv(x))))) + shortcut(x)); a plain block is the same without the sum.
  mutating func basicBlock(
    _ name: String, _ kind: Graph.Block.Kind, channels: Int, stride: Int
  ) throws(NetworkError) {
    let input = latest
    try block(name, kind) { (network) throws(NetworkError) in
      let mainStart = network.nodeCount
      try network.convolution(
        "\(name).conv1", channels: channels, kernel: 3, stride: stride, padding: 1, hasBias: false)
      try network.batchNorm("\(name).bn1")
      try network.activation("\(name).relu", .relu)
      try network.convolution(
        "\(name).conv2", channels: channels, kernel: 3, padding: 1, hasBias: false)
      let branch = try network.batchNorm("\(name).bn2")
      var branches = [Graph.Branch(name: "main", nodes: Array(mainStart..<network.nodeCount))]

      if kind == .residual {
        let shortcutStart = network.nodeCount
        var shortcut = input
        if stride != 1 || network.shape(of: input)[0] != channels {
          try network.convolution(
            "\(name).downsample.0", channels: channels, kernel: 1, stride: stride, hasBias: false,
            after: input)
          shortcut = try network.batchNorm("\(name).downsample.1")
        }
        branches.append(
          Graph.Branch(name: "shortcut", nodes: Array(shortcutStart..<network.nodeCount)))
        try network.sum("\(name).add", of: branch, and: shortcut)
      }
      try network.activation("\(name).relu", .relu)
      return branches
    }
  }
}
