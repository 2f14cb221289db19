import Ground

extension Lesson {
  /// Where this lesson is not the same as another translation of it: pages, scenes, questions and right
  /// answers.
  ///
  /// - Returns: a sentence a difference, with the line in this lesson's file where there is one.
  public func differences(from other: Lesson) -> [(line: Int?, explanation: Bilingual)] {
    let name = "\(other.language.rawValue)/\(other.name).md"
    guard pages.count == other.pages.count else {
      return [
        (
          nil,
          Bilingual(
            "found \(pages.count) pages, \(name) has \(other.pages.count)",
            "có \(pages.count) trang, \(name) có \(other.pages.count)")
        )
      ]
    }
    return zip(pages, other.pages).enumerated().flatMap { number, pair in
      pair.0.differences(from: pair.1, number: number + 1, of: name)
    }
  }
}

extension Page {
  fileprivate func differences(
    from other: Page, number: Int, of name: String
  ) -> [(line: Int?, explanation: Bilingual)] {
    var differences: [(line: Int?, explanation: Bilingual)] = []
    func compare(
      _ mine: Int, _ theirs: Int, _ what: Bilingual, line: Int?
    ) {
      guard mine != theirs else { return }
      differences.append(
        (
          line,
          Bilingual(
            "page \(number): found \(mine) \(what.english), \(name) has \(theirs)",
            "trang \(number): có \(mine) \(what.vietnamese), \(name) có \(theirs)")
        ))
    }
    compare(
      scenes.count, other.scenes.count, Bilingual("scenes", "hình minh họa"),
      line: scenes.last?.line)
    compare(
      questions.count, other.questions.count, Bilingual("questions", "câu hỏi"),
      line: questions.last?.line)
    for (mine, theirs) in zip(scenes, other.scenes) where mine.arguments != theirs.arguments {
      differences.append(
        (
          mine.line,
          Bilingual(
            "page \(number): the scene has another command line than in \(name), line \(theirs.line)",
            "trang \(number): hình minh họa có dòng lệnh khác với \(name), dòng \(theirs.line)")
        ))
    }
    for (mine, theirs) in zip(questions, other.questions) {
      compare(
        mine.choices.count, theirs.choices.count, Bilingual("choices", "phương án"),
        line: mine.line)
      let (right, theirRight) = (mine.rightChoice, theirs.rightChoice)
      guard mine.choices.count == theirs.choices.count, right != theirRight else { continue }
      differences.append(
        (
          mine.line,
          Bilingual(
            "page \(number): choice \(right + 1) is the right one, in \(name) it is \(theirRight + 1)",
            "trang \(number): phương án đúng là \(right + 1), trong \(name) là \(theirRight + 1)")
        ))
    }
    return differences
  }
}

extension Question {
  /// The place of the right choice, from 0.
  fileprivate var rightChoice: Int { choices.firstIndex(where: \.isRight) ?? 0 }
}
