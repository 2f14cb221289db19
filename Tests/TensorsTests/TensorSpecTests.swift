import Ground
import Tensors
import Testing

@Suite struct TensorSpecTests {
  private let loader = TensorLoader(
    memoryLimit: 1 << 20,
    open: { path throws(FileError) in throw FileError(.read, path, .notAFile) },
    sample: { PendingTensor(Tensor(shape: [1, 1, 1], elements: [Double($0.index)])) })

  @Test(arguments: [
    ("arange:3x3", TensorSpec.filled(.arange, [3, 3])),
    ("ones:2x4x4", .filled(.ones, [2, 4, 4])),
    ("zeros:1x2x3x4", .filled(.zeros, [1, 2, 3, 4])),
    ("random:3x32x32@7", .filled(.random(seed: 7), [3, 32, 32])),
    ("random:5x5", .filled(.random(seed: 0), [5, 5])),
    ("[[1,2],[3,4]]", .literal(Tensor(shape: [2, 2], elements: [1, 2, 3, 4]))),
    (" [[[1e1], [-.5]]] ", .literal(Tensor(shape: [1, 2, 1], elements: [10, -0.5]))),
    ("arange:10", .filled(.arange, [10])),
    ("[1, 2,3]", .literal(Tensor(shape: [3], elements: [1, 2, 3]))),
    ("[[[[1,2]]]]", .literal(Tensor(shape: [1, 1, 1, 2], elements: [1, 2]))),
    ("a:b/digit.npy", .npy(path: "a:b/digit.npy")),
    ("-", .npy(path: "-")),
    (
      "fashion-mnist/test/17",
      .sample(SampleSpec(dataset: "fashion-mnist", split: .test, index: 17))
    ),
    ("photo.JPG", .picture(PictureSpec(.file(path: "photo.JPG")))),
    ("photo:cat", .picture(PictureSpec(.photo(.cat)))),
    ("/data/mine/train/0", .sample(SampleSpec(dataset: "/data/mine", split: .train, index: 0))),
  ])
  func `every form is read`(text: String, spec: TensorSpec) throws {
    #expect(try TensorSpec(parsing: text) == spec)
    #expect(try TensorSpec(parsing: spec.description) == spec)
  }

