import Ground
import Tensors
import Testing

@testable import Lessons

/// Whatever is in a file, reading it ends with a lesson or with an error that names the file.
struct DamagedLessonTests {
  @Test(arguments: UInt64(0)..<40) func `a lesson with damage`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func number(_ limit: Int) -> Int { Int(generator.uniform() * Double(limit)) }
    let pieces = [
      "#", "##", "`", "```", "```scene\n", "- [x] ", "- [ ] ", "|", "\n\n", "    ",
      "<b>", "![](", "\u{0}", ">", "=", "~~~", "*", "1. ", "[^1]", "\u{301}",
    ]
    for file in BuiltInLessons.files {
      var characters = Array(file.text)
      for _ in 0...number(6) {
        let place = number(characters.count)
        switch number(3) {
        case 0: characters.removeSubrange(place..<min(characters.count, place + 1 + number(40)))
        case 1: characters.insert(contentsOf: pieces[number(pieces.count)], at: place)
        default: characters = Array(characters.prefix(place + 1))
        }
      }
      let damaged = LessonFile(
        path: file.path, name: file.name, language: file.language, text: String(characters))
      do {
        let lesson = try damaged.lesson()
        #expect(!lesson.pages.isEmpty)
      } catch {
        #expect(error.file == file.path)
        #expect(!error.explanation.english.isEmpty && !error.explanation.vietnamese.isEmpty)
      }
    }
  }
}
