import Ground
import Tensors

/// A folder of the four files of MNIST and its kin.
struct IDXFolder: Hashable, Sendable {
  struct Files: Hashable, Sendable {
    var images: String
    var labels: String
  }

  let name: String
  let folder: String
  let files: [Split: Files]

  /// `nil` when no file of that kind lies in the folder.
  ///
  /// - Throws: ``DatasetError`` when there are pictures without labels or labels without pictures.
  init?(folder: String, name: String) throws(DatasetError) {
    var files: [Split: Files] = [:]
    for split in Split.allCases {
      let images = Self.find(split, "images", "idx3", in: folder)
      let labels = Self.find(split, "labels", "idx1", in: folder)
      switch (images, labels) {
      case (let images?, let labels?): files[split] = Files(images: images, labels: labels)
      case (nil, nil): continue
      case (_, nil):
        throw .splitMissing(folder: folder, split, expected: "\(split.prefix)-labels-idx1-ubyte")
      case (nil, _):
        throw .splitMissing(folder: folder, split, expected: Self.imageFile(of: split))
      }
    }
    guard !files.isEmpty else { return nil }
    self.name = name
    self.folder = folder
    self.files = files
  }

  static func imageFile(of split: Split) -> String { "\(split.prefix)-images-idx3-ubyte" }

  /// The pictures of one half; `nil` where the folder has none.
  func load(_ split: Split) throws(DatasetError) -> Dataset? {
    guard let files = files[split] else { return nil }
    let (header, pixels) = try IDXFile.readImages(path: files.images)
    let labels = try IDXFile.readLabels(path: files.labels, expected: header.count)
    let classes = try classes(besides: split, labels)
    return Dataset(
      name: name, shape: header.shape, pixels: pixels, labels: labels, classes: classes)
  }

  /// One picture: the file is unpacked no further than to it.
  func sample(_ split: Split, at index: Int) throws(DatasetError) -> Sample? {
    guard let files = files[split] else { return nil }
    var file = try InflatingFile(path: files.images)
    let header = try IDXFile.readImageHeader(from: &file)
    guard index < header.count else {
      throw .sampleOutOfRange(dataset: name, split, found: index, count: header.count)
    }
    try IDXFile.require(
      header.pricePerSample, file: files.images, sizes: [header.rows, header.columns])
    let labels = try IDXFile.readLabels(path: files.labels, expected: header.count)
    let classes = try classes(besides: split, labels)
    try file.skip(index * header.pictureBytes)
    let pixels = try file.read(header.pictureBytes)
    return Sample(shape: header.shape, pixels: pixels, label: Int(labels[index]), classes: classes)
  }

  /// What a half declares about itself; `nil` where the folder has none.
  func header(of split: Split) throws(DatasetError) -> IDXFile.ImageHeader? {
    guard let files = files[split] else { return nil }
    var file = try InflatingFile(path: files.images)
    return try IDXFile.readImageHeader(from: &file)
  }

  /// The classes of both halves: the format does not say how many there are.
  ///
  /// Fashion-MNIST has its ten. Any other set has as many as its largest label says, but a label above
  /// 9 counts only when every label from 1 up to it occurs: one damaged byte must not make 200 classes.
  private func classes(besides split: Split, _ labels: [UInt8]) throws(DatasetError) -> [Bilingual]
  {
    let file = files[split]?.labels ?? name
    if let known = ClassNames.known[name] {
      if let place = labels.firstIndex(where: { $0 >= known.count }) {
        throw .labelOutOfRange(
          file: file, place: place, found: Int(labels[place]), classes: known.count)
      }
      return known
    }
    var present = Array(repeating: false, count: 256)
    for label in labels { present[Int(label)] = true }
    if let other = files[split.other] {
      for label in try IDXFile.readLabels(path: other.labels) { present[Int(label)] = true }
    }
    let largest = present.lastIndex(of: true) ?? 0
    if largest > 9, let missing = present[1..<largest].firstIndex(of: false) {
      // Where only the other half has such a label, reading that half says so.
      if let place = labels.firstIndex(where: { $0 > missing && $0 > 9 }) {
        throw .labelGap(file: file, place: place, found: Int(labels[place]), missing: missing)
      }
      return ClassNames.numbers(max(missing, 10))
    }
    return ClassNames.numbers(largest + 1)
  }

  private static func find(_ split: Split, _ kind: String, _ format: String, in folder: String)
    -> String?
  {
    // Both spellings are about: the original's, and the one that some archives unpack to.
    for stem in [
      "\(split.prefix)-\(kind)-\(format)-ubyte", "\(split.prefix)-\(kind).\(format)-ubyte",
    ] {
      for ending in ["", ".gz"] {
        let path = "\(folder)/\(stem)\(ending)"
        if FileSystem.isFile(path) { return path }
      }
    }
    // EMNIST puts its part before it and calls the test pictures so; two parts in one folder are no choice.
    let endings = [split.prefix, split.rawValue].flatMap { half in
      ["", ".gz"].map { "-\(half)-\(kind)-\(format)-ubyte\($0)" }
    }
    let entries = (try? FileSystem.entries(of: folder)) ?? []
    let found = entries.filter { entry in endings.contains { entry.hasSuffix($0) } }
    return found.count == 1 ? "\(folder)/\(found[0])" : nil
  }
}

extension Split {
  fileprivate var other: Split {
    switch self {
    case .train: .test
    case .test: .train
    }
  }

  /// How MNIST's files call it.
  fileprivate var prefix: String {
    switch self {
    case .train: "train"
    case .test: "t10k"
    }
  }
}
