/// Activations over whole blocks, margins left alone. Source and destination may be the same memory.
public enum Activations {
  /// From a source to a destination.
  public typealias Function = (
    UnsafePointer<Lanes>, MapLayout, UnsafeMutablePointer<Lanes>, MapLayout
  ) -> Void

  /// From a function's output and what came back to it, to a destination; whether the result is added to what
  /// that holds.
  public typealias Gradient = (
    UnsafePointer<Lanes>, MapLayout, UnsafePointer<Lanes>, MapLayout, UnsafeMutablePointer<Lanes>,
    MapLayout, Bool
  ) -> Void

  /// `max(x, 0)`
  public static func relu(
    _ source: UnsafePointer<Lanes>, _ from: MapLayout,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout
  ) {
    require(from.hasSameMaps(as: to), "maps of other sizes")
    for channel in 0..<from.channels {
      for row in 0..<from.height {
        let input = source + from.offset(channel, row)
        let output = destination + to.offset(channel, row)
        for column in 0..<from.width {
          var x = input[column]
          x.replace(with: 0, where: x .< 0)
          output[column] = x
        }
      }
    }
  }

  /// The gradient of ``relu(_:_:to:_:)``: what came back where the output is above 0, else 0.
  ///
  /// - Parameter accumulate: whether the result is added to what `destination` holds.
  public static func reluGradient(
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
          var gradient = input[column]
          gradient.replace(with: 0, where: value[column] .<= 0)
          target[column] = accumulate ? target[column] + gradient : gradient
        }
      }
    }
  }

  /// `1 / (1 + exp(-x))`
  public static func sigmoid(
    _ source: UnsafePointer<Lanes>, _ from: MapLayout,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout
  ) {
    require(from.hasSameMaps(as: to), "maps of other sizes")
    for channel in 0..<from.channels {
      for row in 0..<from.height {
        let input = source + from.offset(channel, row)
        let output = destination + to.offset(channel, row)
        for column in 0..<from.width {
          output[column] = 1 / (1 + (-input[column]).exponential)
        }
      }
    }
  }

  /// The gradient of ``sigmoid(_:_:to:_:)`` from its output `y`: `g y (1 - y)`.
  ///
  /// - Parameter accumulate: whether the result is added to what `destination` holds.
  public static func sigmoidGradient(
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
          let gradient = input[column] * (y * (1 - y))
          target[column] = accumulate ? target[column] + gradient : gradient
        }
      }
    }
  }
}
