import Ground
import Tensors
import Terminal

/// What the program prints: whole, past every buffer, and quiet where nobody reads any more.
///
/// Whatever a file, a class or a lesson holds, no control character but the line feed gets through.
enum Output {
  /// Writes all of it; ends the program quietly where nobody reads any more (`| head`).
  static func write(_ text: String, in language: Language) {
    do {
      try StandardStream.output.write(text.printableLines)
    } catch {
      switch error {
      case .closed: exit(ExitStatus.done)
      case .failed(let number):
        complain(sentence(forError: number)[language])
        exit(ExitStatus.no)
      }
    }
  }

  /// What became of a line.
  enum Fate: Hashable {
    case written
    /// Nobody reads any more.
    case closed
    /// It could not be written: the disk is full.
    case lost(Bilingual)
  }

  /// Writes a line of progress or of JSON.
  static func tryLine(_ line: String) -> Fate {
    do {
      try StandardStream.output.writeLine(line.printable)
      return .written
    } catch {
      switch error {
      case .closed: return .closed
      case .failed(let number): return .lost(sentence(forError: number))
      }
    }
  }

  private static func sentence(forError number: Int32) -> Bilingual {
    FileError(.write, "standard output", .system(number)).explanation
  }

  /// One line on standard error.
  static func complain(_ sentence: String) { explain("convscope: " + sentence.printable) }

  /// What a person needs beside the sentence: a screen, a difference.
  static func explain(_ text: String) {
    try? StandardStream.error.writeLine(text.printableLines)
  }
}

/// How the program ends: the contract's exit statuses.
enum ExitStatus {
  static let done: Int32 = 0
  /// It ran and the answer is no.
  static let no: Int32 = 1
  /// Bad usage or bad input: one sentence on standard error, nothing on standard output.
  static let badInput: Int32 = 2
}
