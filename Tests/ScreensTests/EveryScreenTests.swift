import Commands
import Ground
import Interface
import TestSupport
import Testing

@testable import Screens

/// What holds of every screen in every state, language and terminal, at any size.
struct EveryScreenTests {
  @Test(arguments: ScreenState.all)
  func `no box is broken, what matters is there, no glyph or colour is too much`(
    state: ScreenState
  ) throws {
    for form in ScreenForm.all {
      let session = try state.session(form)
      for size in form.sizes {
        session.headless.send(.resize(size))
        // Before its terminal's limits make lines, corners and crossings alike.
        var drawn = Canvas(size: size, capabilities: form.capabilities)
        session.headless.program.draw(on: &drawn)
        let broken = drawn.brokenBoxes()
        #expect(broken.isEmpty, "\(form) \(broken)\n\(drawn.plainText)")

        let frame = drawn.degraded()
        let excess = form.capabilities.excess(in: frame)
        #expect(excess == nil, "\(form)")
        if size.columns >= 40, size.rows >= 12 { expectEssence(of: state, form, in: frame) }
      }
    }
  }

  /// From 40x12 on a screen shows what it is about, and names its help.
  private func expectEssence(of state: ScreenState, _ form: ScreenForm, in frame: Canvas) {
    let essence = state.essence[form.language]
    let text = form.capabilities.glyphs == .ascii ? AsciiGlyphs.text(essence) : essence
    let lines = frame.plainText.split(separator: "\n")
    let isShown = lines.contains { $0.contains(text) }
    #expect(isShown, "\(form): \(text)\n\(frame.testDescription)")
    let namesHelp = lines.last.map { $0.contains("?") || $0.contains("Esc") } ?? false
    #expect(namesHelp, "\(form)\n\(frame.testDescription)")
  }

  @Test(arguments: ScreenState.all)
  func `a screen that was made small comes back as it was, and each language has its own words`(
    state: ScreenState
  ) throws {
    let frames = try [Language.english, .vietnamese].map { language in
      let session = try state.session(ScreenForm(language: language))
      let before = session.frame
      for size in ScreenForm.sizes { session.headless.send(.resize(size)) }
      session.headless.send(.resize(before.size))
      #expect(session.frame == before)
      return before.plainText
    }
    #expect(frames[0] != frames[1])
  }
}

extension Capabilities {
  /// The first cell of a frame that a terminal of these capabilities cannot show.
  fileprivate func excess(in frame: Canvas) -> Cell? {
    frame.cells.first { cell in
      if glyphs == .ascii, cell.character?.isASCII != true { return true }
      switch colors {
      case .indexed256: return false
      case .eight: return !cell.style.foreground.isOfEight || !cell.style.background.isOfEight
      case .none: return cell.style != Style(attributes: cell.style.attributes)
      }
    }
  }
}

extension Color {
  /// Whether a terminal of eight colours has it.
  fileprivate var isOfEight: Bool {
    switch self {
    case .standard: true
    case .indexed(let index): index < 8
    }
  }
}
