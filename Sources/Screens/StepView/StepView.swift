import Ground
import Interface
import Operations
import Stepping
import Tensors

/// An operation at one of its steps, as a picture: what the stepper, a stage of a block, the first
/// screen and a lesson's scene all show.
///
/// Nothing but the cells that are drawn is computed, so any step of any size is reached at once.
struct StepView: Hashable, Sendable {
  /// Colours and widths of the panels.
  struct Scales: Hashable, Sendable {
    var input: StepScale
    /// `nil` for an operation without weights of its own for each cell of its input.
    var kernel: StepScale?
    var output: StepScale
  }

  let steps: Steps
  let scales: Scales
  /// The current step, which is also the cursor in the output.
  private(set) var index = 0
  /// The input that the current cell reads: of a concatenation one of many, else the first.
  private(set) var source = 0
  /// The input channel that is looked at, among those that the current cell reads.
  private(set) var channel = 0
  /// All cells of the output where they are there at once, as inside a block, whose normalisation needs
  /// them all; else they fill one by one.
  let output: Tensor?
  /// All cells of the output are shown, as on paper.
  var showsWholeOutput = false
  /// A weight of a kernel without gaps that is looked at, by its place among all of them.
  var markedWeight: Int?
  /// The current step with all of its terms: made once, however often a frame asks.
  private(set) var step: Step
  /// Of a step backward the cells of the arriving gradient that have a part in it; `nil` where none has.
  private(set) var arriving: InputWindow?
  /// The rows and columns around the input that are drawn with it.
  let margin: InputMargin
  /// How far a person has looked into a window or kernel that finds no room.
  private(set) var scroll = GridIndex(row: 0, column: 0)

  init(_ steps: Steps, format: NumberFormat, output: Tensor? = nil) {
    self.steps = steps
    self.output = output
    step = steps[0]
    margin = steps.inputMargin
    scales = Scales(
      input: StepScale(of: steps.way.map { [$0.gradient] } ?? steps.inputs, format: format),
      kernel: (steps.planeWeights ?? steps.factorTensor).map {
        StepScale(of: [$0], format: format)
      },
      output: output.map { StepScale(of: [$0], format: format) }
        ?? StepScale(ofOutputOf: steps, format: format))
    seek(to: 0)
  }

  /// What stands in the place of the input: backward, the gradient that arrives.
  var input: Tensor { steps.way?.gradient ?? steps.inputs[source] }

  /// `[C, H, W]`; a vector is `F` channels of 1x1.
  var inputShape: Shape { Extent(input.shape).shape }

  /// Whether the input is a vector: `F` channels of 1x1, drawn as one column.
  var inputIsVector: Bool { inputShape.isVector }

  /// The cells of the input that the current cell reads.
  var reads: InputWindow {
    if steps.isBackward {
      return arriving ?? .cell(Position(channel: channel, row: -1, column: -1))
    }
    return steps.inputWindow(at: index, input: source) ?? .cell(steps.position(of: index))
  }

  /// The value of a step's cell; `nil` while it is still to come.
  func value(at step: Int) -> Double? {
    if let output { return output.elements[step] }
    return showsWholeOutput || step <= index ? steps.value(at: step) : nil
  }

  /// Goes to a step, within what there is.
  mutating func seek(to step: Int) {
    let place = min(max(step, 0), steps.count - 1)
    if place != index { self.step = steps[place] }
    index = place
    guard !steps.isBackward else {
      arriving = Self.arrivingCells(of: self.step)
      channel =
        arriving.map { min(max(channel, $0.channels.lowerBound), $0.channels.upperBound - 1) } ?? 0
      return
    }
    source = steps.inputs.indices.first { steps.inputWindow(at: index, input: $0) != nil } ?? 0
    let channels = reads.channels
    channel = min(max(channel, channels.lowerBound), channels.upperBound - 1)
  }

  /// Looks further into a window or kernel that finds no room, or back.
  mutating func scroll(rows: Int = 0, columns: Int = 0) {
    scroll.row = max(0, scroll.row + rows)
    scroll.column = max(0, scroll.column + columns)
  }

