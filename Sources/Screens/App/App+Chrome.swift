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
    let details = notice?.text[context.language] ?? screen.details(in: context)
    let end = canvas.write(
      Text.clipped(path, to: line.columns - 2), at: Point(column: 1, row: 0),
      style: Theme.title, clip: line)
    let room = Rect(column: end + 2, row: 0, columns: line.columns - end - 3, rows: 1)
    let width = TextWidth.width(of: details)
    guard notice?.keepsEnd == true, width > room.columns else {
      canvas.write(details, in: room, alignment: .right)
      return
    }
    let backwards = String(details.reversed())
    canvas.write(
      "…" + String(Text.clipped(backwards, to: room.columns).dropLast().reversed()), in: room,
      alignment: .right)
  }

  /// The last line: the question that waits, or the keys that work now, cut to the width.
  func drawStatus(in context: ScreenContext, on canvas: inout Canvas) {
    guard canvas.size.rows >= 2 else { return }
    let row = canvas.size.rows - 1
    let line = Rect(column: 0, row: row, columns: canvas.size.columns, rows: 1)
    canvas.fill(line)
    let hints = keyEntries.filter(\.isInLastLine).map { $0.hint(in: context) }
    guard case .question(let question, _) = overlay else {
      // The way out and the help, which names every other key, stay in sight however narrow it is.
      let kept = stack.last?.capturesText == true && overlay == nil ? 1 : 2
      KeyHints(hints, keptAtEnd: kept).draw(on: &canvas, in: line)
      return
    }
    let keys = KeyHints(hints, keptAtEnd: hints.count)
    let room = line.columns - keys.columns - 1
    let column = canvas.write(
      Text.clipped(question[context.language], to: room), at: Point(column: 1, row: row),
      style: Theme.title, clip: line)
    keys.draw(on: &canvas, in: line.splitColumns(column + 1).rest)
  }
}
