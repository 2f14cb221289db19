import Ground

/// Why a lesson cannot be read: the file, the line, what was found and what was expected.
public struct LessonError: ExplainedError, Hashable {
  public enum Problem: Hashable, Sendable {
    case cannotRead
    case file(FileError)
    case tooLarge(bytes: Int)
    case noTitle
    case textBeforeTitle
    case secondTitle
    case noPages
    case emptyPage(String)
    case unsupported(String)
    case nestedTooDeeply
    case headingTooDeep(Int)
    case unknownBlock(String)
    case fenceNotClosed(String)
    /// A scene without a command line, where no other language has one in its place.
    case sceneWithoutCommand
    case sceneNotOneCommand(lines: Int)
    case claimWithoutCommand
    case claimNotAnEquation(String)
    case claimValueNotJSON(String)
    case listNotWhollyChoices
    case questionWithoutPrompt
    case questionChoices(Int)
    case questionRightChoices(Int)
    case choiceWithoutExplanation(String)
    case choiceHolds(String)
    case noSuchFolder
    case noLessons
  }

  public let file: String
  /// From 1; `nil` when the whole file is meant.
  public let line: Int?
  public let problem: Problem

  public init(file: String, line: Int? = nil, _ problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  public var explanation: Bilingual {
    let place =
      line.map { Bilingual("\(file), line \($0): ", "\(file), dòng \($0): ") }
      ?? Bilingual("\(file): ", "\(file): ")
    let words = problem.explanation
    return Bilingual(place.english + words.english, place.vietnamese + words.vietnamese)
  }
}

extension LessonError.Problem {
  public var explanation: Bilingual {
    switch self {
    case .cannotRead:
      Bilingual("the lesson cannot be read", "không đọc được bài học")
    case .file(let error): error.finding
    case .tooLarge(let bytes):
      Bilingual(
        "found \(bytes) bytes, a lesson has at most \(LessonFile.largestByteCount)",
        "tệp có \(bytes) byte, một bài học có nhiều nhất \(LessonFile.largestByteCount)")
    case .noTitle:
      Bilingual(
        "found no title, expected a line that begins with one #",
        "không có tiêu đề, cần một dòng mở đầu bằng một dấu #")
    case .textBeforeTitle:
      Bilingual("found text before the title", "có nội dung đứng trước tiêu đề")
    case .secondTitle:
      Bilingual(
        "found a second title, a page begins with ##",
        "có tiêu đề thứ hai, mỗi trang mở đầu bằng ##")
    case .noPages:
      Bilingual(
        "found no page, expected a heading with ##",
        "không có trang nào, cần một đề mục mở đầu bằng ##")
    case .emptyPage(let title):
      Bilingual("page “\(title)” is empty", "trang “\(title)” còn trống")
    case .unsupported(let kind):
      Bilingual(
        "found \(MarkdownWords.name(of: kind).english), which a lesson cannot hold",
        "có \(MarkdownWords.name(of: kind).vietnamese), bài học không dùng được")
    case .nestedTooDeeply:
      Bilingual("lists and quotes are nested too deeply", "danh sách lồng nhau quá sâu")
    case .headingTooDeep(let level):
      Bilingual(
        "found a heading of level \(level), expected 1, 2 or 3",
        "có đề mục cấp \(level), cần cấp 1, 2 hoặc 3")
    case .unknownBlock(let name):
      Bilingual(
        "found a block “\(name)”, expected scene, formula, claim or text",
        "có khối “\(name)”, cần scene, formula, claim hoặc text")
    case .fenceNotClosed(let marks):
      Bilingual(
        "the block that begins here is not closed, expected a line \(marks) after it",
        "khối mở đầu ở đây chưa được đóng, cần một dòng \(marks) ở cuối khối")
    case .sceneWithoutCommand:
      Bilingual(
        "the scene is empty, expected a command line here or at its place in the other language",
        "hình minh họa còn trống, cần một dòng lệnh ở đây hoặc ở chỗ tương ứng trong ngôn ngữ kia")
    case .sceneNotOneCommand(let lines):
      Bilingual(
        "a scene is one command line, found \(lines)",
        "mỗi hình minh họa là một dòng lệnh, ở đây có \(lines)")
    case .claimWithoutCommand:
      Bilingual(
        "a claim is a command line and then lines “name = value”",
        "một khẳng định gồm một dòng lệnh rồi các dòng “tên = giá trị”")
    case .claimNotAnEquation(let text):
      Bilingual(
        "found “\(text)” in a claim, expected “name = value”",
        "trong khẳng định có “\(text)”, cần “tên = giá trị”")
    case .claimValueNotJSON(let text):
      Bilingual(
        "found “\(text)” in a claim, expected a value written as JSON",
        "trong khẳng định có “\(text)”, cần một giá trị viết theo JSON")
    case .listNotWhollyChoices:
      Bilingual(
        "a question's choices all begin with [ ] or [x]",
        "mọi phương án của câu hỏi đều phải mở đầu bằng [ ] hoặc [x]")
    case .questionWithoutPrompt:
      Bilingual(
        "the choices follow no question, expected a paragraph before them",
        "các phương án không có câu hỏi, cần một đoạn văn đứng trước")
    case .questionChoices(let count):
      Bilingual(
        "a question has 2 to 9 choices, found \(count)",
        "một câu hỏi có từ 2 đến 9 phương án, ở đây có \(count)")
    case .questionRightChoices(let count):
      Bilingual(
        "a question has one right choice, marked [x], found \(count)",
        "một câu hỏi có đúng một phương án đúng, đánh dấu [x], ở đây có \(count)")
    case .choiceWithoutExplanation(let text):
      Bilingual(
        "choice “\(text)” lacks its explanation, expected a paragraph under it",
        "phương án “\(text)” thiếu lời giải thích, cần một đoạn văn bên dưới")
    case .choiceHolds(let kind):
      Bilingual(
        "found \(MarkdownWords.name(of: kind).english) in a choice, expected paragraphs alone",
        "phương án có \(MarkdownWords.name(of: kind).vietnamese), chỉ dùng được các đoạn văn")
    case .noSuchFolder:
      Bilingual(
        "the folder of lessons is not there (--lessons, CONVSCOPE_LESSONS)",
        "không có thư mục bài học này (--lessons, CONVSCOPE_LESSONS)")
    case .noLessons:
      Bilingual(
        "found no lesson, expected files like en/01-name.md",
        "không có bài học nào, cần các tệp như en/01-ten.md")
    }
  }
}
