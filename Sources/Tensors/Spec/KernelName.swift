/// The classical 3x3 filters by name. Applied by cross-correlation, as in PyTorch: no flip.
public enum KernelName: String, CaseIterable, Hashable, Sendable {
  case identity
  case sobelX = "sobel-x"
  case sobelY = "sobel-y"
  case sharpen
  case boxBlur = "box-blur"
  case gaussian
  case laplacian
  case emboss

  /// `[3, 3]`
  public var tensor: Tensor { Tensor(shape: [3, 3], elements: elements) }

  private var elements: [Double] {
    switch self {
    case .identity: [0, 0, 0, 0, 1, 0, 0, 0, 0]
    case .sobelX: [-1, 0, 1, -2, 0, 2, -1, 0, 1]
    case .sobelY: [-1, -2, -1, 0, 0, 0, 1, 2, 1]
    case .sharpen: [0, -1, 0, -1, 5, -1, 0, -1, 0]
    case .boxBlur: Array(repeating: 1.0 / 9, count: 9)
    case .gaussian: [1, 2, 1, 2, 4, 2, 1, 2, 1].map { $0 / 16 }
    case .laplacian: [0, 1, 0, 1, -4, 1, 0, 1, 0]
    case .emboss: [-2, -1, 0, -1, 1, 1, 0, 1, 2]
    }
  }
}

/// A kernel on the command line: the name of a classical filter, or a SPEC.
public enum KernelSpec: Hashable, Sendable, CustomStringConvertible {
  case named(KernelName)
  case tensor(TensorSpec)

  public var description: String {
    switch self {
    case .named(let name): name.rawValue
    case .tensor(let spec): spec.description
    }
  }
}
