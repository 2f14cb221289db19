import Ground
import Interface
import Lessons
import Operations
import Stepping
import Tensors
import TestSupport
import Testing
import Training

@testable import Commands

@Suite struct CommandParseTests {
  private func command(_ line: String) throws -> Command {
    guard
      case .run(let command) = try Command.parse(line.split(separator: " ").map(String.init))
        .request
    else {
      Issue.record("\(line) runs nothing")
      return .home
    }
    return command
  }

  private func sentence(_ line: String) -> String {
    do {
      _ = try Command.parse(line.split(separator: " ").map(String.init))
      return "no error"
    } catch {
      return error.explanation.english
    }
  }

  @Test func `nothing opens the home screen`() throws {
    #expect(try Command.parse([]) == ParsedCommandLine(request: .run(.home)))
  }

  @Test func `a convolution reads every option`() throws {
    var expected = StepRequest(.convolution)
    expected.input = .filled(.arange, [5, 5])
    expected.kernel = .tensor(.literal(Tensor(shape: [2, 2], elements: [0, 1, 2, 3])))
    expected.bias = [-1, 2]
    expected.stride = Pair(2, 3)
    expected.padding = Pair(1)
    expected.dilation = Pair(2)
    expected.groups = 1
    expected.place = [0, 1, 1]
    expected.includesOutput = false
    let line =
      "step conv --input arange:5x5 --kernel=[[0,1],[2,3]] --bias -1,2 --stride 2x3 --padding=1 "
      + "--dilation 2 --groups 1 --at 0,1,1 --json --no-output"
    var arguments = StepArguments(expected)
    arguments.form = .json
    #expect(try command(line) == .step(arguments))
  }

