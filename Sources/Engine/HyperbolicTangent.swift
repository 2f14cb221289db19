extension Activations {
  /// `tanh x`: `x (1 - x²/3 + 2x⁴/15)` near 0, where `1 - 2 / (1 + e^2x)` loses digits, else that.
  public static func tanh(
    _ source: UnsafePointer<Lanes>, _ from: MapLayout,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout
  ) {
    require(from.hasSameMaps(as: to), "maps of other sizes")
    for channel in 0..<from.channels {
      for row in 0..<from.height {
        let input = source + from.offset(channel, row)
        let output = destination + to.offset(channel, row)
        for column in 0..<from.width {
          let x = input[column]
          let square = x * x
          var y = 1 - 2 / (1 + (x + x).exponential)
          let near = x * (1 + square * (-0.333_333_33 + square * 0.133_333_33))
          y.replace(with: near, where: square .< 0.01)
          output[column] = y
        }
      }
    }
  }

  /// The gradient of ``tanh(_:_:to:_:)`` from its output `y`: `g (1 - y²)`.
  ///
  /// - Parameter accumulate: whether the result is added to what `destination` holds.
  public static func tanhGradient(
    output: UnsafePointer<Lanes>, _ outputLayout: MapLayout,
    outputGradient: UnsafePointer<Lanes>, _ from: MapLayout,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout, accumulate: Bool
  ) {
    require(
      from.hasSameMaps(as: to) && from.hasSameMaps(as: outputLayout), "maps of other sizes")
    for channel in 0..<from.channels {
      for row in 0..<from.height {
        let value = output + outputLayout.offset(channel, row)
        let input = outputGradient + from.offset(channel, row)
        let target = destination + to.offset(channel, row)
        for column in 0..<from.width {
          let y = value[column]
          let gradient = input[column] * (1 - y * y)
          target[column] = accumulate ? target[column] + gradient : gradient
        }
      }
    }
  }
}
