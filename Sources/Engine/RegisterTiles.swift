// The register tiles and the loops that use them are in one file: only so does a debug build, which
// compiles file by file, specialise them. The structs are written out, since nested ones take the
// compiler ten times as long.

/// A few vectors side by side that stay in registers: neighbouring pixels, or neighbouring taps of a kernel.
///
/// The accumulators of a kernel must be separate stored properties: an array in their place would
/// live in memory. Everything is inlined into the kernels and gone after it.
private protocol PixelRow {
  static var count: Int { get }
  init(repeating value: Lanes)
  /// `count` vectors, `step` vectors apart.
  init(from source: UnsafePointer<Lanes>, step: Int)
  mutating func addProduct(_ other: Self, _ factor: Lanes)
  mutating func add(_ other: Self)
  func store(to destination: UnsafeMutablePointer<Lanes>, step: Int)
  /// The sum of the lanes of each vector, added to `count` numbers.
  func addLaneSums(to destination: UnsafeMutablePointer<Float>)
}

private struct Pixels1: PixelRow {
  var a: Lanes
  @inline(__always) static var count: Int { 1 }
  @inline(__always) init(repeating value: Lanes) {
    a = value
  }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) {
    a = source[0]
  }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    a.addProduct(other.a, factor)
  }
  @inline(__always) mutating func add(_ other: Self) {
    a += other.a
  }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    destination[0] = a
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    destination[0] += a.laneSum
  }
}

private struct Pixels3: PixelRow {
  var a: Lanes, b: Lanes, c: Lanes
  @inline(__always) static var count: Int { 3 }
  @inline(__always) init(repeating value: Lanes) {
    a = value
    b = value
    c = value
  }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) {
    a = source[0]
    b = source[step]
    c = source[2 * step]
  }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    a.addProduct(other.a, factor)
    b.addProduct(other.b, factor)
    c.addProduct(other.c, factor)
  }
  @inline(__always) mutating func add(_ other: Self) {
    a += other.a
    b += other.b
    c += other.c
  }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    destination[0] = a
    destination[step] = b
    destination[2 * step] = c
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    destination[0] += a.laneSum
    destination[1] += b.laneSum
    destination[2] += c.laneSum
  }
}

private struct Pixels4: PixelRow {
  var a: Lanes, b: Lanes, c: Lanes, d: Lanes
  @inline(__always) static var count: Int { 4 }
  @inline(__always) init(repeating value: Lanes) {
    a = value
    b = value
    c = value
    d = value
  }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) {
    a = source[0]
    b = source[step]
    c = source[2 * step]
    d = source[3 * step]
  }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    a.addProduct(other.a, factor)
    b.addProduct(other.b, factor)
    c.addProduct(other.c, factor)
    d.addProduct(other.d, factor)
  }
  @inline(__always) mutating func add(_ other: Self) {
    a += other.a
    b += other.b
    c += other.c
    d += other.d
  }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    destination[0] = a
    destination[step] = b
    destination[2 * step] = c
    destination[3 * step] = d
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    destination[0] += a.laneSum
    destination[1] += b.laneSum
    destination[2] += c.laneSum
    destination[3] += d.laneSum
  }
}

private struct Pixels5: PixelRow {
  var a: Lanes, b: Lanes, c: Lanes, d: Lanes, e: Lanes
  @inline(__always) static var count: Int { 5 }
  @inline(__always) init(repeating value: Lanes) {
    a = value
    b = value
    c = value
    d = value
    e = value
  }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) {
    a = source[0]
    b = source[step]
    c = source[2 * step]
    d = source[3 * step]
    e = source[4 * step]
  }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    a.addProduct(other.a, factor)
    b.addProduct(other.b, factor)
    c.addProduct(other.c, factor)
    d.addProduct(other.d, factor)
    e.addProduct(other.e, factor)
  }
  @inline(__always) mutating func add(_ other: Self) {
    a += other.a
    b += other.b
    c += other.c
    d += other.d
    e += other.e
  }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    destination[0] = a
    destination[step] = b
    destination[2 * step] = c
    destination[3 * step] = d
    destination[4 * step] = e
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    destination[0] += a.laneSum
    destination[1] += b.laneSum
    destination[2] += c.laneSum
    destination[3] += d.laneSum
    destination[4] += e.laneSum
  }
}

