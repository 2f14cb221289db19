import Commands
import Interface
import Training

/// A trained network under test: accuracy, the confusion matrix, and one picture's way through.
///
/// Counting and computing happen elsewhere; this screen shows how far they are and what came back. At most one look
/// at a picture is under way: keys can be faster than a network, and whoever goes on waits for the new picture alone.
struct EvaluationScreen: Screen {
  enum Phase: Sendable {
    /// `nil` until the network is asked about the first picture.
    case starting(Watch.Progress?)
    case live(ExaminationFindings)
    case failed(Explanation)
  }

  enum Focus: Hashable, Sendable { case matrix, picture }

  let arguments: EvaluateArguments
  var phase = Phase.starting(nil)
  var focus = Focus.matrix
  /// The cell of the confusion matrix under the cursor.
  var cell = ConfusionCell(truth: 0, said: 0)
  /// The pictures that the arrows walk through.
  var selection = PictureSelection()
  var mapLook = MapLook()
  /// What was asked for last.
  var wantedNode: Int?
  var view: PictureView?
  /// What ``view`` shows.
  var shown: Examination.Subject?
  /// Why there is no newer view.
  var trouble: Explanation?
  /// The look that is under way.
  private var asked: PictureRequest?
  /// How far it is, where it takes its time.
  var lookProgress: Watch.Progress?

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
    case .progress(.evaluate(arguments), let progress):
      if case .starting = phase { phase = .starting(progress) }
      return []
    case .progress(.lookAtPicture(let request), let progress) where request == asked:
      lookProgress = progress
      return []
    case .pictureView(let request, let result) where request == asked:
      asked = nil
      lookProgress = nil
      switch result {
      case .failure(let explanation):
        trouble = explanation
      case .success(let view):
        trouble = nil
        self.view = view
        shown = request.subject
      }
      return []
    default:
      return []
    }
  }

  mutating func end(in context: ScreenContext) -> [Effect] {
    abandonLook() + [.abandon(.evaluate(arguments))]
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

  /// Asks for the picture and the layer that are wanted, and for no other any more.
  mutating func look() -> [ScreenAction] {
    guard let wanted, wanted != asked else { return [] }
    let left = abandonLook()
    asked = isShown(wanted) ? nil : wanted
    return (left + (asked.map { [.lookAtPicture($0)] } ?? [])).map(ScreenAction.effect)
  }

  private func isShown(_ request: PictureRequest) -> Bool {
    trouble == nil && request.subject == shown
      && (request.node == nil || request.node == view?.maps.node)
  }

  private mutating func abandonLook() -> [Effect] {
    defer {
      asked = nil
      lookProgress = nil
    }
    return asked.map { [.abandon(.lookAtPicture($0))] } ?? []
  }
}
