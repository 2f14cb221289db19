import Operations
import Stepping
import Tensors
import Testing

@Suite struct PoolingStepsTests {
  private let x = Tensor(shape: [1, 3, 3], elements: [0, 1, 2, 3, 4, 5, 6, 7, 8])

  @Test func `max and average of 2x2 with stride 1`() throws {
    let maximum = try Steps.pooling(.maxPooling, input: x, size: Pair(2), stride: .one)
    #expect(maximum.map(\.value) == [4, 5, 7, 8])
    #expect(maximum[0].arithmetic == .maximum(winner: 3))
    let average = try Steps.pooling(.averagePooling, input: x, size: Pair(2), stride: .one)
    #expect(average.map(\.value) == [2, 3, 5, 6])
    #expect(average[0].terms.map(\.input) == [0, 1, 3, 4])
  }

  @Test func `the stride is the size unless given, sizes round down`() throws {
    let steps = try Steps.pooling(.maxPooling, input: x, size: Pair(2))
    #expect(steps.outputShape == [1, 1, 1])
  }

  @Test func `max pooling pads with minus infinity, average pooling counts zeros`() throws {
    let negative = Tensor(shape: [1, 2, 2], elements: [-1, -2, -3, -4])
    let maximum = try Steps.pooling(.maxPooling, input: negative, size: Pair(2), padding: Pair(1))
    #expect(maximum[0].terms.map(\.input) == [-.infinity, -.infinity, -.infinity, -1])
    #expect(maximum.map(\.value) == [-1, -2, -3, -4])
    let average = try Steps.pooling(
      .averagePooling, input: negative, size: Pair(2), padding: Pair(1))
    #expect(average.map(\.value) == [-0.25, -0.5, -0.75, -1])
  }

  @Test func `of equal maxima the first wins`() throws {
    let ties = Tensor(shape: [1, 2, 2], elements: [1, 2, 2, 1])
    let steps = try Steps.pooling(.maxPooling, input: ties, size: Pair(2))
    #expect(steps[0].arithmetic == .maximum(winner: 1))
  }

  @Test func `seeking equals replaying and the reference, in every small geometry`() throws {
    var generator = SeededGenerator(seed: 3)
    for kind in [StepRequest.Operation.maxPooling, .averagePooling] {
      for size in 1...4 {
        for kernel in 1...3 {
          for stride in 1...3 {
            for padding in 0...(kernel / 2) {
              for dilation in 1...(kind == .maxPooling ? 2 : 1)
              where dilation * (kernel - 1) < size + 2 * padding {
                let shape: Shape = [2, size, size + 1]
                let input = Tensor(
                  shape: shape,
                  elements: (0..<shape.count).map { _ in Double(generator.integer(below: 4)) })
                let steps = try Steps.pooling(
                  kind, input: input, size: Pair(kernel), stride: Pair(stride),
                  padding: Pair(padding), dilation: Pair(dilation))
                #expect(Array(steps).map(\.value) == steps.makeOutput().elements)
                #expect(steps.indices.map { steps[$0] } == Array(steps))
              }
            }
          }
        }
      }
    }
  }

  @Test func `padding over half of the window, and a dilated average, are refused`() {
    #expect(
      throws:
        StepError.operation(
          .poolingPadding(found: Pair(2), largest: Pair(1)), .maxPooling)
    ) {
      try Steps.pooling(.maxPooling, input: x, size: Pair(3), padding: Pair(2))
    }
    #expect(throws: StepError.operation(.averageDilation(Pair(2)), .averagePooling)) {
      try Steps.pooling(.averagePooling, input: x, size: Pair(2), dilation: Pair(2))
    }
    #expect(throws: StepError.operation(.window(.kernelNotPositive(.height, 0)), .maxPooling)) {
      try Steps.pooling(.maxPooling, input: x, size: Pair(0))
    }
  }
}
