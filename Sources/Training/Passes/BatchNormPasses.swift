import Engine
import Networks
import Operations

/// Batch normalisation, and what may follow it at once: `relu(norm(x) + addend)`, so that the maps between them are
/// written and read once.
///
/// The inputs are `x` and, where there is one, the addend. The blocks of a batch wait for each other, forward for the
/// mean and the variance, backward for the sums of the gradient.
final class BatchNormPasses: OperationPasses {
  private let norm: BatchNorm
  private let node: Int
  private let hasReLU: Bool
  private let resources: PassResources
  private var training: NormalizationState?
  private var inference: NormalizationState?

  init(_ norm: BatchNorm, node: Int, hasReLU: Bool = false, in resources: PassResources) {
    self.norm = norm
    self.node = node
    self.hasReLU = hasReLU
    self.resources = resources
  }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    let (input, batch) = (maps.inputs[0], resources.batch)
    let state = try NormalizationState(
      node: node, norm: norm, store: resources.store,
      blocks: (batch.capacity + laneCount - 1) / laneCount)
    training = state
    program.append {
      BatchNormalization.statistics(
        of: input.pointer($0.slot), input.layout, images: $0.images,
        to: state.statistics.pointer + $0.block * state.blockStride)
    }
    program.appendForBatch { state.finishStatistics(of: batch, area: input.layout.area) }
    apply(state, maps, in: &program)
  }

  func inference(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    let state = try NormalizationState(
      node: node, norm: norm, store: resources.store, blocks: 0)
    inference = state
    apply(state, maps, in: &program)
  }

  func prepareInference() { inference?.useRunningStatistics() }

  private func apply(
    _ state: NormalizationState, _ maps: ForwardMaps, in program: inout BlockProgram
  ) {
    let (input, output, hasReLU) = (maps.inputs[0], maps.output, hasReLU)
    let addend = maps.inputs.dropFirst().first
    program.append { run in
      BatchNormalization.apply(
        input.pointer(run.slot), input.layout, coefficients: state.coefficients.pointer,
        addend: addend.map { UnsafePointer($0.pointer(run.slot)) },
        addend?.layout ?? input.layout, relu: hasReLU, to: output.pointer(run.slot), output.layout)
    }
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) {
    guard let state = training else { preconditionFailure("backward comes after forward") }
    let (input, gradient, batch) = (maps.inputs[0], maps.outputGradient, resources.batch)
    // The zeros of the ReLU's output stop the gradient.
    let result = hasReLU ? maps.output : nil
    program.append { run in
      BatchNormalization.gradientSums(
        outputGradient: gradient.pointer(run.slot), gradient.layout,
        result: result.map { UnsafePointer($0.pointer(run.slot)) },
        result?.layout ?? input.layout, input: input.pointer(run.slot), input.layout,
        means: state.means.pointer, to: state.sums.pointer + run.block * state.blockStride)
    }
    let gradients = resources.gradients
    program.appendForBatch {
      state.finishGradient(
        of: batch, area: input.layout.area, gradients: gradients.numbers(ofGroup: 0))
    }
    if let target = maps.targets[0] {
      program.append { run in
        BatchNormalization.inputGradient(
          outputGradient: gradient.pointer(run.slot), gradient.layout,
          result: result.map { UnsafePointer($0.pointer(run.slot)) },
          result?.layout ?? input.layout, input: input.pointer(run.slot), input.layout,
          coefficients: state.gradientCoefficients.pointer, images: run.images,
          to: target.pointer(run.slot), target.layout, accumulate: target.accumulates)
      }
    }
    for case .some(let target) in maps.targets.dropFirst() {
      addendGradient(gradient, result, to: target, in: &program)
    }
  }

  private func addendGradient(
    _ gradient: PlanValue, _ result: PlanValue?, to target: GradientTarget,
    in program: inout BlockProgram
  ) {
    guard let result else {
      program.append {
        MapSums.copy(
          gradient.pointer($0.slot), gradient.layout, to: target.pointer($0.slot), target.layout,
          accumulate: target.accumulates)
      }
      return
    }
    program.append {
      Activations.reluGradient(
        output: result.pointer($0.slot), result.layout, outputGradient: gradient.pointer($0.slot),
        gradient.layout, to: target.pointer($0.slot), target.layout,
        accumulate: target.accumulates)
    }
  }
}
