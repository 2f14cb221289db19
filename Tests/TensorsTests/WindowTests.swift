import Tensors
import Testing

@Suite struct WindowTests {
  @Test func `output sizes follow the relationships of convolution arithmetic`() throws {
    for input in 1...8 {
      for kernel in 1...4 {
        for padding in 0...2 {
          for stride in 1...3 {
            for dilation in 1...2 {
              let span = dilation * (kernel - 1) + 1
              guard span <= input + 2 * padding else { continue }
              let window = Window(
                kernel: Pair(kernel), stride: Pair(stride), padding: Pair(padding),
                dilation: Pair(dilation))
              let expected =
                (input + 2 * padding - kernel - (kernel - 1) * (dilation - 1)) / stride + 1
              #expect(try window.outputSize(for: Pair(input)) == Pair(expected))
            }
          }
        }
      }
    }
  }

  @Test func `a window larger than the padded input is refused with both sizes`() {
    let window = Window(kernel: Pair(5), padding: Pair(1))
    #expect(throws: WindowError.windowLargerThanInput(.height, window: 5, paddedInput: 4)) {
      try window.outputSize(for: Pair(2))
    }
  }

  @Test func `sizes that overflow are refused, not trapped on`() {
    let window = Window(kernel: Pair(3), padding: Pair(Int.max))
    #expect(throws: WindowError.overflow(.height)) { try window.outputSize(for: Pair(5)) }
  }
}
