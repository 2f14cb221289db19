import Ground

/// `1 / (1 + exp(-x))`
public struct Sigmoid: Elementwise {
  public init() {}

  public var kind: Layer.Kind { .sigmoid }

  public func callAsFunction(_ x: Double) -> Double { Function.sigmoid(x) }

  /// `y (1 - y)` of the output y.
  public func derivative(at x: Double) -> Double {
    let y = self(x)
    return y * (1 - y)
  }

  public func arithmetic(of x: Double) -> Arithmetic { .function(.sigmoid) }
}
