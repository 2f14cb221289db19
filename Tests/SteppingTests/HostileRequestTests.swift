import Ground
import Operations
import Stepping
import Tensors
import Testing

/// Requests with any numbers at all are refused or carried out, never trapped on.
@Suite struct HostileRequestTests {
  private let extremes = [
    -1, 0, 1, 2, 3, 5, 1 << 16, 1 << 31, 1 << 32, 1 << 61, 1 << 62, Int.max - 1, Int.max, Int.min,
  ]
  private let loader = TensorLoader(
    memoryLimit: 1 << 16,
    open: { path throws(FileError) in throw FileError(.read, path, .notAFile) },
    sample: { _ in PendingTensor(.zeros([1, 1, 1])) })

  private struct Dice {
    var generator: SeededGenerator
    let extremes: [Int]

    mutating func number(small: ClosedRange<Int>) -> Int {
      generator.integer(below: 8) > 0
        ? small.lowerBound + generator.integer(below: small.count)
        : extremes[generator.integer(below: extremes.count)]
    }

    mutating func pair(small: ClosedRange<Int>) -> Pair? {
      generator.integer(below: 3) == 0
        ? nil : Pair(number(small: small), number(small: small))
    }
  }

  private func request(_ dice: inout Dice) -> StepRequest {
    var request = StepRequest(
      [.convolution, .maxPooling, .averagePooling][dice.generator.integer(below: 3)])
    let size = 1 + dice.generator.integer(below: 6)
    request.input = .filled(.arange, [1 + dice.generator.integer(below: 3), size, size + 1])
    if request.operation == .convolution {
      let kernel = 1 + dice.generator.integer(below: 3)
      request.kernel =
        [
          .named(.sobelX), .tensor(.filled(.ones, [2, 1, kernel, kernel])),
          .tensor(.filled(.ones, [2, kernel, kernel])),
        ][dice.generator.integer(below: 3)]
      if dice.generator.integer(below: 4) == 0 { request.groups = dice.number(small: 1...3) }
      if dice.generator.integer(below: 4) == 0 { request.bias = [1, 2] }
    } else {
      request.size = dice.pair(small: 1...3) ?? Pair(2)
    }
    request.stride = dice.pair(small: 1...3)
    request.padding = dice.pair(small: 0...2)
    if request.operation != .averagePooling { request.dilation = dice.pair(small: 1...2) }
    if dice.generator.integer(below: 3) == 0 {
      request.place = [
        dice.number(small: 0...1), dice.number(small: 0...2), dice.number(small: 0...2),
      ]
    }
    return request
  }

  @Test func `requests with extreme numbers`() throws {
    var dice = Dice(generator: SeededGenerator(seed: 11), extremes: extremes)
    var refused = 0
    var reported = 0
    for _ in 0..<3_000 {
      let request = request(&dice)
      do {
        let report = try StepReport(request, loading: loader)
        #expect(report.json["output_shape"] != nil)
        #expect(!report.text(in: .vietnamese).isEmpty)
        reported += 1
      } catch let error as any FieldError {
        #expect(error.field != nil && !error.explanation.english.contains("--"))
        refused += 1
      }
    }
    #expect(refused > 500 && reported > 500)
  }

  @Test func `steps far out in a padding without end are reached`() throws {
    let window = Window(
      kernel: Pair(1 << 31, 2), stride: Pair(.max, 1), padding: Pair(1 << 30, 1))
    let steps = try Steps(
      .maxPooling(MaxPooling(window: window)),
      inputs: [Tensor(shape: [1, 2, 2], elements: [1, 2, 3, 4])])
    #expect(steps.outputShape == [1, 1, 3])
    #expect(steps.inputWindow(at: 2).rows == -(1 << 30)...(1 << 30) - 1)
    let convolution = try Steps.convolution(
      input: Tensor(shape: [1, 1, 1], elements: [5]),
      kernel: Tensor(shape: [1, 1, 2, 2], repeating: 1), stride: Pair(1 << 61),
      padding: Pair(1 << 60), dilation: Pair(1 << 60))
    #expect(convolution.map(\.value) == [5])
    #expect(convolution.makeOutput().elements == [5])
  }

  @Test func `residual blocks with extreme numbers`() {
    let input = Tensor(shape: [2, 3, 3], repeating: 1)
    for channels in extremes {
      for stride in extremes where channels != 1 || stride != 1 {
        do {
          let block = try BlockSteps.fresh(
            input: input, channels: channels, stride: stride, memoryLimit: 1 << 20)
          #expect(block.outputShape[0] == channels)
        } catch let error as StepError {
          #expect(!error.explanation.english.contains("--"))
        } catch {
          Issue.record("another error: \(error)")
        }
      }
    }
  }
}
