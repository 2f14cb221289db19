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

  @Test(
    arguments: ScreenState.all,
    [ColorScheme.dark, .light])
  func `every text can be read, on a dark and on a light background`(
    state: ScreenState, scheme: ColorScheme
  ) throws {
    for colors in [Capabilities.Colors.indexed256, .eight] {
      let capabilities = Capabilities(colors: colors)
      let session = try state.session(ScreenForm(capabilities: capabilities))
      var drawn = Canvas(
        size: Size(columns: 120, rows: 40), capabilities: capabilities, scheme: scheme)
      session.headless.send(.resize(drawn.size))
      session.headless.program.draw(on: &drawn)
      let frame = drawn.degraded()
      let faint = frame.cells.first { $0.isText && $0.contrast(on: scheme.background) < 4.5 }
      #expect(faint == nil, "\(colors)")
      guard colors == .indexed256 else { continue }
      // How faint that is nobody knows.
      #expect(frame.cells.allSatisfy { !$0.style.attributes.contains(.dim) })
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

extension Cell {
  /// Whether it is written, rather than a part of a picture, of a bar, or of a line.
  fileprivate var isText: Bool {
    guard let scalar = character?.unicodeScalars.first else { return false }
    return scalar != " " && !(0x2500...0x259F).contains(scalar.value)
  }

  fileprivate func contrast(on background: ColorScheme.Background) -> Double {
    let own: (text: UInt8, below: UInt8) = background == .dark ? (231, 16) : (16, 231)
    func index(_ color: Color, _ own: UInt8) -> UInt8 {
      if case .indexed(let index) = color { index } else { own }
    }
    return Color.contrast(
      index(style.foreground, own.text), index(style.background, own.below))
  }
}

extension Color {
  /// Whether a terminal of eight colours has it.
  fileprivate var isOfEight: Bool {
    switch self {
    case .standard: true
    case .indexed(let index): index < 8
    case .role: false
    }
  }
}
