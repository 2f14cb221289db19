#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Datasets
import Networks
import Screens
import Tensors

/// One start of the program: a command line in an environment, and where it goes.
struct Launch {
  let words: [String]
  let environment: [String: String]

  static let version = "0.1.0"

  /// Runs the command and returns the exit status.
  func run() -> Int32 {
    let saved = Settings(environment: environment).language
    let fallback = saved ?? Language(environment: environment)
    do {
      let line = try Command.parse(words)
      let language = line.language ?? fallback
      switch line.request {
      case .version:
        Output.write("convscope \(Self.version)\n")
      case .help(let topic):
        Output.write(Command.help(for: topic, language: language))
      case .run(let command):
        return run(command, isAnimated: line.isAnimated, language: language)
      }
      return ExitStatus.done
    } catch {
      Output.complain(error.explanation[Command.language(in: words) ?? fallback])
      return ExitStatus.badInput
    }
  }

  private func run(_ command: Command, isAnimated: Bool, language: Language) -> Int32 {
    let printer = Printer(language: language, catalog: DatasetCatalog(environment: environment))
    do {
      switch command {
      case .show(let arguments):
        try printer.show(arguments)
      default:
        return ExitStatus.badInput
      }
      return ExitStatus.done
    } catch let error as any ExplainedError {
      Output.complain(error.explanation[language])
      return ExitStatus.badInput
    } catch {
      Output.complain(String(describing: error))
      return ExitStatus.badInput
    }
  }
}
