import Operations
import Ground
import Tensors
import Testing

@testable import Networks

@Suite struct ZooTests {
  @Test func `LeNet has the shapes and costs of Dive into Deep Learning`() throws {
    let lenet = try Zoo.graph("lenet")
    #expect(
      lenet.nodes.map(\.outputShape) == [
        [6, 28, 28], [6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 10, 10], [16, 5, 5], [400], [120],
        [120], [84], [84], [10],
      ])
    #expect(lenet.costs.map(\.parameters) == [156, 0, 0, 2416, 0, 0, 0, 48120, 0, 10164, 0, 850])
    #expect(lenet.cost == LayerCost(parameters: 61_706, multiplyAdds: 416_520))
  }

  @Test(arguments: [("resnet8", 78_042, 12_501_632), ("resnet20", 272_474, 40_813_184)])
  func `residual networks have their published size`(
    name: String, parameters: Int, multiplyAdds: Int
  ) throws {
    let cost = try Zoo.graph(name).cost
    #expect(cost == LayerCost(parameters: parameters, multiplyAdds: multiplyAdds))
  }

  @Test func `parameters bear the names that PyTorch gives them, in its order`() throws {
    let names = try Zoo.graph("resnet8").parameterSpecs.map(\.name)
    #expect(
      names.prefix(6) == [
        "conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var",
        "layer1.0.conv1.weight",
      ])
    #expect(names.contains("layer2.0.downsample.0.weight"))
    #expect(!names.contains("layer1.0.downsample.0.weight"))
    #expect(names.suffix(2) == ["fc.weight", "fc.bias"])

    let plain = try Zoo.graph("plain8").parameterSpecs.map(\.name)
    #expect(plain == names.filter { !$0.contains("downsample") })

    #expect(
      try Zoo.graph("lenet").parameterSpecs.map(\.name) == [
        "0.weight", "0.bias", "3.weight", "3.bias", "7.weight", "7.bias", "9.weight", "9.bias",
        "11.weight", "11.bias",
      ])
    #expect(
      try Zoo.graph("mlp").parameterSpecs.map(\.name)
        == ["1.weight", "1.bias", "3.weight", "3.bias"])
  }

  @Test func `a block names its branches, and the identity is an empty one`() throws {
    let resnet = try Zoo.graph("resnet8")
    #expect(resnet.blocks.map(\.name) == ["layer1.0", "layer2.0", "layer3.0"])
    #expect(resnet.blocks[0].branches.map(\.nodes.count) == [5, 0])
    #expect(resnet.blocks[1].branches.map(\.nodes.count) == [5, 2])
    let sum = resnet.nodes[resnet.blocks[1].nodes.upperBound - 2]
    #expect(sum.name == "layer2.0.add")
    #expect(sum.inputs.map { resnet.shape(of: $0) } == [[32, 16, 16], [32, 16, 16]])
    #expect(try Zoo.graph("plain8").blocks[1].branches.map(\.role) == [.path])
  }

  @Test func `networks adapt to the input and to the number of classes`() throws {
    let lenet = try Zoo.graph("lenet", input: [3, 33, 47], classes: 100)
    #expect(lenet.nodes[6].outputShape == [16 * 6 * 9])
    #expect(lenet.outputShape == [100])
    #expect(lenet.classes == 100)
  }

  @Test func `an error of shapes names the layer and both shapes`() throws {
    let error = #expect(throws: NetworkError.self) {
      try Zoo.graph("lenet", input: [1, 5, 9])
    }
    #expect(
      error?.explanation.english
        == "layer 3 (conv): found an input of 6x2x4, expected at least 6x5x5")
    #expect(
      error?.explanation.vietnamese
        == "tầng 3 (conv): nhận được đầu vào 6x2x4, cần ít nhất 6x5x5")
  }

  @Test func `a sum of unequal shapes is refused with both`() throws {
    var network = try GraphBuilder(name: "n", input: [3, 8, 8], initialization: .standard)
    let branch = try network.convolution("conv", channels: 4, kernel: 3)
    let error = #expect(throws: NetworkError.self) {
      try network.join("block.add", .add, [branch, .input])
    }
    #expect(
      error?.explanation.english
        == "layer block.add (add): found 4x6x6 and 3x8x8, expected two inputs of one shape")
  }

  @Test func `pooling with more than half of its window as padding is refused`() throws {
    var network = try GraphBuilder(name: "n", input: [1, 8, 8], initialization: .standard)
    let window = Window(kernel: Pair(3, 2), stride: Pair(2), padding: Pair(1, 2))
    let error = #expect(throws: NetworkError.self) {
      try network.add(.maxPooling(MaxPooling(window: window)), named: "p", to: [.input])
    }
    #expect(
      error?.explanation.english
        == "layer p (max_pool): found a padding of 1x2, expected at most half of the window, 1x1")
  }

  @Test func `sizes that overflow are refused, not trapped on`() throws {
    let side = 1 << 31
    #expect(throws: NetworkError.self) {
      try Zoo.graph("resnet8", input: [3, side, side / 2 - 1])
    }
    #expect(throws: NetworkError.self) { try Zoo.graph("lenet", classes: .max) }
    #expect(throws: NetworkError.inputShape([0, 3, 3])) {
      try Zoo.graph("lenet", input: [0, 3, 3])
    }
    #expect(throws: NetworkError.classes(0)) { try Zoo.graph("lenet", classes: 0) }
  }

  @Test func `a misspelt network gets a suggestion, a foreign one the list`() throws {
    let misspelt = #expect(throws: NetworkError.self) { try Zoo.graph("resent8") }
    #expect(misspelt?.explanation.english.contains("did you mean \"resnet8\"?") == true)
    let foreign = #expect(throws: NetworkError.self) { try Zoo.graph("transformer") }
    #expect(
      foreign?.explanation.english
        == "network \"transformer\": there is no such network, expected one of "
        + "lenet, lenet-relu, mlp, resnet8, plain8, resnet20")
  }
}
