import Ground
import Interface
import Operations
import Stepping

extension Command {
  /// The text of `--help`, written from the declarations that the parser reads.
  public static func help(for topic: HelpTopic, language: Language) -> String {
    var lines = ["\(topic.usage)", ""] + Text.wrapped(topic.summary[language], to: 80) + [""]
    if topic == .program {
      lines += columns(
        HelpTopic.allCases.filter { $0 != .program }.map {
          ("\($0.rawValue) \($0.operandUsage)", $0.summary[language])
        })
      lines.append("")
    }
    if topic == .step { lines += operations(language) + [""] }
    let options = topic.optionLines(language) + CommonOptions.syntax.map { $0.line(language) }
    lines += columns(
      options + [("--help", Bilingual("this text", "đoạn văn bản này")[language])])
    return lines.joined(separator: "\n") + "\n"
  }

  private static func operations(_ language: Language) -> [String] {
    columns(
      StepRequest.Operation.allCases.map { operation in
        let names = StepArguments.options.map(\.name).filter { operation.ownOptions.contains($0) }
        return (operation.rawValue, names.joined(separator: " "))
      })
  }

  /// Two columns, the second wrapped at 80.
  private static func columns(_ rows: [(String, String)]) -> [String] {
    let width = min(30, rows.map { TextWidth.width(of: $0.0) }.max() ?? 0)
    let indent = String(repeating: " ", count: width + 4)
    return rows.flatMap { name, text -> [String] in
      let wrapped = Text.wrapped(text, to: 80 - width - 4)
      let first = "  " + TextWidth.padded(name, to: width) + "  " + (wrapped.first ?? "")
      return [first] + wrapped.dropFirst().map { indent + $0 }
    }
  }
}

extension OptionSyntax {
  fileprivate func line(_ language: Language) -> (String, String) {
    (placeholder.map { "\(name) \($0)" } ?? name, help[language])
  }
}

extension HelpTopic {
  fileprivate var operandUsage: String {
    switch self {
    case .program: "[COMMAND …]"
    case .lesson: "[NAME]"
    case .step, .show, .train, .evaluate, .play: "\(operand) …"
    }
  }

  fileprivate var usage: String {
    self == .program
      ? "convscope [--lang en|vi] [COMMAND …]" : "\(invocation) \(operandUsage)"
  }

  fileprivate var summary: Bilingual {
    switch self {
    case .program:
      Bilingual(
        "See how convolutional networks work: step through them cell by cell, and watch them learn.\n"
          + "Without a command: the home screen.",
        "Xem mạng tích chập hoạt động ra sao: đi từng ô một, và xem mạng học.\n"
          + "Không có lệnh: màn hình chính.")
    case .lesson: Bilingual("the list of lessons, or one lesson", "danh sách bài học, hoặc một bài")
    case .step:
      Bilingual(
        "an operation or a residual block, cell by cell, forward and backward",
        "một phép toán hoặc khối phần dư, từng ô một, cả chiều tiến lẫn lan truyền ngược")
    case .show:
      Bilingual(
        "a network: layers, shapes, parameters, multiply-adds",
        "một mạng: các tầng, kích thước, tham số, phép nhân-cộng")
    case .train: Bilingual("live training of a network", "huấn luyện trực tiếp một mạng")
    case .evaluate:
      Bilingual(
        "accuracy and confusion matrix of a trained network, or one picture's logits",
        "độ chính xác và ma trận nhầm lẫn của một mạng đã huấn luyện, hoặc logit của một ảnh")
    case .play: Bilingual("plays a tape of keys", "chạy một băng ghi phím")
    }
  }

  fileprivate func optionLines(_ language: Language) -> [(String, String)] {
    switch self {
    case .program: []
    case .lesson: LessonArguments.options.map { $0.line(language) }
    case .step: StepArguments.options.map { $0.line(language) }
    case .show: ShowArguments.options.map { $0.line(language) }
    case .train: TrainArguments.options.map { $0.line(language) }
    case .evaluate: EvaluateArguments.options.map { $0.line(language) }
    case .play: PlayArguments.options.map { $0.line(language) }
    }
  }
}
