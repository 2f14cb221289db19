import Ground
import Interface
import Lessons

/// Title, keys and help of the lesson screen.
extension LessonScreen {
  func path(in context: ScreenContext) -> [String] {
    let language = context.language
    guard let lesson = entry(in: context) else { return [LessonText.lessons[language]] }
    let number = lesson.number.map { " \($0)" } ?? ""
    let path = [LessonText.lesson[language] + number, lesson.title]
    // The page says on its own what it is about; where we are in it matters more.
    let width = TextWidth.width(of: path.joined(separator: " › "))
    let fits = width + TextWidth.width(of: details(in: context)) + 4 <= context.area.columns
    return fits ? path : [path[0]]
  }

  func details(in context: ScreenContext) -> String {
    guard let lesson = entry(in: context) else { return "" }
    return LessonText.page.filled(
      "\(page + 1)", "\(lesson.pages.count)", in: context.language)
  }

  func keys(in context: ScreenContext) -> [KeyHint] {
    let language = context.language
    func hint(_ key: String, _ label: LessonText) -> KeyHint { KeyHint(key, label[language]) }
    guard let page = currentPage(in: context) else {
      return course?.entries.isEmpty == false ? [hint("↑↓", .choose), hint("Enter", .open)] : []
    }
    if isInScene, let scene = scenes[chosenScene] {
      let keys = scene.keys(in: context)
      return keys.prefix(2) + [hint("Enter", .wholeStepper)] + keys.dropFirst(2)
    }
    var keys = [hint("←→", .turnPage)]
    if let question = page.questions.first {
      keys.append(
        hint("a-\(PageFlow.letter(question.choices.count - 1))", .answer))
    }
    if scenes[chosenScene] != nil { keys.append(hint("Enter", .intoScene)) }
    if scenes.count > 1 { keys.append(hint("Tab", .nextScene)) }
    if scrollLimit(in: context) > 0 { keys.append(hint("↑↓", .scroll)) }
    keys.append(KeyHint("L", AppText.language[language]))
    return keys
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    func hint(_ key: String, _ label: LessonText) -> KeyHint { KeyHint(key, label[language]) }
    return HelpPage(
      title: LessonText.lessons[language], paragraphs: LessonHelp.allCases.map { $0[language] },
      keys: [
        hint("← →", .turnPage), hint("↑ ↓", .scroll), hint("Enter", .intoScene),
        hint("Tab", .nextScene), hint("a-i", .answer),
      ])
  }
}