  /// Looks at another channel of the input: one that the current filter reads, else at the first output
  /// channel that reads it.
  ///
  /// - Returns: whether the step has changed for it.
  mutating func look(atChannel number: Int) -> Bool {
    guard (0..<inputShape[0]).contains(number) else { return false }
    if reads.channels.contains(number) {
      channel = number
      return false
    }
    let area = steps.outputShape[1] * steps.outputShape[2]
    let filter = (0..<steps.outputShape[0]).first {
      steps.inputWindow(at: $0 * area, input: source)?.channels.contains(number) == true
    }
    guard let filter else { return false }
    seek(to: filter * area + index % area)
    channel = number
    return true
  }

  /// The channels that are shown when there is room for so many: from the chosen one on.
  func visibleChannels(_ count: Int) -> Range<Int> {
    let channels = reads.channels
    guard !inputIsVector else { return channel..<channel + 1 }
    let first = min(channel, channels.upperBound - min(count, channels.count))
    return first..<first + min(count, channels.count)
  }

  /// Keeps looking at a channel where the current cell reads it.
  mutating func keep(channel number: Int) {
    if reads.channels.contains(number) { channel = number }
  }

  /// How many channels the current cell reads, each a plane of its own.
  var channelsRead: Int {
    inputIsVector ? 1 : reads.channels.count
  }

  /// `[0,1,1]`: of a gradient a number for each size of what it is the gradient of.
  var label: String {
    if steps.isBackward {
      return "[" + step.place.map(String.init).joined(separator: ",") + "]"
    }
    let position = steps.position(of: index)
    return "[\(position.channel),\(position.row),\(position.column)]"
  }

  /// The current cell by its name: `output[0,1,1]`, `∂L/∂kernel[0,0,1,1]`.
  func cellName(in context: ScreenContext) -> String {
    (steps.isBackward
      ? steps.derivativeName(isASCII: context.capabilities.glyphs == .ascii)
      : StepperText.output[context.language]) + label
  }
}

extension Steps {
  /// A window's output has rows and columns, also where it is one cell of each channel.
  var outputIsVector: Bool { outputShape.isVector && (window == nil || isBackward) }

  /// What multiplies the cells of the input: of convolutions and of a dense layer.
  var planeWeights: Tensor? {
    switch layer {
    case .convolution, .transposedConvolution, .linear: isBackward ? nil : parameters[0]
    default: nil
    }
  }

  /// The window whose numbers the kernel has: of convolutions, and of transposed ones, which slide over their output.
  var kernelWindow: Window? {
    guard !isBackward else { return nil }
    if case .transposedConvolution(let convolution) = layer { return convolution.window }
    return window
  }

  /// The rows and columns around the input that steps read from: those of the padding, and of a shift.
  var inputMargin: InputMargin {
    guard !isBackward, case .window(let window) = layer.operation.reach(over: inputShape) else {
      return InputMargin(before: .zero, after: .zero)
    }
    guard window.roundsUp else {
      return InputMargin(before: window.padding, after: window.paddingAfter)
    }
    // The last window may reach beyond the padding.
    func reach(_ outputs: Int, _ stride: Int, _ span: Int, _ before: Int, _ length: Int) -> Int {
      (outputs - 1) * stride + span - before - length
    }
    return InputMargin(
      before: window.padding,
      after: Pair(
        Swift.max(
          window.paddingAfter.height,
          reach(
            outputShape[1], window.stride.height, window.span.height, window.padding.height,
            inputShape[1])),
        Swift.max(
          window.paddingAfter.width,
          reach(
            outputShape[2], window.stride.width, window.span.width, window.padding.width,
            inputShape[2]))))
  }

  /// Whether the kernel is turned by half a turn.
  var isFlipped: Bool {
    if case .convolution(let convolution) = layer { convolution.isFlipped } else { false }
  }

  /// What padding repeats.
  var paddingMode: PaddingMode {
    if case .convolution(let convolution) = layer { convolution.paddingMode } else { .zeros }
  }
}

/// What is drawn around an input.
struct InputMargin: Hashable, Sendable {
  /// Rows and columns at the top and left.
  let before: Pair
  /// At the bottom and right.
  let after: Pair
}

extension Shape {
  /// Planes of one number each, more than one.
  fileprivate var isVector: Bool { rank == 3 && self[0] > 1 && self[1] == 1 && self[2] == 1 }
}
