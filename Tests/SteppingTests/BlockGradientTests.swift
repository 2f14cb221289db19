import Networks
import Operations
import Tensors
import TestSupport
import Testing

@testable import Stepping

/// A gradient through a whole block is the chain rule, whichever way it is computed.
@Suite struct BlockGradientTests {
  private func report(_ operation: StepRequest.Operation, of target: String) throws -> BlockGradient
  {
    var request = StepRequest(operation)
    request.input = .filled(.random(seed: 3), [2, 4, 4])
    request.isBackward = true
    request.target = target
    request.gradient = .filled(.random(seed: 7), [3, 4, 4])
    if operation == .residual {
      request.channels = 3
    } else {
      request.kernel = .tensor(.filled(.random(seed: 5), [2, 1, 3, 3]))
      request.pointwise = .filled(.random(seed: 6), [3, 2, 1, 1])
      request.padding = .one
    }
    let report = try StepReport(
      request, loading: TensorLoader(sample: { _ in PendingTensor(.zeros([1, 1, 1])) }))
    guard case .blockGradient(let gradient) = report.subject else {
      throw StepError.notOneOperation(operation)
    }
    return gradient
  }

  @Test(arguments: [
    (StepRequest.Operation.residual, "input"), (.residual, "conv1.weight"),
    (.residual, "bn1.weight"), (.residual, "bn2.bias"), (.residual, "downsample.0.weight"),
    (.separable, "input"), (.separable, "kernel"), (.separable, "pointwise"),
  ])
  func `the terms of a cell add up to what goes back stage by stage`(
    operation: StepRequest.Operation, target: String
  ) throws {
    let gradient = try report(operation, of: target)
    #expect(gradient.gradient.elements.contains { $0 != 0 })
    for index in gradient.gradient.elements.indices {
      let step = gradient[index]
      #expect(abs(step.value - gradient.gradient.elements[index]) < 1e-9)
      #expect(step.terms.allSatisfy { $0.input == gradient.arriving[$0.position] })
    }
  }

  @Test(arguments: [StepRequest.Operation.residual, .separable])
  func `a gradient of the input is a centred difference`(operation: StepRequest.Operation) throws {
    let gradient = try report(operation, of: "input")
    let block = gradient.block
    func loss(_ input: Tensor) throws -> Double {
      let output: Tensor
      if operation == .residual {
        output = try BlockSteps.fresh(input: input, channels: 3).output
      } else {
        let first = try Steps(
          block.stages[0].steps.layer, inputs: [input],
          parameters: block.stages[0].steps.parameters
        ).makeOutput()
        output = try Steps(
          block.stages[1].steps.layer, inputs: [first],
          parameters: block.stages[1].steps.parameters
        ).makeOutput()
      }
      return zip(output.elements, gradient.arriving.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let step = 1e-5
    for index in block.input.elements.indices {
      var (above, below) = (block.input, block.input)
      above.elements[index] += step
      below.elements[index] -= step
      let difference = try (loss(above) - loss(below)) / (2 * step)
      #expect(abs(difference - gradient.gradient.elements[index]) < 1e-5, "cell \(index)")
    }
  }

  @Test func `what a block cannot send a gradient to is refused by name`() {
    #expect(
      throws: StepError.unknownTarget("kernel", known: Self.residualTargets)
    ) { try report(.residual, of: "kernel") }
  }

  private static let residualTargets = [
    "input", "conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias",
    "downsample.0.weight", "downsample.1.weight", "downsample.1.bias",
  ]
}

extension Tensor {
  fileprivate subscript(position: Position) -> Double {
    self[position.channel, position.row, position.column]
  }
}
