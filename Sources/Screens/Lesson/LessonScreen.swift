import Commands
import Interface
import Lessons

/// The lessons: their list, and one lesson page by page with its live scenes and questions.
struct LessonScreen: Screen {
  /// A question of a lesson, by its page and its number there.
  struct QuestionPlace: Hashable, Sendable {
    let page: Int
    let number: Int
  }

  /// The lesson that was asked for; `nil` opens the list.
  private let name: String?
  private let choice: CourseChoice
  var course: Course?
  /// Why there is no course, or no lesson of that name.
  var problem: Explanation?
  /// The chosen line of the list.
  var selected = 0
  /// The lesson that is open, by its place in the course.
  var openEntry: Int?
  var page = 0
  /// Rows of the page to leave out at the top. What is drawn follows from it and from the window's size
  /// (``visibleScroll(in:)``), so that a page made small and large again is where it was.
  var scroll = 0
  var scenes: [Int: LessonScene] = [:]
  /// Why a scene of the page cannot be shown.
  var sceneProblems: [Int: Explanation] = [:]
  /// The scene that Enter goes into.
  var chosenScene = 0
  /// Whether keys go to the chosen scene.
  var isInScene = false
  /// The latest choice for each question.
  var answers: [QuestionPlace: Int] = [:]

  init(_ arguments: LessonArguments) {
    name = arguments.name
    choice = arguments.choice
  }

  mutating func begin(in context: ScreenContext) -> [ScreenAction] {
    [.effect(.loadCourse(choice))]
  }

  mutating func receive(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    guard case .course(let result) = message else { return passOn(message, in: context) }
    switch result {
    case .failure(let explanation):
      problem = explanation
      return []
    case .success(let course):
      self.course = course
      guard let name else { return [] }
      do {
        let entry = try course.entry(named: name)
        return open(course.entries.firstIndex(of: entry) ?? 0, in: context)
      } catch {
        problem = Explanation(any: error)
        return []
      }
    }
  }

  /// One scene moves at a time, at its own pace: the chosen one.
  func tickInterval(in context: ScreenContext) -> Duration? {
    scenes[chosenScene]?.tickInterval(in: context)
  }

  func entry(in context: ScreenContext) -> Lesson? {
    guard let course, let openEntry, course.entries.indices.contains(openEntry) else { return nil }
    return course.entries[openEntry].lesson(in: context.language)
  }

  func currentPage(in context: ScreenContext) -> Page? {
    guard let lesson = entry(in: context), lesson.pages.indices.contains(page) else { return nil }
    return lesson.pages[page]
  }
}
