import Datasets
import Ground
import Tensors
import Testing

@Suite struct IDXTests {
  private static let images = "train-images-idx3-ubyte"
  private static let labels = "train-labels-idx1-ubyte"

  /// What reading the training half gives, files being written under the names of MNIST.
  private func load(
    images: [UInt8] = TinyFiles.images(), labels: [UInt8] = TinyFiles.labels(),
    set: String = "set", gzip: Bool = false
  ) throws -> Dataset {
    let folder = try TemporaryFolder()
    try folder.write("\(set)/\(Self.images)\(gzip ? ".gz" : "")", images)
    try folder.write("\(set)/\(Self.labels)", labels)
    return try DatasetCatalog(folders: [folder.path]).source(for: set).load(.train)
  }

  private func failure(
    images: [UInt8] = TinyFiles.images(), labels: [UInt8] = TinyFiles.labels(),
    set: String = "set", gzip: Bool = false
  ) -> DatasetError? {
    do {
      _ = try load(images: images, labels: labels, set: set, gzip: gzip)
      return nil
    } catch { return error as? DatasetError }
  }

  @Test func `pictures and labels are read`() throws {
    let dataset = try load()
    #expect(dataset.name == "set")
    #expect(dataset.shape == [1, 2, 2])
    #expect(dataset.pixels == Array(1...12))
    #expect(dataset.labels == [0, 2, 1])
    #expect(dataset.classNames == ["0", "1", "2"])
  }

  @Test func `gzip is unpacked`() throws {
    #expect(try load(images: TinyFiles.gzippedImages, gzip: true).pixels == Array(1...12))
  }

  @Test func `the spelling with a dot is read, too`() throws {
    let folder = try TemporaryFolder()
    try folder.write("train-images.idx3-ubyte", TinyFiles.images())
    try folder.write("train-labels.idx1-ubyte", TinyFiles.labels())
    let source = try DatasetCatalog(folders: []).source(for: folder.path)
    #expect(try source.load(.train).count == 3)
    #expect(source.splits == [.train])
  }

  @Test func `one picture alone equals the same in the whole`() throws {
    let folder = try TemporaryFolder()
    try folder.write("\(Self.images).gz", TinyFiles.gzippedImages)
    try folder.write(Self.labels, TinyFiles.labels())
    let source = try DatasetCatalog(folders: []).source(for: folder.path)
    let whole = try source.load(.train)
    for index in 0..<3 {
      let sample = try source.sample(.train, at: index)
      #expect(sample.picture == whole.picture(at: index))
      #expect(sample.label == Int(whole.labels[index]))
    }
    #expect(throws: DatasetError.sampleOutOfRange(dataset: source.name, .train, found: 3, count: 3))
    {
      try source.sample(.train, at: 3)
    }
  }

  @Test func `a file cut short anywhere is bad input`() throws {
    for length in 0..<TinyFiles.images().count {
      guard case .cutShort(_, let found, _) = failure(images: Array(TinyFiles.images()[..<length]))
      else {
        Issue.record("pictures cut to \(length) bytes were taken")
        continue
      }
      #expect(found <= length)
    }
    for length in 0..<TinyFiles.labels().count {
      #expect(failure(labels: Array(TinyFiles.labels()[..<length])) != nil, "\(length)")
    }
    for length in 0..<TinyFiles.gzippedImages.count {
      let cut = Array(TinyFiles.gzippedImages[..<length])
      #expect(failure(images: cut, gzip: true) != nil, "gzip cut to \(length) bytes was taken")
    }
  }

  @Test func `more data than the header says is bad input`() {
    guard case .tooLong(_, expected: 28) = failure(images: TinyFiles.images() + [0]) else {
      Issue.record("a byte too many was taken")
      return
    }
  }

  @Test func `damage in the compressed data is found by its checksum`() {
    var damaged = TinyFiles.gzippedImages
    damaged[damaged.count - 8] ^= 1
    guard case .damagedCompression = failure(images: damaged, gzip: true) else {
      Issue.record("a wrong checksum was taken")
      return
    }
  }

  @Test func `another magic number is named with the one expected`() throws {
    let error = try #require(failure(images: TinyFiles.images(magic: 0x801)))
    #expect(error.explanation.english.contains("0x00000801, expected 0x00000803"))
    #expect(failure(labels: TinyFiles.labels(magic: 0x803)) != nil)
  }

