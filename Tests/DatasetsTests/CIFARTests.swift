import Datasets
import Ground
import Tensors
import Testing

@Suite struct CIFARTests {
  private func source(of folder: TemporaryFolder) throws -> DatasetSource {
    try DatasetCatalog(folders: []).source(for: folder.path)
  }

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 1...10 {
      try folder.write(
        "data_batch_\(number).bin",
        TinyFiles.cifarRecord(label: UInt8(number - 1), fill: UInt8(number))
          + TinyFiles.cifarRecord(label: 9, fill: UInt8(100 + number)))
    }
    try folder.write("test_batch.bin", TinyFiles.cifarRecord(label: 3, fill: 77))
    return folder
  }

  @Test func `batches follow each other by number`() throws {
    let folder = try folder()
    let pair = try source(of: folder).loadPair()
    #expect(pair.shape == [3, 32, 32])
    #expect(pair.train.labels == (0..<10).flatMap { [Int32($0), 9] })
    let firsts = (0..<20).map { pair.train.pixels[$0 * 3072] }
    #expect(firsts == (1...10).flatMap { [UInt8($0), UInt8(100 + $0)] })
    #expect(pair.test?.labels == [3])
    #expect(pair.classes[3] == Bilingual("cat", "mèo"))
  }

  @Test func `one picture alone equals the same in the whole`() throws {
    let folder = try folder()
    let source = try source(of: folder)
    let whole = try source.load(.train)
    #expect(try source.count(of: .train) == 20)
    for index in 0..<20 {
      #expect(try source.sample(.train, at: index).picture == whole.picture(at: index))
    }
    #expect(
      throws: DatasetError.sampleOutOfRange(dataset: source.name, .train, found: 20, count: 20)
    ) {
      try source.sample(.train, at: 20)
    }
  }

  @Test func `class names are those of the folder`() throws {
    let folder = try folder()
    try folder.write("batches.meta.txt", Array("a\nb\nc\ncat\ne\nf\ng\nh\ni\nj\r\n\n".utf8))
    let classes = try source(of: folder).load(.test).classes
    #expect(classes.map(\.english) == ["a", "b", "c", "cat", "e", "f", "g", "h", "i", "j"])
    #expect(classes[3].vietnamese == "mèo")
    try folder.write("batches.meta.txt", [])
    #expect(throws: DatasetError.self) { try source(of: folder).load(.test) }
    try folder.write("batches.meta.txt", Array("only\n".utf8))
    #expect(throws: DatasetError.self) { try source(of: folder).load(.test) }
  }

  @Test func `a record cut short, or a label out of range, is named with its place`() throws {
    let folder = try folder()
    let path = try folder.write("test_batch.bin", Array(repeating: 0, count: 3072))
    #expect(throws: DatasetError.partialRecord(file: path, found: 3072, record: 3073)) {
      try source(of: folder).load(.test)
    }
    try folder.write("test_batch.bin", [])
    #expect(throws: DatasetError.noPictures(file: path)) { try source(of: folder).load(.test) }
    try folder.write(
      "test_batch.bin",
      TinyFiles.cifarRecord(label: 9, fill: 0) + TinyFiles.cifarRecord(label: 10, fill: 0))
    #expect(
      throws: DatasetError.labelOutOfRange(file: path, place: 1, found: 10, classes: 10)
    ) { try source(of: folder).load(.test) }
  }

  @Test func `a batch that is missing in the middle is named`() throws {
    let folder = try TemporaryFolder()
    for number in [1, 2, 4, 5] { try folder.write("data_batch_\(number).bin", []) }
    #expect(throws: DatasetError.batchMissing(folder: folder.path, number: 3, last: 5)) {
      try source(of: folder)
    }
  }
}
