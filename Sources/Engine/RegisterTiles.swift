// The register tiles and the loops that use them are in one file: only so does a debug build, which compiles file
// by file, specialise them.

/// A few vectors side by side that stay in registers: neighbouring pixels, or neighbouring taps of a kernel.
///
/// The accumulators of a kernel must be separate stored properties: an array in their place would
/// live in memory. Everything is inlined into the kernels and gone after it.
private protocol PixelRow {
  static var count: Int { get }
  static var zero: Self { get }
  init(repeating value: Lanes)
  /// `count` vectors, `step` vectors apart.
  init(from source: UnsafePointer<Lanes>, step: Int)
  mutating func addProduct(_ other: Self, _ factor: Lanes)
  mutating func add(_ other: Self)
  func store(to destination: UnsafeMutablePointer<Lanes>, step: Int)
  /// The sum of the lanes of each vector, added to `count` numbers.
  func addLaneSums(to destination: UnsafeMutablePointer<Float>)
}

extension PixelRow {
  @inline(__always) static var zero: Self { Self(repeating: .zero) }
}

private struct Pixels1: PixelRow {
  var a: Lanes
  @inline(__always) static var count: Int { 1 }
  @inline(__always) init(repeating value: Lanes) { a = value }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) { a = source[0] }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    a.addProduct(other.a, factor)
  }
  @inline(__always) mutating func add(_ other: Self) { a += other.a }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    destination[0] = a
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    destination[0] += a.laneSum
  }
}

/// Rows of more vectors, put together from shorter ones.
private struct PixelPair<First: PixelRow, Second: PixelRow>: PixelRow {
  var first: First
  var second: Second
  @inline(__always) static var count: Int { First.count + Second.count }
  @inline(__always) init(repeating value: Lanes) {
    first = First(repeating: value)
    second = Second(repeating: value)
  }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) {
    first = First(from: source, step: step)
    second = Second(from: source + First.count * step, step: step)
  }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    first.addProduct(other.first, factor)
    second.addProduct(other.second, factor)
  }
  @inline(__always) mutating func add(_ other: Self) {
    first.add(other.first)
    second.add(other.second)
  }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    first.store(to: destination, step: step)
    second.store(to: destination + First.count * step, step: step)
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    first.addLaneSums(to: destination)
    second.addLaneSums(to: destination + First.count)
  }
}

private typealias Pixels2 = PixelPair<Pixels1, Pixels1>
private typealias Pixels3 = PixelPair<Pixels2, Pixels1>
private typealias Pixels4 = PixelPair<Pixels2, Pixels2>
private typealias Pixels5 = PixelPair<Pixels4, Pixels1>
private typealias Pixels7 = PixelPair<Pixels4, Pixels3>

/// The accumulators of a few channels, each a `PixelRow`: 4 channels x 4 pixels fill 16 registers.
private protocol ChannelTile {
  associatedtype Row: PixelRow
  static var channels: Int { get }
  static var zero: Self { get }
  /// Channel `c` begins with `values[c]` in every lane.
  init(broadcasting values: UnsafePointer<Float>)
  /// Adds to each of the first `count` channels `c` what lies `c * channelStep` vectors on.
  mutating func add(from source: UnsafePointer<Lanes>, channelStep: Int, step: Int, count: Int)
  /// One tap for all channels: `factors[c]` in every lane.
  mutating func addProduct(_ row: Row, broadcasting factors: UnsafePointer<Float>)
  /// One pixel for all channels: the factor of channel `c` lies `c * channelStep` vectors on.
  mutating func addProduct(_ row: Row, _ factors: UnsafePointer<Lanes>, channelStep: Int)
  /// Stores the first `count` channels.
  func store(
    to destination: UnsafeMutablePointer<Lanes>, channelStep: Int, step: Int, count: Int)
  /// Adds the lane sums of channel `c` to the numbers from `c * channelStep` on.
  func addLaneSums(to destination: UnsafeMutablePointer<Float>, channelStep: Int)
}

