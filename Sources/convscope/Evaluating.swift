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

  /// What `eval` prints.
  func report(in world: World, language: Language) throws -> (
    members: [JSON.Member], lines: [String]
  ) {
    let network = try TrainedNetwork(self)
    // A checkpoint knows the pictures that it was trained on.
    let data = data ?? (input == nil ? network.data : nil)
    guard data != nil || input != nil else { throw EvaluationError.nothingToAskAbout }
    // What is wrong with the picture is said before all pictures of a data set are gone through.
    let picture = try picture(for: network, in: world)
    var members: [JSON.Member] = [JSON.Member("network", .string(network.name))]
    var lines: [String] = []
    if let data {
      let report = try network.evaluate(on: data, in: world.catalog, threads: world.cores)
      members += report.members
      lines += report.lines(in: language)
    }
    if let picture {
      let report = try network.classify(picture, threads: world.cores)
      members += report.members
      if !lines.isEmpty { lines.append("") }
      lines += report.lines(in: language)
      if let notice = picture.nonFiniteNotice { lines.append("input: \(notice[language])") }
    }
    return (members, lines)
  }

  /// The picture, once its shape fits the network and what is made of it fits the memory.
  func picture(for network: TrainedNetwork, in world: World) throws -> Tensor? {
    guard let spec = try pictureSpec else { return nil }
    let found = try world.loader.pendingInput(spec)
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
