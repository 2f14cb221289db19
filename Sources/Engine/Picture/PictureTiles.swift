// The register tiles of `PictureConvolution` and the loops over them, in one file: only so does a debug build, which
// compiles file by file, specialise them.

/// How many neighbouring pixels a tile holds: a number that the compiler knows.
private protocol PixelCount { static var pixels: Int { get } }

private enum P1: PixelCount { @inline(__always) static var pixels: Int { 1 } }
private enum P2: PixelCount { @inline(__always) static var pixels: Int { 2 } }
private enum P3: PixelCount { @inline(__always) static var pixels: Int { 3 } }
private enum P4: PixelCount { @inline(__always) static var pixels: Int { 4 } }
private enum P5: PixelCount { @inline(__always) static var pixels: Int { 5 } }
private enum P6: PixelCount { @inline(__always) static var pixels: Int { 6 } }
private enum P7: PixelCount { @inline(__always) static var pixels: Int { 7 } }
private enum P8: PixelCount { @inline(__always) static var pixels: Int { 8 } }
private enum P9: PixelCount { @inline(__always) static var pixels: Int { 9 } }
private enum P10: PixelCount { @inline(__always) static var pixels: Int { 10 } }
private enum P11: PixelCount { @inline(__always) static var pixels: Int { 11 } }
private enum P12: PixelCount { @inline(__always) static var pixels: Int { 12 } }
private enum P13: PixelCount { @inline(__always) static var pixels: Int { 13 } }
private enum P14: PixelCount { @inline(__always) static var pixels: Int { 14 } }

/// Sums of one block of output channels at up to 14 neighbouring pixels.
///
/// Separate stored properties stay in registers; those that `Size` does not want are never made.
private struct PixelSums<Size: PixelCount> {
  var a: Lanes, b: Lanes, c: Lanes, d: Lanes, e: Lanes, f: Lanes, g: Lanes
  var h: Lanes, i: Lanes, j: Lanes, k: Lanes, l: Lanes, m: Lanes, n: Lanes

  @inline(__always) init(repeating value: Lanes) {
    a = value
    b = value
    c = value
    d = value
    e = value
    f = value
    g = value
    h = value
    i = value
    j = value
    k = value
    l = value
    m = value
    n = value
  }

  /// One tap: the number at each pixel times the weights of 16 output channels.
  @inline(__always) mutating func add(
    _ source: UnsafePointer<Float>, step: Int, _ weights: Lanes
  ) {
    a.addProduct(Lanes(repeating: source[0]), weights)
    if Size.pixels > 1 { b.addProduct(Lanes(repeating: source[step]), weights) }
    if Size.pixels > 2 { c.addProduct(Lanes(repeating: source[2 * step]), weights) }
    if Size.pixels > 3 { d.addProduct(Lanes(repeating: source[3 * step]), weights) }
    if Size.pixels > 4 { e.addProduct(Lanes(repeating: source[4 * step]), weights) }
    if Size.pixels > 5 { f.addProduct(Lanes(repeating: source[5 * step]), weights) }
    if Size.pixels > 6 { g.addProduct(Lanes(repeating: source[6 * step]), weights) }
    if Size.pixels > 7 { h.addProduct(Lanes(repeating: source[7 * step]), weights) }
    if Size.pixels > 8 { i.addProduct(Lanes(repeating: source[8 * step]), weights) }
    if Size.pixels > 9 { j.addProduct(Lanes(repeating: source[9 * step]), weights) }
    if Size.pixels > 10 { k.addProduct(Lanes(repeating: source[10 * step]), weights) }
    if Size.pixels > 11 { l.addProduct(Lanes(repeating: source[11 * step]), weights) }
    if Size.pixels > 12 { m.addProduct(Lanes(repeating: source[12 * step]), weights) }
    if Size.pixels > 13 { n.addProduct(Lanes(repeating: source[13 * step]), weights) }
  }

