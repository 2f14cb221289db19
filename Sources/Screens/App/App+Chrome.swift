import Ground
import Interface

/// The frame around every screen: title line and status line.
extension App {
  func drawOverlay(in context: ScreenContext, on canvas: inout Canvas) {
    if case .help(let scroll) = overlay { drawHelp(scroll: scroll, on: &canvas, in: context) }
  }

  func drawTitle(of screen: any Screen, in context: ScreenContext, on canvas: inout Canvas) {
    guard context.area.row > 0 else { return }
    let line = Rect(column: 0, row: 0, columns: canvas.size.columns, rows: 1)
    let path = screen.path(in: context).joined(separator: " › ")
    let details = notice?[context.language] ?? screen.details(in: context)
    let end = canvas.write(
      Text.clipped(path, to: line.columns - 2), at: Point(column: 1, row: 0),
      style: Theme.title, clip: line)
    let room = Rect(column: end + 2, row: 0, columns: line.columns - end - 3, rows: 1)
    canvas.write(details, in: room, alignment: .right)
  }

  /// The last line: the question that waits, or the keys that work now, cut to the width.
  func drawStatus(of screen: any Screen, in context: ScreenContext, on canvas: inout Canvas) {
    guard canvas.size.rows >= 2 else { return }
    let row = canvas.size.rows - 1
    let line = Rect(column: 0, row: row, columns: canvas.size.columns, rows: 1)
    canvas.fill(line)
    if case .question(let question, _) = overlay {
      let keys = "  y \(AppText.yes[context.language])  n \(AppText.no[context.language])"
      let room = line.columns - TextWidth.width(of: keys) - 2
      let column = canvas.write(
        Text.clipped(question[context.language], to: room), at: Point(column: 1, row: row),
        style: Theme.title, clip: line)
      canvas.write(keys, at: Point(column: column, row: row), clip: line)
      return
    }
    KeyHints(hints(of: screen, in: context)).draw(on: &canvas, in: line)
  }

  private func hints(of screen: any Screen, in context: ScreenContext) -> [KeyHint] {
    let language = context.language
    if case .help = overlay {
      return [
        KeyHint("↑↓", AppText.scroll[language]), KeyHint("L", AppText.language[language]),
        KeyHint("Esc", AppText.back[language]),
      ]
    }
    let keys = screen.keys(in: context)
    guard !screen.capturesText else { return keys }
    let out = KeyHint("q", (stack.count > 1 ? AppText.back : AppText.leave)[language])
    // Help stays in sight however narrow the line is: it names every other key.
    return keys + [out, KeyHint("?", AppText.help[language])]
  }
}
