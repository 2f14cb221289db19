import Ground
import Tensors

/// A data set that has been found but not read: what `--data` stands for.
public struct DatasetSource: Hashable, Sendable {
  private enum Kind: Hashable, Sendable {
    case digits
    case idx(IDXFolder)
    case cifar(CIFARFolder)
  }

  public let name: String
  private let kind: Kind

  /// The name of the built-in data set.
  public static let digitsName = "digits"

  /// The built-in data set: always there.
  public static let digits = DatasetSource(name: digitsName, kind: .digits)

  private init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The data set in a folder: IDX files, or CIFAR-10's binary files.
  ///
  /// - Throws: ``DatasetError/unknownFolder(_:)`` when neither lies there.
  public init(folder: String, name: String) throws(DatasetError) {
    for place in Self.places(in: folder) {
      if let idx = try IDXFolder(folder: place, name: name) {
        self.init(name: name, kind: .idx(idx))
        return
      }
      if let cifar = try CIFARFolder(folder: place, name: name) {
        self.init(name: name, kind: .cifar(cifar))
        return
      }
    }
    throw .unknownFolder(folder)
  }

  /// The folder, and where archives and torchvision put the files inside it: `MNIST/raw`, `gzip`,
  /// `cifar-10-batches-bin`.
  private static func places(in folder: String) -> [String] {
    let known = ["raw", "gzip", "cifar-10-batches-bin"]
    let inside = ((try? FileSystem.entries(of: folder)) ?? []).sorted()
    return [folder] + known.map { "\(folder)/\($0)" }.filter(FileSystem.isFolder)
      + inside.map { "\(folder)/\($0)/raw" }.filter(FileSystem.isFolder)
  }

  /// A folder's own name, links and dots resolved.
  static func name(of folder: String) -> String {
    let resolved = (try? FileSystem.resolved(folder)) ?? folder
    return resolved.split(separator: "/").last.map(String.init) ?? folder
  }

  /// The halves that are there.
  public var splits: [Split] {
    switch kind {
    case .digits: Split.allCases
    case .idx(let folder): Split.allCases.filter { folder.files[$0] != nil }
    case .cifar(let folder): Split.allCases.filter { folder.files[$0] != nil }
    }
  }

  /// The number of pictures of one half, 0 where there is none; only headers are read.
  public func count(of split: Split) throws(DatasetError) -> Int {
    switch kind {
    case .digits: DigitGenerator.count(of: split)
    case .idx(let folder): try folder.header(of: split)?.count ?? 0
    case .cifar(let folder): try folder.count(of: split)
    }
  }

  /// The pictures of one half, whole in memory; with a limit the first so many.
  ///
  /// A file is read and checked whole all the same.
  ///
  /// - Throws: ``DatasetError`` when the half is missing or a file is damaged.
  public func load(_ split: Split, limit: Int? = nil) throws(DatasetError) -> Dataset {
    let loaded: Dataset? =
      switch kind {
      case .digits: DigitGenerator.dataset(split, limit: limit)
      case .idx(let folder): try folder.load(split)
      case .cifar(let folder): try folder.load(split)
      }
    guard let loaded else { throw missing(split) }
    return limit.map(loaded.prefix) ?? loaded
  }

  /// The training pictures, the first `trainLimit` of them if given, and the test pictures where there are any.
  ///
  /// - Throws: ``DatasetError`` when there are no training pictures, a file is damaged, or the halves
  ///   do not match.
  public func loadPair(trainLimit: Int? = nil) throws(DatasetError) -> DatasetPair {
    try requireMemory()
    let train = try load(.train, limit: trainLimit)
    guard splits.contains(.test) else { return DatasetPair(train: train, test: nil) }
    let test = try load(.test)
    guard test.shape == train.shape else {
      throw .shapesDiffer(file: path(of: .test), found: test.shape, expected: train.shape)
    }
    return DatasetPair(train: train, test: test)
  }

  /// One picture, without reading the whole half.
  ///
  /// - Throws: ``DatasetError`` when the half is missing, has no such picture, or a file is damaged.
  public func sample(_ split: Split, at index: Int) throws(DatasetError) -> Sample {
    guard index >= 0 else { throw .sampleIndex(name, found: String(index)) }
    let sample: Sample? =
      switch kind {
      case .digits: try DigitGenerator.sample(split, at: index)
      case .idx(let folder): try folder.sample(split, at: index)
      case .cifar(let folder): try folder.sample(split, at: index)
      }
    guard let sample else { throw missing(split) }
    return sample
  }

  /// One picture, found but not read.
  ///
  /// - Throws: as ``sample(_:at:)``, as far as that can be told without reading the picture.
  func pendingPicture(_ split: Split, at index: Int) throws(DatasetError) -> PendingTensor {
    let (shape, reading): (Shape, MemoryPrice)
    switch kind {
    case .digits: (shape, reading) = (DigitGenerator.shape, MemoryPrice())
    case .idx(let folder):
      guard let header = try folder.header(of: split) else { throw missing(split) }
      (shape, reading) = (header.shape, header.pricePerSample)
    case .cifar: (shape, reading) = (CIFARFolder.shape, CIFARFolder.price(of: 1))
    }
    return PendingTensor(shape: shape, reading: reading) {
      try sample(split, at: index).picture
    }
  }

  /// Refuses halves that together take too much memory, before one is read.
  private func requireMemory() throws(DatasetError) {
    var (price, sizes) = (MemoryPrice(), [Int]())
    for split in Split.allCases {
      switch kind {
      case .digits: continue
      case .idx(let folder):
        guard let header = try folder.header(of: split) else { continue }
        price.add(header.price)
        if sizes.isEmpty { sizes = header.sizes }
      case .cifar(let folder):
        let count = try folder.count(of: split)
        price.add(CIFARFolder.price(of: count))
        if sizes.isEmpty { sizes = [count] + CIFARFolder.shape.sizes }
      }
    }
    try IDXFile.require(price, file: name, sizes: sizes)
  }

  private func path(of split: Split) -> String {
    switch kind {
    case .digits: name
    case .idx(let folder): folder.files[split]?.images ?? name
    case .cifar(let folder): folder.files[split]?.first ?? folder.folder
    }
  }

  private func missing(_ split: Split) -> DatasetError {
    switch kind {
    case .digits: .notFound(name, tried: [])
    case .idx(let idx):
      .splitMissing(folder: idx.folder, split, expected: IDXFolder.imageFile(of: split))
    case .cifar(let cifar):
      .splitMissing(
        folder: cifar.folder, split,
        expected: split == .train ? "data_batch_1.bin" : "test_batch.bin")
    }
  }
}