  @Test(arguments: [
    ("arange:1x2x3x4x5", SpecError.Reason.sizeCount(found: 5)),
    ("arange:", .size(place: 1, found: "")),
    ("arange:3x", .size(place: 2, found: "")),
    ("arange:0x3", .size(place: 1, found: "0")),
    ("arange:-1x3", .size(place: 1, found: "-1")),
    ("ones:3x99999999999999999999", .sizesTooLarge("3x99999999999999999999")),
    ("ones:4294967296x4294967296", .sizesTooLarge("4294967296x4294967296")),
    ("random:3x3@-1", .seed("-1")),
    ("photo:dog", .photo("dog")),
    ("nonsense", .unknown("nonsense")),
    ("", .unknown("")),
    ("fashion-mnist/test/x", .unknown("fashion-mnist/test/x")),
    ("/test/1", .unknown("/test/1")),
    ("[[1,2],[3]]", .literal(.ragged(place: [1], found: 1, expected: 2))),
    ("[[[1],[2]],[[3]]]", .literal(.ragged(place: [1], found: 1, expected: 2))),
    ("[[1,2],3]", .literal(.numberForList(place: [1]))),
    ("[[1,[2]]]", .literal(.listForNumber(place: [0, 1]))),
    ("[[1,1-2]]", .literal(.notANumber("1-2", place: [0, 1]))),
    ("[[1,1e999]]", .literal(.notANumber("1e999", place: [0, 1]))),
    ("[[1,2]", .literal(.unexpected(found: nil, offset: 6, expected: .commaOrBracket))),
    ("[[1,2]]]", .literal(.unexpected(found: "]", offset: 7, expected: .end))),
    ("[[]]", .literal(.unexpected(found: "]", offset: 2, expected: .numberOrList))),
    ("[[1,nan]]", .literal(.unexpected(found: "nan", offset: 4, expected: .number))),
    ("[[1 2],[3 4]]", .literal(.unexpected(found: "2", offset: 4, expected: .commaOrBracket))),
    ("[[1,2],]", .literal(.unexpected(found: "]", offset: 7, expected: .list))),
    ("[1,]", .literal(.unexpected(found: "]", offset: 3, expected: .number))),
    ("[1,2", .literal(.unexpected(found: nil, offset: 4, expected: .commaOrBracket))),
    ("[", .literal(.unexpected(found: nil, offset: 1, expected: .numberOrList))),
    ("[[[[x]]]]", .literal(.unexpected(found: "x", offset: 4, expected: .number))),
    ("[[1;2]]", .literal(.unexpected(found: ";2", offset: 3, expected: .commaOrBracket))),
    ("[[[[[1]]]]]", .literal(.depth(5))),
  ])
  func `what is no SPEC is refused with the place`(text: String, reason: SpecError.Reason) {
    #expect(throws: SpecError(field: "input", reason: reason)) {
      try TensorSpec(parsing: text)
    }
  }

  @Test func `kernels go by name, a misspelt one is answered with the nearest`() throws {
    #expect(try KernelSpec(parsing: "sobel-x") == .named(.sobelX))
    #expect(
      try KernelSpec(parsing: "[[1]]") == .tensor(.literal(Tensor(shape: [1, 1], elements: [1]))))
    let error = #expect(throws: SpecError.self) { try KernelSpec(parsing: "sobel-xx") }
    #expect(error?.explanation.english.hasSuffix("did you mean sobel-x?") == true)
  }

  @Test func `the classical filters have their published values`() {
    #expect(KernelName.sobelX.tensor.elements == [-1, 0, 1, -2, 0, 2, -1, 0, 1])
    let x = KernelName.sobelX.tensor
    let y = KernelName.sobelY.tensor
    for row in 0..<3 { for column in 0..<3 { #expect(x[row, column] == y[column, row]) } }
    for (name, sum) in [
      (KernelName.identity, 1.0), (.sharpen, 1), (.boxBlur, 1), (.gaussian, 1), (.laplacian, 0),
      (.emboss, 1),
    ] {
      #expect(abs(name.tensor.elements.reduce(0, +) - sum) < 1e-15, "\(name)")
    }
  }

  @Test func `a vector of N is N channels of one cell, but no kernel and no matrix`() throws {
    #expect(
      try loader.input(TensorSpec(parsing: "[1,2,3]"))
        == Tensor(shape: [3, 1, 1], elements: [1, 2, 3]))
    #expect(try loader.input(.filled(.arange, [10])).shape == [10, 1, 1])
    #expect(throws: SpecError(field: "kernel", reason: .rank([3], .kernel))) {
      try loader.kernel(KernelSpec(parsing: "[1,2,3]"))
    }
    #expect(throws: SpecError(field: "weight", reason: .rank([3], .matrix))) {
      try loader.matrix(.filled(.ones, [3]), field: "weight")
    }
  }

  @Test func `two sizes are one channel, four are for kernels alone`() throws {
    #expect(
      try loader.input(.filled(.arange, [2, 2]))
        == Tensor(shape: [1, 2, 2], elements: [0, 1, 2, 3]))
    #expect(try loader.kernel(.tensor(.filled(.ones, [1, 1, 2, 2]))).shape == [1, 1, 2, 2])
    #expect(throws: SpecError(field: "input", reason: .rank([1, 1, 2, 2], .input))) {
      try loader.input(.filled(.ones, [1, 1, 2, 2]))
    }
  }

  @Test func `random numbers lie in 0..<1 and follow from the seed`() throws {
    let one = try loader.input(.filled(.random(seed: 1), [8, 8]))
    #expect(one.elements.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(try loader.input(.filled(.random(seed: 1), [8, 8])) == one)
    #expect(try loader.input(.filled(.random(seed: 2), [8, 8])) != one)
  }

  @Test func `too much memory is refused before any is taken`() {
    let shape: Shape = [1 << 20, 1 << 20, 1 << 20]
    let excess = MemoryExcess(bytes: nil, limit: 1 << 20)
    #expect(throws: SpecError(field: "input", reason: .memory(shape, excess))) {
      try loader.input(.filled(.zeros, shape))
    }
  }

  @Test func `samples and files come from whoever may read them`() throws {
    #expect(
      try loader.input(.sample(SampleSpec(dataset: "d", split: .test, index: 4))).elements == [4])
    #expect(
      throws: SpecError(field: "input", reason: .file(FileError(.read, "a.npy", .notAFile)))
    ) {
      try loader.input(.npy(path: "a.npy"))
    }
  }

  @Test func `a file of another rank is refused by its name`() {
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': ()}\n"
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + [7]
    let loader = TensorLoader(
      open: { path throws(FileError) in ByteReader(bytes, name: path) },
      sample: { _ in PendingTensor(.zeros([1, 1, 1])) })
    let error = #expect(throws: SpecError.self) { try loader.input(.npy(path: "row.npy")) }
    #expect(
      error?.explanation.english
        == "input: row.npy: found 0 sizes, expected one to three, N, HxW or CxHxW")
  }

  @Test func `damaged literals are refused or read, never trapped on`() {
    var generator = SeededGenerator(seed: 4)
    let seed = Array("[[[1,-2.5e3],[0,4]],[[5,6],[7,8]]]".utf8)
    for _ in 0..<5_000 {
      var bytes = seed
      for _ in 0...generator.integer(below: 3) where !bytes.isEmpty {
        let place = generator.integer(below: bytes.count)
        switch generator.integer(below: 3) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes.remove(at: place)
        default: bytes.insert(bytes[generator.integer(below: bytes.count)], at: place)
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if case .literal(let tensor) = try? TensorSpec(parsing: text) {
        #expect(tensor.shape.count == tensor.elements.count)
      }
    }
  }
}