private struct Pixels7: PixelRow {
  var a: Lanes, b: Lanes, c: Lanes, d: Lanes, e: Lanes, f: Lanes, g: Lanes
  @inline(__always) static var count: Int { 7 }
  @inline(__always) init(repeating value: Lanes) {
    a = value
    b = value
    c = value
    d = value
    e = value
    f = value
    g = value
  }
  @inline(__always) init(from source: UnsafePointer<Lanes>, step: Int) {
    a = source[0]
    b = source[step]
    c = source[2 * step]
    d = source[3 * step]
    e = source[4 * step]
    f = source[5 * step]
    g = source[6 * step]
  }
  @inline(__always) mutating func addProduct(_ other: Self, _ factor: Lanes) {
    a.addProduct(other.a, factor)
    b.addProduct(other.b, factor)
    c.addProduct(other.c, factor)
    d.addProduct(other.d, factor)
    e.addProduct(other.e, factor)
    f.addProduct(other.f, factor)
    g.addProduct(other.g, factor)
  }
  @inline(__always) mutating func add(_ other: Self) {
    a += other.a
    b += other.b
    c += other.c
    d += other.d
    e += other.e
    f += other.f
    g += other.g
  }
  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>, step: Int) {
    destination[0] = a
    destination[step] = b
    destination[2 * step] = c
    destination[3 * step] = d
    destination[4 * step] = e
    destination[5 * step] = f
    destination[6 * step] = g
  }
  @inline(__always) func addLaneSums(to destination: UnsafeMutablePointer<Float>) {
    destination[0] += a.laneSum
    destination[1] += b.laneSum
    destination[2] += c.laneSum
    destination[3] += d.laneSum
    destination[4] += e.laneSum
    destination[5] += f.laneSum
    destination[6] += g.laneSum
  }
}

/// Five neighbouring taps of one channel.
private typealias FiveFactors = (Lanes, Lanes, Lanes, Lanes, Lanes)

extension Pixels7 {
  /// Five taps, tap `k` reading the pixel `k` to the left, at the first pixels of a row: there is nothing before
  /// `source`.
  @inline(__always) mutating func addFirstProducts(
    _ source: UnsafePointer<Lanes>, _ factors: FiveFactors
  ) {
    a.addProduct(source[0], factors.0)
    b.addProduct(source[1], factors.0)
    c.addProduct(source[2], factors.0)
    d.addProduct(source[3], factors.0)
    e.addProduct(source[4], factors.0)
    f.addProduct(source[5], factors.0)
    g.addProduct(source[6], factors.0)
    b.addProduct(source[0], factors.1)
    c.addProduct(source[1], factors.1)
    d.addProduct(source[2], factors.1)
    e.addProduct(source[3], factors.1)
    f.addProduct(source[4], factors.1)
    g.addProduct(source[5], factors.1)
    c.addProduct(source[0], factors.2)
    d.addProduct(source[1], factors.2)
    e.addProduct(source[2], factors.2)
    f.addProduct(source[3], factors.2)
    g.addProduct(source[4], factors.2)
    d.addProduct(source[0], factors.3)
    e.addProduct(source[1], factors.3)
    f.addProduct(source[2], factors.3)
    g.addProduct(source[3], factors.3)
    e.addProduct(source[0], factors.4)
    f.addProduct(source[1], factors.4)
    g.addProduct(source[2], factors.4)
  }
  /// The same at the last pixels of a row: there is nothing from `source[3]` on.
  @inline(__always) mutating func addLastProducts(
    _ source: UnsafePointer<Lanes>, _ factors: FiveFactors
  ) {
    a.addProduct(source[0], factors.0)
    b.addProduct(source[1], factors.0)
    c.addProduct(source[2], factors.0)
    a.addProduct(source[-1], factors.1)
    b.addProduct(source[0], factors.1)
    c.addProduct(source[1], factors.1)
    d.addProduct(source[2], factors.1)
    a.addProduct(source[-2], factors.2)
    b.addProduct(source[-1], factors.2)
    c.addProduct(source[0], factors.2)
    d.addProduct(source[1], factors.2)
    e.addProduct(source[2], factors.2)
    a.addProduct(source[-3], factors.3)
    b.addProduct(source[-2], factors.3)
    c.addProduct(source[-1], factors.3)
    d.addProduct(source[0], factors.3)
    e.addProduct(source[1], factors.3)
    f.addProduct(source[2], factors.3)
    a.addProduct(source[-4], factors.4)
    b.addProduct(source[-3], factors.4)
    c.addProduct(source[-2], factors.4)
    d.addProduct(source[-1], factors.4)
    e.addProduct(source[0], factors.4)
    f.addProduct(source[1], factors.4)
    g.addProduct(source[2], factors.4)
  }
}

