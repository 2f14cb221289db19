import Ground

/// The hyperbolic tangent, `(e^x - e^-x) / (e^x + e^-x)`.
public struct Tanh: Elementwise {
  public init() {}

  public var kind: Layer.Kind { .tanh }

  public func callAsFunction(_ x: Double) -> Double { Function.tanh(x) }

  /// `1 - y²` of the output y.
  public func derivative(at x: Double) -> Double {
    let y = self(x)
    return 1 - y * y
  }

  public func arithmetic(of x: Double) -> Arithmetic { .function(.tanh) }
}
