import Ground

/// What a tensor is for, which says how many sizes it has.
public enum TensorUse: Hashable, Sendable {
  /// A picture, or a vector.
  case input
  case kernel
  case matrix

  var ranks: ClosedRange<Int> {
    switch self {
    case .input: 1...3
    case .kernel: 2...4
    case .matrix: 2...2
    }
  }

  /// The sizes in words, as a sentence expects them.
  var sizes: Bilingual {
    switch self {
    case .input:
      Bilingual("one to three, N, HxW or CxHxW", "từ một đến ba, N, HxW hoặc CxHxW")
    case .kernel:
      Bilingual("two to four, such as OUTxINxHxW or HxW", "từ hai đến bốn, như OUTxINxHxW hoặc HxW")
    case .matrix: Bilingual("two, OxF", "hai, OxF")
    }
  }
}
