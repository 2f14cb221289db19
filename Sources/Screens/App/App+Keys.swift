import Ground
import Interface

/// The tables of keys of the frame around every screen, and which table a key is looked up in.
extension App {
  mutating func updateKey(_ key: Key) -> [Effect] {
    notice = nil
    let top = stack.count - 1
    guard top >= 0 else { return [] }
    let context = context
    if let actions = frameBindings(before: true).perform(key, on: &self, in: context) {
      return carryOut(actions, of: top)
    }
    guard overlay == nil else { return [] }
    if let actions = stack[top].press(key, in: context) { return carryOut(actions, of: top) }
    if let actions = frameBindings(before: false).perform(key, on: &self, in: context) {
      return carryOut(actions, of: stack.count - 1)
    }
    return carryOut(stack[top].update(.key(key), in: context), of: top)
  }

  /// The keys that work now and are built, most useful first: those of the screen on top, or of what
  /// lies over it, and the way out and the help at the end.
  var keyEntries: [KeyEntry] {
    let frame = (frameBindings(before: true) + frameBindings(before: false)).map(\.entry)
    guard overlay == nil, let screen = stack.last else { return frame.filter(\.isAvailable) }
    let own = screen.keyEntries(in: context).filter(\.isAvailable)
    let ways = own.filter(\.leadsOut)
    // The first line that has a key answers it: of the frame's way out nothing is left where the
    // screen has one of its own.
    let rest = frame.filter { $0.isAvailable && !($0.leadsOut && !ways.isEmpty) }
    var entries = own.filter { !$0.leadsOut }
    entries += rest.filter { !$0.leadsOut && !$0.isHelp }
    entries += ways.prefix(1)
    entries += rest.filter(\.leadsOut)
    entries += rest.filter(\.isHelp)
    return entries
  }

  /// The keys of the frame: those that come before the screen's own and those that come after.
  private func frameBindings(before isBefore: Bool) -> [KeyBinding<App>] {
    switch overlay {
    case .question(_, let leaves): return isBefore ? questionBindings(leaves) : []
    case .help(let scroll): return isBefore ? helpBindings(scroll) : []
    case nil: break
    }
    let isFree = !(stack.last?.capturesText ?? false)
    guard isBefore else {
      return [
        KeyBinding(
          .character("q"), also: [.escape], stack.count > 1 ? AppText.back : .leave,
          about: .stepOut, when: isFree
        ) { app, _ in app.stepOut() }
      ]
    }
    return [
      KeyBinding(.character("L"), AppText.language, when: isFree) { app, _ in
        app.changeLanguage()
      },
      interruption,
      KeyBinding(.character("?"), AppText.help, when: isFree) { app, _ in
        app.overlay = .help(scroll: 0)
        return []
      },
    ]
  }

  private var interruption: KeyBinding<App> {
    KeyBinding(.control("c"), AppText.leave) { app, _ in app.interrupt() }.unnamed()
  }

  private func questionBindings(_ leaves: Overlay.Leaving) -> [KeyBinding<App>] {
    [
      KeyBinding(.character("y"), also: [.enter], AppText.yes) { app, _ in
        app.overlay = nil
        return leaves == .program ? app.finish().map { .effect($0) } : [.close]
      },
      KeyBinding(.character("n"), also: [.character("q"), .escape], AppText.no) { app, _ in
        app.overlay = nil
        return []
      },
      interruption,
    ]
  }

  private func helpBindings(_ scroll: Int) -> [KeyBinding<App>] {
    let limit = helpScrollLimit
    @Sendable func go(_ app: inout App, by rows: Int) -> [ScreenAction] {
      app.overlay = .help(scroll: min(max(0, min(scroll, limit) + rows), limit))
      return []
    }
    return [
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], AppText.scroll, when: limit > 0
      ) { app, step, _ in go(&app, by: step) },
      KeyBinding(.pageUp, .pageDown, AppText.page, when: limit > 0) { app, step, _ in
        go(&app, by: 10 * step)
      },
      KeyBinding(.character("L"), AppText.language) { app, _ in app.changeLanguage() },
      KeyBinding(
        .escape, also: [.character("q"), .character("?"), .enter], AppText.back
      ) { app, _ in
        app.overlay = nil
        return []
      },
      interruption,
    ]
  }

  private mutating func changeLanguage() -> [ScreenAction] {
    environment.language = environment.language == .english ? .vietnamese : .english
    tellOfASCII()
    return [.effect(.saveLanguage(environment.language))]
  }

  /// Out of the screen on top, asking if something would be lost.
  private mutating func stepOut() -> [ScreenAction] {
    guard let question = stack.last?.leaveQuestion(in: context) else { return [.close] }
    overlay = .question(question, leaves: .screen)
    return []
  }

  /// Ctrl-C leaves the program: it asks once if something would be lost, and the second time goes.
  private mutating func interrupt() -> [ScreenAction] {
    let context = context
    let questions = stack.reversed().compactMap { $0.leaveQuestion(in: context) }
    if let question = questions.first {
      guard case .question(_, leaves: .program) = overlay else {
        overlay = .question(question, leaves: .program)
        return []
      }
    }
    return finish().map { .effect($0) }
  }
}

extension KeyEntry {
  fileprivate var isHelp: Bool { has(.character("?")) }
}
