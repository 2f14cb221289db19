import Ground
import Operations
import Stepping

/// One stage of a block with the scene that draws its feature maps.
struct BlockStage: Sendable {
  /// `conv1`, `bn1`, `relu1` … as PyTorch names them.
  let name: String
  let steps: Steps
  private let scene: StepperScreen

  init(_ stage: ResidualSteps.Stage, language: Language) {
    name = stage.name
    steps = stage.steps
    scene = StepperScreen(showing: stage.steps, language: language)
  }

  /// The feature maps with this cell as the current one.
  func scene(at index: Int) -> StepperScreen {
    var scene = scene
    scene.seek(to: index)
    return scene
  }
}
