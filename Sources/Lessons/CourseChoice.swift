/// Which lessons there are: the course that comes with the program, and those that a person adds.
public struct CourseChoice: Hashable, Sendable {
  /// `--lessons DIR`, each time it is given.
  public var folders: [String]
  /// `--no-course`: the added lessons alone.
  public var omitsCourse: Bool

  public init(folders: [String] = [], omitsCourse: Bool = false) {
    self.folders = folders
    self.omitsCourse = omitsCourse
  }

  /// The choice with what the environment says: `CONVSCOPE_LESSONS` is a folder more, and with
  /// `CONVSCOPE_LESSONS_ONLY` there are none besides.
  public func joined(with environment: [String: String]) -> CourseChoice {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    return CourseChoice(
      folders: (value("CONVSCOPE_LESSONS").map { [$0] } ?? []) + folders,
      omitsCourse: omitsCourse || value("CONVSCOPE_LESSONS_ONLY") != nil)
  }

  /// Reads all lessons; those of a later folder take the place of others of the same name.
  ///
  /// - Parameter location: where the course is that comes with the program.
  /// - Throws: ``LessonError`` for a folder that is missing or empty, so that a wrong one is not silently
  ///   another course.
  public func course(from location: CourseLocation) throws(LessonError) -> Course {
    let omitsCourse = omitsCourse && !folders.isEmpty
    var course = omitsCourse ? Course(files: []) : try location.course()
    for folder in folders {
      course = course.adding(try CourseLocation.folder(folder).course())
    }
    return course
  }
}
