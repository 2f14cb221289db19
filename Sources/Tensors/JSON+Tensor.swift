import Ground

extension JSON {
  /// Nested lists of the tensor's numbers, outermost axis first; a scalar is one number.
  public init(_ tensor: Tensor) {
    var items = tensor.elements.map(JSON.number)
    for size in tensor.shape.sizes.dropFirst().reversed() {
      guard size > 0 else { break }
      items = stride(from: 0, to: items.count, by: size).map {
        .array(Array(items[$0..<($0 + size)]))
      }
    }
    self = tensor.shape.rank == 0 ? items.first ?? .null : .array(items)
  }

  /// `[3,32,32]`
  public init(_ shape: Shape) { self.init(shape.sizes) }
}
