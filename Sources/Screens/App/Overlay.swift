import Ground
import Interface

/// What lies over a screen: its help, or a question before it closes.
enum Overlay: Hashable, Sendable {
  enum Leaving: Hashable, Sendable { case screen, program }

  /// `scroll`: lines left out at the top.
  case help(scroll: Int)
  case question(Bilingual, leaves: Leaving)
}

extension App {
  /// The help of the screen on top as lines: the text, then the keys.
  func helpLines(width: Int) -> [HelpLine] {
    guard let screen = stack.last else { return [] }
    let context = context
    let page = screen.help(in: context)
    var lines: [HelpLine] = []
    for paragraph in page.paragraphs {
      lines += Text.wrapped(paragraph, to: width).map { .text($0) }
      lines.append(.text(""))
    }
    let everywhere: [(Key, AppText)] = [
      (.character("?"), .help), (.character("L"), .language), (.character("q"), .stepOut),
      (.control("c"), .leave), (.control("z"), .suspend),
    ]
    let glyphs = context.capabilities.glyphs
    var hints: [KeyHint] = []
    for entry in screen.keyEntries(in: context) where !entry.leadsOut {
      let hint = KeyHint(entry.name(glyphs: glyphs), entry.about[context.language])
      if !hints.contains(hint) { hints.append(hint) }
    }
    hints += everywhere.map { key, text in
      KeyHint(
        key == .character("q") ? "q Esc" : key.name(glyphs: glyphs), text[context.language])
    }
    let keyWidth = hints.map { TextWidth.width(of: $0.key) }.max() ?? 0
    for hint in hints {
      let label = Text.wrapped(hint.label, to: width - keyWidth - 2)
      lines.append(.key(Text.padded(hint.key, to: keyWidth), label.first ?? ""))
      lines += label.dropFirst().map { .key(String(repeating: " ", count: keyWidth), $0) }
    }
    return lines
  }

  /// How far the help can be scrolled.
  var helpScrollLimit: Int {
    let room = helpRect(in: context).inset(columns: 2, rows: 1)
    return max(0, helpLines(width: room.columns).count - room.rows)
  }

  func helpRect(in context: ScreenContext) -> Rect {
    let width = min(context.area.columns, 78)
    return Rect(
      column: context.area.column + (context.area.columns - width) / 2, row: context.area.row,
      columns: width, rows: context.area.rows)
  }

  func drawHelp(scroll: Int, on canvas: inout Canvas, in context: ScreenContext) {
    guard let screen = stack.last else { return }
    let rect = helpRect(in: context)
    canvas.fill(context.area)
    canvas.frame(
      rect, title: screen.help(in: context).title, style: .plain,
      titleStyle: Theme.title)
    let room = rect.inset(columns: 2, rows: 1)
    let lines = helpLines(width: room.columns).dropFirst(min(scroll, helpScrollLimit))
    for (index, line) in lines.prefix(room.rows).enumerated() {
      let row = room.line(index)
      switch line {
      case .text(let text):
        canvas.write(text, in: row)
      case .key(let keys, let label):
        let end = canvas.write(
          keys, at: Point(column: row.column, row: row.row), style: Theme.key,
          clip: row)
        canvas.write(label, at: Point(column: end + 2, row: row.row), clip: row)
      }
    }
  }
}

/// A line of a help page.
enum HelpLine: Hashable {
  case text(String)
  case key(String, String)
}
