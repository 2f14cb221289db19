/// The memory that a request needs, added up whole before any of it is taken.
///
/// Sizes come from outside: from a command line, from a file that may declare anything. Whoever takes
/// memory by them adds here what it will hold at once (an input as `Double`, what is made of it, what is
/// printed of that) and holds the sum against the limit; only then is a byte read or filled. A sum that
/// does not fit an `Int` is above every limit.
public struct MemoryPrice: Hashable, Sendable {
  /// `nil` where the number itself overflows.
  public private(set) var bytes: Int? = 0

  public init() {}

  /// The price of one array.
  public init(_ sizes: [Int], bytesEach: Int) {
    add(sizes, bytesEach: bytesEach)
  }

  /// Adds an array: the product of its sizes, each element of so many bytes.
  public mutating func add(_ sizes: [Int], bytesEach: Int) {
    var product: Int? = bytesEach
    for size in sizes {
      guard let bytes = product, size >= 0 else {
        product = nil
        break
      }
      let (next, overflow) = bytes.multipliedReportingOverflow(by: size)
      product = overflow ? nil : next
    }
    add(bytes: product)
  }

  /// Adds what something else costs.
  public mutating func add(_ price: MemoryPrice) { add(bytes: price.bytes) }

  public static func + (a: MemoryPrice, b: MemoryPrice) -> MemoryPrice {
    var sum = a
    sum.add(b)
    return sum
  }

  /// - Throws: ``MemoryExcess`` for a price above the limit.
  public func require(within limit: Int = ProcessMemory.limit) throws(MemoryExcess) {
    guard let bytes, bytes <= limit else { throw MemoryExcess(bytes: bytes, limit: limit) }
  }

  private mutating func add(bytes other: Int?) {
    guard let sum = bytes, let other, other >= 0 else {
      bytes = nil
      return
    }
    let (next, overflow) = sum.addingReportingOverflow(other)
    bytes = overflow ? nil : next
  }
}

/// A request that needs more memory than it may take.
public struct MemoryExcess: ExplainedError, Hashable {
  /// `nil` where the number itself overflows.
  public let bytes: Int?
  public let limit: Int

  public init(bytes: Int?, limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  /// What was found and what was expected, without its subject: whoever throws it says what it is about.
  public var explanation: Bilingual {
    let english = bytes.map { Language.english.numbers.integer($0) } ?? "2^63"
    let vietnamese = bytes.map { Language.vietnamese.numbers.integer($0) } ?? "2^63"
    return Bilingual(
      "needs \(english) bytes\(bytes == nil ? " or more" : ""), expected at most "
        + "\(Language.english.numbers.integer(limit)), half of the memory that the program may have",
      "cần \(bytes == nil ? "từ " : "")\(vietnamese) byte\(bytes == nil ? " trở lên" : ""), "
        + "chỉ được tối đa \(Language.vietnamese.numbers.integer(limit)), "
        + "một nửa bộ nhớ mà chương trình được dùng")
  }
}
