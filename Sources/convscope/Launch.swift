import Commands
import Engine
import Ground
import Interface
import Operations
import Networks
import Screens
import Stepping
import Tensors
import Terminal
import Training

/// One start of the program: a command line in an environment, and where it goes.
struct Launch {
  let words: [String]
  let environment: [String: String]

  static let version = "0.1.0"

  /// Runs the command and returns the exit status.
  func run() -> Int32 {
    let fallback = Settings(environment: environment).language ?? Language(environment: environment)
    do {
      let line = try Command.parse(words)
      let language = line.language ?? fallback
      switch line.request {
      case .version:
        Output.write("convscope \(Self.version)\n", in: language)
      case .help(let topic):
        Output.write(Command.help(for: topic, language: language), in: language)
      case .run(let command):
        return run(command, of: line, language: language)
      }
      return ExitStatus.done
    } catch {
      Output.complain(error.explanation[Command.language(in: words) ?? fallback])
      return ExitStatus.badInput
    }
  }

  private func run(
    _ command: Command, of line: ParsedCommandLine, language: Language
  ) -> Int32 {
    do {
      if let feature = MachineFeatures.missing {
        throw Explanation(
          Bilingual(
            "this convscope was built for a CPU with \(feature), which this one lacks; "
              + "build it here again: make build",
            "bản convscope này được biên dịch cho CPU có \(feature), máy này không có; "
              + "hãy biên dịch lại tại đây: make build"))
      }
      if command.hasScreen {
        do {
          let terminal = try TerminalDescription.current()
          return try open(command, of: line, on: terminal, language: language)
        } catch let refusal as TerminalError {
          return try printed(command, because: refusal, language: language)
        }
      }
      return try printed(command, language: language)
    } catch {
      Output.complain(error.commandLineSentence[language])
      return ExitStatus.badInput
    }
  }

  /// The command in the terminal, as a screen.
  private func open(
    _ command: Command, of line: ParsedCommandLine, on terminal: TerminalDescription,
    language: Language
  ) throws -> Int32 {
    if case .play(let arguments) = command {
      return try TapeRunning(environment: environment, language: language)
        .run(arguments, on: terminal)
    }
    let world = World(environment: environment)
    try Self.check(command, in: world)
    let app = App(
      command: command,
      environment: AppEnvironment(
        language: language, capabilities: terminal.capabilities, size: terminal.size,
        measuresTime: true, isAnimated: line.isAnimated, background: line.background,
        datasets: world.catalog.names(),
        cores: world.cores))
    let runner = EffectRunner(world, pacing: .threaded)
    let ending = try TerminalDriver(app, handler: runner, on: terminal).run()
    let ends = runner.finish()
    if case .signal(let signal) = ending { EndingSignals.die(by: signal) }
    // The screen that named the folder is gone; without its name nobody could go on.
    for end in ends {
      guard let folder = end.folder else { continue }
      Output.write(Self.savedSentence(folder, after: end.reason)[language] + "\n", in: language)
    }
    return ExitStatus.done
  }

  private static func savedSentence(_ folder: String, after reason: EndReason) -> Bilingual {
    switch reason {
    case .interrupted:
      Bilingual(
        "Saved. To go on: convscope train --resume \(folder)",
        "Đã lưu. Để tiếp tục: convscope train --resume \(folder)")
    case .done, .diverged:
      Bilingual("Saved in \(folder)", "Đã lưu trong \(folder)")
    }
  }

  /// The command where a terminal would have shown a screen, and where to look for the reason.
  private func printed(
    _ command: Command, because refusal: TerminalError, language: Language
  ) throws -> Int32 {
    guard command.prints else { throw Explanation(refusal.explanation) }
    guard let notice = refusal.notice else { return try printed(command, language: language) }
    do {
      if case .train = command {
        return try printed(command, notice: notice, language: language)
      }
      let status = try printed(command, language: language)
      Output.complain(notice[language])
      return status
    } catch {
      // What a screen would have done without is missing because of the terminal.
      guard refusal.isOfName, (try? Self.check(command, in: World(environment: environment))) != nil
      else { throw error }
      throw Explanation(refusal.explanation)
    }
  }

  /// The command where there is no screen: text or JSON.
  ///
  /// - Parameter notice: said by a long one when it begins.
  private func printed(
    _ command: Command, notice: Bilingual? = nil, language: Language
  ) throws -> Int32 {
    let world = World(environment: environment)
    let printer = Printer(language: language, world: world)
    switch command {
    case .home: break
    case .lesson(let arguments): return try printer.lesson(arguments)
    case .step(let arguments): try printer.step(arguments)
    case .show(let arguments): try printer.show(arguments)
    case .train(let arguments):
      return try HeadlessTraining(world: world, language: language).run(arguments, notice: notice)
    case .evaluate(let arguments): try printer.evaluate(arguments)
    case .play(let arguments):
      return try TapeRunning(environment: environment, language: language).run(arguments, on: nil)
    }
    return ExitStatus.done
  }

  /// Refuses a command line with a sentence before a screen opens on it.
  static func check(_ command: Command, in world: World) throws {
    switch command {
    case .home, .play: break
    case .evaluate(let arguments): try arguments.check(in: world)
    case .lesson(let arguments):
      let course = try world.course(arguments.choice)
      if let name = arguments.name { _ = try course.entry(named: name) }
    case .step(let arguments):
      try arguments.request.completed.checkForScreen(
        loading: world.loader, networks: world.networks)
    case .show(let arguments):
      _ = try Zoo.graph(
        arguments.network, input: arguments.inputShape, classes: arguments.classes ?? 10)
    case .train(let arguments) where arguments.options.resume == nil:
      let recipe = try Recipe(
        arguments.options, installed: Set(world.catalog.names()), cores: world.cores)
      _ = try world.catalog.source(for: recipe.data)
    case .train(let arguments):
      if let run = arguments.options.resume { _ = try TrainedNetwork(checkpoint: run) }
    }
  }
}

extension Command {
  /// Whether a terminal shows it as a screen.
  var hasScreen: Bool {
    switch self {
    case .home: true
    case .lesson(let arguments): arguments.form == .automatic
    case .step(let arguments): arguments.form == .automatic
    case .show(let arguments): arguments.form == .automatic
    case .train(let arguments): !arguments.isHeadless && !arguments.isJSON
    case .evaluate(let arguments): arguments.form == .automatic
    // A recording shows itself when it is played: making one needs no terminal and no patience.
    case .play(let arguments): !arguments.isHeadless && arguments.record == nil
    }
  }

  /// Whether it has something to print where there is no terminal.
  fileprivate var prints: Bool { self != .home }
}
