import Operations
import Tensors
import TestSupport
import Testing

/// The small examples of Dive into Deep Learning, chapter 7, whose integers are checked by hand.
@Suite struct ExamplesTests {
  let x = Tensor(shape: [1, 1, 3, 3], elements: [0, 1, 2, 3, 4, 5, 6, 7, 8])
  let k = Tensor(shape: [1, 1, 2, 2], elements: [0, 1, 2, 3])

  private func arange(_ shape: Shape) -> Tensor {
    Tensor(shape: shape, elements: (0..<shape.count).map(Double.init))
  }

  @Test func `a 2x2 kernel over 3x3`() throws {
    let window = Window(kernel: Pair(2))
    #expect(
      try Reference.convolution(x, weight: k, window: window)
        == Tensor(shape: [1, 1, 2, 2], elements: [19, 25, 37, 43]))
  }

  @Test func `padding 1, and then stride 3 by 2`() throws {
    #expect(
      try Reference.convolution(x, weight: k, window: Window(kernel: Pair(2), padding: Pair(1)))
        == Tensor(
          shape: [1, 1, 4, 4],
          elements: [0, 3, 8, 4, 9, 19, 25, 10, 21, 37, 43, 16, 6, 7, 8, 0]))
    let strided = Window(kernel: Pair(2), stride: Pair(3, 2), padding: Pair(1))
    #expect(
      try Reference.convolution(x, weight: k, window: strided)
        == Tensor(shape: [1, 1, 2, 2], elements: [0, 8, 6, 8]))
  }

  @Test func `two channels in, then three channels out`() throws {
    let input = Tensor(shape: [1, 2, 3, 3], elements: x.elements + x.elements.map { $0 + 1 })
    let kernels = (0..<3).flatMap { filter in
      (k.elements + k.elements.map { $0 + 1 }).map { $0 + Double(filter) }
    }
    let one = Tensor(shape: [1, 2, 2, 2], elements: Array(kernels[..<8]))
    let window = Window(kernel: Pair(2))
    #expect(
      try Reference.convolution(input, weight: one, window: window).elements == [56, 72, 104, 120])
    let three = Tensor(shape: [3, 2, 2, 2], elements: kernels)
    #expect(
      try Reference.convolution(input, weight: three, window: window).elements
        == [56, 72, 104, 120, 76, 100, 148, 172, 96, 128, 192, 224])
  }

  @Test func `an edge detector finds the edges, and none in the transposed picture`() throws {
    var picture = Tensor(shape: [1, 1, 6, 8], repeating: 1)
    for row in 0..<6 { for column in 2...5 { picture[0, 0, row, column] = 0 } }
    let edge = Tensor(shape: [1, 1, 1, 2], elements: [1, -1])
    let window = Window(kernel: Pair(1, 2))
    let output = try Reference.convolution(picture, weight: edge, window: window)
    let row: [Double] = [0, 1, 0, 0, 0, -1, 0]
    #expect(output.elements == Array(repeating: row, count: 6).flatMap { $0 })
    var transposed = Tensor.zeros([1, 1, 8, 6])
    for row in 0..<6 {
      for column in 0..<8 { transposed[0, 0, column, row] = picture[0, 0, row, column] }
    }
    let none = try Reference.convolution(transposed, weight: edge, window: window)
    #expect(none.elements.allSatisfy { $0 == 0 })
  }

  @Test func `ten steps of gradient descent learn the edge kernel`() throws {
    var picture = Tensor(shape: [1, 1, 6, 8], repeating: 1)
    for row in 0..<6 { for column in 2...5 { picture[0, 0, row, column] = 0 } }
    let window = Window(kernel: Pair(1, 2))
    let target = try Reference.convolution(
      picture, weight: Tensor(shape: [1, 1, 1, 2], elements: [1, -1]), window: window)
    var weight = Tensor(shape: [1, 1, 1, 2], elements: [0.1, 0.2])
    var losses: [Double] = []
    for _ in 0..<10 {
      let output = try Reference.convolution(picture, weight: weight, window: window)
      var gradient = output
      for index in gradient.elements.indices {
        gradient.elements[index] = 2 * (output.elements[index] - target.elements[index])
      }
      losses.append(gradient.elements.reduce(0) { $0 + $1 * $1 / 4 })
      let step = try Reference.convolutionBackward(
        gradient, input: picture, weight: weight, window: window
      ).weight
      for index in weight.elements.indices {
        weight.elements[index] -= 0.03 * step.elements[index]
      }
    }
    #expect(abs(weight.elements[0] - 1) < 0.1 && abs(weight.elements[1] + 1) < 0.1)
    #expect(losses[9] < losses[0] / 100)
  }

  @Test func `max and average of 2x2 over 3x3`() throws {
    let window = Window(kernel: Pair(2))
    #expect(try Reference.maxPooling(x, window: window).output.elements == [4, 5, 7, 8])
    #expect(try Reference.averagePooling(x, window: window).elements == [2, 3, 5, 6])
  }

  @Test func `max pooling of 4x4 with stride and padding`() throws {
    let x = arange([1, 1, 4, 4])
    #expect(
      try Reference.maxPooling(x, window: Window(kernel: Pair(3), stride: Pair(3)))
        .output == Tensor(shape: [1, 1, 1, 1], elements: [10]))
    let padded = Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1))
    #expect(try Reference.maxPooling(x, window: padded).output.elements == [5, 7, 13, 15])
    let oblong = Window(kernel: Pair(2, 3), stride: Pair(2, 3), padding: Pair(0, 1))
    #expect(try Reference.maxPooling(x, window: oblong).output.elements == [5, 7, 13, 15])
  }

  @Test func `output sizes of 8x8`() throws {
    let input = Pair(8)
    let windows: [(Window, Pair)] = [
      (Window(kernel: Pair(3), padding: Pair(1)), Pair(8)),
      (Window(kernel: Pair(5, 3), padding: Pair(2, 1)), Pair(8)),
      (Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)), Pair(4)),
      (Window(kernel: Pair(3, 5), stride: Pair(3, 4), padding: Pair(0, 1)), Pair(2)),
    ]
    for (window, expected) in windows { #expect(try window.outputSize(for: input) == expected) }
  }

  @Test
  func `of equal maxima the first wins, a NaN wins over all, padding alone is minus infinity`()
    throws
  {
    let ties = Tensor(shape: [1, 1, 2, 2], elements: [1, 1, 1, 1])
    let (_, argmax) = try Reference.maxPooling(ties, window: Window(kernel: Pair(2)))
    #expect(argmax == [0])
    let nan = Tensor(shape: [1, 1, 2, 2], elements: [1, .nan, 3, 4])
    #expect(try Reference.maxPooling(nan, window: Window(kernel: Pair(2))).output.elements[0].isNaN)
    let lost = Window(kernel: Pair(2), padding: Pair(1), dilation: Pair(3))
    let alone = try Reference.maxPooling(ties, window: lost)
    #expect(alone.output.elements == [-.infinity] && alone.argmax == [-1])
  }
}
