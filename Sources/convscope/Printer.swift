import Commands
import Datasets
import Ground
import Lessons
import Operations
import Networks
import Screens
import Stepping
import Tensors
import Training

/// What the commands print where there is no screen: text for people, JSON for scripts.
struct Printer {
  let language: Language
  let world: World

  func show(_ arguments: ShowArguments) throws {
    let graph = try Zoo.graph(
      arguments.network, input: arguments.inputShape, classes: arguments.classes ?? 10)
    switch arguments.form {
    case .json: write(graph.summaryJSON)
    case .automatic, .text: Output.write(graph.summaryTable(in: language), in: language)
    }
  }

  func step(_ arguments: StepArguments) throws {
    // Whoever asks for text sees what a screen would open on; a script says what it wants.
    let request = arguments.form == .text ? arguments.request.completed : arguments.request
    let report = try StepReport(
      request, loading: world.loader, networks: world.networks,
      for: arguments.form == .json ? .json : .text)
    switch arguments.form {
    case .json: write(report.json)
    case .automatic, .text: Output.write(report.text(in: language), in: language)
    }
  }

  func evaluate(_ arguments: EvaluateArguments) throws {
    let report = try arguments.report(in: world, language: language)
    switch arguments.form {
    case .json: write(.object(report.members))
    case .automatic, .text: Output.write(report.lines.map { $0 + "\n" }.joined(), in: language)
    }
  }

  /// - Returns: the exit status: whether a check found all as the lessons say.
  func lesson(_ arguments: LessonArguments) throws -> Int32 {
    let course = try world.course(arguments.choice)
    switch (arguments.form, arguments.name) {
    case (.check, let name):
      let check = try LessonCheck(course, only: name, from: world.reportSources)
      Output.write(check.text(in: language), in: language)
      return check.isPassed ? ExitStatus.done : ExitStatus.no
    case (.list, _), (.automatic, nil):
      Output.write(LessonPrint.list(course, in: language), in: language)
      complain(of: course.problems)
    case (.text, let name), (.automatic, let name):
      let entries = try name.map { [try course.entry(named: $0)] } ?? course.entries
      let runner = EffectRunner(world, pacing: .immediate)
      let texts = entries.map { entry in
        LessonPrint.text(entry, in: language, perform: { runner.answer(to: $0) })
      }
      Output.write(texts.joined(separator: "\n"), in: language)
      complain(of: name.map { course.problems(of: $0) } ?? course.problems)
    }
    return ExitStatus.done
  }

  /// One lesson that cannot be read does not keep others from being read, but is said.
  private func complain(of problems: [Course.Problem]) {
    for problem in problems { Output.complain(problem.error.explanation[language]) }
  }

  private func write(_ json: JSON) {
    var bytes = json.bytes
    bytes.append(UInt8(ascii: "\n"))
    Output.write(String(decoding: bytes, as: UTF8.self), in: language)
  }
}
