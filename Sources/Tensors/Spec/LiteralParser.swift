import Ground

/// Reads `[[1,2],[3,4]]`: a list of numbers, or lists of lists, one to four deep, none ragged.
struct LiteralParser {
  private let bytes: [UInt8]
  private var position = 0
  private var elements: [Double] = []
  /// The length of the lists at each depth, as the first one of them has it.
  private var sizes: [Int] = []
  /// The depth at which the numbers stand.
  private var leafDepth: Int?
  /// The place of the item that is being read: `[1][0]`.
  private var path: [Int] = []

  static func tensor(from text: String) throws(LiteralError) -> Tensor {
    var parser = LiteralParser(bytes: Array(text.utf8))
    parser.skipSpace()
    try parser.list()
    parser.skipSpace()
    guard parser.position == parser.bytes.count else { throw parser.unexpected(.end) }
    return Tensor(shape: Shape(parser.sizes), elements: parser.elements)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func list() throws(LiteralError) {
    let depth = path.count
    guard depth < 4 else { throw .depth(depth + 1) }
    position += 1
    if sizes.count == depth { sizes.append(-1) }
    path.append(0)
    while true {
      skipSpace()
      try item()
      skipSpace()
      guard let byte = peek else { throw unexpected(.commaOrBracket) }
      if byte == UInt8(ascii: "]") { break }
      guard byte == UInt8(ascii: ",") else { throw unexpected(.commaOrBracket) }
      position += 1
      path[depth] += 1
    }
    position += 1
    let count = path.removeLast() + 1
    if sizes[depth] < 0 { sizes[depth] = count }
    guard sizes[depth] == count else {
      throw .ragged(place: path, found: count, expected: sizes[depth])
    }
  }

  private mutating func item() throws(LiteralError) {
    guard let byte = peek else { throw unexpected(allowedItem) }
    switch byte {
    case UInt8(ascii: "["):
      if leafDepth == path.count { throw .listForNumber(place: path) }
      try list()
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      if (leafDepth ?? path.count) != path.count || sizes.count > path.count {
        throw .numberForList(place: path)
      }
      leafDepth = path.count
      elements.append(try number())
    default: throw unexpected(allowedItem)
    }
  }

  private mutating func number() throws(LiteralError) -> Double {
    let start = position
    while let byte = peek, Self.belongsToNumber(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw .notANumber(text, place: path)
    }
    return number
  }

  private static func belongsToNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  /// What can stand where an item begins: what the items before it are.
  private var allowedItem: LiteralError.Part {
    if let leafDepth { return leafDepth == path.count ? .number : .list }
    return path.count == 4 ? .number : .numberOrList
  }

  /// What stands here is wrong: as far as the next space, comma or bracket, and not too much of it.
  private func unexpected(_ expected: LiteralError.Part) -> LiteralError {
    let rest = String(decoding: bytes[position...].prefix(64), as: UTF8.self)
    let word = rest.prefix(24).prefix { !$0.isWhitespace && !",[]".contains($0) }
    let found = word.isEmpty ? rest.prefix(1) : word
    return .unexpected(
      found: found.isEmpty ? nil : String(found), offset: position, expected: expected)
  }
}

/// Why a literal is no tensor; places are written as indices, `[1][0]`.
public enum LiteralError: Error, Hashable, Sendable {
  /// `found` is `nil` at the end of the text; `offset` is a byte, from 0.
  case unexpected(found: String?, offset: Int, expected: Part)
  case notANumber(String, place: [Int])
  case ragged(place: [Int], found: Int, expected: Int)
  case listForNumber(place: [Int])
  case numberForList(place: [Int])
  case depth(Int)

  /// What may stand at a place.
  public enum Part: Hashable, Sendable {
    case number, list, numberOrList, commaOrBracket, end

    fileprivate var name: Bilingual {
      switch self {
      case .number: Bilingual("a number", "một số")
      case .list: Bilingual("`[` and a list, as before it", "`[` và một danh sách như trước đó")
      case .numberOrList: Bilingual("a number or `[`", "một số hoặc `[`")
      case .commaOrBracket: Bilingual("`,` or `]`", "`,` hoặc `]`")
      case .end: Bilingual("nothing more", "không còn gì nữa")
      }
    }
  }

  var explanation: Bilingual {
    switch self {
    case .unexpected(let found?, let offset, let expected):
      Bilingual(
        "byte \(offset) of the list: found `\(found)`, expected \(expected.name.english)",
        "byte \(offset) của danh sách: nhận được `\(found)`, cần \(expected.name.vietnamese)")
    case .unexpected(nil, _, let expected):
      Bilingual(
        "the end of the list: found nothing, expected \(expected.name.english)",
        "cuối danh sách: không còn gì, cần \(expected.name.vietnamese)")
    case .notANumber(let text, let place):
      Bilingual(
        "\(Self.text(place)) of the list: found `\(text)`, expected a finite number",
        "\(Self.text(place)) của danh sách: nhận được `\(text)`, cần một số hữu hạn")
    case .ragged(let place, let found, let expected):
      Bilingual(
        "\(Self.text(place)) of the list: found \(found) item\(found == 1 ? "" : "s"),"
          + " expected \(expected), as in the first",
        "\(Self.text(place)) của danh sách: nhận được \(found) phần tử,"
          + " cần \(expected) như ở danh sách đầu tiên")
    case .listForNumber(let place):
      Bilingual(
        "\(Self.text(place)) of the list: found a list, expected a number, as in the first",
        "\(Self.text(place)) của danh sách: nhận được một danh sách, cần một số như ở chỗ đầu tiên")
    case .numberForList(let place):
      Bilingual(
        "\(Self.text(place)) of the list: found a number, expected a list, as in the first",
        "\(Self.text(place)) của danh sách: nhận được một số, cần một danh sách như ở chỗ đầu tiên")
    case .depth(let found):
      Bilingual(
        "the list: found \(found) dimension\(found == 1 ? "" : "s"), expected one to four",
        "danh sách: nhận được \(found) chiều, cần từ một đến bốn")
    }
  }

  private static func text(_ place: [Int]) -> String {
    place.isEmpty ? "[]" : place.map { "[\($0)]" }.joined()
  }
}
