import Commands
import Interface
import Training

/// A trained network under test: accuracy, the confusion matrix, and one picture's way through.
///
/// Counting and computing happen elsewhere; this screen shows what came back. At most one look at a
/// picture is under way: keys can be faster than a network.
struct EvaluationScreen: Screen {
  enum Phase: Sendable {
    case starting
    case live(ExaminationFindings)
    case failed(Explanation)
  }

  enum Focus: Hashable, Sendable { case matrix, picture }

  let arguments: EvaluateArguments
  var phase = Phase.starting
  var focus = Focus.matrix
  /// The cell of the confusion matrix under the cursor.
  var cell = ConfusionCell(truth: 0, said: 0)
  /// The pictures that the arrows walk through.
  var selection = PictureSelection()
  var hasLargeMaps = false
  /// What was asked for last.
  var wantedNode: Int?
  var view: PictureView?
  /// What ``view`` shows.
  var shown: Examination.Subject?
  /// Why there is no newer view.
  var trouble: Explanation?
  private var asked: PictureRequest?

  init(_ arguments: EvaluateArguments) { self.arguments = arguments }

  var findings: ExaminationFindings? {
    if case .live(let findings) = phase { findings } else { nil }
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] {
    [.effect(.evaluate(arguments))]
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    switch message {
    case .evaluation(arguments, let result):
      switch result {
      case .failure(let explanation):
        phase = .failed(explanation)
        return []
      case .success(let findings):
        show(findings)
        return look()
      }
    case .pictureView(let request, let result) where request == asked:
      asked = nil
      switch result {
      case .failure(let explanation):
        trouble = explanation
      case .success(let view):
        trouble = nil
        self.view = view
        shown = request.subject
      }
      return request == wanted ? [] : look()
    default:
      return []
    }
  }

  private mutating func show(_ findings: ExaminationFindings) {
    phase = .live(findings)
    selection = PictureSelection(of: findings)
    guard let report = findings.report else {
      focus = .picture
      return
    }
    if findings.hasInput { focus = .picture }
    cell = Self.worstMistake(in: report.evaluation.confusion) ?? cell
  }

  /// The mistake that is made most often, where a person looks first.
  static func worstMistake(in confusion: [[Int]]) -> ConfusionCell? {
    var worst: (cell: ConfusionCell, count: Int)?
    for (truth, row) in confusion.enumerated() {
      for (said, count) in row.enumerated() where said != truth && count > worst?.count ?? 0 {
        worst = (ConfusionCell(truth: truth, said: said), count)
      }
    }
    return worst?.cell
  }

  private var wanted: PictureRequest? {
    selection.subject.map {
      PictureRequest(evaluation: arguments, subject: $0, node: wantedNode)
    }
  }

  /// Asks for the picture and the layer that are wanted, unless an answer is still under way.
  mutating func look() -> [ScreenAction] {
    guard asked == nil, let wanted else { return [] }
    asked = wanted
    return [.effect(.lookAtPicture(wanted))]
  }
}
