import Ground
import Operations
import Stepping

/// One stage of a block with the view that draws its feature maps.
struct BlockStage: Sendable {
  /// `conv1`, `bn1`, `relu1` … as PyTorch names them.
  let name: String
  /// At its first step.
  private let first: StepView

  init(_ stage: ResidualSteps.Stage, language: Language) {
    name = stage.name
    first = StepView(stage.steps, format: language.numbers, output: stage.output)
  }

  var steps: Steps { first.steps }

  /// The feature maps with this cell as the current one.
  func view(at index: Int) -> StepView {
    var view = first
    view.seek(to: index)
    return view
  }
}
