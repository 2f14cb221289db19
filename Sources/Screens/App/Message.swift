import Commands
import Ground
import Lessons
import Operations
import Networks
import Stepping
import Tensors
import Training

/// What comes back from outside. Screens that did not ask for it let it pass.
public enum Message: Sendable {
  /// The answer to ``Effect/loadInput(_:)``: `[C, H, W]`.
  case input(TensorSpec, Result<Tensor, Explanation>)
  /// The answer to ``Effect/loadKernel(_:)``, of two, three or four sizes.
  case kernel(KernelSpec, Result<Tensor, Explanation>)
  /// The answer to ``Effect/loadWeights(path:)``.
  case weights(path: String, Result<Weights, Explanation>)
  /// The answers to ``Effect/openBlock(_:)``.
  case block(StepRequest, OpeningNews<OpenedBlock>)
  /// The answers to ``Effect/openLayer(_:)``.
  case layer(StepRequest, OpeningNews<LayerSteps>)
  /// The answers to ``Effect/learnKernel(_:)``.
  case learning(StepRequest, OpeningNews<KernelLearning>)
  /// The answer to ``Effect/loadCourse(_:)``.
  case course(Result<Course, Explanation>)
  /// What a run has to tell.
  case training(RunID, TrainingMessage)
  /// The answer to ``Effect/listRuns``, the newest first.
  case runs([RunSummary])
  /// The answer to ``Effect/evaluate(_:)``.
  case evaluation(EvaluateArguments, Result<ExaminationFindings, Explanation>)
  /// The answer to ``Effect/lookAtPicture(_:)``.
  case pictureView(PictureRequest, Result<PictureView, Explanation>)
  /// How far an effect is that takes its time: ``Effect/evaluate(_:)`` in pictures, ``Effect/lookAtPicture(_:)`` in layers.
  case progress(Effect, Watch.Progress)
}

/// News of a block, a layer or a learned kernel that is being computed.
public enum OpeningNews<Opened: Sendable>: Sendable {
  case progress(ForwardProgress)
  case opened(Result<Opened, Explanation>)
}

/// News of a run, in order.
public enum TrainingMessage: Hashable, Sendable {
  /// The newest state.
  case snapshot(TrainingSnapshot)
  case event(TrainingEvent)
  /// The answer to ``Effect/takeNetwork(_:)``.
  case network(HeldNetwork)
  /// The run could not begin.
  case failed(Explanation)
}

/// An error that reached a screen: its sentence in both languages, and the field at fault.
public struct Explanation: FieldError, Hashable {
  public let field: String?
  public let detail: Bilingual?
  public let finding: Bilingual
  public let findingBesideValue: Bilingual

  private init(
    field: String?, detail: Bilingual?, finding: Bilingual, findingBesideValue: Bilingual
  ) {
    self.field = field
    self.detail = detail
    self.finding = finding
    self.findingBesideValue = findingBesideValue
  }

  /// What is no field's fault.
  public init(_ sentence: Bilingual) {
    self.init(field: nil, detail: nil, finding: sentence, findingBesideValue: sentence)
  }

  public init(_ error: any ExplainedError) {
    guard let error = error as? any FieldError else {
      self.init(error.explanation)
      return
    }
    self.init(
      field: error.field, detail: error.detail, finding: error.finding,
      findingBesideValue: error.findingBesideValue)
  }

  /// Any error that a person may see.
  public init(any error: any Error) {
    if let explained = error as? any ExplainedError {
      self.init(explained)
    } else {
      self.init(Bilingual("\(error)", "\(error)"))
    }
  }
}