  @Test func `what lies in the place of a file is named as what it is`() throws {
    for (bytes, name) in [
      ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "git-lfs pointer"),
      ("<!DOCTYPE html><html></html>", "HTML page"), ("\u{89}PNG\r\n", "expected"),
    ] {
      for error in [failure(images: Array(bytes.utf8)), failure(labels: Array(bytes.utf8))] {
        #expect(try #require(error).explanation.english.contains(name), "\(name)")
      }
    }
  }

  @Test func `labels must be as many as pictures`() {
    guard case .labelCount(_, found: 2, expected: 3) = failure(labels: TinyFiles.labels([0, 1]))
    else {
      Issue.record("two labels for three pictures were taken")
      return
    }
  }

  @Test func `a label outside the classes of a known set is bad input`() throws {
    #expect(try load(set: "fashion-mnist").classNames[1] == "trouser")
    guard
      case .labelOutOfRange(_, place: 1, found: 10, classes: 10) =
        failure(labels: TinyFiles.labels([9, 10, 0]), set: "fashion-mnist")
    else {
      Issue.record("label 10 of 10 classes was taken")
      return
    }
  }

  @Test func `a label far from the others is bad input in any set`() throws {
    guard
      case .labelGap(_, place: 2, found: 200, missing: 2) =
        failure(labels: TinyFiles.labels([0, 1, 200]))
    else {
      Issue.record("label 200 was taken for a class")
      return
    }
    #expect(try load(labels: TinyFiles.labels([0, 9, 3])).classCount == 10)
  }

  @Test func `sizes no memory could hold are refused before any is taken`() {
    let huge = UInt32.max
    for (count, rows, columns) in [(huge, huge, huge), (huge, 2, 2), (3, huge, huge), (1, 1, huge)]
    {
      let images = TinyFiles.images(count: count, rows: rows, columns: columns)
      #expect(failure(images: images) != nil, "\(count) x \(rows) x \(columns)")
    }
    guard case .tooLarge = failure(images: TinyFiles.images(count: huge, rows: huge, columns: huge))
    else {
      Issue.record("2^96 bytes were not called too many")
      return
    }
    #expect(failure(labels: TinyFiles.labels([0, 1, 2], count: huge)) != nil)
  }

  @Test func `no pictures, or empty ones, are bad input`() {
    guard case .noPictures = failure(images: TinyFiles.images(count: 0, pixels: [])) else {
      Issue.record("no picture was taken for a data set")
      return
    }
    guard case .emptyPicture = failure(images: TinyFiles.images(rows: 0, pixels: [])) else {
      Issue.record("a picture without rows was taken")
      return
    }
  }

  @Test func `pictures without labels are named, and halves must be alike`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.images, TinyFiles.images())
    let catalog = DatasetCatalog(folders: [])
    #expect(
      throws: DatasetError.splitMissing(
        folder: folder.path, .train, expected: "train-labels-idx1-ubyte")
    ) { try catalog.source(for: folder.path) }
    try folder.write(Self.labels, TinyFiles.labels())
    let alone = try catalog.source(for: folder.path)
    #expect(try alone.loadPair().test == nil)
    #expect(
      throws: DatasetError.splitMissing(
        folder: folder.path, .test, expected: "t10k-images-idx3-ubyte")
    ) { try alone.load(.test) }
    let path = try folder.write(
      "t10k-images-idx3-ubyte", TinyFiles.images(rows: 1, columns: 4))
    try folder.write("t10k-labels-idx1-ubyte", TinyFiles.labels())
    #expect(
      throws: DatasetError.shapesDiffer(file: path, found: [1, 1, 4], expected: [1, 2, 2])
    ) { try catalog.source(for: folder.path).loadPair() }
  }

  @Test func `a class that only the other half shows counts`() throws {
    let folder = try TemporaryFolder()
    for (prefix, labels) in [("train", [UInt8(0), 1, 1]), ("t10k", [2, 0, 1])] {
      try folder.write("\(prefix)-images-idx3-ubyte", TinyFiles.images())
      try folder.write("\(prefix)-labels-idx1-ubyte", TinyFiles.labels(labels))
    }
    let pair = try DatasetCatalog(folders: []).source(for: folder.path).loadPair()
    #expect(pair.classes.count == 3)
    #expect(pair.test?.classCount == 3)
  }
}
