import Operations
import Tensors
import TestSupport
import Testing

@Suite struct LossTests {
  @Test func `the gradient of cross-entropy is that of centred differences`() {
    let logits = OperationCase.noise([3, 4], seed: 19)
    let labels = [1, 3, 0]
    let gradient = Loss.crossEntropyBackward(logits: logits, labels: labels)
    expectGradient(gradient.elements, at: logits.elements, "logits") {
      Loss.crossEntropy(Tensor(shape: logits.shape, elements: $0), labels: labels)
    }
  }

  @Test func `large logits overflow nothing`() {
    let even = Tensor(shape: [1, 10], repeating: 1_000)
    #expect(abs(Loss.crossEntropy(even, labels: [3]) - 2.302585092994046) < 1e-12)
    #expect(Loss.softmax(even).elements.allSatisfy { abs($0 - 0.1) < 1e-15 })
  }

  @Test func `running statistics take the unbiased variance, the biased one normalises`() {
    let input = Tensor(shape: [1, 1, 2, 2], elements: [1, 2, 3, 6])
    let batch = ChannelStatistics(of: input)
    #expect(batch.mean == [3] && batch.variance == [3.5])
    let next = ChannelStatistics.initial(channels: 1)
      .updated(with: batch, count: 4, momentum: 0.1)
    #expect(abs(next.mean[0] - 0.3) < 1e-15)
    #expect(abs(next.variance[0] - (0.9 + 0.1 * 14 / 3)) < 1e-15)
    let output = Layer.batchNorm(BatchNorm(channels: 1, epsilon: 0)).forward(
      [input],
      [
        Tensor(shape: [1], elements: [2]), Tensor(shape: [1], elements: [1]), .zeros([1]),
        .zeros([1]),
      ], mode: .training)
    #expect(abs(output.elements[3] - (2 * 3 / 3.5.squareRoot() + 1)) < 1e-15)
  }
}
