import Interface
import Stepping
import Tensors

/// What the frame around the screen says: title, keys, help.
extension StepperScreen {
  func path(in context: ScreenContext) -> [String] {
    let operation: StepperText =
      switch request.operation {
      case .convolution, .residual: .convolution
      case .maxPooling: .maxPooling
      case .averagePooling: .averagePooling
      }
    return [StepperText.step[context.language], operation[context.language]]
  }

  func details(in context: ScreenContext) -> String {
    guard let steps else { return "" }
    let language = context.language
    let kernel = steps.convolution.map { "   \(StepperText.kernel[language]) \($0.kernel.shape)" }
    return "\(StepperText.input[language]) \(steps.inputShape)\(kernel ?? "")   "
      + "\(StepperText.output[language]) \(steps.outputShape)"
  }

  func keys(in context: ScreenContext) -> [KeyHint] {
    let language = context.language
    func hint(_ key: String, _ text: StepperText) -> KeyHint { KeyHint(key, text[language]) }
    if panel.editor != nil { return [hint("Enter", .keyTake), hint("Esc", .keyDrop)] }
    guard let steps else {
      return panel.isFocused ? [hint("Enter", .keyType)] : [hint("Tab", .keyPanel)]
    }
    let play = hint("Space", player.isPlaying ? .keyPause : .keyPlay)
    if panel.isFocused {
      return [
        hint("←→", .keyField), hint("+-", .keyValue), hint("Enter", .keyType),
        hint("Tab", .keyGrid), play,
      ]
    }
    var keys =
      termScroll != nil
      ? [hint("↑↓", .keyTerms), hint("←→", .keyStep)]
      : [hint("←→", .keyStep), hint("↑↓", .keyRow)]
    if context.isAnimated { keys.insert(play, at: 0) }
    if steps.inputShape[0] > 1 { keys.append(hint("[ ]", .keyChannel)) }
    if steps.outputShape[0] > 1, steps.convolution != nil { keys.append(hint("{ }", .keyFilter)) }
    keys.append(hint("Tab", .keyPanel))
    keys.append(hint("+-", .keySpeed))
    keys.append(hint("t", .keyTerms))
    keys.append(hint("Home End", .keyEnds))
    return keys
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    func hint(_ key: String, _ text: StepperText) -> KeyHint { KeyHint(key, text[language]) }
    return HelpPage(
      title: path(in: context).joined(separator: " › "),
      paragraphs: [
        StepperText.helpIntro[language], StepperText.helpPadding[language],
        StepperText.helpPanel[language], StepperText.keyMouse[language],
      ],
      keys: [
        hint("Space", .keyPlay), hint("← → n", .keyStep), hint("↑ ↓", .keyRow),
        hint("Home End", .keyEnds), hint("+ -", .keySpeed), hint("Tab", .keyPanel),
        hint("t", .keyTerms), hint("[ ]", .keyChannel), hint("{ }", .keyFilter),
      ])
  }
}
