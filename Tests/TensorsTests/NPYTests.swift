import Ground
import Tensors
import Testing

@Suite struct NPYTests {
  /// A file as NumPy writes it.
  private func file(
    _ descr: String, fortran: Bool = false, shape: String, version: UInt8 = 1, data: [UInt8]
  ) -> [UInt8] {
    file(
      header:
        "{'descr': '\(descr)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }",
      version: version, data: data)
  }

  private func file(header: String, version: UInt8 = 1, data: [UInt8]) -> [UInt8] {
    let text = Array(header.utf8) + [0x0A]
    let length = (0..<(version == 1 ? 2 : 4)).map { UInt8(text.count >> (8 * $0) & 0xFF) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + data
  }

  private func bytes<Number>(_ numbers: [Number], bigEndian: Bool = false) -> [UInt8] {
    numbers.flatMap { number in
      let bytes = withUnsafeBytes(of: number) { Array($0) }
      return bigEndian ? bytes.reversed() : bytes
    }
  }

  @Test func `every format in either byte order`() throws {
    let expected = Tensor(shape: [2, 2], elements: [1, 2, 3, 100])
    for big in [false, true] {
      let order = big ? ">" : "<"
      func check(_ descr: String, _ data: [UInt8]) {
        #expect(
          (try? NPY.tensor(from: file(order + descr, shape: "(2, 2)", data: data))) == expected,
          "\(order)\(descr)")
      }
      check("f8", bytes([1, 2, 3, 100] as [Double], bigEndian: big))
      check("f4", bytes([1, 2, 3, 100] as [Float], bigEndian: big))
      check("f2", bytes([0x3C00, 0x4000, 0x4200, 0x5640] as [UInt16], bigEndian: big))
      check("i2", bytes([1, 2, 3, 100] as [Int16], bigEndian: big))
      check("i4", bytes([1, 2, 3, 100] as [Int32], bigEndian: big))
      check("i8", bytes([1, 2, 3, 100] as [Int64], bigEndian: big))
      check("u2", bytes([1, 2, 3, 100] as [UInt16], bigEndian: big))
      check("u4", bytes([1, 2, 3, 100] as [UInt32], bigEndian: big))
      check("u8", bytes([1, 2, 3, 100] as [UInt64], bigEndian: big))
    }
    for descr in ["|u1", "|i1"] {
      #expect(try NPY.tensor(from: file(descr, shape: "(2, 2)", data: [1, 2, 3, 100])) == expected)
    }
  }