  /// One tap for two blocks of output channels at the same pixels.
  @inline(__always) static func add(
    to first: inout Self, _ second: inout Self, _ source: UnsafePointer<Float>, step: Int,
    _ weights: Lanes, _ others: Lanes
  ) {
    do {
      let x = Lanes(repeating: source[0])
      first.a.addProduct(x, weights)
      second.a.addProduct(x, others)
    }
    if Size.pixels > 1 {
      let x = Lanes(repeating: source[step])
      first.b.addProduct(x, weights)
      second.b.addProduct(x, others)
    }
    if Size.pixels > 2 {
      let x = Lanes(repeating: source[2 * step])
      first.c.addProduct(x, weights)
      second.c.addProduct(x, others)
    }
    if Size.pixels > 3 {
      let x = Lanes(repeating: source[3 * step])
      first.d.addProduct(x, weights)
      second.d.addProduct(x, others)
    }
    if Size.pixels > 4 {
      let x = Lanes(repeating: source[4 * step])
      first.e.addProduct(x, weights)
      second.e.addProduct(x, others)
    }
    if Size.pixels > 5 {
      let x = Lanes(repeating: source[5 * step])
      first.f.addProduct(x, weights)
      second.f.addProduct(x, others)
    }
    if Size.pixels > 6 {
      let x = Lanes(repeating: source[6 * step])
      first.g.addProduct(x, weights)
      second.g.addProduct(x, others)
    }
    if Size.pixels > 7 {
      let x = Lanes(repeating: source[7 * step])
      first.h.addProduct(x, weights)
      second.h.addProduct(x, others)
    }
    if Size.pixels > 8 {
      let x = Lanes(repeating: source[8 * step])
      first.i.addProduct(x, weights)
      second.i.addProduct(x, others)
    }
    if Size.pixels > 9 {
      let x = Lanes(repeating: source[9 * step])
      first.j.addProduct(x, weights)
      second.j.addProduct(x, others)
    }
    if Size.pixels > 10 {
      let x = Lanes(repeating: source[10 * step])
      first.k.addProduct(x, weights)
      second.k.addProduct(x, others)
    }
    if Size.pixels > 11 {
      let x = Lanes(repeating: source[11 * step])
      first.l.addProduct(x, weights)
      second.l.addProduct(x, others)
    }
    if Size.pixels > 12 {
      let x = Lanes(repeating: source[12 * step])
      first.m.addProduct(x, weights)
      second.m.addProduct(x, others)
    }
    if Size.pixels > 13 {
      let x = Lanes(repeating: source[13 * step])
      first.n.addProduct(x, weights)
      second.n.addProduct(x, others)
    }
  }

  /// One tap of a depthwise convolution: 16 channels at each pixel times the weight of each.
  @inline(__always) mutating func add(
    lanesOf source: UnsafePointer<Lanes>, step: Int, _ weights: Lanes
  ) {
    a.addProduct(source[0], weights)
    if Size.pixels > 1 { b.addProduct(source[step], weights) }
    if Size.pixels > 2 { c.addProduct(source[2 * step], weights) }
    if Size.pixels > 3 { d.addProduct(source[3 * step], weights) }
    if Size.pixels > 4 { e.addProduct(source[4 * step], weights) }
    if Size.pixels > 5 { f.addProduct(source[5 * step], weights) }
    if Size.pixels > 6 { g.addProduct(source[6 * step], weights) }
    if Size.pixels > 7 { h.addProduct(source[7 * step], weights) }
    if Size.pixels > 8 { i.addProduct(source[8 * step], weights) }
    if Size.pixels > 9 { j.addProduct(source[9 * step], weights) }
    if Size.pixels > 10 { k.addProduct(source[10 * step], weights) }
    if Size.pixels > 11 { l.addProduct(source[11 * step], weights) }
    if Size.pixels > 12 { m.addProduct(source[12 * step], weights) }
    if Size.pixels > 13 { n.addProduct(source[13 * step], weights) }
  }

  @inline(__always) func store(to destination: UnsafeMutablePointer<Lanes>) {
    destination[0] = a
    if Size.pixels > 1 { destination[1] = b }
    if Size.pixels > 2 { destination[2] = c }
    if Size.pixels > 3 { destination[3] = d }
    if Size.pixels > 4 { destination[4] = e }
    if Size.pixels > 5 { destination[5] = f }
    if Size.pixels > 6 { destination[6] = g }
    if Size.pixels > 7 { destination[7] = h }
    if Size.pixels > 8 { destination[8] = i }
    if Size.pixels > 9 { destination[9] = j }
    if Size.pixels > 10 { destination[10] = k }
    if Size.pixels > 11 { destination[11] = l }
    if Size.pixels > 12 { destination[12] = m }
    if Size.pixels > 13 { destination[13] = n }
  }

