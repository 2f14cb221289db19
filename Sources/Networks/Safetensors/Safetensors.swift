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
    try SafetensorsFile(ByteReader(bytes, name: file)).weights()
  }

  /// The weights of a network, as ``SafetensorsFile/weights(for:)`` has them.
  public static func decode(
    _ bytes: [UInt8], for graph: Graph, file: String
  ) throws(SafetensorsError) -> Weights {
    try SafetensorsFile(ByteReader(bytes, name: file)).weights(for: graph)
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
    try open(path).weights()
  }

  public static func read(
    _ path: String, for graph: Graph
  ) throws(SafetensorsError) -> Weights {
    try open(path).weights(for: graph)
  }

  /// A file whose header is read, or standard input for `-`.
  public static func open(_ path: String) throws(SafetensorsError) -> SafetensorsFile {
    let reader: ByteReader
    do {
      reader = try ByteReader.named(path)
    } catch {
      throw SafetensorsError(path, .unreadable(error))
    }
    return try SafetensorsFile(reader)
  }

  /// Writes a file that is whole or not there.
  public static func write(_ weights: Weights, to path: String) throws(FileError) {
    try DurableFile.write(encode(weights), to: path)
  }
}