  @Test func `random weights are never the random numbers of the input`() throws {
    let loader = TensorLoader { _ in throw CancellationError() }
    for line in [
      "conv --input random:9x9 --kernel random:9x9",
      "conv --input random:2x3x3 --kernel random:2x2x3x3",
      "linear --input random:1x3x3 --weight random:1x9",
    ] {
      guard case .step(let arguments) = try command("step \(line)") else {
        Issue.record("no step")
        return
      }
      let request = arguments.request
      let input = try loader.input(try #require(request.input))
      let weights =
        try request.kernel.map { try loader.kernel($0) }
        ?? loader.matrix(try #require(request.weight), field: "weight")
      #expect(Set(input.elements).isDisjoint(with: weights.elements), "\(line)")
    }
  }

  @Test func `a pair is one number, two with a comma or two with an x`() throws {
    try withEvery("size", in: [("3", Pair(3)), ("2,3", Pair(2, 3)), ("2x3", Pair(2, 3))]) {
      guard case .step(let arguments) = try command("step maxpool --size \($0.0)") else {
        Issue.record("no step")
        return
      }
      #expect(arguments.request.size == $0.1)
    }
  }

  @Test func `options that every command takes stand before or after it`() throws {
    let before = try Command.parse(["--lang", "vi", "--no-animation", "step", "conv"])
    let after = try Command.parse(["step", "conv", "--no-animation", "--lang=vi"])
    #expect(before == after)
    #expect(before.language == .vietnamese)
    #expect(!before.isAnimated)
  }

  @Test func `help and version need nothing else to be right`() throws {
    #expect(try Command.parse(["--help"]).request == .help(.program))
    #expect(try Command.parse(["step", "--help"]).request == .help(.step))
    #expect(try Command.parse(["step", "--nonsense", "-h"]).request == .help(.step))
    #expect(try Command.parse(["--version"]).request == .version)
    #expect(try Command.parse(["show", "--version"]).request == .version)
  }

  @Test func `training keeps what was not given open`() throws {
    guard case .train(let arguments) = try command("train lenet --lr 0.9 --batch 256 --headless")
    else {
      Issue.record("no train")
      return
    }
    #expect(arguments.options.network == "lenet")
    #expect(arguments.options.learningRate == 0.9)
    #expect(arguments.options.batch == 256)
    #expect(arguments.options.epochs == nil)
    #expect(arguments.isHeadless)
  }

  @Test func `every wrong line gets one sentence that names the option`() {
    let sentences = [
      "stepp conv": "command: found \"stepp\", did you mean step?",
      "step konv": "operation of step: found \"konv\", did you mean conv?",
      "step conv --paddin 1":
        "--paddin: convscope step has no such option; did you mean --padding?",
      "step conv --padding -1":
        "--padding: found \"-1\", expected one or two whole numbers, 0 or more, such as 2 or 2,3, or same",
      "step conv --stride 0":
        "--stride: found \"0\", expected one or two whole numbers, 1 or more, such as 2 or 2,3",
      "step conv --stride 1,2,3":
        "--stride: found \"1,2,3\", expected one or two whole numbers, 1 or more, such as 2 or 2,3",
      "step conv --bias":
        "--bias: no value found, expected numbers with commas between them, such as 1,-2",
      "step conv --bias --json":
        "--bias: no value found, expected numbers with commas between them, such as 1,-2",
      "step conv --bias 1,,2":
        "--bias: found \"1,,2\", expected numbers with commas between them, such as 1,-2",
      "step conv --bias nan":
        "--bias: found \"nan\", expected numbers with commas between them, such as 1,-2",
      "step conv --size 2":
        "--size: not an option of step conv, only of step shift, step maxpool, step avgpool, step learn",
      "step conv --json=1": "--json: found the value \"1\", expected none",
      "step conv extra":
        "\"extra\": convscope step expects nothing more (see convscope step --help)",
      "step": "OP: not given, but convscope step needs it (see convscope step --help)",
      "show":
        "NETWORK: not given, but convscope show needs it (see convscope show --help)",
      "show lenet --input 28":
        "--input: found \"28\", expected two or three sizes, 1 or more, such as 28x28 or 3x32x32",
      "train":
        "NETWORK: not given, but convscope train needs it (see convscope train --help)",
      "train lenet --lr -1": "--lr: found \"-1\", expected a number above 0",
      "train lenet --optimizer rms": "--optimizer: found \"rms\", expected sgd or adam",
      "step residual --block layer1.0": "--network: not given, but step residual needs it",
      "--lang fr": "--lang: found \"fr\", expected en or vi",
      "finetune run":
        "command: found \"finetune\", expected one of lesson, step, show, train, eval, play",
    ]
    for (line, expected) in sentences { #expect(sentence(line) == expected) }
  }

  @Test func `what other programs call an option leads to ours`() {
    let names = [
      ("train lenet --batch-size 4", "--batch"), ("train lenet --batch_size 4", "--batch"),
      ("train lenet --learning-rate 1", "--lr"), ("train lenet --learning_rate=1", "--lr"),
      ("train lenet --num-workers 2", "--threads"),
      ("train lenet --momentum-factor 1", "--momentum"),
      ("train lenet -lr 1", "--lr"), ("step maxpool --kernel-size 2", "--size"),
      ("eval lenet --num-classes 3", "--classes"),
    ]
    for (line, name) in names {
      #expect(sentence(line).hasSuffix("; did you mean \(name)?"), "\(line): \(sentence(line))")
    }
  }

  @Test func `a scene of a lesson takes no more than a page may`() throws {
    func scene(_ line: String) -> Scene {
      Scene(arguments: line.split(separator: " ").map(String.init), line: 1)
    }
    for line in [
      "step conv --input arange:20000x20000", "step conv --input ones:5x5 --kernel ones:3000x3000",
      "step linear --input ones:4x4 --weight random:1000000x16",
      "step add --input ones:4x4 --other zeros:2100x2100",
    ] {
      let error = #expect(throws: SceneError.self) { try scene(line).command() }
      #expect(error?.finding.english.contains("expected at most 4,194,304 numbers") == true)
    }
    #expect(throws: Never.self) { try scene("step conv --input arange:2048x2048").command() }
  }

  @Test func `an error is one line whatever was typed`() {
    let error = CommandLineError.badValue(
      ValueError(field: "stride", found: "a\nb\u{1B}", expected: Bilingual("x", "y")))
    #expect(error.explanation.english == #"--stride: found "a\nb\x1b", expected x"#)
  }

  @Test func `only the command line writes a field as an option`() {
    let errors: [(any FieldError, String, Bilingual)] = [
      (
        StepError.inputRank([2]), "input",
        Bilingual(
          "found 1 sizes (2), expected CxHxW or HxW",
          "nhận được 1 kích thước (2), cần CxHxW hoặc HxW")
      ),
      (
        SpecError(field: "kernel", reason: .seed("x")), "kernel",
        Bilingual(
          "the seed: found `x`, expected a whole number, 0 or more",
          "hạt giống: nhận được `x`, cần một số nguyên từ 0 trở lên")
      ),
      (
        EvaluationError.classCount(data: "digits", found: 10, network: "mlp", expected: 3),
        "data digits",
        Bilingual(
          "found 10 classes, expected 3 as in the weights of mlp",
          "có 10 lớp, cần 3 lớp như trong trọng số của mlp")
      ),
      (
        RecipeError.notPositive(field: "log-every", found: 0), "log-every",
        Bilingual("found 0, expected 1 or more", "nhận được 0, cần từ 1 trở lên")
      ),
    ]
    for (error, name, finding) in errors {
      #expect(error.finding == finding)
      for language in Language.allCases {
        #expect(error.explanation[language] == "\(name): \(finding[language])")
        #expect(error.commandLineSentence[language] == "--\(name): \(finding[language])")
      }
    }
    // What is no field's fault begins with itself.
    let missing = EvaluationError.noSubject("lenett", suggestion: "lenet")
    #expect(missing.commandLineSentence.english.hasPrefix("lenett: found nothing"))
  }

  @Test func `the language of an error is read from a line that is wrong`() {
    #expect(Command.language(in: ["step", "--nonsense", "--lang", "vi"]) == .vietnamese)
    #expect(Command.language(in: ["--lang=vi", "x"]) == .vietnamese)
    #expect(Command.language(in: ["--lang", "fr"]) == nil)
  }

  @Test func `help names every option and fits 80 columns`() {
    for topic in HelpTopic.allCases {
      for language in Language.allCases {
        let help = Command.help(for: topic, language: language)
        for line in help.split(separator: "\n") { #expect(TextWidth.width(of: String(line)) <= 80) }
        #expect(help.contains("--lang"))
      }
    }
    let step = Command.help(for: .step, language: .english)
    for option in StepArguments.options { #expect(step.contains("  \(option.name)")) }
    #expect(!Command.help(for: .program, language: .english).contains("finetune"))
  }
}
