import Interface
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
      if updateEverywhere(key, in: context) { return [] }
      return panel.isFocused ? updatePanel(key, in: context) : updateGrids(key, in: context)
    case .resize: return []
    }
  }

  /// Keys that do the same wherever the focus is.
  ///
  /// - Returns: whether the key was one of them.
  private mutating func updateEverywhere(_ key: Key, in context: ScreenContext) -> Bool {
    guard let steps else { return false }
    switch key {
    case .space:
      if !player.isPlaying, index == steps.count - 1 { seek(to: 0) }
      player.isPlaying = context.isAnimated && !player.isPlaying && steps.count > 1
    case .tab, .shiftTab:
      panel.isFocused.toggle()
      player.isPlaying = player.isPlaying && !panel.isFocused
    case .character("n"): move(by: 1)
    case .character("["): lookAtChannel(channel - 1)
    case .character("]"): lookAtChannel(channel + 1)
    case .character("{"): moveToFilter(by: -1)
    case .character("}"): moveToFilter(by: 1)
    case .character("t"):
      termScroll = termScroll == nil ? 0 : nil
      player.isPlaying = false
    default: return false
    }
    return true
  }

  private mutating func updateGrids(_ key: Key, in context: ScreenContext) -> [ScreenAction] {
    guard let steps else { return [] }
    if let scroll = termScroll, let moved = scrolled(scroll, by: key) {
      termScroll = min(max(moved, 0), max(0, termRows(in: context) - 1))
      return []
    }
    let width = steps.outputShape[2]
    switch key {
    case .left, .character("h"), .backspace: move(by: -1)
    case .right, .character("l"): move(by: 1)
    case .up, .character("k"): move(by: -width)
    case .down, .character("j"): move(by: width)
    case .home: move(by: -index)
    case .end: move(by: steps.count - 1 - index)
    case .character("+"), .character("="): player.faster()
    case .character("-"): player.slower()
    default: break
    }
    return []
  }

  /// Where a key scrolls the list of terms to.
  private func scrolled(_ scroll: Int, by key: Key) -> Int? {
    switch key {
    case .up, .character("k"): scroll - 1
    case .down, .character("j"): scroll + 1
    case .pageUp: scroll - 10
    case .pageDown: scroll + 10
    default: nil
    }
  }

  private mutating func updatePanel(_ key: Key, in context: ScreenContext) -> [ScreenAction] {
    switch key {
    case .left, .character("h"): panel.move(by: -1)
    case .right, .character("l"): panel.move(by: 1)
    case .up, .character("+"), .character("="): return change(by: 1, in: context)
    case .down, .character("-"): return change(by: -1, in: context)
    case .enter: beginEditing(with: nil)
    case .character(let character) where character.isLetter || character.isNumber:
      beginEditing(with: character)
    default: break
    }
    return []
  }

  /// One step by hand: what plays by itself stops.
  private mutating func move(by step: Int) {
    player.isPlaying = false
    seek(to: index + step)
  }

  private mutating func lookAtChannel(_ number: Int) {
    guard let steps else { return }
    if steps.convolution == nil {
      // Pooling keeps channels apart: another channel of the input is another one of the output.
      moveToFilter(by: number - channel)
      return
    }
    let channels = steps.inputWindow(at: index).channels
    channel = min(max(number, channels.lowerBound), channels.upperBound - 1)
  }

  private mutating func moveToFilter(by step: Int) {
    guard let steps else { return }
    let area = steps.outputShape[1] * steps.outputShape[2]
    let moved = index + step * area
    guard (0..<steps.count).contains(moved) else { return }
    player.isPlaying = false
    seek(to: moved)
  }

  /// + and - on the selected field; a refused value goes on from what stands in the field.
  private mutating func change(by step: Int, in context: ScreenContext) -> [ScreenAction] {
    guard let field = panel.selected else { return [] }
    let refused = panel.problem?.field == field ? panel.problem?.text : nil
    let text = refused ?? request.text(of: field, steps: steps)
    guard let next = request.neighbor(of: text, in: field, by: step) else { return [] }
    return set(field, to: next, language: context.language)
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

  private mutating func edit(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    guard var editor = panel.editor, let field = panel.selected else { return [] }
    let outcome = editor.update(event)
    panel.editor = editor
    switch outcome {
    case .submitted:
      panel.editor = nil
      return set(field, to: editor.text, language: context.language)
    case .cancelled: panel.editor = nil
    case .edited: break
    case .ignored:
      guard event == .key(.tab) || event == .key(.shiftTab) else { break }
      panel.editor = nil
      let actions = set(field, to: editor.text, language: context.language)
      panel.move(by: event == .key(.tab) ? 1 : -1)
      return actions
    }
    return []
  }

  private mutating func update(_ mouse: Mouse, in context: ScreenContext) -> [ScreenAction] {
    guard let steps, panel.editor == nil else { return [] }
    let layout = StepperLayout(self, in: context)
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let step = mouse.action == .wheelUp ? -1 : 1
      if let scroll = termScroll {
        termScroll = min(max(scroll + step, 0), max(0, termRows(in: context) - 1))
      } else {
        move(by: step)
      }
    case .press:
      if let field = layout.settings?.field(at: mouse.point, of: self, in: context) {
        if panel.isFocused, panel.selected == field { beginEditing(with: nil) }
        panel.selection = panel.fields.firstIndex(of: field) ?? 0
        panel.isFocused = true
      } else if let target = step(at: mouse.point, in: layout, steps: steps, context) {
        panel.isFocused = false
        player.isPlaying = false
        seek(to: target)
      }
    }
    return []
  }

  /// The step that a click asks for: a cell of the output, a cell of the input that the window goes
  /// to, or a place on the line of progress.
  private func step(
    at point: Point, in layout: StepperLayout, steps: OperationSteps, _ context: ScreenContext
  ) -> Int? {
    let current = steps.position(of: index)
    if let output = layout.output?.index(at: point, of: self, in: context) {
      return steps.index(
        of: Position(channel: current.channel, row: output.row, column: output.column))
    }
    if let progress = layout.progress, progress.contains(point), progress.columns > 1 {
      return (point.column - progress.column) * (steps.count - 1) / (progress.columns - 1)
    }
    for place in layout.inputs {
      guard let cell = place.index(at: point, of: self, in: context), let window = steps.window
      else { continue }
      // The window whose middle lies on the cell, or as near as its stride allows.
      let row = (cell.row + window.padding.height - window.span.height / 2) / window.stride.height
      let column =
        (cell.column + window.padding.width - window.span.width / 2) / window.stride.width
      return steps.index(
        of: Position(
          channel: current.channel, row: min(max(row, 0), steps.outputShape[1] - 1),
          column: min(max(column, 0), steps.outputShape[2] - 1)))
    }
    return nil
  }
}