private struct Tile1<Row: PixelRow>: ChannelTile {
  var row: Row
  @inline(__always) static var channels: Int { 1 }
  @inline(__always) static var zero: Self { Self(row: .zero) }
  @inline(__always) init(row: Row) { self.row = row }
  @inline(__always) init(broadcasting values: UnsafePointer<Float>) {
    row = Row(repeating: Lanes(repeating: values[0]))
  }
  @inline(__always) mutating func add(
    from source: UnsafePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { row.add(Row(from: source, step: step)) }
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, broadcasting factors: UnsafePointer<Float>
  ) {
    self.row.addProduct(row, Lanes(repeating: factors[0]))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, _ factors: UnsafePointer<Lanes>, channelStep: Int
  ) {
    self.row.addProduct(row, factors[0])
  }
  @inline(__always) func store(
    to destination: UnsafeMutablePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { row.store(to: destination, step: step) }
  }
  @inline(__always) func addLaneSums(
    to destination: UnsafeMutablePointer<Float>, channelStep: Int
  ) {
    row.addLaneSums(to: destination)
  }
}

/// Tiles of more channels, put together from smaller ones.
private struct TilePair<First: ChannelTile, Second: ChannelTile>: ChannelTile
where First.Row == Second.Row {
  typealias Row = First.Row
  var first: First
  var second: Second
  @inline(__always) static var channels: Int { First.channels + Second.channels }
  @inline(__always) static var zero: Self { Self(first: .zero, second: .zero) }
  @inline(__always) init(first: First, second: Second) {
    self.first = first
    self.second = second
  }
  @inline(__always) init(broadcasting values: UnsafePointer<Float>) {
    first = First(broadcasting: values)
    second = Second(broadcasting: values + First.channels)
  }
  @inline(__always) mutating func add(
    from source: UnsafePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    first.add(from: source, channelStep: channelStep, step: step, count: count)
    second.add(
      from: source + First.channels * channelStep, channelStep: channelStep, step: step,
      count: count - First.channels)
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, broadcasting factors: UnsafePointer<Float>
  ) {
    first.addProduct(row, broadcasting: factors)
    second.addProduct(row, broadcasting: factors + First.channels)
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, _ factors: UnsafePointer<Lanes>, channelStep: Int
  ) {
    first.addProduct(row, factors, channelStep: channelStep)
    second.addProduct(row, factors + First.channels * channelStep, channelStep: channelStep)
  }
  @inline(__always) func store(
    to destination: UnsafeMutablePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    first.store(to: destination, channelStep: channelStep, step: step, count: count)
    second.store(
      to: destination + First.channels * channelStep, channelStep: channelStep, step: step,
      count: count - First.channels)
  }
  @inline(__always) func addLaneSums(
    to destination: UnsafeMutablePointer<Float>, channelStep: Int
  ) {
    first.addLaneSums(to: destination, channelStep: channelStep)
    second.addLaneSums(
      to: destination + First.channels * channelStep, channelStep: channelStep)
  }
}

private typealias Tile2<Row: PixelRow> = TilePair<Tile1<Row>, Tile1<Row>>
private typealias Tile4<Row: PixelRow> = TilePair<Tile2<Row>, Tile2<Row>>

private typealias Tile12<Row: PixelRow> = TilePair<TilePair<Tile4<Row>, Tile4<Row>>, Tile4<Row>>

extension Correlation {
  /// Runs the pass over one block.
  ///
  /// - Parameters:
  ///   - weights: as ``weightIndex`` lays them out.
  ///   - bias: one number a channel, filled up with zeros to whole tiles; `nil` for none.
  ///   - accumulate: whether the result is added to what `destination` holds (then there is no bias).
  public func run(
    source: UnsafePointer<Lanes>, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
    destination: UnsafeMutablePointer<Lanes>, accumulate: Bool = false
  ) {
    require(bias == nil || !accumulate, "a bias would be added twice")
    switch tile {
    case .fourByFour:
      correlate(
        Tile4<Pixels4>.self, Tile4<Pixels1>.self, source, weights, bias, destination, accumulate)
    case .fourByFive:
      correlate(
        Tile4<Pixels5>.self, Tile4<Pixels1>.self, source, weights, bias, destination, accumulate)
    case .twoBySeven:
      correlate(
        Tile2<Pixels7>.self, Tile2<Pixels1>.self, source, weights, bias, destination, accumulate)
    case .twelveByOne:
      correlate(
        Tile12<Pixels1>.self, Tile12<Pixels1>.self, source, weights, bias, destination, accumulate)
    }
  }

