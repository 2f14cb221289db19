import Ground
import Tensors

/// Weights as safetensors files, which PyTorch reads and writes.
///
/// The format: https://huggingface.co/docs/safetensors, "Format".
public enum Safetensors {
  /// All tensors of a file, in the order of its header; floats of other widths become float32.
  ///
  /// The counters that PyTorch saves with batch normalisation (`num_batches_tracked`, whole numbers) are
  /// passed over.
  ///
  /// - Parameter file: the name for errors.
  public static func decode(
    _ bytes: [UInt8], file: String
  ) throws(SafetensorsError) -> Weights {
    let header = try header(of: bytes, file: file)
    let entries = header.entries.filter {
      $0.type != .signed64 || !$0.name.hasSuffix(".num_batches_tracked")
    }
    return try weights(entries, in: bytes, file: file)
  }

  /// The parameters and running statistics of a network, in the order of its
  /// ``Graph/parameterSpecs``.
  ///
  /// `num_batches_tracked`, which PyTorch saves and inference does not need, is passed over. A missing
  /// or an unknown name, or another shape, is refused.
  public static func decode(
    _ bytes: [UInt8], for graph: Graph, file: String
  ) throws(SafetensorsError) -> Weights {
    let counters = Set(
      graph.nodes.filter { $0.layer.kind == .batchNorm }.map { $0.name + ".num_batches_tracked" })
    let entries = try header(of: bytes, file: file).entries.filter { !counters.contains($0.name) }
    let order: [Int]
    do {
      order = try graph.matchParameters(entries.map { ($0.name, $0.shape) })
    } catch {
      throw SafetensorsError(file, .weights(error))
    }
    return try weights(order.map { entries[$0] }, in: bytes, file: file)
  }

  /// The bytes of a file that holds the tensors in their order, as float32.
  public static func encode(_ weights: Weights) -> [UInt8] {
    var offset = 0
    let members = weights.map { tensor in
      let start = offset
      offset += tensor.values.count * MemoryLayout<Float>.size
      return JSON.Member(
        tensor.name,
        [
          "dtype": "F32", "shape": JSON(tensor.shape), "data_offsets": JSON([start, offset]),
        ])
    }
    var header = JSON.object(members).bytes
    // The numbers begin at a multiple of eight, so that they can be mapped into memory.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for tensor in weights {
      for value in tensor.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    return bytes
  }

  public static func read(_ path: String) throws(SafetensorsError) -> Weights {
    try decode(try bytes(of: path), file: path)
  }

  public static func read(
    _ path: String, for graph: Graph
  ) throws(SafetensorsError) -> Weights {
    try decode(try bytes(of: path), for: graph, file: path)
  }

  /// Writes a file that is whole or not there.
  public static func write(_ weights: Weights, to path: String) throws(FileError) {
    try DurableFile.write(encode(weights), to: path)
  }

  private static func bytes(of path: String) throws(SafetensorsError) -> [UInt8] {
    do {
      return try DurableFile.read(path)
    } catch {
      throw SafetensorsError(path, .unreadable(error))
    }
  }

  private static func header(
    of bytes: [UInt8], file: String
  ) throws(SafetensorsError) -> SafetensorsHeader {
    do {
      return try SafetensorsHeader(parsing: bytes)
    } catch {
      throw SafetensorsError(file, error)
    }
  }

  private static func weights(
    _ entries: [SafetensorsHeader.Entry], in bytes: [UInt8], file: String
  ) throws(SafetensorsError) -> Weights {
    var price = MemoryPrice([bytes.count], bytesEach: 1)
    for entry in entries { price.add(entry.shape.sizes, bytesEach: MemoryLayout<Float>.size) }
    do {
      try price.require()
    } catch {
      throw SafetensorsError(file, .tooMuchMemory(error))
    }
    var tensors: [NamedTensor] = []
    for entry in entries {
      let values = bytes.withUnsafeBytes {
        entry.type.float32Values(
          UnsafeRawBufferPointer(rebasing: $0[entry.bytes]), count: entry.shape.count)
      }
      guard let values else {
        throw SafetensorsError(file, .notFloat(entry.name, found: entry.type.rawValue))
      }
      tensors.append(NamedTensor(name: entry.name, shape: entry.shape, values: values))
    }
    return Weights(tensors)
  }
}
