import Engine
import Networks
import Operations
import Tensors

extension TrainingLowering {
  /// The passes of a node that stands for itself: gradients of its parameters, then of its inputs.
  func lowerPlainBackward(
    _ index: Int, _ node: Graph.Node, _ gradient: PlanValue
  ) throws(OutOfMemory) {
    switch node.layer {
    case .convolution:
      guard let geometry = ConvolutionGeometry(ofNode: index, in: graph) else { return }
      lowerWeightGradient(index, geometry, input: value(node.inputs[0]), gradient)
      lowerBiasGradient(index, gradient)
      guard let target = gradientTarget(node.inputs[0]) else { return }
      try lowerInputGradient(index, geometry, gradient, target)
    case .linear(let linear):
      let dense = Dense(inputs: linear.inputFeatures, outputs: linear.outputFeatures)
      try lowerWeightGradient(index, dense, input: value(node.inputs[0]), gradient)
      lowerBiasGradient(index, gradient)
      guard let target = gradientTarget(node.inputs[0]) else { return }
      try lowerInputGradient(index, dense.geometry, gradient, target)
    case .relu, .sigmoid:
      guard let output = values[index], let target = gradientTarget(node.inputs[0]) else { return }
      lowerActivationGradient(node.layer, output, gradient, target)
    case .maxPooling(let pooling):
      guard let output = values[index], let target = gradientTarget(node.inputs[0]) else { return }
      let input = value(node.inputs[0])
      clear(target)
      let pass = passes.pooling(index, pooling.window, input, output)
      append {
        pass.addMaximumGradient(
          input: input.pointer($0.slot), output: output.pointer($0.slot),
          gradient.pointer($0.slot), gradient.layout, to: target.value.pointer($0.slot),
          target.value.layout)
      }
    case .averagePooling(let pooling):
      guard let output = values[index], let target = gradientTarget(node.inputs[0]) else { return }
      clear(target)
      let pass = passes.pooling(index, pooling.window, value(node.inputs[0]), output)
      append {
        pass.addAverageGradient(
          gradient.pointer($0.slot), gradient.layout, to: target.value.pointer($0.slot),
          target.value.layout)
      }
    case .globalAveragePooling:
      guard let target = gradientTarget(node.inputs[0]) else { return }
      append {
        PoolingPass.globalAverageGradient(
          gradient.pointer($0.slot), to: target.value.pointer($0.slot), target.value.layout,
          accumulate: target.accumulate)
      }
    case .flatten, .identity:
      guard let target = gradientTarget(node.inputs[0]), !gradient.isView else { return }
      lowerCopy(gradient, target)
    case .add:
      for source in node.inputs {
        if let target = gradientTarget(source) { lowerCopy(gradient, target) }
      }
    case .batchNorm:
      preconditionFailure("batch normalisation is never plain")
    }
  }

  func lowerSigmoidPoolingBackward(
    _ index: Int, _ sigmoid: Int, _ geometry: ConvolutionGeometry, _ gradient: PlanValue
  ) {
    let source = graph.nodes[sigmoid].inputs[0]
    guard let middle = values[sigmoid], let output = values[index],
      let target = gradientTarget(source)
    else { return }
    let pass = SigmoidPooling(
      geometry, input: value(source).layout, middle: middle.layout, output: output.layout)
    append {
      pass.gradient(
        gradient.pointer($0.slot), gradient.layout, sigmoid: middle.pointer($0.slot),
        to: target.value.pointer($0.slot), target.value.layout, accumulate: target.accumulate)
    }
  }

  private func lowerCopy(_ gradient: PlanValue, _ target: (value: PlanValue, accumulate: Bool)) {
    append {
      MapSums.copy(
        gradient.pointer($0.slot), gradient.layout, to: target.value.pointer($0.slot),
        target.value.layout, accumulate: target.accumulate)
    }
  }

  private func lowerBiasGradient(_ index: Int, _ gradient: PlanValue) {
    guard let entry = store.entry(node: index, role: .bias) else { return }
    let gradients = gradients
    append {
      MapSums.addChannelSums(
        of: gradient.pointer($0.slot), gradient.layout,
        to: gradients.numbers(ofGroup: $0.group) + entry.offset)
    }
  }

  private func lowerWeightGradient(
    _ index: Int, _ geometry: ConvolutionGeometry, input: PlanValue, _ gradient: PlanValue
  ) {
    guard let entry = store.entry(node: index, role: .weight) else { return }
    let pass = WeightGradient(geometry, input: input.layout, outputGradient: gradient.layout)
    let gradients = gradients
    append {
      pass.run(
        input: input.pointer($0.slot), outputGradient: gradient.pointer($0.slot),
        gradient: gradients.numbers(ofGroup: $0.group) + entry.offset)
    }
  }

  private func lowerWeightGradient(
    _ index: Int, _ dense: Dense, input: PlanValue, _ gradient: PlanValue
  ) throws(OutOfMemory) {
    guard let entry = store.entry(node: index, role: .weight) else { return }
    let inputSize = dense.inputStride
    let outputSize = dense.outputStride
    let inputRows = try Storage<Lanes>(count: threads * inputSize)
    let gradientRows = try Storage<Float>(count: threads * outputSize * laneCount)
    let gradients = gradients
    append { run in
      let inputs = inputRows.pointer + run.thread * inputSize
      let outputs = gradientRows.pointer + run.thread * outputSize * laneCount
      dense.transposeInput(input.pointer(run.slot), to: inputs)
      dense.transposeGradient(gradient.pointer(run.slot), to: outputs)
      dense.weightGradient(
        inputRows: inputs, gradientRows: outputs,
        to: gradients.vectors(ofGroup: run.group) + entry.offset / laneCount,
        accumulate: !run.beginsGroup)
    }
  }

  private func lowerInputGradient(
    _ index: Int, _ geometry: ConvolutionGeometry, _ gradient: PlanValue,
    _ target: (value: PlanValue, accumulate: Bool)
  ) throws(OutOfMemory) {
    let all = try Correlation.inputGradient(
      geometry, source: gradient.layout, destination: target.value.layout)
    let packed = passes.packed
    for pass in all {
      let offset = packed.reserve(
        passes.places(of: pass, node: index), width: pass.channelsOfTile)
      append {
        pass.run(
          source: gradient.pointer($0.slot), weights: packed.pointer(at: offset), bias: nil,
          destination: target.value.pointer($0.slot), accumulate: target.accumulate)
      }
    }
  }

  private func clear(_ target: (value: PlanValue, accumulate: Bool)) {
    if !target.accumulate {
      append { PoolingPass.clear(target.value.pointer($0.slot), target.value.layout) }
    }
  }

  private func lowerActivationGradient(
    _ activation: Layer, _ output: PlanValue, _ gradient: PlanValue,
    _ target: (value: PlanValue, accumulate: Bool)
  ) {
    if activation == .relu {
      append {
        Activations.reluGradient(
          output: output.pointer($0.slot), output.layout,
          outputGradient: gradient.pointer($0.slot), gradient.layout,
          to: target.value.pointer($0.slot), target.value.layout, accumulate: target.accumulate)
      }
    } else {
      append {
        Activations.sigmoidGradient(
          output: output.pointer($0.slot), output.layout,
          outputGradient: gradient.pointer($0.slot), gradient.layout,
          to: target.value.pointer($0.slot), target.value.layout, accumulate: target.accumulate)
      }
    }
  }
}