/// The accumulators of a few channels, each a `PixelRow`: 4 channels x 4 pixels fill 16 registers.
private protocol ChannelTile {
  associatedtype Row: PixelRow
  static var channels: Int { get }
  /// Channel `c` begins with `values[c]` in every lane, or with 0.
  init(broadcasting values: UnsafePointer<Float>?)
  /// One tap for all channels: `factors[c]` in every lane.
  mutating func addProduct(_ row: Row, broadcasting factors: UnsafePointer<Float>)
  /// One pixel for all channels: the factor of channel `c` lies `c * channelStep` vectors on.
  mutating func addProduct(_ row: Row, _ factors: UnsafePointer<Lanes>, channelStep: Int)
  /// Adds to each of the first `count` channels `c` what lies `c * channelStep` vectors on.
  mutating func add(from source: UnsafePointer<Lanes>, channelStep: Int, step: Int, count: Int)
  /// Stores the first `count` channels.
  func store(
    to destination: UnsafeMutablePointer<Lanes>, channelStep: Int, step: Int, count: Int)
  /// Adds the lane sums of channel `c` to the numbers from `c * channelStep` on.
  func addLaneSums(to destination: UnsafeMutablePointer<Float>, channelStep: Int)
}

private struct Tile1<Row: PixelRow>: ChannelTile {
  var a: Row
  @inline(__always) static var channels: Int { 1 }
  @inline(__always) init(broadcasting values: UnsafePointer<Float>?) {
    a = Row(repeating: Lanes(repeating: values?[0] ?? 0))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, broadcasting factors: UnsafePointer<Float>
  ) {
    a.addProduct(row, Lanes(repeating: factors[0]))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, _ factors: UnsafePointer<Lanes>, channelStep: Int
  ) {
    a.addProduct(row, factors[0])
  }
  @inline(__always) mutating func add(
    from source: UnsafePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { a.add(Row(from: source, step: step)) }
  }
  @inline(__always) func store(
    to destination: UnsafeMutablePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { a.store(to: destination, step: step) }
  }
  @inline(__always) func addLaneSums(
    to destination: UnsafeMutablePointer<Float>, channelStep: Int
  ) {
    a.addLaneSums(to: destination)
  }
}

private struct Tile2<Row: PixelRow>: ChannelTile {
  var a: Row, b: Row
  @inline(__always) static var channels: Int { 2 }
  @inline(__always) init(broadcasting values: UnsafePointer<Float>?) {
    a = Row(repeating: Lanes(repeating: values?[0] ?? 0))
    b = Row(repeating: Lanes(repeating: values?[1] ?? 0))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, broadcasting factors: UnsafePointer<Float>
  ) {
    a.addProduct(row, Lanes(repeating: factors[0]))
    b.addProduct(row, Lanes(repeating: factors[1]))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, _ factors: UnsafePointer<Lanes>, channelStep: Int
  ) {
    a.addProduct(row, factors[0])
    b.addProduct(row, factors[channelStep])
  }
  @inline(__always) mutating func add(
    from source: UnsafePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { a.add(Row(from: source, step: step)) }
    if count > 1 { b.add(Row(from: source + channelStep, step: step)) }
  }
  @inline(__always) func store(
    to destination: UnsafeMutablePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { a.store(to: destination, step: step) }
    if count > 1 { b.store(to: destination + channelStep, step: step) }
  }
  @inline(__always) func addLaneSums(
    to destination: UnsafeMutablePointer<Float>, channelStep: Int
  ) {
    a.addLaneSums(to: destination)
    b.addLaneSums(to: destination + channelStep)
  }
}

