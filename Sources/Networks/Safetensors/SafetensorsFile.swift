import Ground
import Tensors

/// A safetensors file whose header has been read: which tensors it has, before any of them is.
///
/// Names, shapes and the price of reading are known, so that weights of another network, or more than
/// memory can hold, are refused at once.
public struct SafetensorsFile {
  /// The name for errors.
  public let name: String
  private let header: SafetensorsHeader
  private let reader: ByteReader

  /// Numbers are read in pieces of so many bytes.
  private static let pieceBytes = 1 << 20

  public init(_ reader: ByteReader) throws(SafetensorsError) {
    var reader = reader
    do {
      // A pipe does not say how much is in it, and the header must fit that.
      if reader.size == nil {
        reader = ByteReader(try reader.readAll(limit: ProcessMemory.limit / 2), name: reader.name)
      }
    } catch { throw SafetensorsError(reader.name, .unreadable(error)) }
    name = reader.name
    do {
      header = try SafetensorsHeader(from: reader, size: reader.size ?? 0)
    } catch { throw SafetensorsError(reader.name, error) }
    self.reader = reader
  }

  /// Every tensor, in the order of the header; the counters that PyTorch saves beside them are passed over.
  public func weights() throws(SafetensorsError) -> Weights {
    try read(
      header.entries.filter { $0.type != .signed64 || !WrappedNames.isCounter($0.name) })
  }

  /// The parameters and running statistics of a network, in the order of its ``Graph/parameterSpecs``.
  ///
  /// `num_batches_tracked`, which PyTorch saves and inference does not need, is passed over. A missing
  /// or an unknown name, or another shape, is refused before a number is read.
  public func weights(for graph: Graph) throws(SafetensorsError) -> Weights {
    let order: [Int]
    do {
      order = try graph.matchParameters(header.entries.map { ($0.name, $0.shape) })
    } catch {
      throw SafetensorsError(name, .weights(error))
    }
    let read = try read(order.map { header.entries[$0] })
    return Weights(
      zip(graph.parameterSpecs, read).map {
        NamedTensor(name: $0.name, shape: $1.shape, values: $1.values)
      })
  }

  /// The shapes of a network's tensors by its own names for them, as far as they are there.
  public func shapes(for graph: Graph) -> [String: Shape] {
    let names = WrappedNames.unwrapped(
      header.entries.map(\.name), for: graph.parameterSpecs.map(\.name))
    return Dictionary(
      zip(names, header.entries.map(\.shape)), uniquingKeysWith: { first, _ in first })
  }

  /// What reading the tensors takes, without what they are needed for.
  public var price: MemoryPrice { Self.price(of: header.entries) }

  private static func price(of entries: [SafetensorsHeader.Entry]) -> MemoryPrice {
    var price = MemoryPrice([pieceBytes], bytesEach: 1)
    for entry in entries { price.add(entry.shape.sizes, bytesEach: MemoryLayout<Float>.size) }
    return price
  }

  /// The tensors in the order given, each read where it lies; once.
  private func read(_ entries: [SafetensorsHeader.Entry]) throws(SafetensorsError) -> Weights {
    for entry in entries where !entry.type.isFloat {
      throw SafetensorsError(name, .notFloat(entry.name, found: entry.type.rawValue))
    }
    do {
      try Self.price(of: entries).require()
    } catch {
      throw SafetensorsError(name, .tooMuchMemory(error))
    }
    let byPlace = entries.indices.sorted {
      entries[$0].bytes.lowerBound < entries[$1].bytes.lowerBound
    }
    var tensors: [Int: NamedTensor] = [:]
    do {
      for index in byPlace {
        let entry = entries[index]
        try skip(to: entry.bytes.lowerBound)
        tensors[index] = NamedTensor(
          name: entry.name, shape: entry.shape, values: try values(of: entry))
      }
      try skip(to: reader.size ?? reader.position)
    } catch { throw SafetensorsError(name, .unreadable(error)) }
    return Weights(entries.indices.compactMap { tensors[$0] })
  }

  private func values(of entry: SafetensorsHeader.Entry) throws(FileError) -> [Float] {
    let (count, type) = (entry.shape.count, entry.type)
    let width = type.bits / 8
    var failure: FileError?
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, failure == nil {
        do throws(FileError) {
          let bytes = try next(min(Self.pieceBytes / width, count - filled) * width)
          bytes.withUnsafeBytes {
            type.write($0, count: bytes.count / width, to: buffer, at: filled)
          }
          filled += bytes.count / width
        } catch { failure = error }
      }
    }
    if let failure { throw failure }
    return values
  }

  /// Passes over what nobody needs.
  private func skip(to place: Int) throws(FileError) {
    while reader.position < place {
      _ = try next(min(Self.pieceBytes, place - reader.position))
    }
  }

  private func next(_ count: Int) throws(FileError) -> [UInt8] {
    let bytes = try reader.read(count)
    guard bytes.count == count else { throw FileError(.read, name, .cutShort) }
    return bytes
  }
}