  @Test func `signs, halves and limits`() throws {
    #expect(
      try NPY.tensor(from: file("|i1", shape: "(2,)", data: [0xFF, 0x80])).elements == [-1, -128])
    #expect(
      try NPY.tensor(
        from: file("<i8", shape: "(1,)", data: bytes([Int64.min]))
      ).elements == [-0x1p63])
    let halves = try NPY.tensor(
      from: file(
        "<f2", shape: "(6,)",
        data: bytes([0x0001, 0x8000, 0x7BFF, 0xFC00, 0xB555, 0x03FF] as [UInt16])
      )
    ).elements
    #expect(halves == [0x1p-24, 0, 65_504, -.infinity, -0.333251953125, 1_023 * 0x1p-24])
    #expect(halves[1].sign == .minus)
  }

  @Test func `versions 2 and 3, and members in any order`() throws {
    let data = bytes([1, 2] as [Float])
    for version: UInt8 in [1, 2, 3] {
      #expect(
        try NPY.tensor(from: file("<f4", shape: "(2,)", version: version, data: data))
          == Tensor(shape: [2], elements: [1, 2]))
    }
    let header = "{\"shape\":(1, 2),'fortran_order':False,'descr':\"<f4\"}      "
    #expect(try NPY.tensor(from: file(header: header, data: data)).shape == [1, 2])
    #expect(
      try NPY.tensor(from: file("<f4", shape: "()", data: bytes([7] as [Float])))
        == Tensor(shape: [], elements: [7]))
  }

  @Test func `Fortran order is turned into C order`() throws {
    let data: [UInt8] = [0, 3, 1, 4, 2, 5]
    #expect(
      try NPY.tensor(from: file("|u1", fortran: true, shape: "(2, 3)", data: data)).elements
        == [0, 1, 2, 3, 4, 5])
    // numpy.arange(12).reshape(2, 3, 2), as asfortranarray lays it out.
    let cube: [UInt8] = [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11]
    #expect(
      try NPY.tensor(from: file("|u1", fortran: true, shape: "(2, 3, 2)", data: cube)).elements
        == (0..<12).map(Double.init))
  }

  @Test(arguments: ["<c8", "<c16", "|O", "<U3", "|S1", "<M8[s]", "|b1", "<f16", "|f4", "<i3", ""])
  func `types that are no real numbers are refused`(descr: String) {
    #expect(throws: NPYError.format(descr)) {
      try NPY.tensor(from: file(descr, shape: "(1,)", data: Array(repeating: 0, count: 16)))
    }
  }

  @Test func `a file cut short or too long is refused with both lengths`() {
    let whole = file("<f4", shape: "(2,)", data: bytes([1, 2] as [Float]))
    #expect(throws: NPYError.dataLength(found: 7, expected: 8)) {
      try NPY.tensor(from: Array(whole.dropLast()))
    }
    #expect(throws: NPYError.dataLength(found: 9, expected: 8)) {
      try NPY.tensor(from: whole + [0])
    }
    for count in 0..<10 {
      #expect(throws: NPYError.self) { try NPY.tensor(from: Array(whole.prefix(count))) }
    }
    #expect(throws: NPYError.headerCutShort) { try NPY.tensor(from: Array(whole.prefix(30))) }
    #expect(throws: NPYError.notNPY(.zip)) { try NPY.tensor(from: Array("PK\u{3}\u{4}".utf8)) }
  }

  @Test func `claims that are too large are refused before memory is taken`() {
    let beyond = MemoryExcess(bytes: nil, limit: ProcessMemory.limit)
    #expect(throws: NPYError.tooLarge([1 << 40, 1 << 40], beyond)) {
      try NPY.tensor(from: file("|u1", shape: "(1099511627776, 1099511627776)", data: []))
    }
    let excess = MemoryExcess(bytes: 1 << 43 + 1 << 17, limit: 1 << 30)
    #expect(throws: NPYError.tooLarge([1 << 40], excess)) {
      try NPY.tensor(
        from: file("|u1", shape: "(1099511627776,)", data: []), memoryLimit: 1 << 30)
    }
  }

  @Test(arguments: [
    (
      "['descr']",
      "byte 0 of the header: found `['descr']`, expected `{` and a dictionary of Python"
    ),
    (
      "{'descr': '<f4', 'shape': (2,), 'order': 'C'}",
      "byte 32 of the header: found `'order':`, expected 'fortran_order'"
    ),
    (
      "{'descr': '<f4', 'descr': '<f4'}",
      "byte 17 of the header: found `'descr':`, expected 'fortran_order' or 'shape'"
    ),
    ("{'descr' '<f4'}", "byte 9 of the header: found `'<f4'}`, expected `:`"),
    ("{'descr': None, }", "byte 10 of the header: found `None`, expected a type such as '<f4'"),
    (
      "{'fortran_order': false}",
      "byte 18 of the header: found `false}`, expected True or False"
    ),
    (
      "{'shape': [2, 2]}",
      "byte 10 of the header: found `[2`, expected `(` and the sizes, such as (28, 28)"
    ),
    (
      "{'shape': (2, -2)}",
      "byte 14 of the header: found `-2)}`, expected a size, a whole number from 0, or `)`"
    ),
    (
      "{'shape': (99999999999999999999,)}",
      "byte 11 of the header: found `99999999999999999999`, expected a size, a whole number from 0, or `)`"
    ),
    ("{'shape': (2 2)}", "byte 13 of the header: found `2)}`, expected `,` or `)`"),
    ("{'shape': (2,)", "byte 15 of the header: found its end, expected `,` or `}` after shape"),
    (
      "{'descr': '<f4', 'shape': (2,)}",
      "the header: found no fortran_order, expected descr, fortran_order and shape"
    ),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} 1",
      "byte 56 of the header: found `1`, expected nothing more"
    ),
  ])
  func `a wrong header is told with the place and what was found`(
    header: String, sentence: String
  ) {
    let error = #expect(throws: NPYError.self) {
      try NPY.tensor(from: file(header: header, data: []))
    }
    #expect(error?.explanation.english == sentence)
    #expect(error?.explanation.vietnamese != sentence)
  }

  @Test(arguments: [
    ("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "a git-lfs pointer"),
    ("<!DOCTYPE html><html>", "an HTML page"), ("", "an empty file"),
    ("\u{80}", "no \\x93NUMPY"),
  ])
  func `what is there instead of a npy file is named`(content: String, name: String) {
    let error = #expect(throws: NPYError.self) { try NPY.tensor(from: Array(content.utf8)) }
    #expect(error?.explanation.english.contains(name) == true)
  }

  @Test func `numbers are read a piece at a time, whatever the length`() throws {
    // More than one piece, and not a whole number of them.
    let count = (1 << 17) * 2 + 5
    let data = (0..<count).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8 & 0xFF)] }
    let tensor = try NPY.tensor(from: file("<u2", shape: "(\(count),)", data: data))
    #expect(tensor.elements.indices.allSatisfy { tensor.elements[$0] == Double($0 & 0xFFFF) })
  }

  @Test func `damaged files are refused or read, never trapped on`() {
    var generator = SeededGenerator(seed: 6)
    let seeds = [
      file("<f4", fortran: true, shape: "(2, 3)", data: bytes([1, 2, 3, 4, 5, 6] as [Float])),
      file("|u1", shape: "(1, 2, 2, 1)", version: 2, data: [1, 2, 3, 4]),
    ]
    for round in 0..<10_000 {
      var bytes = seeds[round % 2]
      for _ in 0...generator.integer(below: 4) where !bytes.isEmpty {
        let place = generator.integer(below: bytes.count)
        switch generator.integer(below: 3) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes.remove(at: place)
        default: bytes.removeLast(generator.integer(below: bytes.count))
        }
      }
      if let tensor = try? NPY.tensor(from: bytes, memoryLimit: 1 << 20) {
        #expect(tensor.shape.count == tensor.elements.count)
      }
    }
  }
}
