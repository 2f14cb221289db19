import Ground
import Interface
import TestSupport
import Testing

@testable import Screens

/// What is said of how values are drawn is what is drawn, in every terminal.
struct DrawnTests {
  private static let forms = ScreenForm.all.filter { $0.capabilities != Capabilities() }

  private func state(_ name: String) throws -> ScreenState {
    try #require(ScreenState.all.first { $0.name == name })
  }

  @Test(arguments: [
    "a run", "a run of resnet8", "large maps", "an evaluation",
    "step conv --input arange:60x90 --kernel laplacian",
  ])
  func `pictures that are made of signs have a legend beside them`(name: String) throws {
    let state = try state(name)
    for form in Self.forms {
      // With 256 colours a stepper's maps have them even in ASCII.
      if name.hasPrefix("step"), form.capabilities.colors == .indexed256 { continue }
      for size in [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)] {
        let session = try state.session(form)
        session.headless.send(.resize(size))
        let text = session.frame.plainText
        let greys = form.capabilities.glyphs == .ascii ? ".:-=+*#%@" : "░▒▓█"
        #expect(
          text.contains("Oo=-, 0 .+xX#") || text.contains(" " + greys), "\(form) \(size)\n\(text)")
      }
    }
  }

  @Test func `a legend says the values at both ends where it has room`() {
    let signed = ShadeLegend(.signed(limit: 1.617), glyphs: .ascii, format: .english)
    #expect(signed.text(columns: 24) == "-1.62 Oo=-, 0 .+xX# 1.62")
    #expect(signed.text(columns: 23) == "Oo=-, 0 .+xX#")
    #expect(signed.text(columns: 12) == "")
    let greys = ShadeLegend(.greys(from: 0, to: 0.5), glyphs: .unicode, format: .vietnamese)
    #expect(greys.text(columns: 10) == "0 ░▒▓█ 0,5")
  }

  /// Words that name a colour; in Vietnamese also that for colour itself.
  private static let colorWords: [Language: [String]] = [
    .english: ["blue", "orange", "yellow", "grey", "colour"],
    .vietnamese: ["màu", "xanh", "cam,", "vàng", "xám"],
  ]

  @Test(arguments: ScreenState.all)
  func `the help names colours where they are, and signs where those are drawn`(
    state: ScreenState
  ) throws {
    for form in ScreenForm.all {
      let session = try state.session(form)
      let help = session.headless.program.helpLines(width: 74).map { line in
        switch line {
        case .text(let text): text
        case .key(_, let label): label
        }
      }.joined(separator: " ")
      switch form.capabilities.colors {
      case .indexed256: #expect(!help.contains("yellow") && !help.contains("vàng"), "\(help)")
      case .eight: #expect(!help.contains("orange") && !help.contains("màu cam"), "\(help)")
      case .none:
        let named = Self.colorWords[form.language]?.filter { help.contains($0) } ?? []
        let says = help.contains(DrawnText.noColors[form.language].prefix(20))
        #expect(named.isEmpty || says && named.allSatisfy(["colour", "màu"].contains), "\(help)")
      }
      let signs = form.capabilities.glyphs == .ascii ? ".:-=+*#%@" : "░▒▓█"
      if help.contains(".+xX#") { #expect(help.contains(",-=oO") && help.contains(signs)) }
    }
  }
}
