import Engine

final class ReLUPasses: OperationPasses {
  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) {
    let (input, output) = (maps.inputs[0], maps.output)
    program.append {
      Activations.relu(
        input.pointer($0.slot), input.layout, to: output.pointer($0.slot), output.layout)
    }
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) {
    guard let target = maps.targets[0] else { return }
    let (output, gradient) = (maps.output, maps.outputGradient)
    program.append {
      Activations.reluGradient(
        output: output.pointer($0.slot), output.layout,
        outputGradient: gradient.pointer($0.slot), gradient.layout,
        to: target.pointer($0.slot), target.layout, accumulate: target.accumulates)
    }
  }
}
