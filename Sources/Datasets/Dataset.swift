import Ground
import Tensors

/// Pictures with labels, whole in memory, as training wants them.
///
/// The picture `n` is `pixels[n * shape.count ..< (n + 1) * shape.count]`, channels first (C, H, W), and
/// a network sees `pixel / 255`. Storage is shared between copies; hot loops fetch it once.
public struct Dataset: Sendable {
  /// The name that options, tables and errors use: `fashion-mnist`, or the name of a folder.
  public let name: String
  /// `[C, H, W]` of one picture.
  public let shape: Shape
  /// N x C x H x W without gaps, 0...255.
  public let pixels: [UInt8]
  /// One a picture, each below ``classCount``.
  public let labels: [Int32]
  /// What a person reads for each label.
  public let classes: [Bilingual]

  /// - Precondition: `pixels` holds `labels.count` pictures of `shape`, and `classes` has a name for
  ///   every label. Readers check what comes from outside before they call this.
  public init(
    name: String, shape: Shape, pixels: [UInt8], labels: some Collection<some FixedWidthInteger>,
    classes: [Bilingual]
  ) {
    precondition(shape.rank == 3, "a picture has channels, rows and columns")
    precondition(pixels.count == labels.count * shape.count, "a picture lacks its label")
    precondition(labels.allSatisfy { $0 >= 0 && $0 < classes.count }, "a label lacks its class")
    self.name = name
    self.shape = shape
    self.pixels = pixels
    self.labels = labels.map { Int32($0) }
    self.classes = classes
  }

  /// The number of pictures.
  public var count: Int { labels.count }

  public var isEmpty: Bool { labels.isEmpty }

  public var classCount: Int { classes.count }

  /// The names of the classes as files and JSON write them, whatever the language.
  public var classNames: [String] { classes.map(\.english) }

  /// The place of one picture in ``pixels``.
  public func pixelRange(of index: Int) -> Range<Int> {
    let size = shape.count
    return index * size..<(index + 1) * size
  }

  /// One picture, `[C, H, W]` in 0...1.
  ///
  /// - Precondition: `index` is below ``count``.
  public func picture(at index: Int) -> Tensor {
    Tensor(
      shape: shape, elements: pixels[pixelRange(of: index)].map { Double($0) / 255 },
      precision: .single)
  }

  /// The first pictures, at most `limit`.
  public func prefix(_ limit: Int) -> Dataset {
    guard limit < count else { return self }
    let kept = max(limit, 0)
    return Dataset(
      name: name, shape: shape, pixels: Array(pixels[..<(kept * shape.count)]),
      labels: Array(labels[..<kept]), classes: classes)
  }
}

/// Training and test pictures of one data set, of the same shape and classes.
public struct DatasetPair: Sendable {
  public let train: Dataset
  /// `nil` where the folder has no test pictures.
  public let test: Dataset?

  /// - Precondition: both have the same shape and number of classes.
  public init(train: Dataset, test: Dataset?) {
    if let test {
      precondition(
        test.shape == train.shape && test.classCount == train.classCount,
        "training and test pictures differ in shape or classes")
    }
    self.train = train
    self.test = test
  }

  public var name: String { train.name }
  public var shape: Shape { train.shape }
  public var classes: [Bilingual] { train.classes }
}
