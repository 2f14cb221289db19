/// `max(x, 0)`; NaN stays NaN.
public struct ReLU: Elementwise {
  public init() {}

  public var kind: Layer.Kind { .relu }

  public func callAsFunction(_ x: Double) -> Double { x <= 0 ? 0 : x }

  /// 0 at 0, as PyTorch.
  public func derivative(at x: Double) -> Double { x <= 0 ? 0 : 1 }

  public func arithmetic(of x: Double) -> Arithmetic { .rectification }

  public func factor(at x: Double) -> Double { derivative(at: x) }
}
