import Interface
import Stepping
import Tensors

/// The keys of the stepper: of the grids, of the list of terms, of the settings, and of a value that is
/// being typed.
extension StepperScreen {
  func bindings(in context: ScreenContext) -> [KeyBinding<StepperScreen>] {
    if panel.editor != nil { return editorBindings }
    return [playing(in: context)] + termBindings + gridBindings + panelBindings
      + channelBindings + scrollBindings(in: context) + [
        focusing, turning, speed(in: context), terms, summing, enlarging, ends,
        .out(StepperText.closeTerms, when: termScroll != nil) { $0.termScroll = nil },
        .out(
          StepperText.keyRestore,
          when: termScroll == nil && panel.isFocused && panel.problem != nil && steps != nil
        ) { $0.giveUpRefused() },
        .out(StepperText.keyGrid, when: termScroll == nil && panel.isFocused) {
          $0.panel.isFocused = false
        },
        .out(
          StepperText.keyAllGrids, when: termScroll == nil && !panel.isFocused && enlarged != nil
        ) { $0.enlarged = nil },
      ]
  }

  private var count: Int { steps?.count ?? 0 }

  private var isInGrids: Bool { steps != nil && !panel.isFocused }

  private var editorBindings: [KeyBinding<StepperScreen>] {
    [
      KeyBinding(.enter, StepperText.keyTake) { stepper, context in
        stepper.takeTyped(in: context)
      },
      KeyBinding(.escape, StepperText.keyDrop) { stepper, _ in
        stepper.panel.editor = nil
        // The value before stands in the field again, not one that was refused.
        if stepper.steps != nil, stepper.panel.problem?.field == stepper.panel.selected {
          stepper.giveUpRefused()
        }
        return []
      },
      KeyBinding(.shiftTab, .tab, StepperText.keyTakeAndGo, when: panel.fields.count > 1) {
        stepper, step, context in
        let actions = stepper.takeTyped(in: context)
        stepper.panel.move(by: step)
        return actions
      },
    ]
  }

  private func playing(in context: ScreenContext) -> KeyBinding<StepperScreen> {
    KeyBinding(
      .space, player.isPlaying ? StepperText.keyPause : .keyPlay, about: .keyPlayAndPause,
      when: context.isAnimated && count > 1
    ) { stepper, _ in
      stepper.playOrPause()
      return []
    }.inScenes()
  }

