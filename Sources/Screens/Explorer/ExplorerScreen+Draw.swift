import Ground
import Interface
import Operations
import Networks

extension ExplorerScreen {
  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    let language = context.language
    if let choice {
      drawChoice(choice, on: &canvas, in: context.area.inset(columns: 2, rows: 0), language)
      return
    }
    switch content {
    case .failure(let explanation):
      canvas.writeWrapped(
        explanation.explanation[language], in: context.area.inset(columns: 2, rows: 1),
        style: Theme.error)
    case .success(let tree):
      let parts = parts(of: context.area)
      drawRows(of: tree, on: &canvas, in: parts.table, language: language)
      let rows = rows
      if rows.indices.contains(selectedRow), !parts.details.isEmpty {
        ExplorerDetails(tree: tree, row: rows[selectedRow], language: language)
          .draw(on: &canvas, in: parts.details)
      }
    }
  }

  /// The table above, the chosen layer below it; numbers that stand far from their names are read
  /// badly, so that neither is stretched.
  private func parts(of area: Rect) -> (table: Rect, details: Rect) {
    let area = area.splitColumns(Self.widest).left
    let detailRows = area.rows >= 14 ? 6 : 0
    let (table, details) = area.splitLastRows(detailRows)
    return (table, details)
  }

  private static let widest = 120

  /// The rows in sight: around the chosen one, the first line being the titles.
  private func visibleRows(count: Int, in table: Rect) -> Range<Int> {
    let room = max(0, table.rows - 1)
    guard count > room else { return 0..<count }
    let start = min(max(0, selectedRow - room / 2), count - room)
    return start..<start + room
  }

  /// The row under a place of the canvas.
  func row(at point: Point, in area: Rect) -> Int? {
    let table = parts(of: area).table
    guard table.contains(point) else { return nil }
    let visible = visibleRows(count: rows.count, in: table)
    let row = visible.lowerBound + point.row - table.row - 1
    return visible.contains(row) ? row : nil
  }

  private func drawRows(
    of tree: ExplorerTree, on canvas: inout Canvas, in table: Rect, language: Language
  ) {
    let columns = ExplorerColumns(table)
    columns.drawTitles(on: &canvas, row: table.row, language: language)
    let rows = rows
    for (line, index) in visibleRows(count: rows.count, in: table).enumerated() {
      let row = rows[index]
      let place = table.line(line + 1)
      columns.draw(
        row, label: label(of: row, in: tree, language), of: tree, on: &canvas, row: place.row,
        language: language)
      if row.item == selected { canvas.addAttributes(.reverse, in: columns.label(place.row)) }
    }
  }

  private func label(
    of row: ExplorerTree.Row, in tree: ExplorerTree, _ language: Language
  ) -> String {
    let indent = String(repeating: "  ", count: row.depth)
    let mark = open.contains(row.item) ? "▾ " : "▸ "
    switch row.item {
    case .stage(let name):
      let count = tree.blockCount(of: name)
      let blocks =
        count == 1
        ? ExplorerText.oneBlock[language]
        : ExplorerText.blocks.filled("\(count)", in: language)
      return indent + mark + "\(name)  \(blocks)"
    case .block(let index):
      let block = tree.graph.blocks[index]
      return indent + mark + "\(block.name)  \(block.kind.title[language])"
    case .node(let index):
      let node = tree.graph.nodes[index]
      // Inside a block the block's own name says nothing new.
      let block = tree.graph.block(containing: index)?.name
      let name = block.map { String(node.name.dropFirst($0.count + 1)) } ?? node.name
      let gutter = row.gutter.isEmpty ? "" : Text.padded(row.gutter, to: 4)
      return indent + "  " + gutter + "\(name)  \(node.layer.label(in: language))"
    }
  }

  private func drawChoice(
    _ choice: Int, on canvas: inout Canvas, in rect: Rect, _ language: Language
  ) {
    // Where all networks find no room below the heading they take its rows, and the chosen one stays
    // in sight.
    let isWhole = rect.rows >= Zoo.names.count + 4
    if isWhole {
      canvas.write(
        ExplorerText.chooseIntroduction[language], in: rect.line(1), style: Theme.title)
    }
    let list = isWhole ? rect.splitRows(3).rest : rect
    let first = max(0, choice - list.rows + 1)
    let width = (Zoo.names.map(TextWidth.width(of:)).max() ?? 0) + 2
    for (index, name) in Zoo.names.enumerated().dropFirst(first).prefix(list.rows) {
      let isChosen = index == choice
      canvas.write(
        (isChosen ? "› " : "  ") + Text.padded(name, to: width)
          + NetworkWords.summary(of: name)[language],
        in: list.line(index - first), style: isChosen ? Theme.accent : .plain)
    }
  }
}

