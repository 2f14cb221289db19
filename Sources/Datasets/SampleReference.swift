import Tensors

/// One picture of a data set as a command line names it: `fashion-mnist/test/17`.
public struct SampleReference: Hashable, Sendable, CustomStringConvertible {
  /// A name, `digits`, or a folder, as `--data` takes it.
  public let dataset: String
  public let split: Split
  /// From 0.
  public let index: Int

  public init(dataset: String, split: Split, index: Int) {
    self.dataset = dataset
    self.split = split
    self.index = index
  }

  /// Reads `NAME|DIR/train|test/INDEX`; `nil` when the text has another form and is none of ours.
  ///
  /// The last part but one decides: a text with `train` or `test` there is a sample, unless it ends in
  /// the name of a file with a dot (`data/test/picture.npy`).
  ///
  /// - Throws: ``DatasetError`` when it has the form but the index is no number from 0 on.
  public init?(parsing text: String) throws(DatasetError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, let split = Split(rawValue: String(parts[parts.count - 2])) else {
      return nil
    }
    let last = parts[parts.count - 1]
    guard let index = Int(last), index >= 0, last.utf8.allSatisfy({ 48...57 ~= $0 }) else {
      if last.contains(".") { return nil }
      throw .sampleIndex(text, found: String(last))
    }
    let dataset = parts.dropLast(2).joined(separator: "/")
    self.init(dataset: dataset.isEmpty ? "/" : dataset, split: split, index: index)
  }

  public var description: String { "\(dataset)/\(split.rawValue)/\(index)" }
}

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
  public func sample(_ reference: SampleReference) throws(DatasetError) -> Sample {
    try source(for: reference.dataset).sample(reference.split, at: reference.index)
  }
}
