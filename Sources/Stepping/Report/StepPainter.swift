import Ground
import Tensors

/// The lines of text about one step of one operation.
struct StepPainter {
  let steps: OperationSteps
  let step: Step
  let language: Language

  /// The most planes that are written out.
  private let planeLimit = 8

  /// The numbers of the window, and the output-size formula.
  var geometry: [String] {
    switch steps {
    case .convolution(let convolution):
      let window = convolution.window
      let numbers = Bilingual(
        "kernel \(convolution.kernel.shape), stride \(window.stride), padding \(window.padding),"
          + " dilation \(window.dilation), groups \(convolution.groups)",
        "hạt nhân \(convolution.kernel.shape), sải bước \(window.stride), đệm \(window.padding),"
          + " độ giãn \(window.dilation), số nhóm \(convolution.groups)")
      return [numbers[language]] + sizes(window, input: convolution.inputShape) + [""]
    case .pooling(let pooling):
      let window = pooling.window
      let numbers = Bilingual(
        "window \(window.kernel), stride \(window.stride), padding \(window.padding),"
          + " dilation \(window.dilation)",
        "cửa sổ \(window.kernel), sải bước \(window.stride), đệm \(window.padding),"
          + " độ giãn \(window.dilation)")
      return [numbers[language]] + sizes(window, input: pooling.inputShape) + [""]
    case .batchNorm, .relu, .sum, .identity: return []
    }
  }

  private func sizes(_ window: Window, input: Shape) -> [String] {
    guard let formula = window.sizeFormula(for: Pair(input[1], input[2])) else { return [] }
    let names =
      language == .english ? ("height", "width") : ("chiều cao", "chiều rộng")
    return ["\(names.0) = \(formula.height)", "\(names.1) = \(formula.width)"]
  }

  /// The planes of the input that the step reads, with its cells in brackets.
  var inputs: [String] {
    switch steps {
    case .convolution(let steps): planes(of: steps.input, padding: steps.window.padding)
    case .pooling(let steps): planes(of: steps.input, padding: steps.window.padding)
    case .batchNorm, .relu, .sum, .identity: []
    }
  }

  private func planes(of input: Tensor, padding: Pair) -> [String] {
    let window = steps.inputWindow(at: step.index)
    let channels = window.channels.prefix(planeLimit)
    var lines: [String] = []
    for channel in channels {
      lines += plane(
        Bilingual(
          "input \(input.shape), channel \(channel)", "đầu vào \(input.shape), kênh \(channel)"),
        rows: -padding.height..<(input.shape[1] + padding.height),
        columns: -padding.width..<(input.shape[2] + padding.width),
        focus: (window.row + window.taps.height / 2, window.column + window.taps.width / 2),
        value: { row, column in
          guard (0..<input.shape[1]).contains(row), (0..<input.shape[2]).contains(column) else {
            return nil
          }
          return input[channel, row, column]
        },
        isMarked: { window.reads(row: $0, column: $1) })
    }
    return lines + leftOut(channels: window.channels.count - channels.count)
  }

  /// The filter of the step's output channel.
  var kernel: [String] {
    guard case .convolution(let convolution) = steps else { return [] }
    let kernel = convolution.kernel
    let filter = step.position.channel
    let channels = 0..<kernel.shape[1]
    var lines: [String] = []
    for channel in channels.prefix(planeLimit) {
      let inputChannel = convolution.channels(of: filter).lowerBound + channel
      lines += plane(
        Bilingual(
          "kernel of output channel \(filter) for input channel \(inputChannel)",
          "hạt nhân của kênh ra \(filter) cho kênh vào \(inputChannel)"),
        rows: 0..<kernel.shape[2], columns: 0..<kernel.shape[3], focus: (0, 0),
        value: { kernel[filter, channel, $0, $1] }, isMarked: { _, _ in false })
    }
    return lines + leftOut(channels: max(0, channels.count - planeLimit))
  }

  /// The output's planes, with the step's cell in brackets.
  var output: [String] {
    let shape = steps.outputShape
    let channels = Grid.excerpt(
      of: 0..<shape[0], around: step.position.channel, limit: planeLimit)
    var lines: [String] = []
    for channel in channels {
      lines += plane(
        Bilingual("output \(shape), channel \(channel)", "đầu ra \(shape), kênh \(channel)"),
        rows: 0..<shape[1], columns: 0..<shape[2],
        focus: (step.position.row, step.position.column),
        value: { steps.value(at: (channel * shape[1] + $0) * shape[2] + $1) },
        isMarked: { step.position == Position(channel: channel, row: $0, column: $1) })
    }
    return lines + leftOut(channels: shape[0] - channels.count)
  }

  /// How many steps and multiply-adds there are.
  var counts: [String] {
    let count = Bilingual(
      "step \(Language.english.text(step.index + 1)) of \(Language.english.text(steps.count))",
      "bước \(Language.vietnamese.text(step.index + 1)) trên \(Language.vietnamese.text(steps.count))"
    )
    guard let macs = steps.multiplyAdds else { return [count[language]] }
    let products = Bilingual(
      "\(Language.english.text(macs)) multiply-adds",
      "\(Language.vietnamese.text(macs)) phép nhân-cộng")
    return ["\(count[language]), \(products[language])"]
  }

  private func plane(
    _ title: Bilingual, rows: Range<Int>, columns: Range<Int>, focus: (row: Int, column: Int),
    value: (Int, Int) -> Double?, isMarked: (Int, Int) -> Bool
  ) -> [String] {
    let grid = Grid(
      rows: rows, columns: columns, focus: focus, language: language, value: value,
      isMarked: isMarked)
    var heading = title[language]
    if grid.rows != rows || grid.columns != columns {
      let (top, bottom) = (grid.rows.lowerBound, grid.rows.upperBound - 1)
      let (left, right) = (grid.columns.lowerBound, grid.columns.upperBound - 1)
      heading +=
        Bilingual(
          " (rows \(top) to \(bottom), columns \(left) to \(right))",
          " (hàng \(top) đến \(bottom), cột \(left) đến \(right))")[language]
    }
    return [heading, grid.text, ""]
  }

  private func leftOut(channels: Int) -> [String] {
    guard channels > 0 else { return [] }
    let count = (Language.english.text(channels), Language.vietnamese.text(channels))
    return [
      Bilingual(
        "(\(count.0) more channel\(channels == 1 ? "" : "s"))", "(\(count.1) kênh nữa)")[language],
      "",
    ]
  }
}
