import Engine

/// An activation: a function of each number by itself, whose gradient is known from its output.
final class ActivationPasses: OperationPasses {
  private let function: Activations.Function
  private let gradient: Activations.Gradient

  init(
    _ function: @escaping Activations.Function, gradient: @escaping Activations.Gradient
  ) {
    self.function = function
    self.gradient = gradient
  }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) {
    let (input, output, function) = (maps.inputs[0], maps.output, function)
    program.append {
      function(input.pointer($0.slot), input.layout, output.pointer($0.slot), output.layout)
    }
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) {
    guard let target = maps.targets[0] else { return }
    let (output, outputGradient, gradient) = (maps.output, maps.outputGradient, gradient)
    program.append {
      gradient(
        output.pointer($0.slot), output.layout, outputGradient.pointer($0.slot),
        outputGradient.layout, target.pointer($0.slot), target.layout, target.accumulates)
    }
  }
}