  /// Stores some lanes and leaves the others as they are.
  @inline(__always) func store(
    to destination: UnsafeMutablePointer<Lanes>, where lanes: SIMDMask<SIMD16<Int32>>
  ) {
    destination[0].replace(with: a, where: lanes)
    if Size.pixels > 1 { destination[1].replace(with: b, where: lanes) }
    if Size.pixels > 2 { destination[2].replace(with: c, where: lanes) }
    if Size.pixels > 3 { destination[3].replace(with: d, where: lanes) }
    if Size.pixels > 4 { destination[4].replace(with: e, where: lanes) }
    if Size.pixels > 5 { destination[5].replace(with: f, where: lanes) }
    if Size.pixels > 6 { destination[6].replace(with: g, where: lanes) }
    if Size.pixels > 7 { destination[7].replace(with: h, where: lanes) }
    if Size.pixels > 8 { destination[8].replace(with: i, where: lanes) }
    if Size.pixels > 9 { destination[9].replace(with: j, where: lanes) }
    if Size.pixels > 10 { destination[10].replace(with: k, where: lanes) }
    if Size.pixels > 11 { destination[11].replace(with: l, where: lanes) }
    if Size.pixels > 12 { destination[12].replace(with: m, where: lanes) }
    if Size.pixels > 13 { destination[13].replace(with: n, where: lanes) }
  }
}

/// A row of one unit.
private struct RowWork {
  /// The first tap's input at the row's first pixel.
  let source: UnsafePointer<Float>
  /// Numbers, for a depthwise convolution vectors, from one pixel's input to the next's.
  let step: Int
  let tapCount: Int
  let offsets: UnsafePointer<Int>
  /// `[blocks]`
  let bias: UnsafePointer<Lanes>
  /// `[taps][blocks]`
  let weights: UnsafePointer<Lanes>
  let destination: UnsafeMutablePointer<Lanes>
  /// Vectors from a block of the output to the next.
  let blockStride: Int
  let lanes: Range<Int>
}

extension PictureConvolution {
  func multiply(
    _ unit: Unit, _ row: Int, _ source: UnsafePointer<Lanes>, _ packed: UnsafePointer<Lanes>,
    _ destination: UnsafeMutablePointer<Lanes>
  ) {
    let numbers = UnsafeRawPointer(source).assumingMemoryBound(to: Float.self)
    let work = work(
      unit, row, packed, destination,
      source: numbers + row * geometry.strideHeight * self.source.rowStride * laneCount,
      step: geometry.strideWidth * laneCount)
    forEachTile { column, pixels in
      if unit.blocks == 2 {
        two(work, column, pixels)
      } else {
        one(work, column, pixels)
      }
    }
  }

  func multiplyLanes(
    _ unit: Unit, _ row: Int, _ source: UnsafePointer<Lanes>, _ packed: UnsafePointer<Lanes>,
    _ destination: UnsafeMutablePointer<Lanes>
  ) {
    let block =
      source + unit.firstBlock * self.source.channelStride
      + row * geometry.strideHeight * self.source.rowStride
    let work = work(
      unit, row, packed, destination,
      source: UnsafeRawPointer(block).assumingMemoryBound(to: Float.self),
      step: geometry.strideWidth)
    forEachTile { column, pixels in lanes(work, column, pixels) }
  }

  @inline(__always)
  private func work(
    _ unit: Unit, _ row: Int, _ packed: UnsafePointer<Lanes>,
    _ destination: UnsafeMutablePointer<Lanes>, source: UnsafePointer<Float>, step: Int
  ) -> RowWork {
    let firstTap = rowTaps.pointer[2 * row]
    let bias = packed + unit.packedOffset
    return RowWork(
      source: source, step: step, tapCount: rowTaps.pointer[2 * row + 1],
      offsets: tapOffsets.pointer + unit.firstTap + firstTap, bias: bias,
      weights: bias + unit.blocks * (1 + firstTap),
      destination: destination + self.destination.offset(unit.firstBlock, row),
      blockStride: self.destination.channelStride, lanes: unit.lanes)
  }

  /// The first column and the pixels of every tile of a row.
  @inline(__always)
  private func forEachTile(_ body: (_ column: Int, _ pixels: Int) -> Void) {
    var column = 0
    for tile in 0..<columnTiles.count {
      let pixels = columnTiles.widest - (tile < columnTiles.widestCount ? 0 : 1)
      body(column, pixels)
      column += pixels
    }
  }

