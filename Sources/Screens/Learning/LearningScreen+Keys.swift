import Interface
import Stepping

/// The keys of a kernel that learns: of the iterations, and of the weight that is looked at.
extension LearningScreen {
  func bindings(in context: ScreenContext) -> [KeyBinding<LearningScreen>] {
    guard let learned else { return [] }
    let hasIterations = learned.learning.iterations > 0
    let gradient = gradientCommand(learned)
    return [
      KeyBinding(
        .space, player.isPlaying ? StepperText.keyPause : .keyPlay, about: .keyPlayAndPause,
        when: context.isAnimated && hasIterations
      ) { screen, context in
        screen.play(in: context)
        return []
      },
      KeyBinding(
        .left, .right, also: [(.character("h"), .character("l")), (.backspace, .character("n"))],
        LearningText.keyIteration, when: hasIterations
      ) { screen, step, context in
        screen.move(by: step, in: context)
        return []
      },
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], LearningText.keyWeight,
        when: learned.learning.kernels[0].shape.count > 1
      ) { screen, step, _ in
        screen.chooseWeight(screen.weight + step)
        return []
      },
      KeyBinding(.character("b"), LearningText.keyGradient, when: gradient != nil) { _, _ in
        gradient.map { [.open($0)] } ?? []
      },
      KeyBinding(.enter, LearningText.keyConvolution) { screen, _ in
        screen.learned.map { [.open(screen.convolutionCommand($0))] } ?? []
      },
      .plusMinus(
        StepperText.keySpeed, when: context.isAnimated && hasIterations
      ) { screen, step, _ in
        if step > 0 { screen.player.faster() } else { screen.player.slower() }
        return []
      },
      KeyBinding(.home, .end, StepperText.keyEnds, when: hasIterations) {
        screen, step, context in
        screen.move(by: step * (screen.learned?.learning.iterations ?? 0), in: context)
        return []
      },
    ]
  }
}
