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
      lines = text(of: steps, at: request.place, language)
    case .blockGradient(let gradient): lines = text(of: gradient, language)
    case .learning(let learning): lines = LearningText(learning, language).lines
    case .block(let block):
      lines = [heading(of: block)[language], ""]
      if let notice = block.input.nonFiniteNotice {
        lines += ["input: \(notice[language])", ""]
      }
      for stage in block.stages {
        lines.append("── \(stage.name): \(stage.steps.title[language])")
        lines += text(of: stage.steps, at: request.place, language)
      }
      lines += costs(of: block, language)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A gradient that goes back through a block: first what each stage sends back, the last stage first,
  /// then the cell that is asked for, as a sum over the cells of the output.
  private func text(of gradient: BlockGradient, _ language: Language) -> [String] {
    let block = gradient.block
    let heading = heading(of: block)
    let backward = Steps.backwardTitle(heading)
    var lines = [backward[language], ""]
    for (stage, arriving) in zip(block.stages, gradient.arrivals).reversed() {
      for (number, source) in stage.sources.enumerated() {
        let steps = stage.steps.backward(
          to: .input(number), gradient: arriving.reshaped(to: stage.steps.operationOutputShape))
        let source =
          source.map { block.stages[$0].name }
          ?? Bilingual("the block's input", "đầu vào của khối")[language]
        lines.append("── \(stage.name) → \(source): \(steps.title[language])")
        lines += text(of: steps, at: nil, language)
      }
    }
    let index = request.place.flatMap { gradient.shape.index(ofPlace: $0) } ?? 0
    let step = gradient[index]
    lines.append(
      Equation(
        of: step, in: gradient, label: gradientName(of: step), limit: 64,
        TermWriter(language, digits: 6)
      ).shortText)
    return lines + update(of: step, gradient, language)
  }

  /// What a separable convolution costs, and what a full one of the same kernel and channels would.
  private func costs(of block: BlockSteps, _ language: Language) -> [String] {
    guard request.operation == .separable, block.stages.count == 2,
      let window = block.stages[0].steps.window,
      let first = block.stages[0].steps.multiplyAdds,
      let second = block.stages[1].steps.multiplyAdds,
      let full = Convolution(
        inputChannels: block.input.shape[0], outputChannels: block.outputShape[0], window: window,
        hasBias: false
      ).multiplyAdds(output: block.outputShape)
    else { return [] }
    let format = language.numbers
    let ratio = format.significant(Double(full) / (Double(first) + Double(second)), digits: 3)
    let (sum, whole) = (format.integer(first + second), format.integer(full))
    return [
      Bilingual(
        "\(sum) multiply-adds in both stages; a full convolution takes \(whole), \(ratio) times as many",
        "hai chặng tốn \(sum) phép nhân-cộng; tích chập đầy đủ tốn \(whole), gấp \(ratio) lần")[
          language]
    ]
  }

  private func text(of steps: Steps, at place: [Int]?, _ language: Language) -> [String] {
    let index = place.flatMap { steps.index(of: $0) } ?? 0
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
    if case .operation = subject {} else { lines.append("") }
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
    return gradientName(of: step)
  }

  private func gradientName(of step: Step) -> String {
    let place = step.place.map(String.init).joined(separator: ",")
    return "∂L/∂\(request.target ?? "input")[\(place)]"
  }

  /// The parameter after one step of gradient descent, with `--lr`.
  private func update(
    of step: Step, _ steps: some GradientSteps, _ language: Language
  ) -> [String] {
    guard let update = steps.update(of: step, learningRate: request.learningRate) else { return [] }
    let writer = TermWriter(language, digits: 6)
    return [
      "\(request.target ?? "")' = \(writer.number(update.weight))"
        + " - \(writer.number(update.learningRate))\(writer.times)\(writer.factor(step.value))"
        + " = \(writer.number(update.updated))"
    ]
  }

  private func heading(of block: BlockSteps) -> Bilingual {
    let shapes = "\(block.input.shape) → \(block.outputShape)"
    let name = request.network.flatMap { network in
      request.block.map { "\(network), \($0)" }
    }
    let kind =
      request.operation == .separable
      ? request.operation.title
      : block.hasShortcut
        ? Bilingual("residual block", "khối phần dư")
        : block.hasStatistics ? Bilingual("plain block", "khối thường") : Bilingual("block", "khối")
    let source: Bilingual? =
      switch block.statistics {
      case _ where !block.hasStatistics: nil
      case .running where block.origin?.isLearned == false:
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
    let parts = [source, block.origin?.title].compactMap { $0 }
    return Bilingual(
      (["\(kind.english)\(place): \(shapes)"] + parts.map(\.english)).joined(separator: "; "),
      (["\(kind.vietnamese)\(place): \(shapes)"] + parts.map(\.vietnamese))
        .joined(separator: "; "))
  }
}

extension Steps {
  /// The operation's name for a person.
  public var title: Bilingual {
    let title = layer.kind.title
    return isBackward ? Self.backwardTitle(title) : title
  }

  fileprivate static func backwardTitle(_ title: Bilingual) -> Bilingual {
    Bilingual("\(title.english), backward", "\(title.vietnamese), lan truyền ngược")
  }
}