  private func one(_ work: RowWork, _ column: Int, _ pixels: Int) {
    switch pixels {
    case 14: one(P14.self, work, column)
    case 13: one(P13.self, work, column)
    case 12: one(P12.self, work, column)
    case 11: one(P11.self, work, column)
    case 10: one(P10.self, work, column)
    case 9: one(P9.self, work, column)
    case 8: one(P8.self, work, column)
    case 7: one(P7.self, work, column)
    case 6: one(P6.self, work, column)
    case 5: one(P5.self, work, column)
    case 4: one(P4.self, work, column)
    case 3: one(P3.self, work, column)
    case 2: one(P2.self, work, column)
    default: one(P1.self, work, column)
    }
  }

  private func two(_ work: RowWork, _ column: Int, _ pixels: Int) {
    switch pixels {
    case 14: two(P14.self, work, column)
    case 13: two(P13.self, work, column)
    case 12: two(P12.self, work, column)
    case 11: two(P11.self, work, column)
    case 10: two(P10.self, work, column)
    case 9: two(P9.self, work, column)
    case 8: two(P8.self, work, column)
    case 7: two(P7.self, work, column)
    case 6: two(P6.self, work, column)
    case 5: two(P5.self, work, column)
    case 4: two(P4.self, work, column)
    case 3: two(P3.self, work, column)
    case 2: two(P2.self, work, column)
    default: two(P1.self, work, column)
    }
  }

  private func lanes(_ work: RowWork, _ column: Int, _ pixels: Int) {
    switch pixels {
    case 14: lanes(P14.self, work, column)
    case 13: lanes(P13.self, work, column)
    case 12: lanes(P12.self, work, column)
    case 11: lanes(P11.self, work, column)
    case 10: lanes(P10.self, work, column)
    case 9: lanes(P9.self, work, column)
    case 8: lanes(P8.self, work, column)
    case 7: lanes(P7.self, work, column)
    case 6: lanes(P6.self, work, column)
    case 5: lanes(P5.self, work, column)
    case 4: lanes(P4.self, work, column)
    case 3: lanes(P3.self, work, column)
    case 2: lanes(P2.self, work, column)
    default: lanes(P1.self, work, column)
    }
  }

  @inline(__always)
  private func one<Size: PixelCount>(_: Size.Type, _ work: RowWork, _ column: Int) {
    var sums = PixelSums<Size>(repeating: work.bias[0])
    let source = work.source + column * work.step
    for tap in 0..<work.tapCount {
      sums.add(source + work.offsets[tap], step: work.step, work.weights[tap])
    }
    store(sums, work, column)
  }

  @inline(__always)
  private func two<Size: PixelCount>(_: Size.Type, _ work: RowWork, _ column: Int) {
    var first = PixelSums<Size>(repeating: work.bias[0])
    var second = PixelSums<Size>(repeating: work.bias[1])
    let source = work.source + column * work.step
    for tap in 0..<work.tapCount {
      PixelSums.add(
        to: &first, &second, source + work.offsets[tap], step: work.step, work.weights[2 * tap],
        work.weights[2 * tap + 1])
    }
    first.store(to: work.destination + column)
    second.store(to: work.destination + (work.blockStride + column))
  }

  @inline(__always)
  private func lanes<Size: PixelCount>(_: Size.Type, _ work: RowWork, _ column: Int) {
    var sums = PixelSums<Size>(repeating: work.bias[0])
    let source =
      UnsafeRawPointer(work.source).assumingMemoryBound(to: Lanes.self) + column * work.step
    for tap in 0..<work.tapCount {
      sums.add(lanesOf: source + work.offsets[tap], step: work.step, work.weights[tap])
    }
    sums.store(to: work.destination + column)
  }

  @inline(__always)
  private func store<Size: PixelCount>(_ sums: PixelSums<Size>, _ work: RowWork, _ column: Int) {
    if work.lanes.count == laneCount {
      sums.store(to: work.destination + column)
      return
    }
    var numbers = SIMD16<Int32>.zero
    for lane in 0..<laneCount { numbers[lane] = Int32(lane) }
    let lanes =
      (numbers .>= Int32(work.lanes.lowerBound)) .& (numbers .< Int32(work.lanes.upperBound))
    sums.store(to: work.destination + column, where: lanes)
  }
}
