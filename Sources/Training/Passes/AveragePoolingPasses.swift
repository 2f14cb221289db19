import Engine
import Operations

final class AveragePoolingPasses: OperationPasses {
  private let geometry: ConvolutionGeometry

  init(_ pooling: AveragePooling, at site: PassSite) {
    geometry = ConvolutionGeometry(
      pooling.window, input: site.inputShapes[0], output: site.outputShape)
  }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) {
    let (input, output) = (maps.inputs[0], maps.output)
    let pass = PoolingPass(geometry, input: input.layout, output: output.layout)
    program.append { pass.average(input.pointer($0.slot), to: output.pointer($0.slot)) }
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) {
    guard let target = maps.targets[0] else { return }
    let gradient = maps.outputGradient
    let pass = PoolingPass(geometry, input: maps.inputs[0].layout, output: maps.output.layout)
    target.clearUnlessAccumulating(in: &program)
    program.append {
      pass.addAverageGradient(
        gradient.pointer($0.slot), gradient.layout, to: target.pointer($0.slot), target.layout)
    }
  }
}
