import Interface
import Operations
import Stepping
import Tensors

extension StepperScreen {
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    switch event {
    case .tick:
      seek(to: index + player.stepsPerTick)
      return []
    case .mouse(let mouse): return update(mouse, in: context)
    case .paste:
      return panel.editor == nil ? [] : edit(event, in: context)
    case .key(let key):
      if panel.editor != nil { return edit(event, in: context) }
      // Letters and digits begin to type into the chosen field.
      guard case .character(let character) = key, panel.isFocused,
        character.isLetter || character.isNumber
      else { return [] }
      beginEditing(with: character)
      return []
    case .resize: return []
    }
  }

  mutating func playOrPause() {
    guard let steps else { return }
    if !player.isPlaying, index == steps.count - 1 { seek(to: 0) }
    player.isPlaying.toggle()
  }

  mutating func scrollTerms(by rows: Int) {
    termScroll = termScroll.map { min(max($0 + rows, 0), max(0, termRows - 1)) }
  }

  /// Steps by hand: what plays by itself stops.
  ///
  /// - Parameter onlyWhole: whether a way that leads out of the output is not gone at all.
  mutating func move(by step: Int, onlyWhole: Bool = false) {
    guard let steps else { return }
    if onlyWhole, !steps.indices.contains(index + step) { return }
    player.isPlaying = false
    seek(to: index + step)
  }

  /// Looks at another channel of the input, at a step that reads it.
  mutating func lookAtChannel(_ number: Int) {
    if view?.look(atChannel: number) == true { player.isPlaying = false }
  }

  /// The next grid has all of the room; after the last one they share it again.
  mutating func enlargeNext() {
    guard let panels = view?.panels else { return }
    let place = enlarged.flatMap { enlarged in
      panels.firstIndex { $0.of(channel: 0) == enlarged.of(channel: 0) }
    }
    enlarged = place.map { $0 + 1 < panels.count ? panels[$0 + 1] : nil } ?? panels.first
    termScroll = nil
  }

  /// + and - on the selected field; a refused value goes on from what stands in the field.
  mutating func change(by step: Int, in context: ScreenContext) -> [ScreenAction] {
    guard let field = panel.selected,
      let next = request.neighbor(of: text(in: field), in: field, by: step, steps: steps)
    else { return [] }
    return set(field, to: next, language: context.language)
  }

  /// Whether + or - leads to another value.
  func canChange(_ field: SettingField) -> Bool {
    [-1, 1].contains {
      request.neighbor(of: text(in: field), in: field, by: $0, steps: steps) != nil
    }
  }

  /// What stands in a field: a value that was refused, too.
  private func text(in field: SettingField) -> String {
    if let problem = panel.problem, problem.field == field { return problem.text }
    return request.text(of: field, steps: steps)
  }

  mutating func beginEditing(with character: Character?) {
    guard let field = panel.selected else { return }
    if let character {
      panel.editor = TextField(String(character))
    } else {
      let refused = panel.problem?.field == field ? panel.problem?.text : nil
      // A field of thousands of numbers begins empty: its line could not hold them.
      let isLong = request.literalCount(of: field) > 1000
      panel.editor = TextField(refused ?? (isLong ? "" : request.text(of: field, steps: steps)))
    }
  }

  /// What is typed into the chosen field.
  private mutating func edit(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    _ = panel.editor?.update(event)
    return []
  }

  /// Takes what was typed.
  mutating func takeTyped(in context: ScreenContext) -> [ScreenAction] {
    guard let editor = panel.editor, let field = panel.selected else { return [] }
    panel.editor = nil
    return set(field, to: editor.text, language: context.language)
  }

  private mutating func update(_ mouse: Mouse, in context: ScreenContext) -> [ScreenAction] {
    guard let view, panel.editor == nil else { return [] }
    let layout = StepperLayout(self, in: context)
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let step = mouse.action == .wheelUp ? -1 : 1
      if termScroll != nil { scrollTerms(by: step) } else { move(by: step) }
    case .press:
      if let field = field(at: mouse.point, in: layout, context) {
        if panel.isFocused, panel.selected == field { beginEditing(with: nil) }
        panel.selection = panel.fields.firstIndex(of: field) ?? 0
        panel.isFocused = true
      } else if let target = step(at: mouse.point, in: layout, view, context) {
        panel.isFocused = false
        player.isPlaying = false
        seek(to: target)
      }
    }
    return []
  }

  /// The field under the mouse.
  private func field(
    at point: Point, in layout: StepperLayout, _ context: ScreenContext
  ) -> SettingField? {
    guard let rect = layout.settings, rect.contains(point) else { return nil }
    return panel.places(
      in: rect, values: { value(of: $0, in: context) }, language: context.language
    ).first { $0.rect.contains(point) }?.field
  }

  /// The step that a click asks for: a cell of a grid, or a place on the line of progress.
  private func step(
    at point: Point, in layout: StepperLayout, _ view: StepView, _ context: ScreenContext
  ) -> Int? {
    if let progress = layout.progress, progress.contains(point), progress.columns > 1 {
      let share = Double(point.column - progress.column) / Double(progress.columns - 1)
      return Int(share * Double(view.steps.count - 1))
    }
    return layout.grids.flatMap { view.step(at: point, in: $0, context) }
  }
}
