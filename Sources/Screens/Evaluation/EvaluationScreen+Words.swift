import Ground
import Interface
import Training

/// Title, keys and help of the evaluation screen.
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
    let format = NumberFormat(language)
    let place = format.integer(selection.position + 1)
    let count = format.integer(selection.subjects.count)
    switch selection.filter {
    case .all: return nil
    case .pair: return EvaluationText.pairOf.filled(place, count, in: language)
    case .mistakes: return EvaluationText.mistakeOf.filled(place, count, in: language)
    }
  }

  func keys(in context: ScreenContext) -> [KeyHint] {
    guard let findings else { return [] }
    let language = context.language
    func hint(_ keys: String, _ label: EvaluationText) -> KeyHint {
      KeyHint(keys, label[language])
    }
    var keys: [KeyHint] = []
    if focus == .matrix, !hasLargeMaps {
      keys.append(hint("←→↑↓", .cellKeys))
      if cellCount > 0 { keys.append(hint("Enter", .showPictures)) }
    } else if selection.subjects.count > 1 {
      keys.append(hint("←→", .picture))
    }
    if findings.report != nil, !hasLargeMaps { keys.append(hint("Tab", .panel)) }
    if layout(in: context).maps != nil { keys.append(hint("[ ]", .layer)) }
    if selection.filter == .mistakes {
      keys.append(hint("x", .allPictures))
    } else if hasMistakes {
      keys.append(hint("x", .mistakes))
    }
    keys.append(hint("m", hasLargeMaps ? .allPanels : .largeMaps))
    if focus == .picture, selection.subjects.count > 10 {
      keys += [hint("PgUp PgDn", .ten), hint("Home End", .ends)]
    }
    return keys
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    func hint(_ keys: String, _ label: EvaluationText) -> KeyHint {
      KeyHint(keys, label[language])
    }
    return HelpPage(
      title: EvaluationText.title[language],
      paragraphs: EvaluationHelp.allCases.map { $0[language] },
      keys: [
        hint("Tab", .panel), hint("← → ↑ ↓", .cellKeys), hint("Enter", .showPictures),
        hint("← →", .picture), hint("PgUp PgDn", .ten), hint("Home End", .ends),
        hint("[ ]", .layer), hint("x", .mistakes), hint("m", .largeMaps),
      ])
  }
}
