import Ground

/// What stands in the rows and columns around an input.
public enum PaddingMode: String, CaseIterable, Hashable, Sendable {
  case zeros
  /// The input mirrored at its outermost row or column, which is not repeated.
  case reflect
  /// The outermost row or column again and again.
  case replicate
  /// The input again, from its other side.
  case circular

  /// The row or column of the input that a place repeats: itself inside; `nil` for a zero outside.
  ///
  /// - Precondition: the place is no farther outside than ``farthest(for:)``.
  public func source(of place: Int, length: Int) -> Int? {
    if (0..<length).contains(place) { return place }
    switch self {
    case .zeros: return nil
    case .reflect: return place < 0 ? -place : 2 * (length - 1) - place
    case .replicate: return place < 0 ? 0 : length - 1
    case .circular: return place < 0 ? place + length : place - length
    }
  }

  /// How many rows or columns it can put on each side of so many, as in PyTorch; `nil` for as many as one likes.
  public func farthest(for length: Int) -> Int? {
    switch self {
    case .zeros, .replicate: nil
    case .reflect: length - 1
    case .circular: length
    }
  }
}
