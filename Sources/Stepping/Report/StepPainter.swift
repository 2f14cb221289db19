import Ground
import Operations
import Tensors

/// The lines of text about one step of one operation.
struct StepPainter {
  let steps: Steps
  let step: Step
  let language: Language

  /// The most planes that are written out.
  private let planeLimit = 8

  /// The numbers of the window, and the output-size formula.
  var geometry: [String] {
    guard !steps.isBackward, let window = steps.window else { return [] }
    let (stride, padding, dilation) = (window.stride, paddingText(window), window.dilation)
    var numbers: Bilingual
    if case .convolution(let convolution) = steps.layer {
      let kernel = convolution.parameters[0].shape
      numbers = Bilingual(
        "kernel \(kernel), stride \(stride), padding \(padding), dilation \(dilation), groups \(convolution.groups)",
        "hạt nhân \(kernel), sải bước \(stride), đệm \(padding), độ giãn \(dilation), số nhóm \(convolution.groups)"
      )
      if convolution.paddingMode != .zeros {
        numbers.english += ", padding mode \(convolution.paddingMode.rawValue)"
        numbers.vietnamese += ", kiểu đệm \(convolution.paddingMode.rawValue)"
      }
      if convolution.isFlipped {
        numbers.english += ", kernel turned by half a turn"
        numbers.vietnamese += ", hạt nhân xoay nửa vòng"
      }
    } else {
      numbers = Bilingual(
        "window \(window.kernel), stride \(stride), padding \(padding), dilation \(dilation)",
        "cửa sổ \(window.kernel), sải bước \(stride), đệm \(padding), độ giãn \(dilation)")
      if case .averagePooling(let pooling) = steps.layer, pooling.excludesPadding {
        numbers.english += ", padding not counted"
        numbers.vietnamese += ", không tính phần đệm"
      }
    }
    return [numbers[language]] + sizes(window, input: steps.inputShape) + [""]
  }

  /// `1x1`; where the sides differ `0+1x1+1`, the top and left first.
  private func paddingText(_ window: Window) -> String {
    guard window.extra != .zero else { return "\(window.padding)" }
    return "\(window.padding.height)+\(window.paddingAfter.height)x"
      + "\(window.padding.width)+\(window.paddingAfter.width)"
  }

  private func sizes(_ window: Window, input: Shape) -> [String] {
    guard let formula = window.sizeFormula(for: Pair(input[1], input[2])) else { return [] }
    let names =
      language == .english ? ("height", "width") : ("chiều cao", "chiều rộng")
    return ["\(names.0) = \(formula.height)", "\(names.1) = \(formula.width)"]
  }

  /// The planes of the inputs that the step reads, with its cells in brackets; backward, those of the
  /// gradient that arrives.
  var inputs: [String] {
    if case .backward(_, let gradient) = steps.direction { return arriving(gradient) }
    return steps.inputs.indices.flatMap { number -> [String] in
      guard let window = steps.inputWindow(at: step.index, input: number) else { return [] }
      let input = steps.inputs[number]
      return planes(
        of: input.reshaped(to: Extent(input.shape).shape), number: number, window,
        around: steps.window)
    }
  }

  private func arriving(_ gradient: Tensor) -> [String] {
    let shape = Extent(gradient.shape).shape
    let cells = Set(step.terms.map(\.position))
    let channels = Set(cells.map(\.channel)).sorted()
    var lines: [String] = []
    for channel in channels.prefix(planeLimit) {
      let focus = step.terms.first { $0.position.channel == channel }?.position
      lines += plane(
        Bilingual(
          "gradient of the output \(shape), channel \(channel)",
          "gradient của đầu ra \(shape), kênh \(channel)"),
        rows: 0..<shape[1], columns: 0..<shape[2],
        focus: (focus?.row ?? 0, focus?.column ?? 0),
        value: { gradient.elements[(channel * shape[1] + $0) * shape[2] + $1] },
        isMarked: { cells.contains(Position(channel: channel, row: $0, column: $1)) })
    }
    return lines + leftOut(channels: channels.count - channels.prefix(planeLimit).count)
  }

  private func planes(
    of input: Tensor, number: Int, _ window: InputWindow, around sliding: Window?
  ) -> [String] {
    let (before, after) = (sliding?.padding ?? .zero, sliding?.paddingAfter ?? .zero)
    let mode =
      if case .convolution(let convolution) = steps.layer { convolution.paddingMode } else {
        PaddingMode.zeros
      }
    let name = steps.name(ofInput: number)
    let channels = window.channels.prefix(planeLimit)
    var lines: [String] = []
    for channel in channels {
      lines += plane(
        Bilingual(
          "\(name.english) \(input.shape), channel \(channel)",
          "\(name.vietnamese) \(input.shape), kênh \(channel)"),
        rows: -before.height..<(input.shape[1] + after.height),
        columns: -before.width..<(input.shape[2] + after.width),
        focus: (window.row + window.taps.height / 2, window.column + window.taps.width / 2),
        value: { row, column in
          guard let row = mode.source(of: row, length: input.shape[1]),
            let column = mode.source(of: column, length: input.shape[2])
          else { return nil }
          return input[channel, row, column]
        },
        isMarked: { window.reads(row: $0, column: $1) })
    }
    return lines + leftOut(channels: window.channels.count - channels.count)
  }

  /// The filter of the step's output channel.
  var kernel: [String] {
    guard !steps.isBackward, case .convolution(let convolution) = steps.layer,
      let kernel = steps.kernel
    else { return [] }
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
    let name =
      steps.isBackward ? Bilingual("gradient", "gradient") : Bilingual("output", "đầu ra")
    let channels = Grid.excerpt(
      of: 0..<shape[0], around: step.position.channel, limit: planeLimit)
    var lines: [String] = []
    for channel in channels {
      lines += plane(
        Bilingual(
          "\(name.english) \(shape), channel \(channel)",
          "\(name.vietnamese) \(shape), kênh \(channel)"),
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
      "step \(Language.english.numbers.integer(step.index + 1)) of \(Language.english.numbers.integer(steps.count))",
      "bước \(Language.vietnamese.numbers.integer(step.index + 1)) trên \(Language.vietnamese.numbers.integer(steps.count))"
    )
    guard !steps.isBackward, let macs = steps.multiplyAdds else { return [count[language]] }
    let products = Bilingual(
      "\(Language.english.numbers.integer(macs)) multiply-adds",
      "\(Language.vietnamese.numbers.integer(macs)) phép nhân-cộng")
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
    let count = (
      Language.english.numbers.integer(channels), Language.vietnamese.numbers.integer(channels)
    )
    return [
      Bilingual(
        "(\(count.0) more channel\(channels == 1 ? "" : "s"))", "(\(count.1) kênh nữa)")[language],
      "",
    ]
  }
}
