/// The sizes of a tensor, outermost first: `[C, H, W]` for a picture, `[O, I, KH, KW]` for a kernel.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public let sizes: [Int]

  /// - Precondition: no size is negative and their product fits `Int`. Sizes that come from outside
  ///   go through ``init(checking:)``.
  public init(_ sizes: [Int]) {
    precondition(sizes.allSatisfy { $0 >= 0 }, "a size is negative")
    self.sizes = sizes
  }

  public init(arrayLiteral elements: Int...) { self.init(elements) }

  /// A shape from sizes that came from outside, or `nil` where one is negative or the product overflows.
  public init?(checking sizes: [Int]) {
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: max(size, 1))
      guard size >= 0, !overflow else { return nil }
      product = next
    }
    self.sizes = sizes
  }

  public var rank: Int { sizes.count }

  /// The number of elements; 1 for a scalar.
  public var count: Int { sizes.reduce(1, *) }

  public subscript(axis: Int) -> Int { sizes[axis] }

  /// `3x32x32`
  public var description: String { sizes.map(String.init).joined(separator: "x") }
}
