import Ground
import Tensors

/// A folder of CIFAR-10's binary version: records of one label byte and 3 x 32 x 32 bytes, channels first.
///
/// <https://www.cs.toronto.edu/~kriz/cifar.html>. Training pictures are those of `data_batch_1.bin`,
/// `data_batch_2.bin`, … in the order of their numbers, as many as lie there; test pictures those of
/// `test_batch.bin`. `batches.meta.txt`, one class name a line, may be missing.
struct CIFARFolder: Hashable, Sendable {
  static let shape: Shape = [3, 32, 32]
  static let recordBytes = 1 + 3 * 32 * 32

  let name: String
  let folder: String
  let files: [Split: [String]]

  /// `nil` when no file of that kind lies in the folder.
  init?(folder: String, name: String) throws(DatasetError) {
    let batches = ((try? FileSystem.entries(of: folder)) ?? []).compactMap {
      entry -> (number: Int, path: String)? in
      guard entry.hasPrefix("data_batch_"), entry.hasSuffix(".bin"),
        let number = Int(entry.dropFirst(11).dropLast(4)), FileSystem.isFile("\(folder)/\(entry)")
      else { return nil }
      return (number, "\(folder)/\(entry)")
    }
    var files: [Split: [String]] = [:]
    // Pictures that are missing in the middle would be missed by nobody.
    let numbers = Set(batches.map(\.number))
    if let last = numbers.max(),
      let gap = (1...max(1, last)).first(where: { !numbers.contains($0) })
    {
      throw .batchMissing(folder: folder, number: gap, last: last)
    }
    if !batches.isEmpty {
      files[.train] = batches.sorted { ($0.number, $0.path) < ($1.number, $1.path) }.map(\.path)
    }
    let test = "\(folder)/test_batch.bin"
    if FileSystem.isFile(test) { files[.test] = [test] }
    guard !files.isEmpty else { return nil }
    self.name = name
    self.folder = folder
    self.files = files
  }

  /// The pictures of one half; `nil` where the folder has none.
  func load(_ split: Split) throws(DatasetError) -> Dataset? {
    guard let files = files[split] else { return nil }
    let classes = try readClasses()
    let counts = try recordCounts(of: files)
    let count = counts.reduce(0, +)
    try IDXFile.require(
      Self.price(of: count), file: folder, sizes: [count] + Self.shape.sizes)
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    pixels.reserveCapacity(count * Self.shape.count)
    labels.reserveCapacity(count)
    for (path, count) in zip(files, counts) {
      var file = try InflatingFile(path: path)
      for record in 0..<count {
        let bytes = try file.read(Self.recordBytes)
        try check(label: bytes[0], at: record, in: path, classes: classes.count)
        labels.append(bytes[0])
        pixels.append(contentsOf: bytes[1...])
      }
      try file.expectEnd()
    }
    return Dataset(name: name, shape: Self.shape, pixels: pixels, labels: labels, classes: classes)
  }

  /// One picture; the records before it are passed over.
  func sample(_ split: Split, at index: Int) throws(DatasetError) -> Sample? {
    guard let files = files[split] else { return nil }
    let classes = try readClasses()
    let counts = try recordCounts(of: files)
    var record = index
    for (path, count) in zip(files, counts) {
      guard record < count else {
        record -= count
        continue
      }
      var file = try InflatingFile(path: path)
      try file.skip(record * Self.recordBytes)
      let bytes = try file.read(Self.recordBytes)
      try check(label: bytes[0], at: record, in: path, classes: classes.count)
      return Sample(
        shape: Self.shape, pixels: Array(bytes[1...]), label: Int(bytes[0]), classes: classes)
    }
    throw .sampleOutOfRange(
      dataset: name, split, found: index, count: counts.reduce(0, +))
  }

  /// So many pictures with their labels.
  static func price(of count: Int) -> MemoryPrice {
    MemoryPrice([count, recordBytes], bytesEach: 1)
  }

  func count(of split: Split) throws(DatasetError) -> Int {
    try recordCounts(of: files[split] ?? []).reduce(0, +)
  }

  private func recordCounts(of files: [String]) throws(DatasetError) -> [Int] {
    var counts: [Int] = []
    for path in files {
      guard let size = FileSystem.size(of: path) else {
        throw .unreadable(
          file: path, reason: Bilingual("it is not a plain file", "đây không phải tệp thường"))
      }
      guard size > 0 else { throw .noPictures(file: path) }
      guard size.isMultiple(of: Self.recordBytes) else {
        throw .partialRecord(file: path, found: size, record: Self.recordBytes)
      }
      counts.append(size / Self.recordBytes)
    }
    return counts
  }

  private func check(
    label: UInt8, at record: Int, in path: String, classes: Int
  ) throws(DatasetError) {
    guard label < classes else {
      throw .labelOutOfRange(file: path, place: record, found: Int(label), classes: classes)
    }
  }

  private func readClasses() throws(DatasetError) -> [Bilingual] {
    let path = "\(folder)/batches.meta.txt"
    guard let size = FileSystem.size(of: path) else { return ClassNames.cifar10 }
    // 256 names of 256 bytes: more is no list of names.
    guard size <= 1 << 16 else { throw .tooLong(file: path, expected: 1 << 16) }
    let text: String
    do {
      text = try TextFile.read(path)
    } catch {
      throw .text(error)
    }
    let names = text.split(whereSeparator: \.isNewline)
      .map { $0.trimmed }.filter { !$0.isEmpty }
    guard (1...256).contains(names.count) else {
      throw .classNameCount(file: path, found: names.count)
    }
    return names.map(ClassNames.named)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
