import CSPNG
import Ground

/// PNG by libspng: every colour type and depth, interlaced or not.
enum PNGDecoder {
  /// The most bytes of one chunk beside the pixels (text, profiles), and of all of them.
  private static let largestChunk = 1 << 24
  private static let allChunks = 1 << 26

  static func header(of bytes: [UInt8]) throws(PictureError) -> PictureHeader {
    try withContext(bytes) { (_, header) throws(PictureError) in
      PictureHeader(
        height: Int(header.height), width: Int(header.width), isGray: header.isGray)
    }
  }

  static func pixels(of bytes: [UInt8]) throws(PictureError) -> Pixels {
    try withContext(bytes) { (context, header) throws(PictureError) in
      let isWide = header.bit_depth == 16
      // What each colour type can be decoded to; channels that are not used are left out later.
      let (format, stride): (spng_format, Int) =
        switch (header.color_type, isWide) {
        case (UInt8(SPNG_COLOR_TYPE_GRAYSCALE.rawValue), false): (SPNG_FMT_G8, 1)
        case (UInt8(SPNG_COLOR_TYPE_GRAYSCALE.rawValue), true): (SPNG_FMT_GA16, 2)
        case (_, false): (SPNG_FMT_RGB8, 3)
        case (_, true): (SPNG_FMT_RGBA16, 4)
        }
      var size = 0
      try check(spng_decoded_image_size(context, Int32(format.rawValue), &size))
      let count = Int(header.height) * Int(header.width) * stride
      guard size == count * (isWide ? 2 : 1) else {
        throw .damaged(.png, "\(size) bytes of pixels")
      }
      let samples: Pixels.Samples =
        isWide
        ? .words(try decode(count, context, size, format))
        : .bytes(try decode(count, context, size, format))
      return Pixels(
        height: Int(header.height), width: Int(header.width),
        channels: header.isGray ? 1 : 3, stride: stride, samples: samples)
    }
  }

  private static func decode<Sample: FixedWidthInteger>(
    _ count: Int, _ context: OpaquePointer, _ size: Int, _ format: spng_format
  ) throws(PictureError) -> [Sample] {
    var result: Int32 = 0
    let samples = [Sample](unsafeUninitializedCapacity: count) { buffer, filled in
      result = spng_decode_image(context, buffer.baseAddress, size, Int32(format.rawValue), 0)
      // A picture that could not be decoded is thrown away below.
      if result != 0 { buffer.initialize(repeating: 0) }
      filled = count
    }
    try check(result)
    return samples
  }

  private static func withContext<Result>(
    _ bytes: [UInt8],
    _ body: (OpaquePointer, spng_ihdr) throws(PictureError) -> Result
  ) throws(PictureError) -> Result {
    guard let context = spng_ctx_new(0) else { throw .damaged(.png, "out of memory") }
    defer { spng_ctx_free(context) }
    try check(spng_set_chunk_limits(context, largestChunk, allChunks))
    // A fault in what is no pixel (a text, a date) does no harm.
    try check(
      spng_set_crc_action(
        context, Int32(SPNG_CRC_ERROR.rawValue), Int32(SPNG_CRC_DISCARD.rawValue)))
    return try bytes.withUnsafeBufferPointer { (buffer) throws(PictureError) in
      try check(spng_set_png_buffer(context, buffer.baseAddress, buffer.count))
      var header = spng_ihdr()
      try check(spng_get_ihdr(context, &header))
      guard header.height > 0, header.width > 0 else {
        throw .empty(height: Int(header.height), width: Int(header.width))
      }
      return try body(context, header)
    }
  }

  private static func check(_ result: Int32) throws(PictureError) {
    guard result != 0 else { return }
    throw .damaged(.png, spng_strerror(result).map { String(cString: $0) } ?? "\(result)")
  }
}

extension spng_ihdr {
  fileprivate var isGray: Bool {
    color_type == UInt8(SPNG_COLOR_TYPE_GRAYSCALE.rawValue)
      || color_type == UInt8(SPNG_COLOR_TYPE_GRAYSCALE_ALPHA.rawValue)
  }
}
