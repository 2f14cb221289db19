import TerminalEmulation
import Testing

extension PseudoTerminal {
  /// Checks that the terminal is as it was: modes, cursor, mouse, paste, alternate screen, colours.
  func expectRestored(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(areModesAsBefore, "the modes differ", sourceLocation: sourceLocation)
    #expect(!isCursorHidden, "the cursor is hidden", sourceLocation: sourceLocation)
    #expect(!screen.isAlternate, "the alternate screen is on", sourceLocation: sourceLocation)
    #expect(!isMouseOn, "the mouse is on", sourceLocation: sourceLocation)
    #expect(!isPasteMarked, "bracketed paste is on", sourceLocation: sourceLocation)
    screen.feed(Array("\r\nplain".utf8)[...])
    if let point = screen.place(of: "plain") {
      #expect(
        screen.colors(at: point) == (-1, -1), "colours are on", sourceLocation: sourceLocation)
      #expect(!screen.isReverse(at: point), "attributes are on", sourceLocation: sourceLocation)
    }
  }
}
