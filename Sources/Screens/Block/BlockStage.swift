import Ground
import Operations
import Stepping

/// One stage of a block with the view that draws its feature maps.
struct BlockStage: Sendable {
  /// `conv1`, `bn1`, `relu1` … as PyTorch names them.
  let name: String
  let gutter: BlockGutter
  /// The node of the network that it is.
  let node: Int?
  /// At its first step.
  private let first: StepView

  init(_ stage: BlockSteps.Stage, isFirst: Bool, hasShortcut: Bool, language: Language) {
    name = stage.name
    node = stage.node
    gutter =
      switch stage.branch {
      case .main: hasShortcut ? .path(isFirst: isFirst) : .plain
      case .shortcut: .shortcut
      case .end: stage.steps.inputs.count > 1 ? .join : hasShortcut ? .end : .plain
      }
    first = StepView(stage.steps, format: language.numbers, output: stage.output)
  }

  var steps: Steps { first.steps }

  /// The name where a person reads it: of what PyTorch has no module for, in the person's language.
  func title(in language: Language) -> String {
    switch steps.layer {
    case .identity: BlockText.shortcut[language]
    case .add where language == .vietnamese: steps.layer.kind.title[language]
    default: name
    }
  }

  /// The feature maps with this cell as the current one.
  func view(at index: Int) -> StepView {
    var view = first
    view.seek(to: index)
    return view
  }
}
