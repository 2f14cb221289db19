import Interface
import Lessons

/// Keys and the mouse: pages, scenes, answers.
extension LessonScreen {
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    switch event {
    case .tick:
      guard tickInterval(in: context) != nil else { return [] }
      return scenes[chosenScene]?.tick(in: context) ?? []
    case .mouse(let mouse): return point(mouse, in: context)
    case .key, .resize, .paste: return []
    }
  }

  private mutating func point(_ mouse: Mouse, in context: ScreenContext) -> [ScreenAction] {
    guard openEntry != nil else {
      guard mouse.action == .press, let row = listRow(at: mouse.point, in: context) else {
        return []
      }
      if row == selected { return open(row, in: context) }
      selected = row
      return []
    }
    switch mouse.action {
    case .wheelUp: scrollBy(-1, in: context)
    case .wheelDown: scrollBy(1, in: context)
    case .press:
      guard let scene = scene(at: mouse.point, in: context) else {
        leaveScene(in: context)
        return []
      }
      if isInScene, scene == chosenScene, let command = scenes[scene]?.commandNow {
        return [.open(command)]
      }
      guard scenes[scene] != nil else { return [] }
      chosenScene = scene
      isInScene = true
    }
    return []
  }

  mutating func open(_ entry: Int, in context: ScreenContext) -> [ScreenAction] {
    openEntry = entry
    selected = entry
    problem = nil
    answers = [:]
    page = 0
    return showPage(in: context)
  }

  mutating func turn(to target: Int, in context: ScreenContext) -> [ScreenAction] {
    guard let lesson = entry(in: context) else { return [] }
    let next = min(max(0, target), lesson.pages.count - 1)
    guard next != page else { return [] }
    page = next
    return showPage(in: context)
  }

  /// Makes the page's scenes anew, each from its first step.
  private mutating func showPage(in context: ScreenContext) -> [ScreenAction] {
    scroll = 0
    chosenScene = 0
    isInScene = false
    scenes = [:]
    sceneProblems = [:]
    var actions: [ScreenAction] = []
    for (index, scene) in (currentPage(in: context)?.scenes ?? []).enumerated() {
      do {
        var made = try LessonScene(scene, in: context.environment)
        actions += made.begin(in: context)
        scenes[index] = made
      } catch {
        sceneProblems[index] = Explanation(any: error)
      }
    }
    return actions
  }

  mutating func passOn(_ message: Message, in context: ScreenContext) -> [ScreenAction] {
    var actions: [ScreenAction] = []
    for index in scenes.keys.sorted() {
      actions += scenes[index]?.receive(message, in: context) ?? []
    }
    return actions
  }

  mutating func chooseScene(_ scene: Int, in context: ScreenContext) {
    chosenScene = (scene + scenes.count) % scenes.count
    scroll = scroll(showing: chosenScene, in: context)
  }

  mutating func scrollBy(_ rows: Int, in context: ScreenContext) {
    scroll = min(max(0, visibleScroll(in: context) + rows), scrollLimit(in: context))
  }

  /// Keys go to the page again, which stays where it is.
  mutating func leaveScene(in context: ScreenContext) {
    scroll = visibleScroll(in: context)
    isInScene = false
  }

  mutating func answer(_ letter: Character, in context: ScreenContext) {
    guard let questions = currentPage(in: context)?.questions else { return }
    // Where a page asks several questions the first one without a right answer is meant.
    let open = questions.indices.first { number in
      let answer = answers[QuestionPlace(page: page, number: number)]
      return answer.map { !questions[number].choices[$0].isRight } ?? true
    }
    let number = open ?? questions.count - 1
    guard questions.indices.contains(number),
      let choice = questions[number].choices.indices.first(where: {
        PageFlow.letter($0) == letter
      })
    else { return }
    answers[QuestionPlace(page: page, number: number)] = choice
  }
}
