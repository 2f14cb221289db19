import Ground
import Tensors

/// One long option: how it is written, what it does to the arguments, and its help.
struct OptionSyntax<Arguments> {
  /// `--input`
  let name: String
  /// `nil`: a flag, which takes no value.
  let placeholder: String?
  let expected: Bilingual
  let help: Bilingual
  /// - Throws: what is wrong with the text.
  let apply: (inout Arguments, String) throws(CommandLineError) -> Void

  static func value<Value>(
    _ name: String, _ path: WritableKeyPath<Arguments, Value?>, _ syntax: ValueSyntax<Value>,
    _ help: Bilingual
  ) -> Self {
    OptionSyntax(
      name: name, placeholder: syntax.placeholder, expected: syntax.expected, help: help
    ) { arguments, text throws(CommandLineError) in
      guard let value = syntax.read(text) else {
        throw .badValue(
          ValueError(
            field: String(name.drop { $0 == "-" }), found: text, expected: syntax.expected))
      }
      arguments[keyPath: path] = value
    }
  }

  /// An option whose value has a syntax, and sentences, of its own.
  static func parsed<Value>(
    _ name: String, _ path: WritableKeyPath<Arguments, Value?>, _ placeholder: String,
    expected: Bilingual, _ help: Bilingual, read: @escaping (String) throws(SpecError) -> Value
  ) -> Self {
    OptionSyntax(
      name: name, placeholder: placeholder, expected: expected, help: help
    ) { arguments, text throws(CommandLineError) in
      do throws(SpecError) {
        arguments[keyPath: path] = try read(text)
      } catch {
        throw .badSpec(error)
      }
    }
  }

  /// An option that may be given again: each value joins those before.
  static func repeated<Value>(
    _ name: String, _ path: WritableKeyPath<Arguments, [Value]>, _ placeholder: String,
    expected: Bilingual, _ help: Bilingual, read: @escaping (String) throws(SpecError) -> Value
  ) -> Self {
    OptionSyntax(
      name: name, placeholder: placeholder, expected: expected, help: help
    ) { arguments, text throws(CommandLineError) in
      do throws(SpecError) {
        arguments[keyPath: path].append(try read(text))
      } catch {
        throw .badSpec(error)
      }
    }
  }

  /// A flag that sets one property to one value.
  static func flag<Value>(
    _ name: String, _ path: WritableKeyPath<Arguments, Value>, _ value: Value, _ help: Bilingual
  ) -> Self {
    OptionSyntax(
      name: name, placeholder: nil, expected: Bilingual("no value", "không có giá trị"),
      help: help
    ) { arguments, _ in
      arguments[keyPath: path] = value
    }
  }
}

extension OptionSyntax {
  /// The same option on a larger value that holds the arguments.
  func lifted<Whole>(to path: WritableKeyPath<Whole, Arguments>) -> OptionSyntax<Whole> {
    OptionSyntax<Whole>(name: name, placeholder: placeholder, expected: expected, help: help) {
      whole, text throws(CommandLineError) in try apply(&whole[keyPath: path], text)
    }
  }
}

/// The words of one command line, split by what the declarations say.
struct SplitArguments {
  var operands: [String] = []
  /// The options that were given, in order.
  var optionNames: [String] = []
}

/// Reads long options, with `=` or a space, into `arguments`, and returns the rest.
///
/// A value may begin with a minus sign; a word that is itself an option of the command is not taken
/// as the value of the one before. After `--` everything is an operand. Of an option given twice the
/// last counts.
///
/// - Parameter stopsAtOperand: leaves everything from the first operand on unread.
func readOptions<Arguments>(
  _ words: some Sequence<String>, of command: String, into arguments: inout Arguments,
  options: [OptionSyntax<Arguments>], stopsAtOperand: Bool = false
) throws(CommandLineError) -> SplitArguments {
  var split = SplitArguments()
  var words = Array(words)[...]
  while let word = words.popFirst() {
    if word == "--" {
      split.operands += words
      break
    }
    guard word.hasPrefix("-"), word != "-", Double(word) == nil else {
      split.operands.append(word)
      guard stopsAtOperand else { continue }
      split.operands += words
      break
    }
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.name == name }) else {
      throw .unknownOption(
        name, command: command, suggestion: suggestion(for: name, among: options.map(\.name)))
    }
    split.optionNames.append(name)
    let attached = parts.count == 2 ? String(parts[1]) : nil
    guard option.placeholder != nil else {
      if let attached { throw .unexpectedValue(name, found: attached) }
      try option.apply(&arguments, "")
      continue
    }
    let text: String
    if let attached {
      text = attached
    } else if let next = words.first, !isOption(next, of: options) {
      text = next
      words.removeFirst()
    } else {
      throw .missingValue(name, expected: option.expected)
    }
    try option.apply(&arguments, text)
  }
  return split
}

/// The option that is meant: one that other programs call so, else the one that is spelt most alike.
private func suggestion(for name: String, among known: [String]) -> String? {
  let dashed = "--" + name.drop { $0 == "-" }.lowercased().replacing("_", with: "-")
  let meant = [dashed, namesElsewhere[dashed]].compactMap(\.self).first(where: known.contains)
  if let meant { return meant }
  // `--momentum-factor` is a longer name of `--momentum`.
  let shorter = known.filter { dashed.hasPrefix($0 + "-") }.max { $0.count < $1.count }
  return shorter ?? closestSpelling(to: name, among: known)
}

/// What PyTorch, Keras and their example programs call our options.
private let namesElsewhere = [
  "--batch-size": "--batch", "--bs": "--batch", "--minibatch": "--batch",
  "--mini-batch-size": "--batch", "--train-batch-size": "--batch",
  "--learning-rate": "--lr", "--learningrate": "--lr", "--eta": "--lr", "--alpha": "--lr",
  "--wd": "--weight-decay", "--l2": "--weight-decay", "--optim": "--optimizer",
  "--opt": "--optimizer", "--optimiser": "--optimizer", "--num-epochs": "--epochs",
  "--n-epochs": "--epochs", "--max-epochs": "--epochs", "--dataset": "--data",
  "--data-dir": "--data", "--data-path": "--data", "--root": "--data", "--output": "--out",
  "--output-dir": "--out", "--save": "--out", "--save-dir": "--out",
  "--log-interval": "--log-every",
  "--workers": "--threads", "--num-workers": "--threads", "--num-threads": "--threads",
  "--jobs": "--threads", "--checkpoint": "--resume", "--random-seed": "--seed",
  "--manual-seed": "--seed", "--num-classes": "--classes", "--n-classes": "--classes",
  "--image": "--input", "--img": "--input", "--picture": "--input", "--model": "--weights",
  "--state-dict": "--weights", "--pretrained": "--weights", "--filter": "--kernel",
  "--kernel-size": "--size", "--window": "--size", "--pool-size": "--size",
  "--strides": "--stride", "--pad": "--padding", "--dilation-rate": "--dilation",
  "--epsilon": "--eps", "--var": "--variance", "--out-channels": "--channels",
  "--position": "--at", "--cell": "--at", "--grad": "--gradient", "--grad-output": "--gradient",
]

private func isOption<Arguments>(_ word: String, of options: [OptionSyntax<Arguments>]) -> Bool {
  guard word.hasPrefix("--") else { return false }
  let name = word.prefix { $0 != "=" }
  return word == "--" || options.contains { $0.name == name }
}
