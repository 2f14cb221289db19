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

  init(parsing file: [UInt8]) throws(SafetensorsError.Reason) {
    guard file.count >= 8 else { throw .tooShort(found: file.count) }
    let length = file[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.largestHeader) else {
      throw .headerTooLarge(found: length, limit: Self.largestHeader)
    }
    let dataStart = 8 + Int(length)
    guard dataStart <= file.count else {
      throw .headerCutShort(found: file.count - 8, expected: Int(length))
    }
    guard length > 0, file[8] == UInt8(ascii: "{") else {
      throw .headerStart(found: length > 0 ? file[8] : nil)
    }
    let header: JSON
    do {
      header = try JSON(parsing: file[8..<dataStart])
    } catch {
      throw .header(error)
    }
    // A text that begins with `{` is an object.
    let members = header.objectValue ?? []

    var entries: [Entry] = []
    for member in members {
      if member.key == "__metadata__" {
        guard let texts = member.value.objectValue,
          texts.allSatisfy({ $0.value.stringValue != nil })
        else { throw .metadata }
      } else {
        entries.append(try Self.entry(member, dataStart: dataStart))
      }
    }
    try Self.requireCover(entries, of: dataStart..<file.count)
    self.entries = entries
  }

  private static func entry(
    _ member: JSON.Member, dataStart: Int
  ) throws(SafetensorsError.Reason) -> Entry {
    let name = member.key
    guard let typeName = member.value["dtype"]?.stringValue else {
      throw .member(name, "dtype", .typeName)
    }
    guard let type = ElementType(rawValue: typeName) else {
      throw .unknownType(name, found: typeName)
    }
    guard let sizes = wholeNumbers(member.value["shape"]) else {
      throw .member(name, "shape", .sizes)
    }
    guard let shape = Shape(checking: sizes) else { throw .shapeOverflow(name, sizes) }
    guard let offsets = wholeNumbers(member.value["data_offsets"]), offsets.count == 2,
      offsets[0] <= offsets[1]
    else { throw .member(name, "data_offsets", .offsets) }
    let (bits, overflow) = shape.count.multipliedReportingOverflow(by: type.bits)
    guard !overflow else { throw .shapeOverflow(name, sizes) }
    guard bits % 8 == 0 else { throw .partialByte(name, bits: bits, type: typeName, shape: shape) }
    guard bits / 8 == offsets[1] - offsets[0] else {
      throw .byteCount(
        name, found: offsets[1] - offsets[0], expected: bits / 8, type: typeName, shape: shape)
    }
    let (start, startOverflow) = offsets[0].addingReportingOverflow(dataStart)
    let (end, endOverflow) = offsets[1].addingReportingOverflow(dataStart)
    guard !startOverflow, !endOverflow else { throw .member(name, "data_offsets", .offsets) }
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
