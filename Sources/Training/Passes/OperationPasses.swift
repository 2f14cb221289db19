import Engine
import Networks
import Operations
import Tensors

/// How one operation runs in a plan, over blocks of 16 pictures: forward, and in training backward.
///
/// One file an operation; ``Layer/passes`` picks it. An operation may have any number of inputs and gives each of
/// them a gradient of its own.
protocol OperationPasses: AnyObject {
  /// Columns of zeros that it wants at both ends of the rows of its inputs.
  var inputMargin: Int { get }
  /// Columns of zeros that it wants at both ends of the rows of its output's gradient.
  var outputGradientMargin: Int { get }
  /// Whether its output is its input under another shape, so that both can be the same memory.
  var onlyReshapes: Bool { get }
  /// Whether its backward passes read its output.
  var needsOutput: Bool { get }
  /// Whether it may write over its input and put the gradient of that in the same place.
  var canOverwriteInput: Bool { get }
  /// The maps that it keeps between forward and backward beside its output, once ``forward(_:in:)`` is done.
  var ownMaps: [PlanValue] { get }

  /// Appends the passes from the inputs to the output.
  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory)
  /// Appends the passes from the output's gradient to those of the parameters and the inputs; after
  /// ``forward(_:in:)``, with the same maps.
  ///
  /// The targets are served in the order of the inputs: one map may stand there twice.
  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) throws(OutOfMemory)
  /// Appends the passes of inference, which differ where an operation uses statistics of the batch.
  func inference(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory)
  /// Takes over what training has changed; before the first block of an evaluation.
  func prepareInference()
}

extension OperationPasses {
  var inputMargin: Int { 0 }
  var outputGradientMargin: Int { 0 }
  var onlyReshapes: Bool { false }
  var needsOutput: Bool { true }
  var canOverwriteInput: Bool { false }
  var ownMaps: [PlanValue] { [] }

  func inference(_ maps: ForwardMaps, in program: inout BlockProgram) throws(OutOfMemory) {
    try forward(maps, in: &program)
  }

  func prepareInference() {}
}

/// Where an operation stands in its network.
struct PassSite {
  let node: Int
  /// `[C, H, W]`, or `[F]` from flatten on.
  let inputShapes: [Shape]
  let outputShape: Shape

  init(node index: Int, of graph: Graph) {
    let node = graph.nodes[index]
    self.node = index
    inputShapes = node.inputs.map(graph.shape(of:))
    outputShape = node.outputShape
  }
}

/// What all passes of a plan share.
struct PassResources {
  let store: ParameterStore
  let packed: PackedWeights
  let gradients: GradientStore
  let batch: Batch
  let threads: Int
}

struct ForwardMaps {
  let inputs: [PlanValue]
  let output: PlanValue
  /// Whether the operation writes over its first input: see ``OperationPasses/canOverwriteInput``.
  var overwritesInput = false
}

struct BackwardMaps {
  let forward: ForwardMaps
  let outputGradient: PlanValue
  /// One an input; `nil` where nothing learns from its gradient.
  let targets: [GradientTarget?]

  var inputs: [PlanValue] { forward.inputs }
  var output: PlanValue { forward.output }
}

/// Where an operation puts the gradient of one of its inputs.
struct GradientTarget {
  let value: PlanValue
  /// Whether another operation has written there before: see ``GradientTable``.
  let accumulates: Bool

  var layout: MapLayout { value.layout }

  func pointer(_ slot: Int) -> UnsafeMutablePointer<Lanes> { value.pointer(slot) }

  /// Appends the pass that makes a place ready for an operation that only adds.
  func clearUnlessAccumulating(in program: inout BlockProgram) {
    guard !accumulates else { return }
    let value = value
    program.append { PoolingPass.clear(value.pointer($0.slot), value.layout) }
  }
}