private struct Tile4<Row: PixelRow>: ChannelTile {
  var a: Row, b: Row, c: Row, d: Row
  @inline(__always) static var channels: Int { 4 }
  @inline(__always) init(broadcasting values: UnsafePointer<Float>?) {
    a = Row(repeating: Lanes(repeating: values?[0] ?? 0))
    b = Row(repeating: Lanes(repeating: values?[1] ?? 0))
    c = Row(repeating: Lanes(repeating: values?[2] ?? 0))
    d = Row(repeating: Lanes(repeating: values?[3] ?? 0))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, broadcasting factors: UnsafePointer<Float>
  ) {
    a.addProduct(row, Lanes(repeating: factors[0]))
    b.addProduct(row, Lanes(repeating: factors[1]))
    c.addProduct(row, Lanes(repeating: factors[2]))
    d.addProduct(row, Lanes(repeating: factors[3]))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, _ factors: UnsafePointer<Lanes>, channelStep: Int
  ) {
    a.addProduct(row, factors[0])
    b.addProduct(row, factors[channelStep])
    c.addProduct(row, factors[2 * channelStep])
    d.addProduct(row, factors[3 * channelStep])
  }
  @inline(__always) mutating func add(
    from source: UnsafePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { a.add(Row(from: source, step: step)) }
    if count > 1 { b.add(Row(from: source + channelStep, step: step)) }
    if count > 2 { c.add(Row(from: source + 2 * channelStep, step: step)) }
    if count > 3 { d.add(Row(from: source + 3 * channelStep, step: step)) }
  }
  @inline(__always) func store(
    to destination: UnsafeMutablePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { a.store(to: destination, step: step) }
    if count > 1 { b.store(to: destination + channelStep, step: step) }
    if count > 2 { c.store(to: destination + 2 * channelStep, step: step) }
    if count > 3 { d.store(to: destination + 3 * channelStep, step: step) }
  }
  @inline(__always) func addLaneSums(
    to destination: UnsafeMutablePointer<Float>, channelStep: Int
  ) {
    a.addLaneSums(to: destination)
    b.addLaneSums(to: destination + channelStep)
    c.addLaneSums(to: destination + 2 * channelStep)
    d.addLaneSums(to: destination + 3 * channelStep)
  }
}