  private var termBindings: [KeyBinding<StepperScreen>] {
    let last = termRows - 1
    let isOpen = termScroll != nil && isInGrids && last > 0
    @Sendable func scroll(_ stepper: inout StepperScreen, by rows: Int) -> [ScreenAction] {
      stepper.scrollTerms(by: rows)
      return []
    }
    return [
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], StepperText.keyTerms, when: isOpen
      ) { stepper, step, _ in scroll(&stepper, by: step) },
      KeyBinding(.pageUp, .pageDown, StepperText.keyTenTerms, when: isOpen && last > 1) {
        stepper, step, _ in scroll(&stepper, by: 10 * step)
      }.unnamed(),
    ]
  }

  private var gridBindings: [KeyBinding<StepperScreen>] {
    let width = steps?.outputShape[2] ?? 0
    return [
      KeyBinding(
        .left, .right,
        also: [(.character("h"), .character("l")), (.backspace, .character("n"))],
        StepperText.keyStep, when: isInGrids && count > 1
      ) { stepper, step, _ in
        stepper.move(by: step)
        return []
      }.inScenes(),
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], StepperText.keyRow,
        when: isInGrids && count > width && termScroll == nil
      ) { stepper, step, _ in
        stepper.move(by: step * width, onlyWhole: true)
        return []
      }.inScenes(),
    ]
  }

  private var panelBindings: [KeyBinding<StepperScreen>] {
    let field = panel.isFocused ? panel.selected : nil
    let changes = field.map { canChange($0) } ?? false
    return [
      KeyBinding(
        .left, .right, also: [(.character("h"), .character("l"))], StepperText.keyField,
        when: field != nil && panel.fields.count > 1
      ) { stepper, step, _ in
        stepper.panel.move(by: step)
        return []
      },
      .plusMinus(
        also: [(.down, .up)],
        StepperText.keyValue, when: changes
      ) { stepper, step, context in stepper.change(by: step, in: context) },
      KeyBinding(.enter, StepperText.keyType, when: field != nil) { stepper, _ in
        stepper.beginEditing(with: nil)
        return []
      },
      KeyBinding(.character("n"), StepperText.keyStep, when: panel.isFocused && count > 1) {
        stepper, _ in
        stepper.move(by: 1)
        return []
      }.unnamed(),
    ]
  }

  private var channelBindings: [KeyBinding<StepperScreen>] {
    guard let steps else { return [] }
    // A vector's numbers are all in one column.
    let hasInputs = steps.inputShape[0] > 1 && view?.inputIsVector == false
    let hasOutputs = steps.outputShape[0] > 1
    let area = steps.outputShape[1] * steps.outputShape[2]
    return [
      KeyBinding(.character("["), .character("]"), StepperText.keyChannel, when: hasInputs) {
        stepper, step, _ in
        stepper.lookAtChannel(stepper.channel + step)
        return []
      }.inScenes(),
      KeyBinding(
        .character("{"), .character("}"), StepperText.keyOutputChannel,
        when: hasOutputs && steps.planeWeights != nil && !steps.outputIsVector
      ) { stepper, step, _ in
        stepper.move(by: step * area, onlyWhole: true)
        return []
      }.inScenes(),
    ]
  }

  private var turning: KeyBinding<StepperScreen> {
    let names = steps?.targetNames ?? []
    let isLast = steps?.way.map { way in names.last?.target == way.target } ?? false
    return KeyBinding(
      .character("b"),
      isLast ? StepperText.keyForward : request.isBackward ? .keyOther : .keyBackward,
      about: .keyBackward, when: isInGrids && !names.isEmpty
    ) { stepper, context in
      stepper.turn(language: context.language)
      return []
    }
  }

  private var summing: KeyBinding<StepperScreen> {
    KeyBinding(
      .character("S"), StepperText.keySum,
      when: isInGrids && steps?.convolution.map { request.sharesKernel(over: $0) } == true
    ) { stepper, context in stepper.sumChannels(language: context.language) }
  }

  private var focusing: KeyBinding<StepperScreen> {
    KeyBinding(
      .tab, also: [.shiftTab], panel.isFocused ? StepperText.keyGrid : .keyPanel, about: .keyPanel,
      when: !panel.fields.isEmpty
    ) { stepper, _ in
      stepper.panel.isFocused.toggle()
      if stepper.panel.isFocused { stepper.player.isPlaying = false }
      return []
    }
  }

  private func speed(in context: ScreenContext) -> KeyBinding<StepperScreen> {
    .plusMinus(
      StepperText.keySpeed, when: isInGrids && context.isAnimated && count > 1
    ) { stepper, step, _ in
      if step > 0 { stepper.player.faster() } else { stepper.player.slower() }
      return []
    }.inScenes()
  }

  private var terms: KeyBinding<StepperScreen> {
    KeyBinding(
      .character("t"), termScroll == nil ? StepperText.keyTerms : .closeTerms, about: .keyTerms,
      when: steps != nil
    ) { stepper, _ in
      stepper.termScroll = stepper.termScroll == nil ? 0 : nil
      stepper.player.isPlaying = false
      return []
    }
  }

  private var enlarging: KeyBinding<StepperScreen> {
    KeyBinding(.character("m"), StepperText.keyEnlarge, when: isInGrids) { stepper, _ in
      stepper.enlargeNext()
      return []
    }
  }

  /// A window or kernel that finds no room is looked at part by part.
  private func scrollBindings(in context: ScreenContext) -> [KeyBinding<StepperScreen>] {
    let crop =
      isInGrids && termScroll == nil
      ? StepperLayout(self, in: context).grids?.cropOfFocus() ?? [] : []
    let scroll = view?.scroll ?? GridIndex(row: 0, column: 0)
    let hasColumns = !crop.isDisjoint(with: [.left, .right]) || scroll.column != 0
    let hasRows = !crop.isDisjoint(with: [.top, .bottom]) || scroll.row != 0
    return [
      KeyBinding(.character("<"), .character(">"), StepperText.keyScroll, when: hasColumns) {
        stepper, step, _ in
        stepper.view?.scroll(columns: step)
        return []
      },
      KeyBinding(.character("("), .character(")"), StepperText.keyScrollRows, when: hasRows) {
        stepper, step, _ in
        stepper.view?.scroll(rows: step)
        return []
      },
    ]
  }

  private var ends: KeyBinding<StepperScreen> {
    KeyBinding(.home, .end, StepperText.keyEnds, when: isInGrids && count > 1) { stepper, step, _ in
      stepper.move(by: step * stepper.count)
      return []
    }.inScenes()
  }
}
