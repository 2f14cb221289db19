import Ground
import Interface
import Training

/// Title, keys and help of the training screen.
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
    let format = NumberFormat(language)
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

  func keys(in context: ScreenContext) -> [KeyHint] {
    let language = context.language
    if choice != nil { return TrainingChoice.keys(in: language) }
    let other = KeyHint("c", TrainingText.otherRun[language])
    guard let snapshot else { return offersChoice ? [other] : [] }
    func hint(_ keys: String, _ label: TrainingText) -> KeyHint { KeyHint(keys, label[language]) }
    var keys: [KeyHint] = []
    if isUnderWay {
      keys += [
        hint("Space", snapshot.state == .paused ? .resume : .pause), hint("n", .stepOnce),
        hint("+-", .pace),
      ]
    } else {
      if evaluation != nil { keys.append(hint("Enter", .evaluate)) }
      if offersChoice { keys.append(other) }
    }
    // Without the panels there is no picture and no layer to see.
    if !layout(of: snapshot, in: context).leavesOutPanels {
      keys += [hint("←→", .picture), hint("[ ]", .layer)]
    }
    keys += [
      hint("m", hasLargeMaps ? .allPanels : .largeMaps),
      hint("g", isLogarithmic ? .linearAxis : .logAxis), hint("s", isSmoothed ? .rough : .smooth),
    ]
    return isUnderWay && offersChoice ? keys + [other] : keys
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    func hint(_ keys: String, _ label: TrainingText) -> KeyHint { KeyHint(keys, label[language]) }
    return HelpPage(
      title: TrainingText.title[language], paragraphs: TrainingHelp.allCases.map { $0[language] },
      keys: [
        hint("Space", .pauseAndResume), hint("n", .stepOnce), hint("+ -", .pace),
        hint("← →", .picture), hint("[ ]", .layer), hint("m", .largeMaps), hint("g", .logAxis),
        hint("s", .smooth), hint("c", .otherRun),
        hint("Enter", .evaluateEnded),
      ])
  }
}

extension NumberFormat {
  init(_ language: Language) {
    self = language == .english ? .english : .vietnamese
  }
}
