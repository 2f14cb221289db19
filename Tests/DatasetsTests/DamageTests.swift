import Datasets
import Ground
import Tensors
import Testing

/// Whatever the bytes, reading ends with data or with one sentence.
@Suite struct DamageTests {
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("train-images-idx3-ubyte", TinyFiles.images()),
    ("train-labels-idx1-ubyte", TinyFiles.labels()),
    ("t10k-images-idx3-ubyte.gz", TinyFiles.gzippedImages),
    ("t10k-labels-idx1-ubyte", TinyFiles.labels()),
  ]

  private func check(_ error: DatasetError) {
    for language in Language.allCases {
      let sentence = error.explanation[language]
      #expect(!sentence.isEmpty && !sentence.contains(where: \.isNewline), "\(error)")
    }
    #expect(error.explanation.english != error.explanation.vietnamese)
  }

  /// Reads everything there is in every way.
  private func read(_ folder: TemporaryFolder) {
    do throws(DatasetError) {
      let source = try DatasetCatalog(folders: []).source(for: folder.path)
      for split in Split.allCases {
        do throws(DatasetError) { _ = try source.load(split) } catch { check(error) }
        do throws(DatasetError) { _ = try source.sample(split, at: 2) } catch { check(error) }
        do throws(DatasetError) { _ = try source.count(of: split) } catch { check(error) }
      }
      _ = try source.loadPair()
    } catch { check(error) }
  }

  @Test(arguments: 0..<4)
  func `a changed, lost or added byte of an IDX file never traps`(damaged: Int) throws {
    let folder = try TemporaryFolder()
    for file in Self.files { try folder.write(file.name, file.bytes) }
    var generator = SeededGenerator(seed: UInt64(damaged))
    let original = Self.files[damaged].bytes
    for _ in 0..<300 {
      var bytes = original
      for _ in 0...generator.integer(below: 3) {
        let place = generator.integer(below: max(bytes.count, 1))
        switch generator.integer(below: 4) {
        case 0 where !bytes.isEmpty: bytes.remove(at: place)
        case 1: bytes.insert(UInt8(generator.integer(below: 256)), at: place)
        case 2: bytes.removeLast(generator.integer(below: bytes.count + 1))
        default:
          if !bytes.isEmpty { bytes[place] = UInt8(generator.integer(below: 256)) }
        }
      }
      try folder.write(Self.files[damaged].name, bytes)
      read(folder)
    }
  }

  @Test func `a changed, lost or added byte of a CIFAR file never traps`() throws {
    let folder = try TemporaryFolder()
    let original =
      TinyFiles.cifarRecord(label: 1, fill: 2) + TinyFiles.cifarRecord(label: 3, fill: 4)
    var generator = SeededGenerator(seed: 5)
    try folder.write("test_batch.bin", original)
    for _ in 0..<100 {
      var bytes = original
      switch generator.integer(below: 3) {
      case 0: bytes.removeLast(generator.integer(below: bytes.count))
      case 1: bytes.append(contentsOf: [1, 2, 3])
      default: bytes[3073 * generator.integer(below: 2)] = UInt8(generator.integer(below: 256))
      }
      try folder.write("data_batch_1.bin", bytes)
      try folder.write(
        "batches.meta.txt",
        (0..<generator.integer(below: 40)).map { _ in UInt8(generator.integer(below: 256)) })
      read(folder)
    }
  }

  @Test func `a folder in a file's place is no file`() throws {
    let folder = try TemporaryFolder()
    try folder.write("train-images-idx3-ubyte/inner", [])
    try folder.write("data_batch_1.bin/inner", [])
    try folder.write("test_batch.bin", TinyFiles.cifarRecord(label: 1, fill: 2))
    let source = try DatasetCatalog(folders: []).source(for: folder.path)
    #expect(source.splits == [.test])
  }
}
