import Ground
import Interface
import Training

/// Title and help of the evaluation screen.
extension EvaluationScreen {
  func path(in context: ScreenContext) -> [String] {
    let language = context.language
    var place = arguments.subject
    if let findings {
      place =
        findings.report.map {
          EvaluationText.on.filled($0.network, $0.data, in: language)
        } ?? findings.network
    }
    return [EvaluationText.title[language], place]
  }

  func details(in context: ScreenContext) -> String {
    guard let selection = selectionText(in: context.language) else { return "" }
    let place = TextWidth.width(of: path(in: context).joined(separator: " › "))
    return place + TextWidth.width(of: selection) + 4 <= context.area.columns ? selection : ""
  }

  /// Which of the chosen pictures is looked at.
  private func selectionText(in language: Language) -> String? {
    let format = language.numbers
    let place = format.integer(selection.position + 1)
    let count = format.integer(selection.subjects.count)
    switch selection.filter {
    case .all: return nil
    case .pair: return EvaluationText.pairOf.filled(place, count, in: language)
    case .mistakes: return EvaluationText.mistakeOf.filled(place, count, in: language)
    }
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    let colors: EvaluationHelp? =
      switch context.capabilities.colors {
      case .indexed256: .matrixColors
      case .eight: .matrixEightColors
      case .none: nil
      }
    let matrix = [.matrix, colors].compactMap { $0?[language] }.joined(separator: " ")
    return HelpPage(
      title: EvaluationText.title[language],
      paragraphs: [
        matrix, EvaluationHelp.mistakes[language], EvaluationHelp.picture[language],
        DrawnText.pictures(in: context),
      ])
  }
}
