import Commands
import Ground
import Lessons
import Operations
import Networks
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
  /// The answer to ``Effect/loadCourse``.
  case course(Result<Course, Explanation>)
  /// What the run under way has to tell.
  case training(TrainingMessage)
  /// The answer to ``Effect/evaluate(_:)``.
  case evaluation(EvaluateArguments, Result<ExaminationFindings, Explanation>)
  /// The answer to ``Effect/lookAtPicture(_:)``.
  case pictureView(PictureRequest, Result<PictureView, Explanation>)
}

/// News of a run, in order.
public enum TrainingMessage: Hashable, Sendable {
  /// The newest state; the handler leaves out those that no frame would show.
  case snapshot(TrainingSnapshot)
  case event(TrainingEvent)
  /// The run could not begin.
  case failed(Explanation)
}

/// An error that reached a screen: its sentence in both languages.
public struct Explanation: ExplainedError, Hashable {
  public let explanation: Bilingual

  public init(_ explanation: Bilingual) { self.explanation = explanation }

  public init(_ error: any ExplainedError) { explanation = error.explanation }

  /// Any error that a person may see.
  public init(any error: any Error) {
    if let explained = error as? any ExplainedError {
      self.init(explained)
    } else {
      self.init(Bilingual("\(error)", "\(error)"))
    }
  }
}
