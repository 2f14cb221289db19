import Operations
import Tensors

/// How far one output cell sees into the network's input, in theory.
///
/// Through a sum it is the maximum over the branches. Padding is seen too: the field of a cell at the
/// border reaches beyond the picture. Araujo, Norris and Sim, "Computing receptive fields of
/// convolutional neural networks" (Distill, 2019).
public struct ReceptiveField: Hashable, Sendable {
  /// Rows and columns of the input.
  public let size: Pair
  /// Input rows and columns between the fields of two neighbouring cells: the product of the strides.
  public let jump: Pair
  /// The first input row and column that output cell (0, 0) sees; negative in the padding.
  public let start: Pair

  /// One cell of the input sees itself.
  static let identity = ReceptiveField(size: .one, jump: .one, start: .zero)
}

extension Graph {
  /// The field of every node, in order; `nil` from flatten on, where an output is no place of the picture.
  public var receptiveFields: [ReceptiveField?] {
    var fields: [ReceptiveField?] = []
    for node in nodes {
      // The builder has refused every graph whose fields overflow.
      fields.append(
        (try? node.layer.receptiveField(
          of: node.inputs.map { $0.field(in: fields) }, inputs: node.inputs.map(shape(of:))))
          ?? nil)
    }
    return fields
  }
}

extension Graph.Source {
  func field(in fields: [ReceptiveField?]) -> ReceptiveField? {
    switch self {
    case .input: .identity
    case .node(let index): fields[index]
    }
  }
}

extension Layer {
  struct FieldOverflow: Error {}

  /// The field of an output of this layer, given the fields and shapes of its inputs: the union of
  /// what it sees through each.
  func receptiveField(
    of fields: [ReceptiveField?], inputs: [Shape]
  ) throws(FieldOverflow) -> ReceptiveField? {
    let operation = operation
    var union: ReceptiveField?
    for (field, input) in zip(fields, inputs) {
      guard let field else { return nil }
      let seen: ReceptiveField
      switch operation.reach(over: input) {
      case .everywhere: return nil
      case .place: seen = field
      case .window(let window): seen = try Self.field(field, through: window)
      }
      union = try union.map { (first) throws(FieldOverflow) in try Self.union(first, seen) } ?? seen
    }
    return union
  }

  private static func field(
    _ field: ReceptiveField, through window: Window
  ) throws(FieldOverflow) -> ReceptiveField {
    ReceptiveField(
      size: Pair(
        try sum(field.size.height, window.span.height - 1, times: field.jump.height),
        try sum(field.size.width, window.span.width - 1, times: field.jump.width)),
      jump: Pair(
        try sum(0, window.stride.height, times: field.jump.height),
        try sum(0, window.stride.width, times: field.jump.width)),
      start: Pair(
        try sum(field.start.height, -window.padding.height, times: field.jump.height),
        try sum(field.start.width, -window.padding.width, times: field.jump.width)))
  }

  private static func union(
    _ first: ReceptiveField, _ second: ReceptiveField
  ) throws(FieldOverflow) -> ReceptiveField {
    ReceptiveField(
      size: Pair(
        try union(
          first.start.height, first.size.height, second.start.height, second.size.height),
        try union(first.start.width, first.size.width, second.start.width, second.size.width)),
      jump: first.jump,
      start: Pair(
        min(first.start.height, second.start.height), min(first.start.width, second.start.width)))
  }

  private static func sum(
    _ base: Int, _ count: Int, times jump: Int
  ) throws(FieldOverflow) -> Int {
    let (product, productOverflow) = count.multipliedReportingOverflow(by: jump)
    let (sum, overflow) = base.addingReportingOverflow(product)
    guard !productOverflow, !overflow else { throw FieldOverflow() }
    return sum
  }

  /// The length of the smallest interval that holds both.
  private static func union(
    _ start: Int, _ length: Int, _ otherStart: Int, _ otherLength: Int
  ) throws(FieldOverflow) -> Int {
    let end = max(try sum(start, length, times: 1), try sum(otherStart, otherLength, times: 1))
    return try sum(end, min(start, otherStart), times: -1)
  }
}
