import Ground

/// A dense tensor of `Double` in row-major (C) order: the plain arithmetic that a student sees.
public struct Tensor: Hashable, Sendable {
  public let shape: Shape
  public var elements: [Double]
  /// In which the numbers were given; for display alone.
  public var precision = Precision.double

  /// - Precondition: `elements` has exactly as many numbers as `shape` says.
  public init(shape: Shape, elements: [Double], precision: Precision = .double) {
    precondition(
      shape.count == elements.count, "\(shape) holds \(shape.count), not \(elements.count)")
    self.shape = shape
    self.elements = elements
    self.precision = precision
  }

  public init(shape: Shape, repeating value: Double) {
    self.init(shape: shape, elements: Array(repeating: value, count: shape.count))
  }

  public static func zeros(_ shape: Shape) -> Tensor { Tensor(shape: shape, repeating: 0) }

  public subscript(i: Int, j: Int) -> Double {
    get { elements[i * shape[1] + j] }
    set { elements[i * shape[1] + j] = newValue }
  }

  public subscript(c: Int, h: Int, w: Int) -> Double {
    get { elements[(c * shape[1] + h) * shape[2] + w] }
    set { elements[(c * shape[1] + h) * shape[2] + w] = newValue }
  }

  public subscript(n: Int, c: Int, h: Int, w: Int) -> Double {
    get { elements[((n * shape[1] + c) * shape[2] + h) * shape[3] + w] }
    set { elements[((n * shape[1] + c) * shape[2] + h) * shape[3] + w] = newValue }
  }

  /// The same numbers under another shape of the same count.
  public func reshaped(to shape: Shape) -> Tensor {
    Tensor(shape: shape, elements: elements, precision: precision)
  }
}

extension Tensor {
  /// Two tensors are equal when their numbers are, however they are written.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    left.shape == right.shape && left.elements == right.elements
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(shape)
    hasher.combine(elements)
  }
}
