/// Batch normalisation of one block; what runs over the whole batch is in ``BatchStatistics``.
public enum BatchNormalization {
  /// The mean of each channel over pixels and images, and the sum of squared differences from it.
  ///
  /// Two passes over a channel that is still in the cache, since float32 loses the variance of
  /// numbers far from zero in one.
  ///
  /// - Parameters:
  ///   - images: how many lanes hold an image.
  ///   - statistics: `[channels][mean, squares]`
  public static func statistics(
    of source: UnsafePointer<Lanes>, _ layout: MapLayout, images: Int,
    to statistics: UnsafeMutablePointer<Float>
  ) {
    require(images > 0 && images <= laneCount, "a block holds 1 to 16 images")
    let mask = Lanes.mask(first: images)
    let count = Float(images * layout.area)
    for channel in 0..<layout.channels {
      var a = Lanes.zero
      var b = Lanes.zero
      for row in 0..<layout.height {
        let pixels = source + layout.offset(channel, row)
        var column = 0
        while column + 2 <= layout.width {
          a += pixels[column]
          b += pixels[column + 1]
          column += 2
        }
        if column < layout.width { a += pixels[column] }
      }
      let mean = Lanes.zero.replacing(with: a + b, where: mask .> 0).laneSum / count
      a = .zero
      b = .zero
      for row in 0..<layout.height {
        let pixels = source + layout.offset(channel, row)
        var column = 0
        while column + 2 <= layout.width {
          let first = pixels[column] - mean
          let second = pixels[column + 1] - mean
          a.addProduct(first, first)
          b.addProduct(second, second)
          column += 2
        }
        if column < layout.width {
          let last = pixels[column] - mean
          a.addProduct(last, last)
        }
      }
      statistics[2 * channel] = mean
      statistics[2 * channel + 1] =
        Lanes.zero.replacing(with: a + b, where: mask .> 0).laneSum
    }
  }

  /// `y = scale[c] x + shift[c] (+ addend)`, and `max(y, 0)` where `relu` says so.
  ///
  /// - Parameter coefficients: `[channels][scale, shift]`
  public static func apply(
    _ source: UnsafePointer<Lanes>, _ from: MapLayout, coefficients: UnsafePointer<Float>,
    addend: UnsafePointer<Lanes>?, _ addendLayout: MapLayout, relu: Bool,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout
  ) {
    require(from.hasSameMaps(as: to) && addendLayout.hasSameMaps(as: to), "maps differ")
    for channel in 0..<from.channels {
      let scale = Lanes(repeating: coefficients[2 * channel])
      let shift = Lanes(repeating: coefficients[2 * channel + 1])
      for row in 0..<from.height {
        let input = source + from.offset(channel, row)
        let output = destination + to.offset(channel, row)
        if let addend {
          let other = addend + addendLayout.offset(channel, row)
          for column in 0..<from.width {
            var y = (shift + other[column]).addingProduct(input[column], scale)
            if relu { y.replace(with: 0, where: y .< 0) }
            output[column] = y
          }
        } else {
          for column in 0..<from.width {
            var y = shift.addingProduct(input[column], scale)
            if relu { y.replace(with: 0, where: y .< 0) }
            output[column] = y
          }
        }
      }
    }
  }

  /// For each channel the sum of the output's gradient `g`, and the sum of `g (x - mean)`.
  ///
  /// - Parameters:
  ///   - result: the layer's output after a ReLU, whose zeros stop the gradient; `nil` without one.
  ///   - means: one a channel.
  ///   - sums: `[channels][sum g, sum g (x - mean)]`
  public static func gradientSums(
    outputGradient: UnsafePointer<Lanes>, _ gradientLayout: MapLayout,
    result: UnsafePointer<Lanes>?, _ resultLayout: MapLayout, input: UnsafePointer<Lanes>,
    _ inputLayout: MapLayout, means: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>
  ) {
    require(
      gradientLayout.hasSameMaps(as: inputLayout) && resultLayout.hasSameMaps(as: inputLayout),
      "maps differ")
    for channel in 0..<inputLayout.channels {
      let mean = Lanes(repeating: means[channel])
      var sum = Lanes.zero
      var product = Lanes.zero
      for row in 0..<inputLayout.height {
        let gradients = outputGradient + gradientLayout.offset(channel, row)
        let values = input + inputLayout.offset(channel, row)
        if let result {
          let outputs = result + resultLayout.offset(channel, row)
          for column in 0..<inputLayout.width {
            var g = gradients[column]
            g.replace(with: 0, where: outputs[column] .<= 0)
            sum += g
            product.addProduct(g, values[column] - mean)
          }
        } else {
          for column in 0..<inputLayout.width {
            let g = gradients[column]
            sum += g
            product.addProduct(g, values[column] - mean)
          }
        }
      }
      sums[2 * channel] = sum.laneSum
      sums[2 * channel + 1] = product.laneSum
    }
  }

  /// The gradient of the input, `gradientScale g + inputScale x + offset` with the three numbers of each channel.
  ///
  /// - Parameters:
  ///   - coefficients: `[channels][gradientScale, inputScale, offset]`
  ///   - images: lanes without an image get 0.
  public static func inputGradient(
    outputGradient: UnsafePointer<Lanes>, _ gradientLayout: MapLayout,
    result: UnsafePointer<Lanes>?, _ resultLayout: MapLayout, input: UnsafePointer<Lanes>,
    _ inputLayout: MapLayout, coefficients: UnsafePointer<Float>, images: Int,
    to destination: UnsafeMutablePointer<Lanes>, _ to: MapLayout, accumulate: Bool
  ) {
    require(
      gradientLayout.hasSameMaps(as: inputLayout) && resultLayout.hasSameMaps(as: inputLayout)
        && to.hasSameMaps(as: inputLayout), "maps differ")
    let mask = Lanes.mask(first: images)
    for channel in 0..<inputLayout.channels {
      let gradientScale = Lanes(repeating: coefficients[3 * channel])
      // Multiplied by the mask once, instead of each pixel.
      let inputScale = mask * coefficients[3 * channel + 1]
      let offset = mask * coefficients[3 * channel + 2]
      for row in 0..<inputLayout.height {
        let gradients = outputGradient + gradientLayout.offset(channel, row)
        let values = input + inputLayout.offset(channel, row)
        let target = destination + to.offset(channel, row)
        if let result {
          let outputs = result + resultLayout.offset(channel, row)
          for column in 0..<inputLayout.width {
            var g = gradients[column]
            g.replace(with: 0, where: outputs[column] .<= 0)
            let value = offset.addingProduct(values[column], inputScale)
              .addingProduct(g, gradientScale)
            target[column] = accumulate ? target[column] + value : value
          }
        } else {
          for column in 0..<inputLayout.width {
            let value = offset.addingProduct(values[column], inputScale)
              .addingProduct(gradients[column], gradientScale)
            target[column] = accumulate ? target[column] + value : value
          }
        }
      }
    }
  }
}
