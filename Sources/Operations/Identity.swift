/// What comes in as it is: the shortcut of a block whose shape does not change.
public struct Identity: Elementwise {
  public init() {}

  public var kind: Layer.Kind { .identity }

  public func callAsFunction(_ x: Double) -> Double { x }

  public func derivative(at x: Double) -> Double { 1 }

  public func arithmetic(of x: Double) -> Arithmetic { .identity }
}
