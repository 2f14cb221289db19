import Ground
import Interface
import TestSupport
import Testing

@Suite struct DegradeTests {
  @Test func `an ASCII terminal gets ASCII alone, in the same places`() {
    let canvas = rendered(columns: 14, rows: 3, capabilities: Capabilities(glyphs: .ascii)) {
      let inside = $0.frame($1, title: "đệm")
      $0.write("日 ← ▶ ½", in: inside)
    }
    #expect(canvas.plainText == "+ dem -------+\n|?? < > ?    |\n+------------+")
  }

  @Test func `eight colours never hide a text that more colours show`() {
    for background in UInt8.min...UInt8.max {
      let style = Palette.signed(limit: 1).style(
        for: Double(background) / 127.5 - 1, on: Capabilities(), scheme: .dark)
      let degraded = style.degraded(to: .eight)
      #expect(degraded.foreground != degraded.background || style.foreground == style.background)
    }
  }

  @Test func `without colours the attributes stay`() {
    #expect(Theme.accent.degraded(to: .none) == Style(attributes: .bold))
  }

  @Test func `signed values grow lighter with their magnitude and differ in hue by sign`() {
    let palette = Palette.signed(limit: 2)
    #expect(palette.index(for: 0, on: .dark) == 236)
    #expect(palette.index(for: -2, on: .dark) == 117)
    #expect(palette.index(for: 2, on: .dark) == 222)
    #expect(palette.index(for: -.infinity, on: .dark) == 117)
    #expect(palette.index(for: .nan, on: .dark) == nil)
    #expect(Palette.fitting([0, 3]) == .greys(from: 0, to: 3))
    #expect(Palette.fitting([-4, 3]) == .signed(limit: 4))
  }
}
