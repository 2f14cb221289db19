import Ground
import Tensors

/// The table at the head of a safetensors file: which tensor lies where.
///
/// A file is eight bytes with the length of the header, the header as JSON, and the numbers. What is
/// checked here is what the reference implementation checks (huggingface/safetensors, `tensor.rs`):
/// the numbers of all tensors, sorted by their place, cover the rest of the file without a hole or an
/// overlap.
struct SafetensorsHeader: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let name: String
    let type: ElementType
    let shape: Shape
    /// Bytes of the whole file.
    let bytes: Range<Int>
  }

  /// In the order of the header.
  let entries: [Entry]

  static let largestHeader = 100_000_000

  /// What a byte of the header may take as a value of JSON.
  private static let bytesPerCharacter = 24

  /// Reads the header from the beginning of a file.
  ///
  /// - Parameter size: the bytes of the whole file.
  init(from reader: ByteReader, size: Int) throws(SafetensorsError.Reason) {
    let text = try Self.text(from: reader, size: size)
    try self.init(text, data: reader.position..<size)
  }

  private static func text(
    from reader: ByteReader, size: Int
  ) throws(SafetensorsError.Reason) -> [UInt8] {
    let beginning: [UInt8]
    do {
      beginning = try reader.peek(FileKind.beginning)
    } catch { throw .unreadable(error) }
    /// What another file is says more than what is wrong with it as one of ours.
    func wrong(_ reason: SafetensorsError.Reason) -> SafetensorsError.Reason {
      guard !beginning.isEmpty, let kind = FileKind(beginning), kind != .safetensors else {
        return reason
      }
      return .otherKind(kind)
    }
    guard size >= 8 else { throw wrong(.tooShort(found: size)) }
    let length = beginning.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(largestHeader) else {
      throw wrong(.headerTooLarge(found: length, limit: largestHeader))
    }
    guard Int(length) <= size - 8 else {
      throw wrong(.headerCutShort(found: size - 8, expected: Int(length)))
    }
    let first = length > 0 ? beginning.dropFirst(8).first : nil
    guard first == UInt8(ascii: "{") else { throw wrong(.headerStart(found: first)) }
    do {
      try MemoryPrice([Int(length)], bytesEach: bytesPerCharacter).require()
    } catch { throw .tooMuchMemory(error) }
    let text: [UInt8]
    do {
      text = try reader.read(8 + Int(length))
    } catch { throw .unreadable(error) }
    guard text.count == 8 + Int(length) else {
      throw .headerCutShort(found: max(0, text.count - 8), expected: Int(length))
    }
    return Array(text.dropFirst(8))
  }

  private init(_ text: [UInt8], data: Range<Int>) throws(SafetensorsError.Reason) {
    let header: JSON
    do {
      header = try JSON(parsing: text)
    } catch {
      throw .header(error)
    }
    // A text that begins with `{` is an object.
    let members = header.objectValue ?? []

    var entries: [Entry] = []
    for member in members {
      if member.key == "__metadata__" {
        guard let texts = member.value.objectValue else {
          throw .metadata(key: nil, found: member.value)
        }
        if let other = texts.first(where: { $0.value.stringValue == nil }) {
          throw .metadata(key: other.key, found: other.value)
        }
      } else {
        entries.append(try Self.entry(member, dataStart: data.lowerBound))
      }
    }
    try Self.requireCover(entries, of: data)
    self.entries = entries
  }

  private static func entry(
    _ member: JSON.Member, dataStart: Int
  ) throws(SafetensorsError.Reason) -> Entry {
    let name = member.key
    guard let typeName = member.value["dtype"]?.stringValue else {
      throw .member(name, "dtype", found: member.value["dtype"], .typeName)
    }
    guard let type = ElementType(rawValue: typeName) else {
      throw .unknownType(name, found: typeName)
    }
    guard let sizes = wholeNumbers(member.value["shape"]) else {
      throw .member(name, "shape", found: member.value["shape"], .sizes)
    }
    guard let shape = Shape(checking: sizes) else { throw .shapeOverflow(name, sizes) }
    guard let offsets = wholeNumbers(member.value["data_offsets"]), offsets.count == 2,
      offsets[0] <= offsets[1]
    else { throw .member(name, "data_offsets", found: member.value["data_offsets"], .offsets) }
    let (bits, overflow) = shape.count.multipliedReportingOverflow(by: type.bits)
    guard !overflow else { throw .shapeOverflow(name, sizes) }
    guard bits % 8 == 0 else { throw .partialByte(name, bits: bits, type: typeName, shape: shape) }
    guard bits / 8 == offsets[1] - offsets[0] else {
      throw .byteCount(
        name, found: offsets[1] - offsets[0], expected: bits / 8, type: typeName, shape: shape)
    }
    let (start, startOverflow) = offsets[0].addingReportingOverflow(dataStart)
    let (end, endOverflow) = offsets[1].addingReportingOverflow(dataStart)
    guard !startOverflow, !endOverflow else {
      throw .member(name, "data_offsets", found: member.value["data_offsets"], .offsets)
    }
    return Entry(name: name, type: type, shape: shape, bytes: start..<end)
  }

  /// A list of whole numbers from 0, each written without fraction.
  private static func wholeNumbers(_ value: JSON?) -> [Int]? {
    guard let items = value?.arrayValue else { return nil }
    var numbers: [Int] = []
    for item in items {
      guard case .integer(let number) = item, number >= 0 else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func requireCover(
    _ entries: [Entry], of data: Range<Int>
  ) throws(SafetensorsError.Reason) {
    var end = data.lowerBound
    let sorted = entries.sorted {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    for entry in sorted {
      guard entry.bytes.lowerBound == end else {
        throw .place(
          entry.name, found: entry.bytes.lowerBound - data.lowerBound,
          expected: end - data.lowerBound)
      }
      end = entry.bytes.upperBound
    }
    guard end == data.upperBound else {
      throw .data(found: data.count, expected: end - data.lowerBound)
    }
  }
}
