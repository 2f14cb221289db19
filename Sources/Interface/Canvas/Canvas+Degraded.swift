extension Canvas {
  /// The canvas as its terminal can show it: colours mapped to eight or none, glyphs to ASCII.
  ///
  /// Every driver shows this, so that a screen draws once, for Unicode and 256 colours, and asks
  /// for the capabilities only where another shape says more (a plot, a picture).
  public func degraded() -> Canvas {
    guard capabilities.glyphs == .ascii || capabilities.colors != .indexed256 else { return self }
    var result = self
    result.mapCells { cell in
      Cell(
        capabilities.glyphs == .ascii ? AsciiGlyphs.standIn(for: cell.character) : cell.character,
        cell.style.degraded(to: capabilities.colors))
    }
    return result
  }
}

extension Style {
  /// The style in the colours that there are; attributes stay.
  public func degraded(to colors: Capabilities.Colors) -> Style {
    switch colors {
    case .indexed256: return self
    case .none: return Style(attributes: attributes)
    case .eight:
      var style = self
      style.foreground = foreground.ofEight
      style.background = background.ofEight
      // Two shades that fall together would hide the text.
      if style.foreground == style.background, foreground != background,
        case .indexed(let index) = style.background
      {
        style.foreground = .indexed(Color.isLight(index) ? 0 : 7)
      }
      return style
    }
  }
}
