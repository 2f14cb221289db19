import Operations
import Stepping
import Tensors
import TestSupport
import Testing

@Suite struct ConvolutionStepsTests {
  private let x = Tensor(shape: [1, 3, 3], elements: [0, 1, 2, 3, 4, 5, 6, 7, 8])
  private let k = Tensor(shape: [1, 1, 2, 2], elements: [0, 1, 2, 3])

  @Test func `the first cell of 3x3 under 2x2 is 19, from four products`() throws {
    let steps = try Steps.convolution(input: x, kernel: k)
    #expect(steps.outputShape == [1, 2, 2] && steps.count == 4 && steps.multiplyAdds == 16)
    let step = steps[0]
    #expect(step.terms.map(\.input) == [0, 1, 3, 4])
    #expect(step.terms.map(\.weight) == [0, 1, 2, 3])
    #expect(step.terms.map(\.product) == [0, 1, 6, 12])
    #expect(step.value == 19 && step.arithmetic == .weightedSum(bias: 0))
    #expect(steps.map(\.value) == [19, 25, 37, 43])
  }

  @Test func `padding terms lie outside the input and are zero`() throws {
    let steps = try Steps.convolution(input: x, kernel: k, padding: Pair(1))
    let terms = steps[0].terms
    #expect(terms.map(\.isPadding) == [true, true, true, false])
    #expect(
      terms.map(\.position) == [
        Position(channel: 0, row: -1, column: -1), Position(channel: 0, row: -1, column: 0),
        Position(channel: 0, row: 0, column: -1), Position(channel: 0, row: 0, column: 0),
      ])
    #expect(steps.inputWindow(at: 0).rows == -1...0)
    #expect(steps.map(\.value) == [0, 3, 8, 4, 9, 19, 25, 10, 21, 37, 43, 16, 6, 7, 8, 0])
  }

  @Test func `channels of a group are the input's own, the bias comes last`() throws {
    let input = Tensor(shape: [4, 2, 2], elements: (0..<16).map(Double.init))
    let kernel = Tensor(shape: [2, 2, 1, 1], elements: [1, 10, 100, 1_000])
    let steps = try Steps.convolution(input: input, kernel: kernel, bias: [0.5, -0.5], groups: 2)
    let step = steps[4]
    #expect(step.position == Position(channel: 1, row: 0, column: 0))
    #expect(step.terms.map(\.position.channel) == [2, 3])
    #expect(step.value == 12_799.5)
    #expect(steps.inputWindow(at: 4).channels == 2..<4)
  }

  @Test func `a dilated window reads a grid with holes`() throws {
    let input = Tensor(shape: [1, 5, 5], elements: (0..<25).map(Double.init))
    let kernel = Tensor(shape: [1, 1, 2, 2], repeating: 1)
    let steps = try Steps.convolution(input: input, kernel: kernel, dilation: Pair(2, 3))
    let window = steps.inputWindow(at: 0)
    #expect(window.rows == 0...2 && window.columns == 0...3)
    #expect(window.reads(row: 2, column: 3) && !window.reads(row: 1, column: 0))
    let read = Set(steps[0].terms.map { $0.position })
    for row in -1..<6 {
      for column in -1..<6 {
        let position = Position(channel: 0, row: row, column: column)
        #expect(window.reads(row: row, column: column) == read.contains(position))
      }
    }
  }

  @Test func `seeking to step k gives what replaying to k gives, in every small geometry`() throws {
    for size in 1...4 {
      for kernel in 1...3 {
        for stride in 1...2 {
          for padding in 0...2 {
            for dilation in 1...2 {
              for groups in 1...2 where dilation * (kernel - 1) < size + 2 * padding {
                try expectSeekingEqualsReplay(
                  size: size, kernel: kernel, stride: stride, padding: padding,
                  dilation: dilation, groups: groups)
              }
            }
          }
        }
      }
    }
  }

  private func expectSeekingEqualsReplay(
    size: Int, kernel: Int, stride: Int, padding: Int, dilation: Int, groups: Int
  ) throws {
    var generator = SeededGenerator(seed: UInt64(size * 1_000 + kernel * 100 + padding))
    func random(_ shape: Shape) -> Tensor {
      Tensor(shape: shape, elements: (0..<shape.count).map { _ in generator.uniform() - 0.5 })
    }
    let steps = try Steps.convolution(
      input: random([2, size, size + 1]), kernel: random([2, 2 / groups, kernel, kernel]),
      bias: random([2]).elements, stride: Pair(stride), padding: Pair(padding),
      dilation: Pair(dilation), groups: groups)
    let output = steps.makeOutput()
    var replayed = 0
    for step in steps {
      #expect(step == steps[replayed] && step.index == replayed)
      #expect(steps.index(of: step.position) == replayed)
      #expect(step.value == output.elements[replayed])
      #expect(step.value == steps.value(at: replayed))
      #expect(step.terms.count == steps.convolution?.termsPerStep)
      let sum = step.terms.reduce(0.0) { $0 + $1.product }
      #expect(step.value == sum + step.bias)
      replayed += 1
    }
    #expect(replayed == output.shape.count)
  }

  @Test(arguments: [
    (Shape([3, 1, 2, 2]), 1, StepError.kernelChannels(found: 1, inputChannels: 4, groups: 1)),
    (Shape([3, 2, 2, 2]), 2, .groupsDoNotDivideOutput(groups: 2, filters: 3)),
    (Shape([3, 1, 2, 2]), 3, .groupsDoNotDivideInput(groups: 3, channels: 4)),
    (Shape([3, 4, 2, 2]), 0, .groupsNotPositive(0)),
    (
      Shape([3, 4, 5, 2]), 1,
      .operation(
        .window(.windowLargerThanInput(.height, window: 5, paddedInput: 3)), .convolution)
    ),
  ])
  func `a kernel that does not fit is refused`(kernel: Shape, groups: Int, error: StepError) {
    #expect(throws: error) {
      try Steps.convolution(
        input: .zeros([4, 3, 3]), kernel: .zeros(kernel), groups: groups)
    }
  }

  @Test func `strides, padding, dilation and bias that cannot be are refused`() {
    #expect(throws: StepError.operation(.window(.strideNotPositive(.width, 0)), .convolution)) {
      try Steps.convolution(input: x, kernel: k, stride: Pair(1, 0))
    }
    #expect(throws: StepError.operation(.window(.paddingNegative(.height, -1)), .convolution)) {
      try Steps.convolution(input: x, kernel: k, padding: Pair(-1, 0))
    }
    #expect(throws: StepError.operation(.window(.overflow(.height)), .convolution)) {
      try Steps.convolution(input: x, kernel: k, padding: Pair(.max))
    }
    #expect(throws: StepError.outputTooLarge) {
      try Steps.convolution(input: x, kernel: k, padding: Pair(1 << 61))
    }
    #expect(throws: StepError.biasCount(found: 2, expected: 1)) {
      try Steps.convolution(input: x, kernel: k, bias: [1, 2])
    }
  }

  @Test func `a weight that is not finite counts against padding too, as in PyTorch`() throws {
    let kernel = Tensor(shape: [1, 1, 1, 2], elements: [.infinity, 1])
    let steps = try Steps.convolution(input: x, kernel: kernel, padding: Pair(0, 1))
    #expect(steps[0].value.isNaN && steps.makeOutput().elements[0].isNaN)
  }
}
