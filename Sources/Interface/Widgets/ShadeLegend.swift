import Ground

/// What the characters stand for that pictures are made of where there are no colours for them:
/// `-1.6 Oo=-, 0 .+xX# 1.6`.
public struct ShadeLegend: Hashable, Sendable {
  public var palette: Palette
  public var glyphs: Capabilities.Glyphs
  public var format: NumberFormat

  public init(_ palette: Palette, glyphs: Capabilities.Glyphs, format: NumberFormat) {
    self.palette = palette
    self.glyphs = glyphs
    self.format = format
  }

  /// The characters for values below 0 and above it, those farther from 0 later, the blank left out.
  public var ramps: (below: String, above: String) {
    (Shade.signs(below: true, palette, glyphs), Shade.signs(below: false, palette, glyphs))
  }

  /// The characters alone, from the least value to the largest.
  private var signs: String {
    switch palette {
    case .none: ""
    case .signed: String(ramps.below.reversed()) + " 0 " + ramps.above
    case .greys: ramps.above
    }
  }

  /// As much as fits so many columns: with the values at both ends, the characters alone, nothing.
  public func text(columns: Int) -> String {
    var candidates = [signs]
    switch palette {
    case .none: break
    case .signed(let limit):
      candidates.insert(
        "\(format.significant(-limit)) \(signs) \(format.significant(limit))", at: 0)
    case .greys(let from, let to):
      candidates.insert("\(format.significant(from)) \(signs) \(format.significant(to))", at: 0)
    }
    return candidates.first { TextWidth.width(of: $0) <= columns } ?? ""
  }
}
