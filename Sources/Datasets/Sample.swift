import Ground
import Tensors

/// The half of a data set that a picture belongs to.
public typealias Split = SampleSpec.Split

/// One picture with its label and the names of the classes.
public struct Sample: Sendable {
  /// `[C, H, W]` in 0...1.
  public let picture: Tensor
  public let label: Int
  /// What a person reads for the label.
  public let className: Bilingual

  public init(picture: Tensor, label: Int, className: Bilingual) {
    self.picture = picture
    self.label = label
    self.className = className
  }
}

extension DatasetCatalog {
  /// The picture that a command line names.
  ///
  /// - Throws: ``DatasetError`` when the data set is not there, is damaged, or has no such picture.
  public func sample(_ sample: SampleSpec) throws(DatasetError) -> Sample {
    try source(for: sample.dataset).sample(sample.split, at: sample.index)
  }
}

extension DatasetCatalog {
  /// The picture that a command line names, found but not read.
  public func pendingPicture(_ sample: SampleSpec) throws(DatasetError) -> PendingTensor {
    try source(for: sample.dataset).pendingPicture(sample.split, at: sample.index)
  }
}

extension Sample {
  /// From bytes: ``picture`` is the bytes over 255.
  init(shape: Shape, pixels: [UInt8], label: Int, classes: [Bilingual]) {
    self.init(
      picture: Tensor(shape: shape, elements: pixels.map { Double($0) / 255 }, precision: .single),
      label: label,
      className: classes[label])
  }
}
