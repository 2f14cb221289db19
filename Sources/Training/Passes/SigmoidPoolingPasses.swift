import Engine
import Networks
import Tensors

/// A sigmoid and the average pooling after it, whose windows tile the sigmoid's map.
///
/// The sigmoid's map is kept for the way back. Where nobody reads the input again it lies over the input, and the
/// input's gradient over that: one map in the cache does for three.
final class SigmoidPoolingPasses: OperationPasses {
  private let geometry: ConvolutionGeometry
  private let shape: Shape
  private var sigmoid: PlanValue?
  private(set) var ownMaps: [PlanValue] = []

  /// - Parameter shape: of the sigmoid's map, `[C, H, W]`.
  init(_ geometry: ConvolutionGeometry, shape: Shape) {
    self.geometry = geometry
    self.shape = shape
  }

  var canOverwriteInput: Bool { true }
  var needsOutput: Bool { false }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) {
    let (input, output) = (maps.inputs[0], maps.output)
    let middle = maps.overwritesInput ? input : PlanValue(shape: shape)
    sigmoid = middle
    ownMaps = maps.overwritesInput ? [] : [middle]
    let pass = SigmoidPooling(
      geometry, input: input.layout, middle: middle.layout, output: output.layout)
    program.append {
      pass.forward(
        input.pointer($0.slot), sigmoid: middle.pointer($0.slot), to: output.pointer($0.slot))
    }
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) {
    guard let middle = sigmoid else { preconditionFailure("backward comes after forward") }
    guard let target = maps.targets[0] else { return }
    let gradient = maps.outputGradient
    let pass = SigmoidPooling(
      geometry, input: maps.inputs[0].layout, middle: middle.layout, output: maps.output.layout)
    program.append {
      pass.gradient(
        gradient.pointer($0.slot), gradient.layout, sigmoid: middle.pointer($0.slot),
        to: target.pointer($0.slot), target.layout, accumulate: target.accumulates)
    }
  }
}