  @inline(__always)
  private func correlate<Wide: ChannelTile, Narrow: ChannelTile>(
    _ wide: Wide.Type, _ narrow: Narrow.Type, _ source: UnsafePointer<Lanes>,
    _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?,
    _ destination: UnsafeMutablePointer<Lanes>, _ accumulate: Bool
  ) {
    // A step that the compiler knows to be 1 becomes part of the address.
    if sourceColumnStep == 1 && destinationColumnStep == 1 {
      correlate(wide, narrow, source, weights, bias, destination, accumulate, 1, 1)
    } else {
      correlate(
        wide, narrow, source, weights, bias, destination, accumulate, sourceColumnStep,
        destinationColumnStep)
    }
  }

  @inline(__always)
  private func correlate<Wide: ChannelTile, Narrow: ChannelTile>(
    _ wide: Wide.Type, _ narrow: Narrow.Type, _ source: UnsafePointer<Lanes>,
    _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?,
    _ destination: UnsafeMutablePointer<Lanes>, _ accumulate: Bool, _ sourceStep: Int,
    _ destinationStep: Int
  ) {
    let tiles = (channels + Wide.channels - 1) / Wide.channels
    let whole = columns / Wide.Row.count * Wide.Row.count
    for tile in 0..<tiles {
      let channel = tile * Wide.channels
      let tileWeights = weights + channel * tapCount
      let tileBias = bias.map { $0 + channel }
      let tileDestination = destination + destinationOrigin + channel * destinationChannelStride
      for row in 0..<rows {
        let from = source + sourceOrigin + row * sourceRowStep
        let to = tileDestination + row * destinationRowStep
        var column = 0
        while column < whole {
          pixels(
            wide, from + column * sourceStep, tileWeights, tileBias, to + column * destinationStep,
            accumulate, sourceStep, destinationStep, channels - channel)
          column += Wide.Row.count
        }
        guard column < columns else { continue }
        if columns >= Wide.Row.count && !accumulate {
          // The last tile overlaps the one before it and computes the same numbers again.
          column = columns - Wide.Row.count
          pixels(
            wide, from + column * sourceStep, tileWeights, tileBias, to + column * destinationStep,
            accumulate, sourceStep, destinationStep, channels - channel)
          continue
        }
        while column < columns {
          pixels(
            narrow, from + column * sourceStep, tileWeights, tileBias,
            to + column * destinationStep, accumulate, sourceStep, destinationStep,
            channels - channel)
          column += 1
        }
      }
    }
  }

  /// One tile: a few neighbouring pixels of a few channels, over all taps.
  @inline(__always)
  private func pixels<Tile: ChannelTile>(
    _: Tile.Type, _ source: UnsafePointer<Lanes>, _ weights: UnsafePointer<Float>,
    _ bias: UnsafePointer<Float>?, _ destination: UnsafeMutablePointer<Lanes>, _ accumulate: Bool,
    _ sourceStep: Int, _ destinationStep: Int, _ channelsLeft: Int
  ) {
    var tile = bias.map { Tile(broadcasting: $0) } ?? Tile.zero
    let offsets = tapOffsets.pointer
    var factors = weights
    for tap in 0..<tapCount {
      tile.addProduct(
        Tile.Row(from: source + offsets[tap], step: sourceStep), broadcasting: factors)
      factors += Tile.channels
    }
    if accumulate {
      tile.add(
        from: destination, channelStep: destinationChannelStride, step: destinationStep,
        count: channelsLeft)
    }
    tile.store(
      to: destination, channelStep: destinationChannelStride, step: destinationStep,
      count: channelsLeft)
  }
}

extension WeightGradient {
  /// Adds the gradient of one block, summed over its lanes, to `gradient`.
  ///
  /// - Parameters:
  ///   - input: the convolution's input, its margin zero.
  ///   - outputGradient: zero in lanes that hold no image.
  ///   - gradient: `[outputChannels, inputChannels, KH, KW]`.
  public func run(
    input: UnsafePointer<Lanes>, outputGradient: UnsafePointer<Lanes>,
    gradient: UnsafeMutablePointer<Float>
  ) {
    for run in runs {
      let source = input + run.sourceOffset
      let target = gradient + run.gradientOffset
      var channel = 0
      while channel < outputChannels {
        let from = outputGradient + gradientOrigin + channel * gradientChannelStride
        let to = target + channel * tapCount
        let left = outputChannels - channel
        if left >= 4 {
          taps4(run, source, from, to)
          channel += 4
        } else if left >= 2 {
          taps2(run, source, from, to)
          channel += 2
        } else {
          taps1(run, source, from, to)
          channel += 1
        }
      }
    }
  }

