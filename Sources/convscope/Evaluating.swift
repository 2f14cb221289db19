import Commands
import Ground
import Screens
import Tensors
import Training

extension TrainedNetwork {
  /// The network that a command line names: of a checkpoint, or of the zoo with weights from a file.
  init(_ arguments: EvaluateArguments) throws {
    try self.init(arguments.subject, weights: arguments.weights, classes: arguments.classes)
  }
}

extension EvaluateArguments {
  /// Refuses, without reading all pictures, what a screen could not open on.
  func check(in world: World) throws {
    let network = try TrainedNetwork(self)
    let input = try picture(for: network, in: world)
    guard let data = data ?? (input == nil ? network.data : nil) else {
      guard input != nil else { throw EvaluationError.nothingToAskAbout }
      return
    }
    let first = try world.catalog.source(for: data).sample(.test, at: 0)
    try network.check(inputShape: first.picture.shape, of: .data(data))
  }

  /// The network and the pictures, read.
  func examination(in world: World) throws -> Examination {
    let network = try TrainedNetwork(self)
    return try Examination(
      of: network, data: data, input: try picture(for: network, in: world), in: world.catalog)
  }

  /// The picture, once its shape fits the network and what is made of it fits the memory.
  func picture(for network: TrainedNetwork, in world: World) throws -> Tensor? {
    guard let input else { return nil }
    let found = try world.loader.pendingInput(try TensorSpec(parsing: input))
    try network.check(inputShape: found.shape, of: .input)
    do {
      let maps = try network.leastPrice(ofMapsFor: found.shape)
      try (found.price + maps).require(within: world.loader.memoryLimit)
    } catch let excess as MemoryExcess {
      throw SpecError(field: "input", reason: .memory(found.shape, excess))
    }
    return try found.load()
  }
}
