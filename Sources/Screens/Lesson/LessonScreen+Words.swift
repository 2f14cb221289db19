import Ground
import Interface
import Lessons

/// Title and help of the lesson screen.
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

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    return HelpPage(
      title: LessonText.lessons[language], paragraphs: LessonHelp.allCases.map { $0[language] })
  }
}
