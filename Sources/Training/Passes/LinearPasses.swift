import Engine
import Networks
import Operations

final class LinearPasses: OperationPasses {
  private let dense: Dense
  private let correlation: CorrelationPasses
  private let weight: ParameterStore.Entry
  private let resources: PassResources

  init(_ linear: Linear, at site: PassSite, in resources: PassResources) {
    dense = Dense(inputs: linear.inputFeatures, outputs: linear.outputFeatures)
    correlation = CorrelationPasses(dense.geometry, node: site.node, in: resources)
    weight = resources.store.requireEntry(node: site.node, role: .weight)
    self.resources = resources
  }

  var needsOutput: Bool { false }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    try correlation.forward(maps, in: &program)
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    let (input, gradient) = (maps.inputs[0], maps.outputGradient)
    let (dense, gradients, offset) = (dense, resources.gradients, weight.offset)
    let (inputSize, outputSize) = (dense.inputStride, dense.outputStride)
    let inputRows = try Storage<Lanes>(count: resources.threads * inputSize)
    let gradientRows = try Storage<Float>(count: resources.threads * outputSize * laneCount)
    program.append { run in
      let inputs = inputRows.pointer + run.thread * inputSize
      let outputs = gradientRows.pointer + run.thread * outputSize * laneCount
      dense.transposeInput(input.pointer(run.slot), to: inputs)
      dense.transposeGradient(gradient.pointer(run.slot), to: outputs)
      dense.weightGradient(
        inputRows: inputs, gradientRows: outputs,
        to: gradients.vectors(ofGroup: run.group) + offset / laneCount,
        accumulate: !run.beginsGroup)
    }
    correlation.biasGradient(of: gradient, in: &program)
    guard let target = maps.targets[0] else { return }
    try correlation.inputGradient(of: gradient, to: target, in: &program)
  }
}
