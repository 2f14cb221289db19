import Ground
import Operations
import Stepping
import Tensors
import Testing

@Suite struct StepReportTests {
  private let loader = TensorLoader(
    memoryLimit: 1 << 24,
    open: { path throws(FileError) in throw FileError(.read, path, .notAFile) },
    sample: { _ in PendingTensor(.zeros([1, 1, 1])) })

  private func makeRequest(
    _ operation: StepRequest.Operation, _ input: String,
    _ change: (inout StepRequest) -> Void = { _ in }
  ) throws -> StepRequest {
    var request = StepRequest(operation)
    request.input = try TensorSpec(parsing: input)
    change(&request)
    return request
  }

  private func json(_ request: StepRequest) throws -> String {
    try StepReport(request, loading: loader).json.description
  }

  @Test func `the first example of a convolution`() throws {
    let request = try makeRequest(.convolution, "arange:3x3") {
      $0.kernel = .tensor(.literal(Tensor(shape: [2, 2], elements: [0, 1, 2, 3])))
      $0.place = [0, 0, 0]
    }
    #expect(
      try json(request) == """
        {"op":"conv","input_shape":[1,3,3],"output_shape":[1,2,2],"output":[[[19,25],[37,43]]],\
        "steps":4,"macs":16,"step":{"index":0,"terms":[\
        {"channel":0,"row":0,"column":0,"padding":false,"input":0,"weight":0,"product":0},\
        {"channel":0,"row":0,"column":1,"padding":false,"input":1,"weight":1,"product":1},\
        {"channel":0,"row":1,"column":0,"padding":false,"input":3,"weight":2,"product":6},\
        {"channel":0,"row":1,"column":1,"padding":false,"input":4,"weight":3,"product":12}],\
        "bias":0,"value":19}}
        """)
  }

  @Test func `padding of max pooling is null and has no weight, without the output`() throws {
    let request = try makeRequest(.maxPooling, "arange:4x4") {
      $0.size = Pair(2, 3)
      $0.padding = Pair(0, 1)
      $0.place = [0, 1, 1]
      $0.includesOutput = false
    }
    #expect(
      try json(request) == """
        {"op":"maxpool","input_shape":[1,4,4],"output_shape":[1,2,2],"steps":4,\
        "step":{"index":3,"terms":[\
        {"channel":0,"row":2,"column":2,"padding":false,"input":10},\
        {"channel":0,"row":2,"column":3,"padding":false,"input":11},\
        {"channel":0,"row":2,"column":4,"padding":true,"input":null},\
        {"channel":0,"row":3,"column":2,"padding":false,"input":14},\
        {"channel":0,"row":3,"column":3,"padding":false,"input":15},\
        {"channel":0,"row":3,"column":4,"padding":true,"input":null}],"value":15}}
        """)
  }

  @Test func `a kernel of two sizes is applied to each channel, one of three to all`() throws {
    var request = try makeRequest(.convolution, "ones:3x3x3") { $0.kernel = .named(.gaussian) }
    #expect(try StepReport(request, loading: loader).json["output_shape"] == [3, 1, 1])
    request.kernel = .tensor(.filled(.ones, [3, 2, 2]))
    #expect(
      try StepReport(request, loading: loader).json["output"]
        == JSON(parsing: "[[[12.0,12.0],[12.0,12.0]]]"))
  }

  @Test func `a residual block reports its stages, each like an operation with a name`() throws {
    let request = try makeRequest(.residual, "random:2x4x4@3") {
      $0.channels = 3
      $0.stride = Pair(2)
      $0.place = [2, 1, 0]
    }
    let json = try StepReport(request, loading: loader).json
    #expect(json["op"] == "residual" && json["statistics"] == "input")
    let stages = try #require(json["stages"]?.arrayValue)
    #expect(
      stages.compactMap { $0["op"]?.stringValue } == [
        "conv", "batch_norm", "relu", "conv", "batch_norm", "conv", "batch_norm", "add", "relu",
      ])
    #expect(stages.last?["output"] == json["output"])
    for stage in stages {
      #expect(stage["output_shape"] == [3, 2, 2] && stage["steps"] == 12)
      #expect(stage["step"]?["index"] == 10)
    }
    #expect(stages[0]["macs"]?.integerValue == 3 * 2 * 2 * 2 * 9)
    let norm = try #require(stages[1]["step"])
    let numbers = ["mean", "variance", "epsilon", "gamma", "beta"].compactMap {
      norm[$0]?.doubleValue
    }
    let x = try #require(norm["terms"]?.arrayValue?.first?["input"]?.doubleValue)
    let value = try #require(norm["value"]?.doubleValue)
    #expect(abs(value - (x - numbers[0]) / (numbers[1] + numbers[2]).squareRoot()) < 1e-12)
  }

  @Test func `a vector is channels of one cell, and one number says a place in it`() throws {
    let request = try makeRequest(.linear, "[1,2,3]") {
      $0.weight = .literal(Tensor(shape: [2, 3], elements: [1, 0, 0, 1, 1, 1]))
      $0.place = [1]
    }
    let report = try StepReport(request, loading: loader).json
    #expect(report["input_shape"] == [3, 1, 1])
    #expect(report["output_shape"] == [2, 1, 1])
    #expect(report["output"] == [[[1.0]], [[6.0]]])
    #expect(report["step"]?["value"] == 6.0)
    let sigmoid = try makeRequest(.relu, "arange:10") { $0.place = [3] }
    #expect(try StepReport(sigmoid, loading: loader).json["output_shape"] == [10, 1, 1])
    let back = try makeRequest(.linear, "[1,2,3]") {
      $0.weight = .filled(.ones, [2, 3])
      $0.isBackward = true
      $0.gradient = .literal(Tensor(shape: [2], elements: [1, 10]))
    }
    #expect(
      try StepReport(back, loading: loader).json["gradient"] == [[[11.0]], [[11.0]], [[11.0]]])
  }

  @Test func `options that do not belong and those that lack are refused`() throws {
    var conv = try makeRequest(.convolution, "arange:3x3")
    #expect(throws: StepError.missing(option: .kernel, operation: .convolution)) {
      try json(conv)
    }
    conv.size = Pair(2)
    #expect(throws: StepError.misplaced(option: .size, operation: .convolution)) {
      try json(conv)
    }
    let pool = try makeRequest(.maxPooling, "arange:3x3")
    #expect(throws: StepError.missing(option: .size, operation: .maxPooling)) { try json(pool) }
    #expect(throws: StepError.missing(option: .input, operation: .residual)) {
      try json(StepRequest(.residual))
    }
    let block = try makeRequest(.residual, "arange:3x3") { $0.block = "layer1.0" }
    #expect(throws: StepError.missing(option: .network, operation: .residual)) {
      try json(block)
    }
    let outside = try makeRequest(.maxPooling, "arange:4x4") {
      $0.size = Pair(2)
      $0.place = [0, 2, 0]
    }
    #expect(
      throws: StepError.outside([0, 2, 0], [1, 2, 2])
    ) { try json(outside) }
  }

  @Test func `an output that needs too much memory is refused before it is made`() throws {
    let request = try makeRequest(.convolution, "arange:3x3") {
      $0.kernel = .named(.identity)
      $0.padding = Pair(100_000)
    }
    let error = #expect(throws: StepError.self) { try json(request) }
    guard case .memory(option: .padding, .output([1, 200_001, 200_001]), let excess) = error
    else {
      Issue.record("another error")
      return
    }
    #expect(excess.limit == 1 << 24)
  }

  @Test func `a window too large for its terms, or for any number, is refused`() throws {
    var request = try makeRequest(.averagePooling, "arange:3x3") {
      $0.size = Pair(1 << 10)
      $0.padding = Pair(1 << 9)
    }
    let error = #expect(throws: StepError.self) { try json(request) }
    guard case .memory(option: .size, .terms(1 << 20), _) = error else {
      Issue.record("another error")
      return
    }
    request.size = Pair(1 << 40)
    request.padding = Pair(1 << 39)
    #expect(throws: StepError.operation(.window(.overflow(.height)), .averagePooling)) {
      try json(request)
    }
  }

  @Test func `errors of the window name the option and the axis`() throws {
    let request = try makeRequest(.convolution, "arange:3x3") {
      $0.kernel = .tensor(.filled(.ones, [4, 2]))
    }
    let error = #expect(throws: StepError.self) { try json(request) }
    #expect(
      error?.explanation
        == Bilingual(
          "kernel (height): found a window that spans 4, expected at most the padded input's 3",
          "kernel (chiều cao): cửa sổ trải 4, tối đa chỉ được 3 như đầu vào sau khi đệm"))
  }

  @Test func `groups of a kernel that is shared by all channels are refused`() throws {
    let request = try makeRequest(.convolution, "ones:2x3x3") {
      $0.kernel = .named(.identity)
      $0.groups = 1
    }
    #expect(throws: StepError.groupsOfSharedKernel(found: 1, channels: 2)) { try json(request) }
  }

  @Test func `text shows the grids, the sum and the sizes, in English`() throws {
    let request = try makeRequest(.convolution, "arange:3x3") {
      $0.kernel = .tensor(.literal(Tensor(shape: [2, 2], elements: [0, 1, 2, 3])))
      $0.padding = Pair(1)
      $0.place = [0, 1, 1]
    }
    let text = try StepReport(request, loading: loader).text(in: .english)
    #expect(
      text == """
        convolution

        kernel 1x1x2x2, stride 1x1, padding 1x1, dilation 1x1, groups 1
        height = (3 + 2·1 - 2) / 1 + 1 = 4
        width = (3 + 2·1 - 2) / 1 + 1 = 4

        input 1x3x3, channel 0
           ·   ·   ·   ·   ·
           ·  [0] [1]  2   ·
           ·  [3] [4]  5   ·
           ·   6   7   8   ·
           ·   ·   ·   ·   ·

        kernel of output channel 0 for input channel 0
          0  1
          2  3

        output 1x4x4, channel 0
            0    3    8    4
            9  [19]  25   10
           21   37   43   16
            6    7    8    0

        output[0,1,1] = 0·0 + 1·1 + 3·2 + 4·3 = 19
        step 6 of 16, 64 multiply-adds

        """)
  }

  @Test func `numbers of a grid line up on the point and fit 80 columns`() throws {
    let request = try makeRequest(.maxPooling, "[[-1,2.25],[30,4.5]]") { $0.size = Pair(1) }
    let text = try StepReport(request, loading: loader).text(in: .english)
    #expect(text.contains("  [-1.00]   2.25\n   30.00    4.50\n"))
    let wide = try makeRequest(.maxPooling, "random:3x40x40") { $0.size = Pair(3) }
    let lines = try StepReport(wide, loading: loader).text(in: .english).split(separator: "\n")
    let grids = lines.filter { $0.hasPrefix("  ") }
    #expect(!grids.isEmpty && grids.allSatisfy { $0.count <= 80 })
    #expect(
      lines.contains { $0.hasPrefix("input 3x40x40, channel 0 (rows 0 to 15, columns 0 to ") })
  }

  @Test func `a picture whose channels come last is told so, and taken as it is`() throws {
    var request = StepRequest(.maxPooling)
    request.input = .npy(path: "picture.npy")
    request.size = Pair(1)
    for (shape, isTold) in [(Shape([8, 9, 3]), true), ([3, 8, 9], false), ([8, 9], false)] {
      let map = shape.rank == 2 ? Shape([1] + shape.sizes) : shape
      let steps = try request.steps(input: .zeros(map), kernel: nil)
      let text = StepReport(request, subject: .operation(steps)).text(in: .english)
      #expect(text.contains("rows x columns x channels") == isTold, "\(shape)")
    }
  }

  @Test func `a cell that nothing has a part in is its bias, or 0`() throws {
    let shift = try makeRequest(.shift, "arange:9x2x2") {
      ($0.isBackward, $0.place) = (true, [5, 0, 0])
    }
    let text = try StepReport(shift, loading: loader).text(in: .english)
    #expect(text.contains("∂L/∂input[5,0,0] = 0\n"))
    let stamps = try makeRequest(.transposedConvolution, "ones:2x2") {
      ($0.kernel, $0.stride, $0.bias) = (.tensor(.filled(.ones, [1, 1])), Pair(2), [0.5])
      $0.place = [0, 0, 1]
    }
    let between = try StepReport(stamps, loading: loader).text(in: .english)
    #expect(between.contains("output[0,0,1] = bias 0.5 = 0.5\n"))
  }

  @Test func `running statistics are told of only where some were learned`() throws {
    let block = try makeRequest(.residual, "random:3x8x8") {
      ($0.network, $0.block) = ("resnet8", "layer1.0")
    }
    let text = try StepReport(block, loading: loader).text(in: .english)
    #expect(!text.contains("running statistics") && text.contains("nothing is learned yet"))
    #expect(text.contains("weights as initialised, seed 0"))
  }

  @Test func `text follows the language`() throws {
    let request = try makeRequest(.averagePooling, "random:5x5@1") { $0.size = Pair(2) }
    let text = try StepReport(request, loading: loader).text(in: .vietnamese)
    #expect(text.contains("gộp trung bình") && text.contains("⌊(5 + 2·0 - 2) / 2⌋ + 1 = 2"))
    #expect(text.contains("0,") && !text.contains("0."))
    let block = try makeRequest(.residual, "random:1x4x4")
    let english = try StepReport(block, loading: loader).text(in: .english)
    #expect(english.contains("── bn2: batch normalisation"))
    #expect(try StepReport(block, loading: loader).text(in: .vietnamese).contains("khối phần dư"))
  }

  @Test func `sums that are too long are counted, numbers keep their sign`() throws {
    let input = Tensor(shape: [1, 2, 2], elements: [-1, 0.5, 2_000, 1])
    let kernel = Tensor(shape: [1, 1, 2, 2], elements: [1, -2, 0.25, 1])
    let steps = try Steps.convolution(input: input, kernel: kernel, bias: [-1.5])
    func text(_ steps: Steps, _ language: Language, limit: Int = .max) -> String {
      Equation(
        of: steps[0], in: steps, label: "", limit: limit, TermWriter(language, digits: 6)
      ).shortText
    }
    #expect(
      text(steps, .english) == "(-1)·1 + 0.5·(-2) + 2000·0.25 + 1·1 + bias (-1.5) = 497.5")
    #expect(
      text(steps, .vietnamese, limit: 2)
        == "(-1)·1 + 0,5·(-2) + (2 số hạng nữa: 501) + hệ số điều chỉnh (-1,5) = 497,5")
    let maximum = try Steps.pooling(.maxPooling, input: input, size: Pair(2), padding: Pair(1))
    #expect(text(maximum, .english) == "max(-∞, -∞, -∞, -1) = -1")
    #expect(text(maximum, .vietnamese) == "max(-∞; -∞; -∞; -1) = -1")
  }
}
