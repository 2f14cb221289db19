import Ground
import Tensors
import Testing

@testable import Stepping

/// A kernel that is found by gradient descent.
@Suite struct KernelLearningTests {
  private let loader = TensorLoader(sample: { _ in throw StepError.abandoned })

  private func learned(_ request: StepRequest) throws -> KernelLearning {
    try request.kernelLearning(loading: loader, for: .text)
  }

  @Test
  func `the book's edge detector is found in ten iterations, and to four places in a hundred`()
    throws
  {
    var request = StepRequest(.learn).completed
    let ten = try learned(request)
    #expect(ten.losses.count == 10)
    #expect(ten.finalLoss < 0.1)
    request.iterations = 100
    let found = try learned(request).kernels[100].elements
    #expect(abs(found[0] - 1) < 1e-4 && abs(found[1] + 1) < 1e-4, "\(found)")
  }

  @Test func `a filter by its name is learned by each channel for itself`() throws {
    var request = StepRequest(.learn)
    request.input = .filled(.random(seed: 3), [2, 9, 9])
    request.targetOutput = .named(.sobelX)
    request.size = Pair(3)
    request.learningRate = 0.004
    request.iterations = 3000
    let learning = try learned(request)
    #expect(learning.kernels[0].shape == [2, 1, 3, 3])
    let sobel = [-1.0, 0, 1, -2, 0, 2, -1, 0, 1]
    #expect(
      zip(learning.kernels[3000].elements, sobel + sobel).allSatisfy { abs($0 - $1) < 1e-3 },
      "\(learning.kernels[3000].elements)")
  }

  @Test func `the losses are the sums of squares, the gradients their centred differences`() throws
  {
    var request = StepRequest(.learn)
    request.input = .filled(.random(seed: 1), [2, 5, 4])
    request.targetOutput = .tensor(.filled(.random(seed: 2), [3, 4, 3]))
    request.size = Pair(2)
    request.learningRate = 0.01
    request.iterations = 3
    let learning = try learned(request)
    func loss(_ kernel: Tensor) throws -> Double {
      let output = try Steps(
        .convolution(learning.layer), inputs: [learning.input], parameters: [kernel]
      ).makeOutput()
      return zip(output.elements, learning.target.elements).reduce(0) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
      }
    }
    for iteration in 0...3 {
      let kernel = learning.kernels[iteration]
      #expect(abs(try loss(kernel) - learning.loss(at: iteration)) < 1e-12)
      guard iteration < 3 else { continue }
      for weight in kernel.elements.indices {
        var (low, high) = (kernel.elements, kernel.elements)
        low[weight] -= 1e-5
        high[weight] += 1e-5
        let slope =
          (try loss(Tensor(shape: kernel.shape, elements: high))
            - loss(Tensor(shape: kernel.shape, elements: low))) / 2e-5
        #expect(abs(slope - learning.gradients[iteration].elements[weight]) < 1e-6)
      }
    }
  }

  @Test func `what is wrong is said with the option at fault`() {
    func refusal(_ change: (inout StepRequest) -> Void) -> String {
      var request = StepRequest(.learn)
      request.input = .filled(.arange, [4, 4])
      request.targetOutput = .named(.sobelX)
      request.size = Pair(3)
      request.learningRate = 0.1
      request.iterations = 2
      change(&request)
      do {
        _ = try learned(request)
        return "none"
      } catch {
        return (error as? any ExplainedError)?.explanation.english ?? "\(error)"
      }
    }
    #expect(refusal { _ in } == "none")
    #expect(
      refusal { $0.targetOutput = .tensor(.filled(.arange, [3, 3])) }.hasPrefix("target: found"))
    #expect(refusal { $0.size = Pair(2) }.hasPrefix("target: found"))
    #expect(refusal { $0.size = nil } == "size: not given, but step learn needs it")
    #expect(refusal { $0.size = Pair(5) }.hasPrefix("size (height): "))
    #expect(refusal { $0.input = nil }.hasPrefix("input: not given"))
    #expect(refusal { $0.learningRate = nil }.hasPrefix("lr: not given"))
    #expect(refusal { $0.iterations = nil }.hasPrefix("iterations: not given"))
    #expect(refusal { $0.targetOutput = nil }.hasPrefix("target: not given"))
    #expect(
      refusal { $0.iterations = 9_000_000_000_000_000_000 }.hasPrefix("iterations: found"))
    #expect(refusal { $0.kernel = .named(.sobelX) }.contains("size"))
  }

  @Test func `nobody who waits ends it`() throws {
    let request = StepRequest(.learn).completed
    #expect(throws: StepError.abandoned) {
      try request.kernelLearning(loading: loader, for: .screen) { $0.number < 4 }
    }
  }
}
