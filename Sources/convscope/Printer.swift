import Commands
import Datasets
import Ground
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
    let report = try StepReport(
      arguments.request, loading: world.loader, networks: world.networks,
      for: arguments.form == .json ? .json : .text)
    switch arguments.form {
    case .json: write(report.json)
    case .automatic, .text: Output.write(report.text(in: language), in: language)
    }
  }

  func evaluate(_ arguments: EvaluateArguments) throws {
    let network = try TrainedNetwork(arguments)
    // A checkpoint knows the pictures that it was trained on.
    let data = arguments.data ?? (arguments.input == nil ? network.data : nil)
    guard data != nil || arguments.input != nil else {
      throw EvaluationError.nothingToAskAbout
    }
    // What is wrong with the picture is said before all pictures of a data set are gone through.
    let picture = try arguments.picture(for: network, in: world)
    var members: [JSON.Member] = [JSON.Member("network", .string(network.name))]
    var lines: [String] = []
    if let data {
      let report = try network.evaluate(on: data, in: world.catalog, threads: world.cores)
      members += report.members
      lines += report.lines(in: language)
    }
    if let picture {
      let report = try network.classify(picture, threads: world.cores)
      members += report.members
      if !lines.isEmpty { lines.append("") }
      lines += report.lines(in: language)
      if let notice = picture.nonFiniteNotice { lines.append("input: \(notice[language])") }
    }
    switch arguments.form {
    case .json: write(.object(members))
    case .automatic, .text: Output.write(lines.map { $0 + "\n" }.joined(), in: language)
    }
  }

  /// - Returns: the exit status: whether a check found all as the lessons say.
  func lesson(_ arguments: LessonArguments) throws -> Int32 {
    let course = try world.lessons.course()
    switch (arguments.form, arguments.name) {
    case (.check, let name):
      let check = try LessonCheck(course, only: name, loading: world.loader)
      Output.write(check.text(in: language), in: language)
      return check.isPassed ? ExitStatus.done : ExitStatus.no
    case (.list, _), (.automatic, nil):
      Output.write(LessonPrint.list(course, in: language), in: language)
    case (.text, let name), (.automatic, let name):
      let entries = try name.map { [try course.entry(named: $0)] } ?? course.entries
      let runner = EffectRunner(world, pacing: .immediate)
      let texts = entries.map { entry in
        LessonPrint.text(entry, in: language, perform: { runner.answer(to: $0) })
      }
      Output.write(texts.joined(separator: "\n"), in: language)
    }
    return ExitStatus.done
  }

  private func write(_ json: JSON) {
    var bytes = json.bytes
    bytes.append(UInt8(ascii: "\n"))
    Output.write(String(decoding: bytes, as: UTF8.self), in: language)
  }
}
