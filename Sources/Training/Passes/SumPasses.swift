import Engine

/// The sum of any number of maps.
final class SumPasses: OperationPasses {
  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) {
    let output = maps.output
    var sum = maps.inputs[0]
    for next in maps.inputs.dropFirst() {
      let before = sum
      program.append {
        MapSums.add(
          before.pointer($0.slot), before.layout, next.pointer($0.slot), next.layout,
          to: output.pointer($0.slot), output.layout)
      }
      sum = output
    }
  }

  /// Every input gets the output's gradient.
  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) {
    let gradient = maps.outputGradient
    for case .some(let target) in maps.targets {
      program.append {
        MapSums.copy(
          gradient.pointer($0.slot), gradient.layout, to: target.pointer($0.slot), target.layout,
          accumulate: target.accumulates)
      }
    }
  }
}
