import Ground
import Interface

extension App {
  /// The keys that work everywhere; the rest goes to the screen on top.
  mutating func updateKey(_ key: Key) -> [Effect] {
    notice = nil
    if key == .control("c") { return interrupt() }
    if let overlay { return answer(overlay, with: key) }
    guard let screen = stack.last, !screen.capturesText else { return updateTop(.key(key)) }
    switch key {
    case .character("?"):
      overlay = .help(scroll: 0)
      return []
    case .character("L"):
      return changeLanguage()
    case .character("q"), .escape:
      return stepOut()
    default:
      return updateTop(.key(key))
    }
  }

  private mutating func changeLanguage() -> [Effect] {
    environment.language = environment.language == .english ? .vietnamese : .english
    tellOfASCII()
    return [.saveLanguage(environment.language)]
  }

  /// q and Esc: out of a level of the screen, else out of the screen, asking if something would be lost.
  private mutating func stepOut() -> [Effect] {
    let top = stack.count - 1
    if stack[top].stepOut(in: context) { return [] }
    guard let question = stack[top].leaveQuestion(in: context) else { return closeTop() }
    overlay = .question(question, leaves: .screen)
    return []
  }

  /// Ctrl-C leaves the program: it asks once if something would be lost, and the second time goes.
  private mutating func interrupt() -> [Effect] {
    if case .question(_, leaves: .program) = overlay { return finish() }
    let context = context
    let questions = stack.reversed().compactMap { $0.leaveQuestion(in: context) }
    guard let question = questions.first else { return finish() }
    overlay = .question(question, leaves: .program)
    return []
  }

  private mutating func answer(_ overlay: Overlay, with key: Key) -> [Effect] {
    switch overlay {
    case .question(_, let leaves):
      switch key {
      case .character("y"), .enter:
        self.overlay = nil
        return leaves == .program ? finish() : closeTop()
      case .character("n"), .character("q"), .escape:
        self.overlay = nil
        return []
      default:
        return []
      }
    case .help(let scroll):
      switch key {
      case .up, .character("k"): self.overlay = .help(scroll: max(0, scroll - 1))
      case .down, .character("j"):
        self.overlay = .help(scroll: min(scroll + 1, helpScrollLimit))
      case .pageUp: self.overlay = .help(scroll: max(0, scroll - 10))
      case .pageDown: self.overlay = .help(scroll: min(scroll + 10, helpScrollLimit))
      case .character("L"):
        return changeLanguage()
      default: self.overlay = nil
      }
      return []
    }
  }
}
