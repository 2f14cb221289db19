import Ground
import Interface
import TestSupport
import Testing

/// Text can be read: 4.5:1, as the WCAG ask, on the backgrounds that people have.
struct ContrastTests {
  /// Black, Solarized, Dracula and their like; white and its tints.
  private static let backgrounds: [ColorScheme.Background: [UInt8]] = [
    .dark: [16, 232, 233, 234, 235], .light: [231, 230, 255, 254, 15],
  ]

  @Test(arguments: Color.Role.allCases, ColorScheme.Background.allCases)
  func `every role can be read on a dark and on a light background`(
    role: Color.Role, background: ColorScheme.Background
  ) throws {
    for below in try #require(Self.backgrounds[background]) {
      let contrast = contrast(
        of: Style(foreground: .role(role)).degraded(
          to: .indexed256, scheme: ColorScheme(background)), on: below, textElse: 0)
      #expect(contrast >= 4.5, "on \(below)")
    }
    // Of eight colours; the lightest background is then a light grey.
    for below in background == .dark ? [0] as [UInt8] : [7, 15] {
      let style = Style(foreground: .role(role)).degraded(
        to: .eight, scheme: ColorScheme(background))
      #expect(
        contrast(of: style, on: below, textElse: background == .dark ? 7 : 0) >= 4.5,
        "on \(below)")
    }
  }

  @Test(arguments: ColorScheme.Background.allCases, [Capabilities.Colors.indexed256, .eight])
  func `every number can be read on the colour of its value`(
    background: ColorScheme.Background, colors: Capabilities.Colors
  ) {
    for palette in [Palette.signed(limit: 1), .greys(from: -1, to: 1)] {
      for step in -50...50 {
        let style = palette.style(
          for: Double(step) / 50, on: Capabilities(colors: colors),
          scheme: ColorScheme(background)
        ).degraded(to: colors, scheme: ColorScheme(background))
        let own: (UInt8, UInt8) = background == .dark ? (0, 7) : (7, 0)
        #expect(contrast(of: style, on: own.0, textElse: own.1) >= 4.5, "\(style)")
      }
    }
  }

  @Test(arguments: ColorScheme.Background.allCases, [Capabilities.Colors.indexed256, .eight])
  func `what is painted can be read`(
    background: ColorScheme.Background, colors: Capabilities.Colors
  ) throws {
    let scheme = ColorScheme(background, isPainted: true)
    for style in [Style.plain, Theme.dim, Theme.accent, Theme.mark, Theme.error, Theme.frame] {
      let painted = style.degraded(to: colors, scheme: scheme)
      #expect(painted.foreground != .standard && painted.background != .standard)
      #expect(contrast(of: painted, on: 16, textElse: 16) >= 4.5, "\(style)")
    }
    #expect(Style.plain.degraded(to: .none, scheme: scheme) == .plain)
  }

  @Test func `signed values stand out from either background the more the larger they are`() {
    for scheme in [ColorScheme.dark, .light] {
      let palette = Palette.signed(limit: 5)
      for sign in [-1.0, 1] {
        let indices = (0...5).compactMap { palette.index(for: sign * Double($0), on: scheme) }
        let contrasts = indices.map { Color.contrast($0, scheme == .dark ? 16 : 231) }
        #expect(contrasts == contrasts.sorted())
        #expect(Set(indices).count == 6)
      }
    }
  }

  @Test func `a mark is the colour of no number`() {
    for scheme in [ColorScheme.dark, .light] {
      let mark = Theme.mark.degraded(to: .indexed256, scheme: scheme).foreground
      for step in -50...50 {
        for palette in [Palette.signed(limit: 50), .greys(from: -50, to: 50)] {
          #expect(palette.index(for: Double(step), on: scheme).map(Color.indexed) != mark)
        }
      }
    }
  }

  @Test func `a canvas that is painted shows no colour of the terminal's own`() {
    var canvas = Canvas(size: Size(columns: 4, rows: 2))
    canvas.write("ab", at: Point(column: 0, row: 0), style: Theme.title)
    let cells = canvas.degraded().painted().cells
    #expect(cells.allSatisfy { $0.style.background == .indexed(16) })
    #expect(
      cells[0]
        == Cell(
          "a",
          Style(
            foreground: .indexed(253), background: .indexed(16), attributes: .bold)))
  }

  /// - Parameters:
  ///   - below: the terminal's background.
  ///   - text: the terminal's text.
  private func contrast(of style: Style, on below: UInt8, textElse text: UInt8) -> Double {
    func index(_ color: Color, _ own: UInt8) -> UInt8 {
      if case .indexed(let index) = color { index } else { own }
    }
    return Color.contrast(index(style.foreground, text), index(style.background, below))
  }
}
