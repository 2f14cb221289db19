import Ground
import Tensors

/// One network of the zoo: how it is built for an input and a number of classes.
struct ZooEntry: Sendable {
  let name: String
  let family: Zoo.Family
  /// `[C, H, W]` where no input is given.
  let defaultInput: Shape
  let initialization: Graph.Initialization
  /// Adds the layers; the last one has as many outputs as there are classes.
  let build: @Sendable (_ network: inout GraphBuilder, _ classes: Int) throws(NetworkError) -> Void
}

/// The networks that the program knows by name.
///
/// A new network is a new `ZooEntry` in a file of its family, and one more element of `entries`.
public enum Zoo {
  /// What networks share: an ancestor, and the recipe by which they are trained.
  public enum Family: Hashable, Sendable {
    /// With sigmoids and average pooling, as LeCun et al. 1998 in D2L's form.
    case lenet
    /// With ReLU and max pooling, and the multilayer perceptron beside it.
    case rectified
    case residual
    case plain
  }

  static let entries: [ZooEntry] = [
    .lenet, .rectifiedLenet, .mlp, .residual(depth: 8), .plain(depth: 8), .residual(depth: 20),
  ]

  /// `lenet`, `lenet-relu` …
  public static var names: [String] { entries.map(\.name) }

  public static func family(of name: String) throws(NetworkError) -> Family {
    try entry(name).family
  }

  /// `[C, H, W]` for which the network is built when no input is given.
  public static func defaultInput(of name: String) throws(NetworkError) -> Shape {
    try entry(name).defaultInput
  }

  /// - Parameters:
  ///   - name: one of ``names``.
  ///   - input: `[C, H, W]`; the network's own when `nil`.
  /// - Throws: ``NetworkError`` for an unknown name (with a suggestion), for an input that the
  ///   network cannot take (with the layer and both shapes), and for no classes.
  public static func graph(
    _ name: String, input: Shape? = nil, classes: Int = 10
  ) throws(NetworkError) -> Graph {
    let entry = try entry(name)
    guard classes >= 1 else { throw .classes(classes) }
    var network = try GraphBuilder(
      name: entry.name, input: input ?? entry.defaultInput, initialization: entry.initialization)
    try entry.build(&network, classes)
    return try network.graph()
  }

  private static func entry(_ name: String) throws(NetworkError) -> ZooEntry {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw .unknownNetwork(
        name, suggestion: closestSpelling(to: name, among: names), known: names)
    }
    return entry
  }
}
