import Ground
import Tensors
import Testing

@testable import Networks

@Suite struct SummaryTests {
  @Test func `show prints LeNet as a table in English`() throws {
    let table = try Zoo.graph("lenet").summaryTable(in: .english)
    #expect(
      table == """
        lenet: input 1x28x28, 10 classes

        layer  operation                     output  parameters  multiply-adds  receptive field
        0      convolution 5x5, padding 2   6x28x28         156        117,600              5x5
        1      sigmoid                      6x28x28           0              0              5x5
        2      average pooling 2x2          6x14x14           0              0              6x6
        3      convolution 5x5             16x10x10       2,416        240,000            14x14
        4      sigmoid                     16x10x10           0              0            14x14
        5      average pooling 2x2           16x5x5           0              0            16x16
        6      flatten                          400           0              0                -
        7      fully connected                  120      48,120         48,000                -
        8      sigmoid                          120           0              0                -
        9      fully connected                   84      10,164         10,080                -
        10     sigmoid                           84           0              0                -
        11     fully connected                   10         850            840                -
        total                                            61,706        416,520

        """)
  }

  @Test func `show prints numbers and words in Vietnamese`() throws {
    let lines = try Zoo.graph("resnet8").summaryTable(in: .vietnamese).split(separator: "\n")
    #expect(lines.first == "resnet8: đầu vào 3x32x32, 10 lớp phân loại")
    #expect(lines.last?.hasPrefix("tổng cộng") == true)
    #expect(lines.last?.contains("78.042  ") == true)
    #expect(lines.last?.hasSuffix("12.501.632") == true)
    #expect(lines.contains { $0.contains("tích chập 3x3, sải bước 2, đệm 1") })
  }

  @Test func `show prints JSON with every leaf operation`() throws {
    let json = try Zoo.graph("mlp", input: [1, 2, 2], classes: 3).summaryJSON
    #expect(
      json.description
        == #"{"network":"mlp","input_shape":[1,2,2],"layers":["#
        + #"{"name":"0","kind":"flatten","output_shape":[4],"parameters":0,"macs":0,"receptive_field":null},"#
        + #"{"name":"1","kind":"linear","output_shape":[256],"parameters":1280,"macs":1024,"receptive_field":null},"#
        + #"{"name":"2","kind":"relu","output_shape":[256],"parameters":0,"macs":0,"receptive_field":null},"#
        + #"{"name":"3","kind":"linear","output_shape":[3],"parameters":771,"macs":768,"receptive_field":null}],"#
        + #""parameters":2051,"macs":1792}"#)

    let layers = try #require(try Zoo.graph("resnet8").summaryJSON["layers"]?.arrayValue)
    let sum = try #require(layers.first { $0["kind"] == "add" })
    #expect(sum["name"] == "layer1.0.add")
    #expect(sum["receptive_field"] == [7, 7])
  }

  @Test func `a block lists its stages with their branches`() throws {
    let graph = try Zoo.graph("resnet8")
    let block = try #require(graph.block(named: "layer2.0"))
    let stages = graph.stages(of: block)
    #expect(
      stages.map(\.place) == [
        .main, .main, .main, .main, .main, .shortcut, .shortcut, .joined, .joined,
      ])
    #expect(stages[0].title.english == "convolution 3x3, stride 2, padding 1")
    #expect(stages[5].title.vietnamese == "tích chập 1x1, sải bước 2")
    #expect(block.shortcut == .projection)
    #expect(graph.blocks[0].shortcut == .identity)
    #expect(try Zoo.graph("plain8").blocks[0].shortcut == .none)
    #expect(graph.block(containing: block.nodes.lowerBound) == block)
    #expect(graph.shape(of: graph.input(of: block)) == [16, 32, 32])
  }
}
