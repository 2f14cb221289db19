import Foundation
import Ground
import Tensors
import Testing

@testable import Networks

@Suite struct SafetensorsTests {
  private static let two = Weights([
    NamedTensor(name: "a.weight", shape: [2, 3], values: [0, -1.5, 3, .infinity, 0x1p-140, 6]),
    NamedTensor(name: "empty", shape: [4, 0], values: []),
    NamedTensor(name: "scalar", shape: [], values: [7]),
    NamedTensor(name: "b.weight", shape: [1], values: [-0.25]),
  ])

  @Test func `what is written reads back, scalars and empty tensors too`() throws {
    let bytes = Safetensors.encode(Self.two)
    #expect(try Safetensors.decode(bytes, file: "f") == Self.two)
    #expect(try Safetensors.decode(Safetensors.encode(Weights()), file: "f") == Weights())
    // The numbers begin at a multiple of eight: 8 bytes, then the padded header.
    #expect((bytes.count - 8 * 4) % 8 == 0)
  }

  @Test func `a fresh network reads back as itself`() throws {
    let graph = try Zoo.graph("resnet8")
    let weights = try graph.initialWeights(seed: 1)
    #expect(
      try Safetensors.decode(Safetensors.encode(weights), for: graph, file: "f") == weights)
  }

  @Test func `every half is read exactly`() {
    // Against the definition: sign, exponent with bias 15, ten bits of fraction.
    for half in UInt16.min...UInt16.max {
      let exponent = Int(half >> 10 & 31)
      let fraction = Double(half & 1023) / 1024
      let magnitude =
        switch exponent {
        case 0: fraction * 0x1p-14
        case 31: half & 1023 == 0 ? Double.infinity : .nan
        default: (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
        }
      let value = Float(halfBits: half)
      #expect(value.isNaN ? magnitude.isNaN : Double(value.magnitude) == magnitude)
      #expect(value.sign == (half & 0x8000 == 0 ? .plus : .minus))
    }
  }

  @Test func `float16, bfloat16 and float64 become float32`() throws {
    let bytes = file(
      """
      {"__metadata__":{"format":"pt"},
       "d":{"dtype":"F64","shape":[2],"data_offsets":[6,22]},
       "h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},
       "b":{"dtype":"BF16","shape":[1,1],"data_offsets":[4,6]}}   
      """,
      [0x00, 0x3E, 0x01, 0x80, 0x40, 0xC0] + littleEndian(0.1) + littleEndian(-1e300))
    let weights = try Safetensors.decode(bytes, file: "f")
    #expect(weights.map(\.name) == ["d", "h", "b"])
    #expect(weights["d"]?.values == [0.1, -.infinity])
    #expect(weights["h"]?.values == [1.5, -0x1p-24])
    #expect(weights["b"]?.values == [-3])
  }

  @Test(arguments: [
    ("", "found 0 bytes, expected 8 or more with the length of the header"),
    (
      "{",
      "header: byte 1 of the JSON: found the end of the text, expected a key in quotation marks"
    ),
    (#"  {}"#, "byte 8: found the byte 32, expected `{`"),
    (#"[]"#, "byte 8: found the byte 91, expected `{`"),
    (#"{}x"#, "header: byte 2 of the JSON: found `x`, expected the end of the text"),
    (
      #"{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[],"data_offsets":[4,8]}}"#,
      "header: byte 53 of the JSON: found the key \"a\" a second time, expected each key once"
    ),
    (
      #"{"__metadata__":{"epoch":1}}"#,
      "header: `__metadata__` `epoch`: found 1, expected a string"
    ),
    (
      #"{"__metadata__":null}"#,
      "header: `__metadata__`: found null, expected an object of strings"
    ),
    (
      #"{"__metadata__":{"a":"b","c":[null,{}]}}"#,
      "header: `__metadata__` `c`: found [null,{}], expected a string"
    ),
    (
      #"{"a":null}"#,
      "tensor \"a\": `dtype` is missing, expected the name of a type, as \"F32\""
    ),
    (
      #"{"a":{"dtype":null,"shape":[],"data_offsets":[0,4]}}"#,
      "tensor \"a\": `dtype`: found null, expected the name of a type, as \"F32\""
    ),
    (
      #"{"a":{"shape":[],"data_offsets":[0,4]}}"#,
      "tensor \"a\": `dtype` is missing, expected the name of a type, as \"F32\""
    ),
    (
      #"{"a":{"dtype":"F31","shape":[],"data_offsets":[0,4]}}"#,
      "tensor \"a\": found the type \"F31\", expected one of safetensors, as F32"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#,
      "tensor \"a\": `shape`: found [1], expected a list of whole numbers from 0"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
      "tensor \"a\": `shape`: found [-1], expected a list of whole numbers from 0"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#,
      "tensor \"a\": found the shape [4294967296, 4294967296], expected one whose product does not overflow"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}"#,
      "tensor \"a\": found the shape [4611686018427387904], expected one whose product does not overflow"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
      "tensor \"a\": `data_offsets`: found [4,0], expected two whole numbers, the first byte and the one after the last"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
      "tensor \"a\": found 4 bytes, expected 8 for F32 of shape [2]"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[],"data_offsets":[4,8]}}"#,
      "tensor \"a\": found its data at byte 4, expected 0, where the data before it ends"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[],"data_offsets":[2,6]}}"#,
      "tensor \"b\": found its data at byte 2, expected 4, where the data before it ends"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}"#,
      "found 8 bytes of data after the header, expected 4"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#,
      "found 8 bytes of data after the header, expected 16"
    ),
    (
      #"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#,
      "tensor \"a\": found the type I64, expected F32, F16, BF16 or F64"
    ),
    (
      #"{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}"#,
      "tensor \"a\": found 12 bits for F4 of shape [3], expected whole bytes"
    ),
  ])
  func `damage is named with its place, what was found and what was expected`(
    header: String, sentence: String
  ) {
    // Eight bytes of data follow each header.
    let bytes = header.isEmpty ? [] : file(header, [UInt8](repeating: 0, count: 8))
    let error = #expect(throws: SafetensorsError.self) {
      try Safetensors.decode(bytes, file: "m.safetensors")
    }
    #expect(error?.explanation.english == "m.safetensors: " + sentence)
    #expect(error?.explanation.vietnamese.hasPrefix("m.safetensors: ") == true)
  }

  @Test func `a header longer than the format allows or than the file is refused`() {
    var bytes = file("{}", [])
    bytes[0] = 3
    #expect(throws: SafetensorsError("f", .headerCutShort(found: 2, expected: 3))) {
      try Safetensors.decode(bytes, file: "f")
    }
    bytes[7] = 0xFF
    #expect(
      throws: SafetensorsError(
        "f", .headerTooLarge(found: 0xFF00_0000_0000_0003, limit: 100_000_000))
    ) {
      try Safetensors.decode(bytes, file: "f")
    }
    #expect(throws: SafetensorsError("f", .headerStart(found: nil))) {
      try Safetensors.decode([UInt8](repeating: 0, count: 8), file: "f")
    }
  }

  @Test func `a file cut anywhere is refused`() throws {
    let bytes = Safetensors.encode(Self.two)
    for length in 0..<bytes.count {
      #expect(throws: SafetensorsError.self) {
        try Safetensors.decode(Array(bytes[..<length]), file: "f")
      }
    }
  }

  @Test func `damaged bytes never trap, and what is read is what the file says`() {
    let original = Safetensors.encode(Self.two)
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<4000 {
      var bytes = original
      for _ in 0...generator.integer(below: 4) {
        let place = generator.integer(below: bytes.count)
        switch generator.integer(below: 4) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes[place] ^= 1 << UInt8(generator.integer(below: 8))
        case 2: bytes.remove(at: place)
        default: bytes.insert(bytes[generator.integer(below: bytes.count)], at: place)
        }
      }
      guard let weights = try? Safetensors.decode(bytes, file: "f") else { continue }
      #expect(weights.reduce(0) { $0 + $1.values.count } <= bytes.count / 2)
    }
  }

  @Test func `weights of another network are refused by name and by shape`() throws {
    let lenet = try Zoo.graph("lenet")
    func sentence(_ weights: Weights, for graph: Graph) -> String? {
      let error = #expect(throws: SafetensorsError.self) {
        try Safetensors.decode(Safetensors.encode(weights), for: graph, file: "f")
      }
      return error?.explanation.english
    }
    let weights = try lenet.initialWeights(seed: 0)
    #expect(
      sentence(Weights(weights.dropLast()), for: lenet)
        == "f: tensor \"11.bias\" is missing, expected one of [10] for network lenet")
    #expect(
      sentence(Weights(weights + [NamedTensor(name: "extra", shape: [], values: [1])]), for: lenet)
        == "f: found tensor \"extra\", expected only tensors of network lenet")
    #expect(
      sentence(weights, for: try Zoo.graph("lenet", classes: 5))
        == "f: tensor \"11.weight\": found the shape [10, 84], "
        + "expected [5, 84] for network lenet")
  }

  @Test func `the counter of batch normalisation is passed over, wherever there is one`() throws {
    let graph = try Zoo.graph("resnet8")
    let weights = try graph.initialWeights(seed: 0)
    func counter(_ name: String) -> Weights {
      Weights(weights + [NamedTensor(name: name, shape: [], values: [3])])
    }
    let accepted = Safetensors.encode(counter("bn1.num_batches_tracked"))
    #expect(try Safetensors.decode(accepted, for: graph, file: "f") == weights)
    let refused = Safetensors.encode(counter("conv1.num_batches_tracked"))
    #expect(throws: SafetensorsError.self) {
      try Safetensors.decode(refused, for: graph, file: "f")
    }
  }

  @Test(arguments: [
    ("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n", "a git-lfs pointer"),
    ("<!DOCTYPE html>\n<html></html>", "an HTML page"), ("<html>", "an HTML page"),
    ("{\"a\": [1, 2, 3]}", "a JSON text"),
  ])
  func `what is there instead of weights is named`(content: String, name: String) {
    let error = #expect(throws: SafetensorsError.self) {
      try Safetensors.decode(Array(content.utf8), file: "m.safetensors")
    }
    #expect(error?.explanation.english.hasPrefix("m.safetensors: found \(name)") == true)
    #expect(error?.explanation.english.hasSuffix("expected a safetensors file") == true)
  }

  @Test(arguments: [
    [0x50, 0x4B, 3, 4, 0, 0, 8, 8] as [UInt8], [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46],
    [0x80, 4, 0x95], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3], [0, 0, 8, 3, 0, 0, 0xEA, 0x60],
    [0x93] + Array("NUMPY".utf8) + [1, 0, 0x76, 0],
  ])
  func `binary files of others are named, too`(bytes: [UInt8]) {
    let error = #expect(throws: SafetensorsError.self) {
      try Safetensors.decode(bytes + [UInt8](repeating: 7, count: 100), file: "f")
    }
    guard case .otherKind = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `tensors are read where they lie, whatever their order and in pieces`() throws {
    // More than a piece of a megabyte, in another order than the header's.
    let long = (0..<300_001).map { Float($0) }
    let weights = Weights([
      NamedTensor(name: "b", shape: [300_001], values: long),
      NamedTensor(name: "a", shape: [3], values: [1, 2, 3]),
    ])
    let bytes = Safetensors.encode(weights)
    #expect(try Safetensors.decode(bytes, file: "f") == weights)
    let header = """
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},\
      "b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
      """
    let read = try Safetensors.decode(
      file(header, [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]), file: "f")
    #expect(read.map(\.name) == ["a", "b"])
    #expect(read["a"]?.values == [2] && read["b"]?.values == [1])
  }

  @Test func `what a sparse file declares is refused before it is read`() throws {
    let count = ProcessMemory.limit / 4
    let header =
      #"{"a":{"dtype":"F16","shape":[\#(count)],"data_offsets":[0,\#(count * 2)]}}"#
    let folder = FileManager.default.temporaryDirectory.path
    let path = "\(folder)/convscope-sparse-\(UInt64.random(in: 0...UInt64.max)).safetensors"
    defer { unlink(path) }
    try DurableFile.write(file(header, []), to: path)
    try #require(truncate(path, off_t(8 + header.utf8.count + count * 2)) == 0)
    let start = ContinuousClock.now
    let error = #expect(throws: SafetensorsError.self) { try Safetensors.read(path) }
    #expect(ContinuousClock.now - start < .seconds(1))
    guard case .tooMuchMemory = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a file that is not there is named`() {
    let error = #expect(throws: SafetensorsError.self) { try Safetensors.read("/absent/model") }
    #expect(
      error?.explanation.english
        == "/absent/model: cannot read the file: there is no such file or folder")
  }

  private func file(_ header: String, _ data: [UInt8]) -> [UInt8] {
    let text = Array(header.utf8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init) + text + data
  }

  private func littleEndian(_ value: Double) -> [UInt8] {
    withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
  }
}
