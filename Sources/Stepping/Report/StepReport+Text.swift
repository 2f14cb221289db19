import Ground
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
      for stage in block.stages {
        lines.append("── \(stage.name): \(stage.steps.title[language])")
        lines += text(of: stage.steps, language)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(of steps: OperationSteps, _ language: Language) -> [String] {
    let index = request.position.flatMap { steps.index(of: $0) } ?? 0
    let step = steps[index]
    let painter = StepPainter(steps: steps, step: step, language: language)
    var lines: [String] = []
    if case .operation = subject { lines += [steps.title[language], ""] }
    lines += painter.geometry
    lines += painter.inputs
    lines += painter.kernel
    if request.includesOutput { lines += painter.output }
    let cell = step.position
    lines.append(
      "output[\(cell.channel),\(cell.row),\(cell.column)] = "
        + step.formula(in: language, maximumTerms: 64))
    lines += painter.counts
    if case .residual = subject { lines.append("") }
    return lines
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
    return Bilingual(
      "\(kind.english)\(place): \(shapes); \(source.english)",
      "\(kind.vietnamese)\(place): \(shapes); \(source.vietnamese)")
  }
}

extension OperationSteps {
  /// The operation's name for a person.
  public var title: Bilingual {
    switch self {
    case .convolution: Bilingual("convolution", "tích chập")
    case .pooling(let steps):
      switch steps.kind {
      case .maximum: Bilingual("max pooling", "gộp cực đại")
      case .average: Bilingual("average pooling", "gộp trung bình")
      }
    case .batchNorm: Bilingual("batch normalisation", "chuẩn hóa theo batch")
    case .relu: Bilingual("ReLU", "ReLU")
    case .sum: Bilingual("sum", "tổng")
    case .identity: Bilingual("identity", "ánh xạ đồng nhất")
    }
  }
}
