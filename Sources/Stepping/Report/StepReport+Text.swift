import Ground
import Operations
import Tensors

extension StepReport {
  /// The text of `--text`: the numbers in grids, the sum of one cell (the first unless `--at` is given)
  /// and the output-size formula.
  ///
  /// Planes that are larger than 16 rows or 80 columns of text are cut around the cell, and the text
  /// says so.
  public func text(in language: Language) -> String {
    var lines: [String]
    switch subject {
    case .operation(let steps):
      lines = text(of: steps, language)
    case .residual(let block):
      lines = [heading(of: block)[language], ""]
      if let notice = block.input.nonFiniteNotice {
        lines += ["input: \(notice[language])", ""]
      }
      for stage in block.stages {
        lines.append("── \(stage.name): \(stage.steps.title[language])")
        lines += text(of: stage.steps, language)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(of steps: Steps, _ language: Language) -> [String] {
    let index = request.place.flatMap { steps.index(of: $0) } ?? 0
    let step = steps[index]
    let painter = StepPainter(steps: steps, step: step, language: language)
    var lines: [String] = []
    if case .operation = subject {
      lines.append(steps.title[language])
      if let layer { lines.append(layer.title[language]) }
      lines.append("")
    }
    lines += painter.geometry
    lines += painter.inputs
    lines += notices(of: steps, language)
    lines += painter.kernel
    if request.includesOutput { lines += painter.output }
    lines.append(
      Equation(
        of: step, in: steps, label: name(of: step, steps, language), limit: 64,
        TermWriter(language, digits: 6)
      ).shortText)
    lines += update(of: step, steps, language)
    lines += painter.counts
    if case .residual = subject { lines.append("") }
    return lines
  }

  /// What is said of tensors with numbers that are not finite.
  private func notices(of steps: Steps, _ language: Language) -> [String] {
    // What a stage of a block reads is told where it enters the block.
    guard case .operation = subject else { return [] }
    var named = steps.inputs.enumerated().map { ($0 == 0 ? "input" : "other", $1) }
    named += zip(steps.layer.parameters.map(\.name), steps.parameters)
    if case .backward(_, let gradient) = steps.direction { named.append(("gradient", gradient)) }
    var lines = named.compactMap { name, tensor in
      tensor.nonFiniteNotice.map { "\(name): \($0[language])" }
    }
    if steps.input.nonFiniteNotice == nil, let notice = request.inputNotice(of: steps) {
      lines.append("input: \(notice[language])")
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  /// `output[0,1,1]`, `đầu ra[0,1,1]`, or the derivative of the loss after a cell: `∂L/∂kernel[0,0,1,1]`.
  private func name(of step: Step, _ steps: Steps, _ language: Language) -> String {
    guard steps.isBackward else {
      let cell = step.position
      let name = Bilingual("output", "đầu ra")[language]
      return "\(name)[\(cell.channel),\(cell.row),\(cell.column)]"
    }
    let place = step.place.map(String.init).joined(separator: ",")
    return "∂L/∂\(request.target ?? "input")[\(place)]"
  }

  /// The parameter after one step of gradient descent, with `--lr`.
  private func update(of step: Step, _ steps: Steps, _ language: Language) -> [String] {
    guard let update = steps.update(of: step, learningRate: request.learningRate) else { return [] }
    let writer = TermWriter(language, digits: 6)
    return [
      "\(request.target ?? "")' = \(writer.number(update.weight))"
        + " - \(writer.number(update.learningRate))\(writer.times)\(writer.factor(step.value))"
        + " = \(writer.number(update.updated))"
    ]
  }

  private func heading(of block: ResidualSteps) -> Bilingual {
    let shapes = "\(block.input.shape) → \(block.outputShape)"
    let name = request.network.flatMap { network in
      request.block.map { "\(network), \($0)" }
    }
    let kind =
      block.hasShortcut
      ? Bilingual("residual block", "khối phần dư") : Bilingual("plain block", "khối thường")
    let source: Bilingual =
      switch block.statistics {
      case .running where !request.weightsOrigin.isLearned:
        Bilingual(
          "batch normalisation has mean 0 and variance 1, nothing is learned yet",
          "chuẩn hóa theo batch có trung bình 0, phương sai 1, chưa học gì")
      case .input:
        Bilingual(
          "batch normalisation uses the statistics of this input",
          "chuẩn hóa theo batch dùng thống kê của chính đầu vào này")
      case .running:
        Bilingual(
          "batch normalisation uses the network's running statistics",
          "chuẩn hóa theo batch dùng thống kê tích lũy của mạng")
      }
    let place = name.map { " (\($0))" } ?? ""
    let weights = request.weightsOrigin.title
    return Bilingual(
      "\(kind.english)\(place): \(shapes); \(source.english); \(weights.english)",
      "\(kind.vietnamese)\(place): \(shapes); \(source.vietnamese); \(weights.vietnamese)")
  }
}

extension Steps {
  /// The operation's name for a person.
  public var title: Bilingual {
    let title = layer.kind.title
    return isBackward
      ? Bilingual("\(title.english), backward", "\(title.vietnamese), lan truyền ngược") : title
  }
}
