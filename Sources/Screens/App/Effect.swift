import Commands
import Ground
import Interface
import Lessons
import Stepping
import Tensors
import Training

/// What a screen wants done outside: the one closed list that effect handlers carry out.
///
/// A handler answers with the ``Message`` named beside each case, at once or later.
/// What can last says how far it is with ``Message/progress(_:_:)``.
public enum Effect: Hashable, Sendable {
  /// The choice of a language, kept for the next start. Not answered.
  case saveLanguage(Language)
  /// A SPEC that names a file or a sample of a data set: ``Message/input(_:_:)``.
  case loadInput(TensorSpec)
  /// A kernel in a file: ``Message/kernel(_:_:)``.
  case loadKernel(KernelSpec)
  /// The parameters in a safetensors file: ``Message/weights(path:_:)``.
  case loadWeights(path: String)
  /// A block of a network, or a fresh one, computed on its input: ``Message/block(_:_:)``, its progress
  /// and then the block.
  case openBlock(StepRequest)
  /// A layer of a network on what enters it: ``Message/layer(_:_:)``, its progress and then the layer.
  case openLayer(StepRequest)
  /// A kernel learned to its last iteration: ``Message/learning(_:_:)``, its progress and then all iterations.
  case learnKernel(StepRequest)
  /// All lessons: ``Message/course(_:)``.
  case loadCourse(CourseChoice)
  /// A run begins, or goes on with `--resume`: ``Message/training(_:_:)``, again and again, the first of its snapshots
  /// without being asked.
  case startTraining(RunID, RecipeOptions)
  /// A short run that is kept nowhere, to its end at once: its last snapshot, as ``Message/training(_:_:)``.
  case trainToEnd(RunID, RecipeOptions)
  /// Tells a run. Answered by its next snapshot where it has ended.
  case controlTraining(RunID, TrainingControl)
  /// A frame has shown the newest snapshot of a run: the next one may come.
  case requestSnapshot(RunID)
  /// The network of a run with the parameters of now: ``TrainingMessage/network(_:)``.
  case takeNetwork(RunID)
  /// Nobody looks at a run any more: one that is under way finishes its step, saves and ends. Not answered.
  case leaveTraining(RunID)
  /// The runs that lie on disk: ``Message/runs(_:)``.
  case listRuns
  /// A trained network on all its test pictures: ``Message/evaluation(_:_:)``.
  case evaluate(EvaluateArguments)
  /// One picture's way through a trained network: ``Message/pictureView(_:_:)``.
  case lookAtPicture(PictureRequest)
  /// Nobody waits for the answer of an effect any more, nor needs what was kept for it. Not answered: what is under way
  /// for it ends, and is not answered either.
  indirect case abandon(Effect)
  /// A tape leaves the program to a person: what was begun at once and step by step goes on by itself.
  /// The run that is under way answers as one that begins does.
  case handOver
}

/// Which picture a person looks at, and in which layer.
public struct PictureRequest: Hashable, Sendable {
  /// The network and its pictures.
  public var evaluation: EvaluateArguments
  public var subject: Examination.Subject
  /// The node whose maps are shown; `nil`: the first that is worth a look.
  public var node: Int?
}
