import Commands
import Ground
import Interface
import TestSupport
import Testing

@testable import Screens

/// The whole program on one screen, without anything outside: effects are only noted, but for a block
/// that needs nothing from there.
struct ScreenSession {
  let headless: HeadlessSession<App>
  private let handler = RecordingHandler()

  init(
    _ command: Command, language: Language = .english, size: Size = Size(columns: 80, rows: 24),
    capabilities: Capabilities = Capabilities(), measuresTime: Bool = false
  ) {
    headless = HeadlessSession(
      App(
        command: command,
        environment: AppEnvironment(
          language: language, capabilities: capabilities, size: size, measuresTime: measuresTime,
          datasets: ["digits", "fashion-mnist"], cores: 2)),
      size: size, capabilities: capabilities, handler: handler)
  }

  var frame: Canvas { headless.frame }
  var effects: [Effect] { handler.effects }

  /// The effects of some keys.
  func effects(of keys: Key...) -> [Effect] {
    let before = handler.effects.count
    for key in keys { headless.press(key) }
    return Array(handler.effects.dropFirst(before))
  }

  /// A screen has one golden frame a language, at the smallest size that shows all of it.
  static let goldenForms: [(name: String, language: Language)] = [
    ("80x24.en", .english), ("80x24.vi", .vietnamese),
  ]
}
