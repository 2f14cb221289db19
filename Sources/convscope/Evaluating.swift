import Commands
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
    let input = try picture(in: world)
    if let input { try network.check(inputShape: input.shape, of: .input) }
    guard let data = data ?? (input == nil ? network.data : nil) else {
      guard input != nil else { throw EvaluationError.nothingToAskAbout }
      return
    }
    let first = try world.catalog.source(for: data).sample(.test, at: 0)
    try network.check(inputShape: first.picture.shape, of: .data(data))
  }

  /// The network and the pictures, read.
  func examination(in world: World) throws -> Examination {
    try Examination(
      of: try TrainedNetwork(self), data: data, input: try picture(in: world), in: world.catalog)
  }

  private func picture(in world: World) throws -> Tensor? {
    guard let input else { return nil }
    return try world.loader.input(try TensorSpec(parsing: input))
  }
}
