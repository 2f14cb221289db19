extension TensorSpec {
  /// The shape, as far as the text alone tells it; `nil` for what a file or a data set holds.
  public var knownShape: Shape? {
    switch self {
    case .filled(_, let shape): shape
    case .literal(let tensor): tensor.shape
    case .npy, .sample, .picture: nil
    }
  }
}
