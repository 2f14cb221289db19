import Ground
import TestSupport
import Testing

@testable import Pictures

/// PNG and JPEG pictures as numbers, against Pillow and PyTorch; `Tests/Fixtures/pictures.py` writes the files and the
/// numbers.
@Suite struct PictureFileTests {
  private static let folder =
    DurableFile.folder(of: DurableFile.folder(of: #filePath)) + "/Fixtures"

  private func bytes(_ name: String) throws -> [UInt8] {
    try DurableFile.read("\(Self.folder)/pictures/\(name)", limit: 1 << 20)
  }

  private func numbers(_ json: JSON?) throws -> [Double] {
    try #require(json?.arrayValue).map { try #require($0.doubleValue) }
  }

  @Test
  func `every kind of picture has the pixels that others read, in colour, in grey and resized`()
    throws
  {
    let cases = try #require(
      try JSON(parsing: try DurableFile.read("\(Self.folder)/pictures.json")).arrayValue)
    #expect(cases.count == 20)
    for example in cases {
      let name = try #require(example["file"]?.stringValue)
      let file = try PictureFile(try bytes(name), expected: PictureFile.format(ofName: name))
      #expect(
        [file.channels, file.height, file.width].map(Double.init)
          == (try numbers(example["shape"])),
        "\(name)")
      let pixels = try file.pixels()
      for (key, found) in [
        ("planes", pixels.planes(isGray: false)), ("gray", pixels.planes(isGray: true)),
        ("smaller", pixels.planes(isGray: false, height: 3, width: 4)),
        ("larger", pixels.planes(isGray: true, height: 9, width: 21)),
      ] {
        let expected = try numbers(example[key])
        #expect(found.count == expected.count)
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 2e-9 }, "\(name), \(key)")
      }
    }
  }

  @Test(arguments: Photo.allCases)
  func `every photograph of the program's own is whole`(photo: Photo) throws {
    let file = try PictureFile(photo.bytes, expected: nil)
    #expect(file.channels == 3 && file.height >= 300)
    let planes = try file.pixels().planes(isGray: false)
    #expect(planes.count == 3 * file.height * file.width)
    #expect(planes.allSatisfy { (0...1).contains($0) })
    #expect(planes.max() ?? 0 > 0.9)
  }

  private func refusal(_ bytes: [UInt8], _ expected: PictureFile.Format? = nil) -> String {
    do {
      _ = try PictureFile(bytes, expected: expected).pixels()
      return "none"
    } catch {
      return error.explanation.english
    }
  }

  @Test func `what is none is told by what it is, also where the name says another kind`() throws {
    let png = try bytes("rgb8.png")
    let jpeg = try bytes("baseline.jpg")
    #expect(refusal(jpeg, .png) == "found a JPEG picture, expected a PNG picture")
    #expect(refusal(png, .jpeg) == "found a PNG picture, expected a JPEG picture")
    #expect(refusal([], .png) == "found an empty file, expected a PNG picture")
    #expect(
      refusal(Array("hello".utf8), .png)
        == "byte 0: found no beginning of a picture, expected a PNG picture")
    #expect(refusal(png, .png) == "none")
    #expect(refusal(jpeg, .jpeg) == "none")
  }

  @Test(arguments: ["rgb8.png", "gray16.png", "interlaced.png", "palette.png"])
  func `a PNG picture that is cut short anywhere is damaged`(name: String) throws {
    let whole = try bytes(name)
    // Behind the pixels come their checksum, and a chunk that says no more than that it is the end.
    for length in 4..<whole.count - 17 {
      #expect(refusal(Array(whole.prefix(length))) != "none", "\(length)")
    }
  }

  @Test(arguments: ["gray.jpg", "baseline.jpg", "progressive.jpg", "inks.jpg"])
  func `a JPEG picture that is cut short anywhere is damaged`(name: String) throws {
    let whole = try bytes(name)
    for length in 3..<whole.count - 2 {
      #expect(refusal(Array(whole.prefix(length))) != "none", "\(length)")
    }
  }

  @Test func `a size that is merely declared takes no memory, and its price is told`() throws {
    var png = try bytes("rgb8.png")
    // IHDR: length, type, width, height, five bytes, checksum.
    for place in [16, 20] { png.replaceSubrange(place..<place + 4, with: [0, 1, 0x86, 0xA0]) }
    let sum = checksum(png[12..<29])
    png.replaceSubrange(
      29..<33, with: (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) })
    let file = try PictureFile(png, expected: .png)
    #expect(file.width == 100_000 && file.height == 100_000)
    #expect(throws: MemoryExcess.self) { try file.price.require(within: 1 << 33) }
  }

  /// CRC-32, as PNG has it.
  private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in (sum >> 1) ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }
}