private struct Tile12<Row: PixelRow>: ChannelTile {
  var a: Row, b: Row, c: Row, d: Row, e: Row, f: Row, g: Row, h: Row, i: Row, j: Row, k: Row, l: Row
  @inline(__always) static var channels: Int { 12 }
  @inline(__always) init(broadcasting values: UnsafePointer<Float>?) {
    a = Row(repeating: Lanes(repeating: values?[0] ?? 0))
    b = Row(repeating: Lanes(repeating: values?[1] ?? 0))
    c = Row(repeating: Lanes(repeating: values?[2] ?? 0))
    d = Row(repeating: Lanes(repeating: values?[3] ?? 0))
    e = Row(repeating: Lanes(repeating: values?[4] ?? 0))
    f = Row(repeating: Lanes(repeating: values?[5] ?? 0))
    g = Row(repeating: Lanes(repeating: values?[6] ?? 0))
    h = Row(repeating: Lanes(repeating: values?[7] ?? 0))
    i = Row(repeating: Lanes(repeating: values?[8] ?? 0))
    j = Row(repeating: Lanes(repeating: values?[9] ?? 0))
    k = Row(repeating: Lanes(repeating: values?[10] ?? 0))
    l = Row(repeating: Lanes(repeating: values?[11] ?? 0))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, broadcasting factors: UnsafePointer<Float>
  ) {
    a.addProduct(row, Lanes(repeating: factors[0]))
    b.addProduct(row, Lanes(repeating: factors[1]))
    c.addProduct(row, Lanes(repeating: factors[2]))
    d.addProduct(row, Lanes(repeating: factors[3]))
    e.addProduct(row, Lanes(repeating: factors[4]))
    f.addProduct(row, Lanes(repeating: factors[5]))
    g.addProduct(row, Lanes(repeating: factors[6]))
    h.addProduct(row, Lanes(repeating: factors[7]))
    i.addProduct(row, Lanes(repeating: factors[8]))
    j.addProduct(row, Lanes(repeating: factors[9]))
    k.addProduct(row, Lanes(repeating: factors[10]))
    l.addProduct(row, Lanes(repeating: factors[11]))
  }
  @inline(__always) mutating func addProduct(
    _ row: Row, _ factors: UnsafePointer<Lanes>, channelStep: Int
  ) {
    a.addProduct(row, factors[0])
    b.addProduct(row, factors[channelStep])
    c.addProduct(row, factors[2 * channelStep])
    d.addProduct(row, factors[3 * channelStep])
    e.addProduct(row, factors[4 * channelStep])
    f.addProduct(row, factors[5 * channelStep])
    g.addProduct(row, factors[6 * channelStep])
    h.addProduct(row, factors[7 * channelStep])
    i.addProduct(row, factors[8 * channelStep])
    j.addProduct(row, factors[9 * channelStep])
    k.addProduct(row, factors[10 * channelStep])
    l.addProduct(row, factors[11 * channelStep])
  }
  @inline(__always) mutating func add(
    from source: UnsafePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { a.add(Row(from: source, step: step)) }
    if count > 1 { b.add(Row(from: source + channelStep, step: step)) }
    if count > 2 { c.add(Row(from: source + 2 * channelStep, step: step)) }
    if count > 3 { d.add(Row(from: source + 3 * channelStep, step: step)) }
    if count > 4 { e.add(Row(from: source + 4 * channelStep, step: step)) }
    if count > 5 { f.add(Row(from: source + 5 * channelStep, step: step)) }
    if count > 6 { g.add(Row(from: source + 6 * channelStep, step: step)) }
    if count > 7 { h.add(Row(from: source + 7 * channelStep, step: step)) }
    if count > 8 { i.add(Row(from: source + 8 * channelStep, step: step)) }
    if count > 9 { j.add(Row(from: source + 9 * channelStep, step: step)) }
    if count > 10 { k.add(Row(from: source + 10 * channelStep, step: step)) }
    if count > 11 { l.add(Row(from: source + 11 * channelStep, step: step)) }
  }
  @inline(__always) func store(
    to destination: UnsafeMutablePointer<Lanes>, channelStep: Int, step: Int, count: Int
  ) {
    if count > 0 { a.store(to: destination, step: step) }
    if count > 1 { b.store(to: destination + channelStep, step: step) }
    if count > 2 { c.store(to: destination + 2 * channelStep, step: step) }
    if count > 3 { d.store(to: destination + 3 * channelStep, step: step) }
    if count > 4 { e.store(to: destination + 4 * channelStep, step: step) }
    if count > 5 { f.store(to: destination + 5 * channelStep, step: step) }
    if count > 6 { g.store(to: destination + 6 * channelStep, step: step) }
    if count > 7 { h.store(to: destination + 7 * channelStep, step: step) }
    if count > 8 { i.store(to: destination + 8 * channelStep, step: step) }
    if count > 9 { j.store(to: destination + 9 * channelStep, step: step) }
    if count > 10 { k.store(to: destination + 10 * channelStep, step: step) }
    if count > 11 { l.store(to: destination + 11 * channelStep, step: step) }
  }
  @inline(__always) func addLaneSums(
    to destination: UnsafeMutablePointer<Float>, channelStep: Int
  ) {
    a.addLaneSums(to: destination)
    b.addLaneSums(to: destination + channelStep)
    c.addLaneSums(to: destination + 2 * channelStep)
    d.addLaneSums(to: destination + 3 * channelStep)
    e.addLaneSums(to: destination + 4 * channelStep)
    f.addLaneSums(to: destination + 5 * channelStep)
    g.addLaneSums(to: destination + 6 * channelStep)
    h.addLaneSums(to: destination + 7 * channelStep)
    i.addLaneSums(to: destination + 8 * channelStep)
    j.addLaneSums(to: destination + 9 * channelStep)
    k.addLaneSums(to: destination + 10 * channelStep)
    l.addLaneSums(to: destination + 11 * channelStep)
  }
}

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
    let block = Block(
      source: source + sourceOrigin, weights: weights, bias: bias,
      destination: destination + destinationOrigin, accumulate: accumulate)
    let end =
      switch tile {
      case .fourByFour where sourceColumnStep == 1 && destinationColumnStep == 1:
        // A step that the compiler knows to be 1 becomes part of the address.
        correlate(Tile4<Pixels4>.self, block, from: 0, 1, 1)
      case .fourByFour:
        correlate(Tile4<Pixels4>.self, block, from: 0, sourceColumnStep, destinationColumnStep)
      case .fourByFive: correlate(Tile4<Pixels5>.self, block, from: 0, 1, 1)
      case .twoBySeven where overhangs: correlateOverhanging(block)
      case .twoBySeven: correlate(Tile2<Pixels7>.self, block, from: 0, 1, 1)
      case .twelveByOne: correlate(Tile12<Pixels1>.self, block, from: 0, 1, 1)
      }
    guard end < columns else { return }
    // Columns that fill no tile, pixel by pixel.
    switch tile.channels {
    case 4:
      _ = correlate(Tile4<Pixels1>.self, block, from: end, sourceColumnStep, destinationColumnStep)
    case 2:
      _ = correlate(Tile2<Pixels1>.self, block, from: end, sourceColumnStep, destinationColumnStep)
    default:
      return
    }
  }

  private struct Block {
    let source: UnsafePointer<Lanes>
    let weights: UnsafePointer<Float>
    let bias: UnsafePointer<Float>?
    let destination: UnsafeMutablePointer<Lanes>
    let accumulate: Bool
  }

  /// The taps of one row of pixels.
  private struct Taps {
    let count: Int
    let offsets: UnsafePointer<Int>
    let weights: UnsafePointer<Float>
  }

  /// All tiles from column `start` on.
  ///
  /// - Returns: the first column that is not done, since it fills no tile.
  @inline(__always)
  private func correlate<Tile: ChannelTile>(
    _: Tile.Type, _ block: Block, from start: Int, _ sourceStep: Int, _ destinationStep: Int
  ) -> Int {
    let width = Tile.Row.count
    let wide = columns - start
    // The last tile may overlap the one before it, and compute the same numbers again; not where it adds.
    let overlaps = wide >= width && wide % width != 0 && !block.accumulate
    let across = wide / width + (overlaps ? 1 : 0)
    guard across > 0 else { return start }
    var channel = 0
    while channel < channels {
      let weights = block.weights + channel * tapCount
      let bias = block.bias.map { $0 + channel }
      let channelDestination = block.destination + channel * destinationChannelStride
      for row in 0..<rows {
        let from = block.source + row * sourceRowStep
        let taps = Taps(
          count: rowTaps.pointer[2 * row + 1],
          offsets: tapOffsets.pointer + rowTaps.pointer[2 * row],
          weights: weights + rowTaps.pointer[2 * row] * Tile.channels)
        let to = channelDestination + row * destinationRowStep
        for index in 0..<across {
          let column = min(start + index * width, columns - width)
          pixels(
            Tile.self, from + column * sourceStep, taps, bias, to + column * destinationStep,
            block.accumulate, sourceStep, destinationStep, channels - channel)
        }
      }
      channel += Tile.channels
    }
    return overlaps ? columns : start + across * width
  }

  /// The gradient of the input of a convolution without padding, its kernel 5 columns wide: at both ends of a row the
  /// flipped kernel hangs over the gradient's first and last column by up to 4. Products with the zeros there are left
  /// out.
  ///
  /// - Returns: the number of columns: all are done.
  private func correlateOverhanging(_ block: Block) -> Int {
    var channel = 0
    while channel < channels {
      let weights = block.weights + channel * tapCount
      let bias = block.bias.map { $0 + channel }
      let channelDestination = block.destination + channel * destinationChannelStride
      let left = channels - channel
      for row in 0..<rows {
        let from = block.source + row * sourceRowStep
        let taps = Taps(
          count: rowTaps.pointer[2 * row + 1],
          offsets: tapOffsets.pointer + rowTaps.pointer[2 * row],
          weights: weights + rowTaps.pointer[2 * row] * 2)
        let to = channelDestination + row * destinationRowStep
        endPixels(from, taps, bias, to, block.accumulate, left, isFirst: true)
        for column in stride(from: 7, to: columns - 7, by: 7) {
          pixels(
            Tile2<Pixels7>.self, from + column, taps, bias, to + column, block.accumulate, 1, 1,
            left)
        }
        let last = columns - 7
        endPixels(from + last, taps, bias, to + last, block.accumulate, left, isFirst: false)
      }
      channel += 2
    }
    return columns
  }

  /// The first or last 7 pixels of a row for ``correlateOverhanging(_:)``: tap `k` of the five that stand together
  /// reads the pixel `k` to the left, so that the first `k`, or the last `4 - k`, have nothing to read.
  @inline(__always)
  private func endPixels(
    _ source: UnsafePointer<Lanes>, _ taps: Taps, _ bias: UnsafePointer<Float>?,
    _ destination: UnsafeMutablePointer<Lanes>, _ accumulate: Bool, _ channelsLeft: Int,
    isFirst: Bool
  ) {
    var tile = Tile2<Pixels7>(broadcasting: bias)
    var factors = taps.weights
    var tap = 0
    while tap < taps.count {
      let pixel = source + taps.offsets[tap]
      let first = Self.fiveFactors(factors)
      let second = Self.fiveFactors(factors + 1)
      if isFirst {
        tile.a.addFirstProducts(pixel, first)
        tile.b.addFirstProducts(pixel, second)
      } else {
        tile.a.addLastProducts(pixel, first)
        tile.b.addLastProducts(pixel, second)
      }
      factors += 10
      tap += 5
    }
    if accumulate {
      tile.add(
        from: destination, channelStep: destinationChannelStride, step: 1, count: channelsLeft)
    }
    tile.store(
      to: destination, channelStep: destinationChannelStride, step: 1, count: channelsLeft)
  }

  /// The weights of five taps for one of the two channels of a tile.
  @inline(__always)
  private static func fiveFactors(_ weights: UnsafePointer<Float>) -> FiveFactors {
    (
      Lanes(repeating: weights[0]), Lanes(repeating: weights[2]), Lanes(repeating: weights[4]),
      Lanes(repeating: weights[6]), Lanes(repeating: weights[8])
    )
  }

  /// One tile: a few neighbouring pixels of a few channels, over all taps.
  @inline(__always)
  private func pixels<Tile: ChannelTile>(
    _: Tile.Type, _ source: UnsafePointer<Lanes>, _ taps: Taps,
    _ bias: UnsafePointer<Float>?, _ destination: UnsafeMutablePointer<Lanes>, _ accumulate: Bool,
    _ sourceStep: Int, _ destinationStep: Int, _ channelsLeft: Int
  ) {
    var tile = Tile(broadcasting: bias)
    var factors = taps.weights
    for tap in 0..<taps.count {
      tile.addProduct(
        Tile.Row(from: source + taps.offsets[tap], step: sourceStep), broadcasting: factors)
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
        switch outputChannels - channel {
        case 4...:
          fourChannels(run, source, from, to)
          channel += 4
        case 2...:
          twoChannels(run, source, from, to)
          channel += 2
        default:
          for tap in 0..<run.count {
            sum(Tile1<Pixels1>.self, run, source + tap * run.step, from, to + tap)
          }
          channel += 1
        }
      }
    }
  }

  private func fourChannels(
    _ run: TapRun, _ source: UnsafePointer<Lanes>, _ factors: UnsafePointer<Lanes>,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    switch run.count {
    case 5: sum(Tile4<Pixels5>.self, run, source, factors, gradient)
    case 4: sum(Tile4<Pixels4>.self, run, source, factors, gradient)
    case 3: sum(Tile4<Pixels3>.self, run, source, factors, gradient)
    default: sum(Tile4<Pixels1>.self, run, source, factors, gradient)
    }
  }

  private func twoChannels(
    _ run: TapRun, _ source: UnsafePointer<Lanes>, _ factors: UnsafePointer<Lanes>,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    switch run.count {
    case 5: sum(Tile2<Pixels5>.self, run, source, factors, gradient)
    case 4: sum(Tile2<Pixels4>.self, run, source, factors, gradient)
    case 3: sum(Tile2<Pixels3>.self, run, source, factors, gradient)
    default: sum(Tile2<Pixels1>.self, run, source, factors, gradient)
    }
  }

  /// A few taps of a few output channels, over all pixels.
  @inline(__always)
  private func sum<Tile: ChannelTile>(
    _: Tile.Type, _ run: TapRun, _ source: UnsafePointer<Lanes>,
    _ factors: UnsafePointer<Lanes>, _ gradient: UnsafeMutablePointer<Float>
  ) {
    var tile = Tile(broadcasting: nil)
    for row in run.rows {
      var pixel = source + row * sourceRowStep
      var factor = factors + row * gradientRowStep
      for _ in 0..<columns {
        tile.addProduct(
          Tile.Row(from: pixel, step: run.step), factor, channelStep: gradientChannelStride)
        pixel += sourceColumnStep
        factor += 1
      }
    }
    tile.addLaneSums(to: gradient, channelStep: tapCount)
  }
}

