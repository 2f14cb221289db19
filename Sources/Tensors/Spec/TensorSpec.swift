import Ground

/// A tensor as it is named on the command line: `arange:3x3`, `[[1,2],[3,4]]`, `digit.npy`,
/// `cat.png`, `photo:cat`, `fashion-mnist/test/17`.
///
/// Reading the text touches no file and takes no memory for what the sizes name; ``TensorLoader``
/// turns it into numbers.
public enum TensorSpec: Hashable, Sendable {
  /// Numbers that follow from the sizes alone.
  public enum Fill: Hashable, Sendable {
    /// 0, 1, 2 …, row by row.
    case arange
    case ones
    case zeros
    /// Uniform in `[0, 1)`.
    case random(seed: UInt64)
  }

  /// One to four sizes, each 1 or more, whose product fits `Int`.
  case filled(Fill, Shape)
  /// A list of one to four dimensions.
  case literal(Tensor)
  /// A `.npy` file; `-` is standard input.
  case npy(path: String)
  case sample(SampleSpec)
  /// 0...1, one or three channels.
  case picture(PictureSpec)
}

/// A picture of a data set: `fashion-mnist/test/17`.
public struct SampleSpec: Hashable, Sendable {
  public enum Split: String, Hashable, Sendable, CaseIterable { case train, test }

  /// A name, or the path of a folder.
  public let dataset: String
  public let split: Split
  /// From 0.
  public let index: Int

  public init(dataset: String, split: Split, index: Int) {
    self.dataset = dataset
    self.split = split
    self.index = index
  }
}

extension TensorSpec: CustomStringConvertible {
  /// The text that names it; a literal is written out.
  public var description: String {
    switch self {
    case .filled(.arange, let shape): "arange:\(shape)"
    case .filled(.ones, let shape): "ones:\(shape)"
    case .filled(.zeros, let shape): "zeros:\(shape)"
    case .filled(.random(let seed), let shape): "random:\(shape)@\(seed)"
    case .literal(let tensor): JSON(tensor).description
    case .npy(let path): path
    case .sample(let sample): "\(sample.dataset)/\(sample.split.rawValue)/\(sample.index)"
    case .picture(let picture): picture.description
    }
  }
}
