import Ground
import Operations
import Stepping

extension Command {
  /// Reads a command line, without the program's own name.
  ///
  /// - Throws: the first thing that is not understood.
  public static func parse(_ words: [String]) throws(CommandLineError) -> ParsedCommandLine {
    var common = CommonOptions()
    let start = words.firstIndex(of: "--") ?? words.endIndex
    let wantsHelp = words[..<start].contains { $0 == "--help" || $0 == "-h" }
    let spoken = words.filter { !wantsHelp || ($0 != "--help" && $0 != "-h") }
    let head = try readOptions(
      spoken, of: "convscope", into: &common, options: CommonOptions.syntax, stopsAtOperand: true)
    guard let name = head.operands.first else {
      if wantsHelp { return ParsedCommandLine(request: .help(.program), common: common) }
      return ParsedCommandLine(request: .run(.home), common: common)
    }
    guard let topic = HelpTopic(rawValue: name), topic != .program else {
      throw .unknownCommand(
        name, suggestion: closestSpelling(to: name, among: HelpTopic.commandNames))
    }
    if wantsHelp {
      // What else stands there need not be right for the help to be read.
      common.language = common.language ?? language(in: words)
      return ParsedCommandLine(request: .help(topic), common: common)
    }
    return try parse(topic, head.operands.dropFirst(), common: common)
  }

  /// The value of `--lang` in a command line that may be wrong elsewhere: the language of the error.
  public static func language(in words: [String]) -> Language? {
    for (index, word) in words.enumerated() {
      if word.hasPrefix("--lang=") { return Language(rawValue: String(word.dropFirst(7))) }
      if word == "--lang", index + 1 < words.count { return Language(rawValue: words[index + 1]) }
    }
    return nil
  }

  private static func parse(
    _ topic: HelpTopic, _ words: ArraySlice<String>, common: CommonOptions
  ) throws(CommandLineError) -> ParsedCommandLine {
    switch topic {
    case .program:
      return ParsedCommandLine(request: .run(.home), common: common)
    case .lesson:
      return try read(
        words, topic, common, LessonArguments(), LessonArguments.options, operands: 0...1
      ) { arguments, split in
        arguments.name = split.operands.first
        return .lesson(arguments)
      }
    case .step:
      return try read(
        words, topic, common, StepArguments(StepRequest(.convolution)), StepArguments.options,
        operands: 1...1
      ) { arguments, split throws(CommandLineError) in
        .step(try arguments.completed(by: split))
      }
    case .show:
      return try read(
        words, topic, common, ShowArguments(network: ""), ShowArguments.options, operands: 1...1
      ) { arguments, split in
        arguments.network = split.operands[0]
        return .show(arguments)
      }
    case .train:
      return try read(
        words, topic, common, TrainArguments(), TrainArguments.options, operands: 0...1
      ) { arguments, split throws(CommandLineError) in
        arguments.options.network = split.operands.first
        if arguments.options.network == nil && arguments.options.resume == nil {
          throw .missingOperand("NETWORK", command: topic.invocation)
        }
        return .train(arguments)
      }
    case .evaluate:
      return try read(
        words, topic, common, EvaluateArguments(subject: ""), EvaluateArguments.options,
        operands: 1...1
      ) { arguments, split in
        arguments.subject = split.operands[0]
        return .evaluate(arguments)
      }
    case .play:
      return try read(
        words, topic, common, PlayArguments(files: []), PlayArguments.options,
        operands: 1...Int.max
      ) { arguments, split throws(CommandLineError) in
        arguments.files = split.operands
        try arguments.check()
        return .play(arguments)
      }
    }
  }

  private static func read<Own>(
    _ words: ArraySlice<String>, _ topic: HelpTopic, _ common: CommonOptions, _ own: Own,
    _ options: [OptionSyntax<Own>], operands: ClosedRange<Int>,
    finish: (inout Own, SplitArguments) throws(CommandLineError) -> Command
  ) throws(CommandLineError) -> ParsedCommandLine {
    var whole = WholeArguments(common: common, own: own)
    let split = try readOptions(
      words, of: topic.invocation, into: &whole,
      options: options.map { $0.lifted(to: \.own) }
        + CommonOptions.syntax.map { $0.lifted(to: \.common) })
    if whole.common.wantsVersion {
      return ParsedCommandLine(request: .version, common: whole.common)
    }
    guard split.operands.count >= operands.lowerBound else {
      throw .missingOperand(topic.operand, command: topic.invocation)
    }
    guard split.operands.count <= operands.upperBound else {
      throw .unexpectedOperand(
        split.operands[operands.upperBound], command: topic.invocation)
    }
    let command = try finish(&whole.own, split)
    return ParsedCommandLine(request: .run(command), common: whole.common)
  }
}

extension ParsedCommandLine {
  init(request: Request, common: CommonOptions) {
    self.init(
      request: common.wantsVersion ? .version : request, language: common.language,
      isAnimated: common.isAnimated, background: common.background)
  }
}

extension StepArguments {
  /// The arguments with their operation, checked for options that belong to other operations.
  func completed(by split: SplitArguments) throws(CommandLineError) -> StepArguments {
    let names = StepRequest.Operation.allCases.map(\.rawValue)
    guard let operation = StepRequest.Operation(rawValue: split.operands[0]) else {
      throw .unknownOperation(
        split.operands[0], suggestion: closestSpelling(to: split.operands[0], among: names))
    }
    for option in split.optionNames where !operation.ownOptions.contains(option) {
      let owners = StepRequest.Operation.allCases.filter { $0.ownOptions.contains(option) }
      guard owners.isEmpty else {
        throw .optionOfOther(
          option, command: "step \(operation.rawValue)",
          owners: owners.map { "step \($0.rawValue)" })
      }
    }
    var completed = self
    completed.request.operation = operation
    completed.request.lookAtPictures()
    do {
      try completed.request.check(forReport: false)
    } catch {
      throw .badRequest(error)
    }
    return completed
  }
}

extension PlayArguments {
  /// Refuses options that do not go together.
  fileprivate func check() throws(CommandLineError) {
    if record != nil, files.count > 1 {
      throw .onlyOne("--record", "FILE.tape", found: files.count)
    }
    let endings = [(holds, "--hold"), (handsOver, "--hand-over")].filter(\.0).map(\.1)
    guard let ending = endings.first else { return }
    // What comes after the last frame needs a terminal, and can be one thing.
    let others = [(isHeadless, "--headless"), (record != nil, "--record")].filter(\.0).map(\.1)
    if let other = (others + endings.dropFirst()).first { throw .excluding(ending, other) }
  }
}

extension HelpTopic {
  /// `convscope step`
  var invocation: String { self == .program ? "convscope" : "convscope \(rawValue)" }

  /// What stands after the command.
  var operand: String {
    switch self {
    case .program: "COMMAND"
    case .lesson: "NAME"
    case .step: "OP"
    case .show, .train: "NETWORK"
    case .evaluate: "CHECKPOINT|NETWORK"
    case .play: "FILE.tape"
    }
  }
}
