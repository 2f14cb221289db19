import Ground

/// An axis: its range widened to be drawn, where values lie on it, and round numbers along it.
struct PlotAxis {
  struct Tick: Hashable {
    let value: Double
    let label: String
  }

  let range: ClosedRange<Double>
  let scale: LinePlot.Scale
  let ticks: [Tick]

  /// - Parameter ticks: about how many numbers there is room for.
  init(range: ClosedRange<Double>, scale: LinePlot.Scale, ticks count: Int, format: NumberFormat) {
    self.scale = scale
    switch scale {
    case .linear:
      let range = Self.widened(range)
      self.range = range
      ticks = Self.linearTicks(range, count: count, format: format)
    case .logarithmic:
      let high = range.upperBound > 0 && range.upperBound.isFinite ? range.upperBound : 1
      let low = min(range.lowerBound > 0 ? range.lowerBound : high / 1000, high / 1.5)
      self.range = low...high
      ticks = Self.logarithmicTicks(low...high, count: count, format: format)
    }
  }

  /// Where a value lies, 0...1; clamped to the range, `nil` for what has no place.
  func share(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let share: Double
    switch scale {
    case .linear:
      share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    case .logarithmic:
      guard value > 0 else { return nil }
      share = log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
    }
    return share.isFinite ? min(1, max(0, share)) : nil
  }

  var labelWidth: Int { ticks.reduce(1) { max($0, TextWidth.width(of: $1.label)) } }

  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    guard range.lowerBound.isFinite, range.upperBound.isFinite else { return 0...1 }
    guard (range.upperBound - range.lowerBound).isFinite else { return 0...1 }
    if range.lowerBound < range.upperBound { return range }
    let half = max(abs(range.lowerBound) * 0.1, 0.5)
    return range.lowerBound - half...range.upperBound + half
  }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private static func linearTicks(
    _ range: ClosedRange<Double>, count: Int, format: NumberFormat
  ) -> [Tick] {
    let rough = (range.upperBound - range.lowerBound) / Double(max(1, count))
    guard rough > 0, rough.isFinite else { return [] }
    let exponent = log10(rough).rounded(.down)
    let power = pow(10, exponent)
    let factor = [1.0, 2, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10
    let step = factor * power
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard first.isFinite, last >= first, last - first < 1000 else { return [] }
    let decimals = max(0, -Int(exponent) - (factor == 10 ? 1 : 0))
    return (0...Int(last - first)).map {
      let value = (first + Double($0)) * step
      return Tick(value: value, label: label(value, decimals: decimals, format: format))
    }
  }

  private static func label(_ value: Double, decimals: Int, format: NumberFormat) -> String {
    if decimals > 4 || abs(value) >= 10_000_000 { return format.significant(value) }
    return format.fixed(value, decimals: decimals)
  }

  /// Powers of ten, with 2 and 5 times them where there is room.
  private static func logarithmicTicks(
    _ range: ClosedRange<Double>, count: Int, format: NumberFormat
  ) -> [Tick] {
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = Int(log10(range.upperBound).rounded(.up))
    guard last >= first, last - first <= 700 else { return [] }
    func values(_ factors: [Double], every: Int = 1) -> [Double] {
      stride(from: first, through: last, by: every)
        .flatMap { exponent in factors.map { $0 * pow(10, Double(exponent)) } }
        .filter { $0 >= range.lowerBound * 0.999 && $0 <= range.upperBound * 1.001 }
    }
    var chosen = values([1, 2, 5])
    if chosen.count > count + 1 { chosen = values([1]) }
    if chosen.count > count + 1 { chosen = values([1], every: max(1, (last - first) / count)) }
    if chosen.isEmpty { chosen = [range.lowerBound, range.upperBound] }
    return chosen.map { Tick(value: $0, label: format.significant($0)) }
  }
}
