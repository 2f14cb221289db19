import Ground
import Interface
import Training

/// Title and help of the training screen.
extension TrainingScreen {
  func path(in context: ScreenContext) -> [String] {
    let language = context.language
    var place = options.network ?? options.resume ?? ""
    if let snapshot {
      place = TrainingText.on.filled(
        snapshot.facts.recipe.network, snapshot.facts.dataName, in: language)
    } else if let data = options.data, let network = options.network {
      place = TrainingText.on.filled(network, data, in: language)
    }
    return [TrainingText.title[language], place].filter { !$0.isEmpty }
  }

  func details(in context: ScreenContext) -> String {
    guard let snapshot, choice == nil else { return "" }
    let language = context.language
    let format = language.numbers
    let parts = [
      TrainingText.epoch.filled(
        format.integer(snapshot.epoch), format.integer(snapshot.facts.recipe.epochs), in: language),
      TrainingText.step.filled(format.integer(snapshot.step), in: language),
      TrainingText.parameters.filled(format.integer(snapshot.facts.parameters), in: language),
    ]
    let place = TextWidth.width(of: path(in: context).joined(separator: " › "))
    let candidates = (1...parts.count).reversed().map {
      parts.prefix($0).joined(separator: "  ")
    }
    return candidates.first { place + TextWidth.width(of: $0) + 4 <= context.area.columns } ?? ""
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    return HelpPage(
      title: TrainingText.title[language],
      paragraphs: TrainingHelp.allCases.flatMap {
        $0 == .panels ? [$0[language], DrawnText.pictures(in: context)] : [$0[language]]
      })
  }
}