extension Dense {
  /// The gradient of the weights from one block.
  ///
  /// - Parameters:
  ///   - inputRows: `[16 images][inputStride]`, see ``transpose(_:to:)``.
  ///   - gradientRows: the output's gradient, `[16 images][outputStride]`.
  ///   - gradient: `[outputs][inputStride]`; what fills up a row becomes zero.
  ///   - accumulate: whether the result is added to what `gradient` holds.
  public func weightGradient(
    inputRows: UnsafePointer<Lanes>, gradientRows: UnsafePointer<Float>,
    to gradient: UnsafeMutablePointer<Lanes>, accumulate: Bool
  ) {
    let vectors = inputStride / laneCount
    var vector = 0
    while vector + 4 <= vectors {
      outer(Tile4<Pixels4>.self, vector, inputRows, gradientRows, gradient, accumulate)
      vector += 4
    }
    while vector < vectors {
      outer(Tile4<Pixels1>.self, vector, inputRows, gradientRows, gradient, accumulate)
      vector += 1
    }
  }

  /// Some vectors of inputs, over all outputs: each image adds its outer product.
  @inline(__always)
  private func outer<Tile: ChannelTile>(
    _: Tile.Type, _ vector: Int, _ inputRows: UnsafePointer<Lanes>,
    _ gradientRows: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Lanes>,
    _ accumulate: Bool
  ) {
    let vectors = inputStride / laneCount
    var output = 0
    while output < outputs {
      var tile = Tile(broadcasting: nil)
      for image in 0..<laneCount {
        tile.addProduct(
          Tile.Row(from: inputRows + (image * vectors + vector), step: 1),
          broadcasting: gradientRows + (image * outputStride + output))
      }
      let place = gradient + (output * vectors + vector)
      if accumulate {
        tile.add(from: place, channelStep: vectors, step: 1, count: outputs - output)
      }
      tile.store(to: place, channelStep: vectors, step: 1, count: outputs - output)
      output += Tile.channels
    }
  }
}
