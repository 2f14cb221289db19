import Engine

/// Flattening and the identity: the numbers stay as they are.
///
/// Copies where the map has margins; where it has none, nothing is to be done.
final class ReshapePasses: OperationPasses {
  var onlyReshapes: Bool { true }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) {
    let (input, output) = (maps.inputs[0], maps.output)
    program.append {
      MapSums.copy(
        input.pointer($0.slot), input.layout, to: output.pointer($0.slot), output.layout)
    }
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) {
    guard let target = maps.targets[0] else { return }
    let gradient = maps.outputGradient
    program.append {
      MapSums.copy(
        gradient.pointer($0.slot), gradient.layout, to: target.pointer($0.slot), target.layout,
        accumulate: target.accumulates)
    }
  }
}
