import Ground
import Tensors

extension Zoo {
  /// The number of classes that the tensors of a file tell apart; `nil` where the last one is not there.
  public static func classes(
    of network: String, in file: SafetensorsFile
  ) throws(NetworkError) -> Int? {
    let graph = try graph(network, classes: 1)
    let shapes = file.shapes(for: graph)
    return graph.parameterSpecs.last.flatMap { shapes[$0.name]?.sizes.first }
  }

  /// The same of weights that were read.
  public static func classes(
    of network: String, in weights: Weights
  ) throws(NetworkError) -> Int? {
    let graph = try graph(network, classes: 1)
    let names = WrappedNames.unwrapped(
      weights.map(\.name), for: graph.parameterSpecs.map(\.name))
    guard let last = graph.parameterSpecs.last,
      let found = zip(names, weights).first(where: { $0.0 == last.name })
    else { return nil }
    return found.1.shape.sizes.first
  }

  /// The input for which the tensors of a file are a network's, `[C, H, W]`; `nil` where they are for none.
  ///
  /// The network's own size is tried first, then square pictures; channels are those of the first layer.
  public static func input(
    of network: String, classes: Int, fitting file: SafetensorsFile
  ) throws(NetworkError) -> Shape? {
    let usual = try defaultInput(of: network)
    let reference = try graph(network, classes: classes)
    let shapes = file.shapes(for: reference)
    func fits(_ input: Shape) -> Bool {
      guard let graph = try? graph(network, input: input, classes: classes) else { return false }
      return graph.parameterSpecs.allSatisfy { shapes[$0.name] == $0.shape }
    }
    if fits(usual) { return usual }
    let first = reference.parameterSpecs.first
    let channels =
      first.flatMap { spec in shapes[spec.name].flatMap { $0.rank == 4 ? $0[1] : nil } }
    for channels in channels.map({ [$0] }) ?? [usual[0], 1, 3] where channels >= 1 {
      if fits([channels, usual[1], usual[2]]) { return [channels, usual[1], usual[2]] }
      guard dependsOnSize(network, channels: channels, usual, classes: classes) else { continue }
      for side in 1...largestSide where fits([channels, side, side]) {
        return [channels, side, side]
      }
    }
    return nil
  }

  /// Larger pictures are not looked for.
  private static let largestSide = 256

  /// Whether other rows and columns make other parameters: a dense layer behind a flattened map.
  private static func dependsOnSize(
    _ network: String, channels: Int, _ usual: Shape, classes: Int
  ) -> Bool {
    func shapes(_ more: Int) -> [Shape]? {
      let input: Shape = [channels, usual[1] + more, usual[2] + more]
      return try? graph(network, input: input, classes: classes).parameterSpecs.map(\.shape)
    }
    return shapes(0) != shapes(32)
  }
}
