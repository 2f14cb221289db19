import Interface
import Lessons
import Tensors
import Training

/// `lesson [NAME]`
public struct LessonArguments: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// A screen in a terminal, else text.
    case automatic
    /// `--text`
    case text
    /// `--list`
    case list
    /// `--check`: runs what the lesson claims.
    case check
  }

  /// The lesson's file name without language and extension; `nil`: the list of lessons.
  public var name: String?
  public var form = Form.automatic
  /// `--lessons`, `--no-course`
  public var choice = CourseChoice()

  public init(name: String? = nil) { self.name = name }
}

/// `show NETWORK`
public struct ShowArguments: Hashable, Sendable {
  /// A name of the zoo.
  public var network: String
  /// `--input CxHxW`
  public var inputShape: Shape?
  /// `--classes`
  public var classes: Int?
  public var form = OutputForm.automatic

  public init(network: String) { self.network = network }
}

/// `train NETWORK`
public struct TrainArguments: Hashable, Sendable {
  /// What was given, nothing filled in.
  public var options: RecipeOptions
  public var isHeadless = false
  public var isJSON = false

  public init(options: RecipeOptions = RecipeOptions()) { self.options = options }
}

/// `eval CHECKPOINT` or `eval NETWORK --weights FILE`
public struct EvaluateArguments: Hashable, Sendable {
  /// A checkpoint's or run's folder, or with ``weights`` a name of the zoo.
  public var subject: String
  public var weights: String?
  public var classes: Int?
  public var data: String?
  /// The SPEC of one picture.
  public var input: String?
  /// `--gray` and `--resize`, where that is a picture.
  public var pictureLook = PictureLook()
  public var form = OutputForm.automatic

  /// ``input``, read.
  ///
  /// - Throws: `SpecError`
  public var pictureSpec: TensorSpec? {
    get throws { try input.map { try TensorSpec(parsing: $0).looked(at: pictureLook) } }
  }

  public init(subject: String) { self.subject = subject }
}

/// `play FILE.tape …`
public struct PlayArguments: Hashable, Sendable {
  /// At least one.
  public var files: [String]
  public var isHeadless = false
  /// `--size`, over the tapes' own.
  public var size: Size?
  /// `--update`: rewrites the golden frames.
  public var updatesGoldens = false
  /// `--record FILE.cast`, `-` for standard output.
  public var record: String?
  public var speed: Double?
  /// `--hold`: the last frame stays.
  public var holds = false
  /// `--hand-over`: then the program is the person's.
  public var handsOver = false

  public init(files: [String]) { self.files = files }
}
