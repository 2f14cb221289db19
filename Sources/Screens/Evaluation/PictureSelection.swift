import Training

/// A cell of the confusion matrix.
struct ConfusionCell: Hashable, Sendable {
  /// The true class: the row.
  var truth: Int
  /// What the network said: the column.
  var said: Int
}

/// The pictures that a person walks through, and the one that is looked at.
struct PictureSelection: Hashable, Sendable {
  enum Filter: Hashable, Sendable {
    case all
    /// Those of one class that the network took for one class.
    case pair(ConfusionCell)
    case mistakes
  }

  private(set) var filter = Filter.all
  private(set) var subjects: [Examination.Subject] = []
  private(set) var position = 0

  init() {}

  init(of findings: ExaminationFindings) { choose(.all, of: findings) }

  var subject: Examination.Subject? {
    subjects.indices.contains(position) ? subjects[position] : nil
  }

  /// Narrows the pictures down, or widens them again, and stays at the picture where it still is one.
  ///
  /// - Returns: false, and nothing changes, where no picture is left.
  @discardableResult
  mutating func choose(_ filter: Filter, of findings: ExaminationFindings) -> Bool {
    let predictions = findings.report?.evaluation.predictions ?? []
    var subjects: [Examination.Subject] = []
    if filter == .all, findings.hasInput { subjects.append(.input) }
    for (index, (label, said)) in zip(findings.labels, predictions).enumerated() {
      let isWanted =
        switch filter {
        case .all: true
        case .pair(let cell): Int(label) == cell.truth && said == cell.said
        case .mistakes: Int(label) != said
        }
      if isWanted { subjects.append(.test(index)) }
    }
    guard !subjects.isEmpty else { return false }
    let current = subject
    self.filter = filter
    self.subjects = subjects
    // A chosen pair begins with its first picture.
    let keeps = if case .pair = filter { false } else { true }
    position = keeps ? current.flatMap { subjects.firstIndex(of: $0) } ?? 0 : 0
    return true
  }

  /// Moves on, around the ends where it goes one by one.
  mutating func move(by offset: Int) {
    guard !subjects.isEmpty else { return }
    let next = position + offset
    position =
      abs(offset) == 1
      ? (next + subjects.count) % subjects.count : min(max(0, next), subjects.count - 1)
  }

  mutating func moveToEnd(_ isLast: Bool) { position = isLast ? max(0, subjects.count - 1) : 0 }
}
