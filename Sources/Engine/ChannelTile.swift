/// The accumulators of a few channels, each a `PixelRow`: 4 channels x 4 pixels fill 16 registers.
protocol ChannelTile {
  associatedtype Row: PixelRow
  static var channels: Int { get }
  static var zero: Self { get }
  /// Channel `c` begins with `values[c]` in every lane.
  init(broadcasting values: UnsafePointer<Float>)
  /// Channel `c` begins with what lies `c * channelStep` vectors on.
  init(from source: UnsafePointer<Lanes>, channelStep: Int, step: Int)
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

struct Tile1<Row: PixelRow>: ChannelTile {
  var row: Row
  @inline(__always) static var channels: Int { 1 }
  @inline(__always) static var zero: Self { Self(row: .zero) }
  @inline(__always) init(row: Row) { self.row = row }
  @inline(__always) init(broadcasting values: UnsafePointer<Float>) {
    row = Row(repeating: Lanes(repeating: values[0]))
  }
  @inline(__always) init(from source: UnsafePointer<Lanes>, channelStep: Int, step: Int) {
    row = Row(from: source, step: step)
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
struct TilePair<First: ChannelTile, Second: ChannelTile>: ChannelTile
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
  @inline(__always) init(from source: UnsafePointer<Lanes>, channelStep: Int, step: Int) {
    first = First(from: source, channelStep: channelStep, step: step)
    second = Second(
      from: source + First.channels * channelStep, channelStep: channelStep, step: step)
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

typealias Tile2<Row: PixelRow> = TilePair<Tile1<Row>, Tile1<Row>>
typealias Tile4<Row: PixelRow> = TilePair<Tile2<Row>, Tile2<Row>>
