import Ground
import Interface

/// The line of settings: which field has the focus, what is being typed, and the value that does not fit.
struct SettingsPanel: Hashable, Sendable {
  /// A value that was refused: it stays in its field with the reason beside it.
  struct Problem: Hashable, Sendable {
    var field: SettingField
    var text: String
    var reason: Bilingual
    /// The field that does not fit the value, where it is another: the bias of a changed filter.
    var culprit: SettingField?
  }

  var fields: [SettingField]
  var isFocused = false
  var selection = 0
  /// The field that is being typed into is the selected one.
  var editor: TextField?
  var problem: Problem?

  init(fields: [SettingField]) { self.fields = fields }

  var selected: SettingField? { fields.indices.contains(selection) ? fields[selection] : nil }

  mutating func move(by step: Int) {
    guard !fields.isEmpty else { return }
    selection = (selection + step + fields.count) % fields.count
    editor = nil
  }

  /// A field and where it is drawn.
  struct Place: Hashable {
    let field: SettingField
    let label: String
    let value: String
    let rect: Rect
  }

  /// The fields side by side, as many to a row as fit.
  ///
  /// - Parameter values: the text of each field.
  func places(
    in rect: Rect, values: (SettingField) -> String, language: Language
  ) -> [Place] {
    var places: [Place] = []
    var column = rect.column + 1
    var row = rect.row
    for field in fields {
      let label = field.name[language]
      let value = shownValue(of: field, values: values)
      let labelWidth = TextWidth.width(of: label) + 1
      let limit = max(4, rect.columns - labelWidth - 4)
      let width = labelWidth + min(TextWidth.width(of: value), limit) + 2
      if column + width > rect.endColumn, column > rect.column + 1 {
        column = rect.column + 1
        row += 1
      }
      places.append(
        Place(
          field: field, label: label, value: value,
          rect: Rect(column: column, row: row, columns: width, rows: 1)))
      column += width + 1
    }
    return places
  }

  /// The rows that the fields take, and the reason of a refused value below them.
  func rows(columns: Int, values: (SettingField) -> String, language: Language) -> Int {
    let places = places(
      in: Rect(column: 0, row: 0, columns: columns, rows: 100), values: values, language: language)
    return (places.last?.rect.endRow ?? 0) + reasonLines(columns: columns, language).count
  }

  /// Why a value was refused, in two lines at most.
  private func reasonLines(columns: Int, _ language: Language) -> [String] {
    guard let problem else { return [] }
    let found = problem.text.isEmpty ? "" : " \(problem.text)"
    let culprit = problem.culprit.map { " (\($0.name[language]))" } ?? ""
    let sentence =
      "\(problem.field.name[language])\(found)\(culprit): \(problem.reason[language])"
    let lines = Text.wrapped(sentence, to: max(1, columns - 2))
    guard lines.count > 2 else { return lines }
    return [lines[0], Text.clipped(lines[1] + " …", to: max(1, columns - 2))]
  }

  func draw(
    on canvas: inout Canvas, in rect: Rect, values: (SettingField) -> String, language: Language
  ) {
    let places = places(in: rect, values: values, language: language)
    for place in places where place.rect.row < rect.endRow {
      let isSelected = isFocused && place.field == selected
      let end = canvas.write(
        place.label + " ", at: Point(column: place.rect.column, row: place.rect.row),
        style: Theme.dim, clip: rect)
      let room = Rect(
        column: end, row: place.rect.row, columns: place.rect.endColumn - end, rows: 1)
      if isSelected, let editor {
        editor.draw(
          on: &canvas,
          in: Rect(
            column: end, row: room.row, columns: max(room.columns, min(24, rect.endColumn - end)),
            rows: 1))
        continue
      }
      let isRefused = problem?.field == place.field
      let style = isSelected ? Theme.selection : isRefused ? Theme.error : Theme.plain
      let value = isSelected ? "‹\(place.value)›" : place.value
      canvas.write(value, in: room, style: style)
    }
    let reason = reasonLines(columns: rect.columns, language)
    for (offset, line) in reason.enumerated() {
      let row = (places.last?.rect.endRow ?? rect.row) + offset
      guard row < rect.endRow else { return }
      canvas.write(
        line, at: Point(column: rect.column + 1, row: row), style: Theme.error, clip: rect)
    }
  }

  private func shownValue(of field: SettingField, values: (SettingField) -> String) -> String {
    // What is being typed makes room for itself, and for the cursor behind it.
    if let editor, field == selected { return editor.text + " " }
    if let problem, problem.field == field { return problem.text }
    return values(field)
  }
}
