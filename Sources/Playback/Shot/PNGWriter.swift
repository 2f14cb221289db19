import CZlib

/// Writes a PNG of 8 bits each of red, green and blue, row by row (https://www.w3.org/TR/png-3/).
struct PNGWriter {
  private var packer = Packer()
  private var data: [UInt8] = []
  private let header: [UInt8]

  /// - Parameters:
  ///   - width, height: pixels, at least 1.
  init(width: Int, height: Int) {
    header =
      Self.bytes(of: UInt32(clamping: width)) + Self.bytes(of: UInt32(clamping: height))
      + [8, 2, 0, 0, 0]
  }

  /// - Parameter row: three bytes a pixel.
  mutating func append(row: ArraySlice<UInt8>) {
    // Each row begins with its filter: none.
    packer.pack([0] + row, into: &data)
  }

  /// The whole file.
  mutating func close() -> [UInt8] {
    packer.finish(into: &data)
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + Self.chunk("IHDR", header) + Self.chunk("IDAT", data) + Self.chunk("IEND", [])
  }

  private static func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(kind.utf8) + content
    let checksum = crc32(0, body, uInt(body.count))
    return bytes(of: UInt32(clamping: content.count)) + body
      + bytes(of: UInt32(truncatingIfNeeded: checksum))
  }

  private static func bytes(of value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * $0)) }
  }
}

/// zlib's deflate, fed piece by piece.
private struct Packer {
  /// On the heap: zlib remembers where its stream lies.
  private final class Stream {
    var state = z_stream()

    init() {
      _ = deflateInit_(
        &state, Z_DEFAULT_COMPRESSION, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit { deflateEnd(&state) }
  }

  private let stream = Stream()

  func pack(_ bytes: [UInt8], into output: inout [UInt8]) {
    var bytes = bytes
    bytes.withUnsafeMutableBufferPointer { buffer in
      stream.state.next_in = buffer.baseAddress
      stream.state.avail_in = uInt(buffer.count)
      run(Z_NO_FLUSH, into: &output)
    }
  }

  func finish(into output: inout [UInt8]) {
    stream.state.avail_in = 0
    run(Z_FINISH, into: &output)
  }

  /// Lets zlib write until it has nothing more to say.
  private func run(_ flush: Int32, into output: inout [UInt8]) {
    var room = [UInt8](repeating: 0, count: 1 << 14)
    repeat {
      room.withUnsafeMutableBufferPointer { buffer in
        stream.state.next_out = buffer.baseAddress
        stream.state.avail_out = uInt(buffer.count)
        _ = deflate(&stream.state, flush)
        output += buffer[..<(buffer.count - Int(stream.state.avail_out))]
      }
    } while stream.state.avail_out == 0
  }
}
