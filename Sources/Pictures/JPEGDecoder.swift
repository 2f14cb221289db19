import CTurboJPEG
import Ground

/// JPEG by TurboJPEG, whose calls return where libjpeg's jump: baseline and progressive, grey, YCbCr, RGB and the four inks
/// of print.
enum JPEGDecoder {
  static func header(of bytes: [UInt8]) throws(PictureError) -> PictureHeader {
    try withDecoder(bytes) { (_, header) throws(PictureError) in
      PictureHeader(height: header.height, width: header.width, isGray: header.isGray)
    }
  }

  static func pixels(of bytes: [UInt8]) throws(PictureError) -> Pixels {
    try withDecoder(bytes) { (decoder, header) throws(PictureError) in
      let format: TJPF = header.isGray ? TJPF_GRAY : header.isInk ? TJPF_CMYK : TJPF_RGB
      let stride = header.isGray ? 1 : header.isInk ? 4 : 3
      let count = header.height * header.width * stride
      var result: Int32 = 0
      var samples = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        // What a damaged picture leaves out must not be what lay in memory before.
        buffer.initialize(repeating: 0)
        result = bytes.withUnsafeBufferPointer {
          tjDecompress2(
            decoder, $0.baseAddress, UInt($0.count), buffer.baseAddress, Int32(header.width), 0,
            Int32(header.height), Int32(format.rawValue), TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
        }
        filled = count
      }
      if result != 0 { try refuse(decoder) }
      if header.isInk { Self.mix(&samples) }
      return Pixels(
        height: header.height, width: header.width, channels: header.isGray ? 1 : 3,
        stride: stride, samples: .bytes(samples))
    }
  }

  private struct Header {
    let height: Int
    let width: Int
    let isGray: Bool
    let isInk: Bool
  }

  private static func header(
    _ decoder: tjhandle, _ bytes: [UInt8]
  ) throws(PictureError) -> Header {
    var (width, height, subsampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    let result = bytes.withUnsafeBufferPointer {
      tjDecompressHeader3(
        decoder, $0.baseAddress, UInt($0.count), &width, &height, &subsampling, &space)
    }
    if result != 0 { try refuse(decoder) }
    guard width > 0, height > 0 else { throw .empty(height: Int(height), width: Int(width)) }
    return Header(
      height: Int(height), width: Int(width), isGray: space == Int32(TJCS_GRAY.rawValue),
      isInk: [TJCS_CMYK, TJCS_YCCK].contains { space == Int32($0.rawValue) })
  }

  private static func withDecoder<Result>(
    _ bytes: [UInt8], _ body: (tjhandle, Header) throws(PictureError) -> Result
  ) throws(PictureError) -> Result {
    guard let decoder = tjInitDecompress() else { throw .damaged(.jpeg, "out of memory") }
    defer { tjDestroy(decoder) }
    return try body(decoder, try header(decoder, bytes))
  }

  /// Cameras leave stray bytes between the parts of a file, which do no harm; everything else does.
  private static func refuse(_ decoder: tjhandle) throws(PictureError) {
    let reason = tjGetErrorStr2(decoder).map { String(cString: $0) } ?? "unknown"
    if tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue),
      reason.contains("extraneous bytes")
    {
      return
    }
    throw .damaged(.jpeg, reason)
  }

  /// Cyan, magenta, yellow and black, stored as their complements (Adobe's way), become red, green and blue.
  private static func mix(_ samples: inout [UInt8]) {
    samples.withUnsafeMutableBufferPointer { samples in
      for pixel in Swift.stride(from: 0, to: samples.count - 3, by: 4) {
        let black = Int(samples[pixel + 3])
        for ink in pixel..<pixel + 3 {
          samples[ink] = UInt8((Int(samples[ink]) * black + 127) / 255)
        }
      }
    }
  }
}
