import Interface
import Stepping
import Tensors

/// The keys of a residual block: of the cell, of the stage, and of the comparison.
extension BlockScreen {
  func bindings(in context: ScreenContext) -> [KeyBinding<BlockScreen>] {
    guard let blocks else { return [] }
    return [playing(blocks, in: context)] + cellBindings(blocks) + stageBindings(blocks)
      + [
        .out(StepperText.closeTerms, when: termScroll != nil) { $0.termScroll = nil },
        .out(BlockText.keyResidual, when: termScroll == nil && showsPlain) {
          $0.showsPlain = false
        },
        .plusMinus(
          StepperText.keySpeed, when: context.isAnimated
        ) { screen, step, _ in
          if step > 0 { screen.player.faster() } else { screen.player.slower() }
          return []
        },
        KeyBinding(.home, .end, StepperText.keyEnds, when: blocks.outputShape.count > 1) {
          screen, step, _ in
          screen.move(by: step * blocks.outputShape.count)
          return []
        },
      ]
  }

  private func playing(_ blocks: Blocks, in context: ScreenContext) -> KeyBinding<BlockScreen> {
    KeyBinding(
      .space, player.isPlaying ? StepperText.keyPause : .keyPlay, about: .keyPlayAndPause,
      when: context.isAnimated
    ) { screen, _ in
      if !screen.player.isPlaying, screen.isAtEnd { (screen.index, screen.stage) = (0, 0) }
      screen.player.isPlaying.toggle()
      return []
    }
  }

  private func cellBindings(_ blocks: Blocks) -> [KeyBinding<BlockScreen>] {
    let (height, width) = (blocks.outputShape[1], blocks.outputShape[2])
    let count = blocks.outputShape.count
    let last = max(0, step(of: blocks).terms.count - 1)
    let isInTerms = termScroll != nil && last > 0
    return [
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], StepperText.keyTerms,
        when: isInTerms
      ) { screen, step, _ in
        screen.termScroll = screen.termScroll.map { min(max($0 + step, 0), last) }
        return []
      },
      KeyBinding(
        .left, .right, also: [(.character("h"), .character("l"))], BlockText.keyCell,
        when: count > 1
      ) { screen, step, _ in
        screen.move(by: step)
        return []
      },
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], BlockText.keyRow,
        when: termScroll == nil && count > width
      ) { screen, step, _ in
        screen.move(by: step * width, onlyWhole: true)
        return []
      },
      KeyBinding(
        .character("{"), .character("}"), StepperText.keyOutputChannel,
        when: blocks.outputShape[0] > 1
      ) { screen, step, _ in
        screen.move(by: step * height * width, onlyWhole: true)
        return []
      },
    ]
  }

  private func stageBindings(_ blocks: Blocks) -> [KeyBinding<BlockScreen>] {
    let command = stageCommand(blocks)
    return [
      KeyBinding(
        .character("["), .character("]"), BlockText.keyStage, when: blocks.stages.count > 1
      ) { screen, step, _ in
        screen.choose(screen.stage + step)
        return []
      },
      KeyBinding(
        .character("s"), showsPlain ? BlockText.keyResidual : .keyPlain, about: .keyPlain,
        when: blocks.hasShortcut
      ) { screen, _ in
        screen.togglePlain()
        return []
      },
      KeyBinding(.enter, BlockText.keyOpen, when: command != nil) { _, _ in
        command.map { [.open($0)] } ?? []
      },
      KeyBinding(
        .character("t"), termScroll == nil ? StepperText.keyTerms : .closeTerms, about: .keyTerms
      ) { screen, _ in
        screen.termScroll = screen.termScroll == nil ? 0 : nil
        screen.player.isPlaying = false
        return []
      },
      KeyBinding(.character("n"), BlockText.keyNext, when: !isAtEnd) { screen, _ in
        screen.player.isPlaying = false
        screen.advance()
        return []
      },
    ]
  }

  /// At the last stage of the last cell there is nothing left to play.
  private var isAtEnd: Bool {
    guard let blocks else { return true }
    return index == blocks.outputShape.count - 1 && stage == blocks.stages.count - 1
  }
}