/// Where the columns of the table stand, the less needed ones only where there is room.
struct ExplorerColumns {
  private let area: Rect
  private let labelEnd: Int
  private let outputEnd: Int
  /// The last columns of the numbers, their bars to the left of them.
  private let parametersEnd: Int
  private let multiplyAddsEnd: Int
  private let fieldEnd: Int
  private let barColumns: Int
  private let hasField: Bool
  private let hasCosts: Bool

  init(_ area: Rect) {
    self.area = area
    hasCosts = area.columns >= 56
    hasField = area.columns >= 70
    barColumns = area.columns >= 100 ? 14 : 4
    let end = area.endColumn - 1
    fieldEnd = end
    multiplyAddsEnd = hasField ? end - 8 : end
    parametersEnd = hasCosts ? multiplyAddsEnd - barColumns - 10 : multiplyAddsEnd
    outputEnd = hasCosts ? parametersEnd - barColumns - 9 : end
    labelEnd = outputEnd - 9
  }

  func label(_ row: Int) -> Rect { rect(area.column + 1, labelEnd, row) }

  func drawTitles(on canvas: inout Canvas, row: Int, language: Language) {
    canvas.write(ExplorerText.layerColumn[language], in: label(row), style: Theme.dim)
    func title(_ text: ExplorerText, _ start: Int, _ end: Int) {
      canvas.write(
        text[language], in: rect(start, end, row), alignment: .right, style: Theme.dim)
    }
    title(.outputColumn, labelEnd, outputEnd)
    guard hasCosts else { return }
    title(.parametersColumn, outputEnd + 1, parametersEnd)
    title(.multiplyAddsColumn, parametersEnd + 1, multiplyAddsEnd)
    if hasField { title(.fieldColumn, multiplyAddsEnd + 1, fieldEnd) }
  }

  func draw(
    _ item: ExplorerTree.Row, label text: String, of tree: ExplorerTree,
    on canvas: inout Canvas, row: Int, language: Language
  ) {
    let format = language.numbers
    canvas.write(text, in: label(row))
    guard let last = item.nodes.last else { return }
    canvas.write(
      "\(tree.graph.nodes[last].outputShape)", in: rect(labelEnd, outputEnd, row),
      alignment: .right)
    guard hasCosts else { return }
    let cost = tree.cost(of: item.nodes)
    let whole = tree.graph.cost
    draw(
      cost.parameters, of: whole.parameters, style: Theme.accent2, from: outputEnd + 2,
      to: parametersEnd, on: &canvas, row: row, format: format)
    draw(
      cost.multiplyAdds, of: whole.multiplyAdds, style: Theme.accent, from: parametersEnd + 2,
      to: multiplyAddsEnd, on: &canvas, row: row, format: format)
    if hasField, let field = tree.fields[last] {
      canvas.write(
        "\(field.size)", in: rect(multiplyAddsEnd + 1, fieldEnd, row), alignment: .right)
    }
  }

  private func draw(
    _ value: Int, of whole: Int, style: Style, from start: Int, to end: Int,
    on canvas: inout Canvas, row: Int, format: NumberFormat
  ) {
    guard value > 0 else { return }
    Bar(share: Double(value) / Double(max(1, whole)), style: style)
      .draw(on: &canvas, in: rect(start, start + barColumns, row))
    canvas.write(
      format.compact(value), in: rect(start + barColumns, end, row), alignment: .right)
  }

  private func rect(_ start: Int, _ end: Int, _ row: Int) -> Rect {
    Rect(column: start, row: row, columns: end - start, rows: 1)
      .intersection(area)
  }
}
