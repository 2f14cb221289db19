import Interface
import Lessons

/// The keys of the lesson screen: of the list, of a page, and inside a scene.
extension LessonScreen {
  func bindings(in context: ScreenContext) -> [KeyBinding<LessonScreen>] {
    listBindings + sceneBindings(in: context) + pageBindings(in: context)
  }

  private var listBindings: [KeyBinding<LessonScreen>] {
    let count = openEntry == nil ? course?.entries.count ?? 0 : 0
    return [
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], LessonText.choose, when: count > 1
      ) { lessons, step, _ in
        lessons.selected = min(max(0, lessons.selected + step), count - 1)
        return []
      },
      KeyBinding(.enter, LessonText.open, when: count > 0) { lessons, context in
        lessons.open(lessons.selected, in: context)
      },
    ]
  }

  private func pageBindings(in context: ScreenContext) -> [KeyBinding<LessonScreen>] {
    let page = isInScene ? nil : currentPage(in: context)
    let pages = page == nil ? 0 : entry(in: context)?.pages.count ?? 0
    let choices = page?.questions.map(\.choices.count).max() ?? 0
    let scrolls = page != nil && scrollLimit(in: context) > 0
    let hasScenes = page != nil && scenes.count > 1
    return [
      KeyBinding(
        .left, .right, also: [(.character("h"), .character("l")), (.pageUp, .pageDown)],
        LessonText.turnPage, when: pages > 1
      ) { lesson, step, context in lesson.turn(to: lesson.page + step, in: context) },
      KeyBinding(
        PageFlow.letters.prefix(choices).enumerated().map { ([.character($1)], $0) },
        name: "a-\(PageFlow.letter(max(0, choices - 1)))", LessonText.answer.text,
        when: choices > 0
      ) { lesson, choice, context in
        lesson.answer(PageFlow.letter(choice), in: context)
        return []
      },
      KeyBinding(
        .enter, LessonText.intoScene, when: page != nil && scenes[chosenScene] != nil
      ) { lesson, _ in
        lesson.isInScene = true
        return []
      },
      KeyBinding(.tab, LessonText.nextScene, when: hasScenes) { lesson, context in
        lesson.chooseScene(lesson.chosenScene + 1, in: context)
        return []
      },
      KeyBinding(.shiftTab, LessonText.previousScene, when: hasScenes) { lesson, context in
        lesson.chooseScene(lesson.chosenScene - 1, in: context)
        return []
      }.unnamed(),
      KeyBinding(
        .up, .down, also: [(.character("k"), .character("j"))], LessonText.scroll, when: scrolls
      ) { lesson, step, context in
        lesson.scrollBy(step, in: context)
        return []
      },
      KeyBinding(.home, .end, LessonText.firstAndLast, when: pages > 1) { lesson, step, context in
        lesson.turn(to: step < 0 ? 0 : .max, in: context)
      },
      .out(LessonText.toList, when: openEntry != nil && !isInScene) { lesson in
        lesson.openEntry = nil
        lesson.scenes = [:]
      },
    ]
  }

  /// The keys that the chosen scene has, the larger one and the way back to the text.
  private func sceneBindings(in context: ScreenContext) -> [KeyBinding<LessonScreen>] {
    let scene = isInScene ? scenes[chosenScene] : nil
    var bindings = (scene?.keyEntries(in: context) ?? []).map { entry in
      KeyBinding<LessonScreen>(entry) { lesson, key, context in
        lesson.scenes[lesson.chosenScene]?.press(key, in: context) ?? []
      }
    }
    bindings.insert(
      KeyBinding(.enter, LessonText.wholeStepper, when: scene != nil) { lesson, _ in
        lesson.scenes[lesson.chosenScene].map { [.open($0.commandNow)] } ?? []
      }, at: min(2, bindings.count))
    return bindings + [.out(LessonText.toText, when: scene != nil) { $0.leaveScene(in: context) }]
  }
}
