import Ground

/// Where the lessons are: a folder with one folder a language, or the binary itself.
public enum CourseLocation: Hashable, Sendable {
  case folder(String)
  case builtIn

  /// Looks in `../share/convscope/lessons` beside the binary, in the source tree that the binary was
  /// built in; else the lessons are those built in.
  ///
  /// - Parameters:
  ///   - executable: the real path of the binary.
  ///   - isFolder: whether a path is a folder.
  public static func find(
    executable: String, isFolder: (String) -> Bool = FileSystem.isFolder
  ) -> CourseLocation {
    var ancestor = parent(of: executable)
    let shared = parent(of: ancestor) + "/share/convscope/lessons"
    if isFolder(shared) { return .folder(shared) }
    while !ancestor.isEmpty {
      // A binary of `swift build` lies a few folders below the package.
      if isFolder(ancestor + "/Sources/Lessons"), isFolder(ancestor + "/lessons/en") {
        return .folder(ancestor + "/lessons")
      }
      ancestor = parent(of: ancestor)
    }
    return .builtIn
  }

  /// Reads all lessons.
  ///
  /// - Throws: ``LessonError`` for a folder that is missing or empty.
  public func course() throws(LessonError) -> Course {
    let (files, problems) = try files()
    return Course(files: files, problems: problems)
  }

  /// The files of the course, sorted by path, and those that are no text.
  func files() throws(LessonError) -> (files: [LessonFile], problems: [Course.Problem]) {
    switch self {
    case .builtIn:
      return (BuiltInLessons.files, [])
    case .folder(let folder):
      guard FileSystem.isFolder(folder) else { throw LessonError(file: folder, .noSuchFolder) }
      var files: [LessonFile] = []
      var problems: [Course.Problem] = []
      for language in Language.allCases {
        for name in Self.lessonNames(in: "\(folder)/\(language.rawValue)") {
          do {
            files.append(try Self.file(in: folder, language: language, name: name))
          } catch {
            problems.append(Course.Problem(name: name, language: language, error: error))
          }
        }
      }
      guard !files.isEmpty || !problems.isEmpty else {
        throw LessonError(file: folder, .noLessons)
      }
      return (files, problems)
    }
  }

  private static func file(
    in folder: String, language: Language, name: String
  ) throws(LessonError) -> LessonFile {
    let path = "\(folder)/\(language.rawValue)/\(name).md"
    do {
      let text = try TextFile.read(path, limit: LessonFile.largestByteCount)
      return LessonFile(path: path, name: name, language: language, text: text)
    } catch {
      throw LessonError(file: path, .file(error))
    }
  }

  private static func lessonNames(in folder: String) -> [String] {
    let names = (try? FileSystem.entries(of: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") && $0 != "README.md" }
      .map { String($0.dropLast(3)) }
  }

  /// `/a` for `/a/b`, and nothing above `/a`.
  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }
}