  private func taps4(
    _ run: TapRun, _ source: UnsafePointer<Lanes>, _ factors: UnsafePointer<Lanes>,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    switch run.count {
    case 5: sum(Tile4<Pixels5>.self, run.step, source, factors, gradient)
    case 4: sum(Tile4<Pixels4>.self, run.step, source, factors, gradient)
    case 3: sum(Tile4<Pixels3>.self, run.step, source, factors, gradient)
    default: sum(Tile4<Pixels1>.self, run.step, source, factors, gradient)
    }
  }

  private func taps2(
    _ run: TapRun, _ source: UnsafePointer<Lanes>, _ factors: UnsafePointer<Lanes>,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    switch run.count {
    case 5: sum(Tile2<Pixels5>.self, run.step, source, factors, gradient)
    case 4: sum(Tile2<Pixels4>.self, run.step, source, factors, gradient)
    case 3: sum(Tile2<Pixels3>.self, run.step, source, factors, gradient)
    default: sum(Tile2<Pixels1>.self, run.step, source, factors, gradient)
    }
  }

  private func taps1(
    _ run: TapRun, _ source: UnsafePointer<Lanes>, _ factors: UnsafePointer<Lanes>,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    switch run.count {
    case 5: sum(Tile1<Pixels5>.self, run.step, source, factors, gradient)
    case 4: sum(Tile1<Pixels4>.self, run.step, source, factors, gradient)
    case 3: sum(Tile1<Pixels3>.self, run.step, source, factors, gradient)
    default: sum(Tile1<Pixels1>.self, run.step, source, factors, gradient)
    }
  }

  /// A few taps of a few output channels, over all pixels.
  @inline(__always)
  private func sum<Tile: ChannelTile>(
    _: Tile.Type, _ tapStep: Int, _ source: UnsafePointer<Lanes>,
    _ factors: UnsafePointer<Lanes>, _ gradient: UnsafeMutablePointer<Float>
  ) {
    var tile = Tile.zero
    for row in 0..<rows {
      var pixel = source + row * sourceRowStep
      var factor = factors + row * gradientRowStep
      for _ in 0..<columns {
        tile.addProduct(
          Tile.Row(from: pixel, step: tapStep), factor, channelStep: gradientChannelStride)
        pixel += sourceColumnStep
        factor += 1
      }
    }
    tile.addLaneSums(to: gradient, channelStep: tapCount)
  }
}

extension Dense {
  /// Adds the gradient of the weights of one block to `gradient`.
  ///
  /// - Parameters:
  ///   - inputRows: `[16 images][inputStride]`, see ``transpose(_:to:)``.
  ///   - gradientRows: the output's gradient, `[16 images][outputStride]`.
  ///   - gradient: `[outputs][inputStride]`; what fills up a row stays zero.
  public func addWeightGradient(
    inputRows: UnsafePointer<Lanes>, gradientRows: UnsafePointer<Float>,
    gradient: UnsafeMutablePointer<Lanes>
  ) {
    let vectors = inputStride / laneCount
    var vector = 0
    while vector + 4 <= vectors {
      outer(Tile4<Pixels4>.self, vector, inputRows, gradientRows, gradient)
      vector += 4
    }
    while vector < vectors {
      outer(Tile4<Pixels1>.self, vector, inputRows, gradientRows, gradient)
      vector += 1
    }
  }

  /// Some vectors of inputs, over all outputs: each image adds its outer product.
  @inline(__always)
  private func outer<Tile: ChannelTile>(
    _: Tile.Type, _ vector: Int, _ inputRows: UnsafePointer<Lanes>,
    _ gradientRows: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Lanes>
  ) {
    let vectors = inputStride / laneCount
    var output = 0
    while output < outputs {
      var tile = Tile.zero
      for image in 0..<laneCount {
        tile.addProduct(
          Tile.Row(from: inputRows + (image * vectors + vector), step: 1),
          broadcasting: gradientRows + (image * outputStride + output))
      }
      let place = gradient + (output * vectors + vector)
      tile.add(from: place, channelStep: vectors, step: 1, count: outputs - output)
      tile.store(to: place, channelStep: vectors, step: 1, count: outputs - output)
      output += Tile.channels
    }
  }
}
