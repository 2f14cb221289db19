extension Canvas {
  /// The canvas as its terminal can show it: roles turned into colours, colours mapped to those that
  /// there are, glyphs to ASCII.
  ///
  /// Every driver shows this, so that a screen draws once, for Unicode and 256 colours, and asks
  /// for the capabilities only where another shape says more (a plot, a picture).
  public func degraded() -> Canvas {
    var result = self
    result.mapCells { cell in
      Cell(
        capabilities.glyphs == .ascii ? AsciiGlyphs.standIn(for: cell.character) : cell.character,
        cell.style.degraded(to: capabilities.colors, scheme: scheme))
    }
    return result
  }

  /// The canvas with a background of its own, whatever the terminal's is.
  public func painted() -> Canvas {
    guard !scheme.isPainted else { return self }
    let ground = ColorScheme(scheme.background, isPainted: true).ground(in: capabilities.colors)
    var result = self
    result.mapCells { Cell($0.character, $0.style.on(ground)) }
    return result
  }
}

extension Style {
  /// The style in the colours that there are.
  public func degraded(
    to colors: Capabilities.Colors, scheme: ColorScheme = .dark
  ) -> Style {
    guard colors != .none else { return Style(attributes: attributes) }
    return withoutRoles(colors, scheme).inColors(colors).on(scheme.ground(in: colors))
  }

  /// The style with the colours that its role has.
  private func withoutRoles(_ colors: Capabilities.Colors, _ scheme: ColorScheme) -> Style {
    var style = self
    if case .role(let role) = foreground {
      let colored = scheme.style(of: role, in: colors)
      style.foreground = colored.foreground
      if background == .standard { style.background = colored.background }
      // A terminal's half-bright text may be too faint to read; a grey is what it is.
      if role == .dim, colored.foreground != .standard { style.attributes.remove(.dim) }
    }
    if case .role(let role) = background {
      style.background = scheme.style(of: role, in: colors).foreground
    }
    return style
  }

  private func inColors(_ colors: Capabilities.Colors) -> Style {
    guard colors == .eight else { return self }
    var style = self
    style.foreground = foreground.ofEight
    style.background = background.ofEight
    // Two shades that fall together would hide the text.
    if style.foreground == style.background, foreground != background,
      case .indexed(let index) = style.background
    {
      style.foreground = .indexed(Color.textIndex(on: index) == Color.black ? 0 : 7)
    }
    return style
  }

  /// The style with these colours in place of the terminal's own.
  fileprivate func on(_ ground: Style) -> Style {
    Style(
      foreground: foreground == .standard ? ground.foreground : foreground,
      background: background == .standard ? ground.background : background,
      attributes: attributes)
  }
}
