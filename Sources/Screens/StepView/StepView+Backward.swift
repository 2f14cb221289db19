import Ground
import Interface
import Operations
import Stepping
import Tensors

/// A view of a gradient that goes back: the gradient that arrives stands in the place of the input, what it is multiplied
/// with in that of the kernel.
extension Steps {
  /// What goes back to where; `nil` forward.
  var way: (target: Target, gradient: Tensor)? {
    if case .backward(let target, let gradient) = direction { (target, gradient) } else { nil }
  }

  /// `input`, `kernel` …: what a gradient is the gradient of.
  var targetName: String {
    guard let target = way?.target else { return "" }
    return targetNames.first { $0.target == target }?.name ?? ""
  }

  /// `∂L/∂kernel`
  func derivativeName(isASCII: Bool) -> String {
    isASCII ? "dL/d\(targetName)" : "∂L/∂\(targetName)"
  }

  /// The tensor whose numbers are the factors, if one alone is.
  var factorTensor: Tensor? {
    guard let way else { return nil }
    switch (layer, way.target) {
    case (.convolution, .input), (.transposedConvolution, .input), (.linear, .input):
      return parameters[0]
    case (_, .parameter(0)), (.maxPooling, .input), (.relu, .input): return inputs[0]
    default: return nil
    }
  }
}

/// What the factors of one step are numbers of: a plane, and which of its cells they are.
struct FactorPlane {
  let rows: Range<Int>
  let columns: Range<Int>
  let isInput: Bool
  let value: (GridIndex) -> Double
  let isUsed: (GridIndex) -> Bool
}

extension StepView {
  /// The cells of the arriving gradient that have a part in a step: the smallest grid that holds them.
  static func arrivingCells(of step: Step) -> InputWindow? {
    guard let first = step.terms.first?.position else { return nil }
    var (channels, rows, columns) = (Places(first.channel), Places(first.row), Places(first.column))
    for term in step.terms.dropFirst() {
      channels.add(term.position.channel)
      rows.add(term.position.row)
      columns.add(term.position.column)
    }
    return InputWindow(
      channels: channels.first..<channels.last + 1, row: rows.first, column: columns.first,
      taps: Pair(rows.count, columns.count), dilation: Pair(rows.apart, columns.apart))
  }

  /// The smallest range of places, equally far apart, that holds some.
  private struct Places {
    private(set) var first: Int
    private(set) var last: Int
    /// 0 until there are two.
    private var divisor = 0

    init(_ place: Int) { (first, last) = (place, place) }

    var apart: Int { max(1, divisor) }
    var count: Int { (last - first) / apart + 1 }

    mutating func add(_ place: Int) {
      var (a, b) = (divisor, abs(place - first))
      while b != 0 { (a, b) = (b, a % b) }
      divisor = a
      first = min(first, place)
      last = max(last, place)
    }
  }

  /// The plane that the factors of the current step are numbers of, for the arriving channel that is looked at.
  var factors: FactorPlane? {
    guard let way = steps.way, steps.factorTensor != nil else { return nil }
    let place = step.place
    switch (steps.layer, way.target) {
    case (.convolution(let convolution), .input):
      return weights(
        convolution.window, rowOf: place.count > 1 ? place[1] : 0,
        columnOf: place.count > 2 ? place[2] : 0,
        first: channel * convolution.termsPerCell
          + (place[0] - convolution.channels(of: channel).lowerBound)
            * convolution.window.kernel.area,
        isFlipped: convolution.isFlipped)
    case (.transposedConvolution(let convolution), .input):
      return stamp(convolution, of: place)
    case (.convolution(let convolution), .parameter(0)):
      return read(
        channel: convolution.channels(of: place[0]).lowerBound + place[1], convolution.window,
        tap: convolution.isFlipped
          ? Pair(
            convolution.window.kernel.height - 1 - place[2],
            convolution.window.kernel.width - 1 - place[3]) : Pair(place[2], place[3]))
    case (.linear(let linear), .input):
      let feature = Extent(steps.inputs[0].shape).index(
        place[0], place.count > 1 ? place[1] : 0, place.count > 2 ? place[2] : 0)
      let weight = steps.parameters[0].elements
      return FactorPlane(
        rows: 0..<linear.outputFeatures, columns: 0..<1, isInput: false,
        value: { weight[$0.row * linear.inputFeatures + feature] }, isUsed: { _ in true })
    case (_, .parameter(0)):
      return plane(of: place[0]) { _ in true }
    case (_, .input):
      let reads = arriving
      let own = GridIndex(
        row: place.count > 1 ? place[1] : 0, column: place.count > 2 ? place[2] : 0)
      return plane(of: place[0]) { $0 == own && reads != nil }
    default: return nil
    }
  }

  private func plane(of channel: Int, isUsed: @escaping (GridIndex) -> Bool) -> FactorPlane? {
    let input = steps.inputs[0]
    let extent = Extent(input.shape)
    guard (0..<extent.channels).contains(channel) else { return nil }
    return FactorPlane(
      rows: 0..<extent.height, columns: 0..<extent.width, isInput: true,
      value: { input.elements[extent.index(channel, $0.row, $0.column)] }, isUsed: isUsed)
  }

  /// The cells of the input that one weight has met: a grid of them, a stride apart.
  private func read(channel: Int, _ window: Window, tap: Pair) -> FactorPlane? {
    let output = Extent(steps.operationOutputShape)
    let met = InputWindow(
      channels: channel..<channel + 1, row: window.inputRow(output: 0, tap: tap.height),
      column: window.inputColumn(output: 0, tap: tap.width),
      taps: Pair(output.height, output.width), dilation: window.stride)
    return plane(of: channel) { met.reads(row: $0.row, column: $0.column) }
  }

  /// The weights that have met one cell of the input.
  private func weights(
    _ window: Window, rowOf row: Int, columnOf column: Int, first: Int, isFlipped: Bool
  ) -> FactorPlane {
    let (kernel, weight) = (window.kernel, steps.parameters[0].elements)
    let output = Extent(steps.operationOutputShape)
    func meets(
      _ place: Int, _ tap: Int, _ padding: Int, _ dilation: Int, _ stride: Int, _ length: Int
    )
      -> Bool
    {
      let offset = place + padding - tap * dilation
      return offset >= 0 && offset.isMultiple(of: stride) && offset / stride < length
    }
    return FactorPlane(
      rows: 0..<kernel.height, columns: 0..<kernel.width, isInput: false,
      value: { tap in
        let place = tap.row * kernel.width + tap.column
        return weight[first + (isFlipped ? kernel.area - 1 - place : place)]
      },
      isUsed: { tap in
        meets(
          row, tap.row, window.padding.height, window.dilation.height, window.stride.height,
          output.height)
          && meets(
            column, tap.column, window.padding.width, window.dilation.width, window.stride.width,
            output.width)
      })
  }

  /// The numbers of the kernel that an input cell has stamped.
  private func stamp(_ convolution: TransposedConvolution, of place: [Int]) -> FactorPlane {
    let (window, weight) = (convolution.window, steps.parameters[0].elements)
    let output = Extent(steps.operationOutputShape)
    let perGroup = convolution.outputChannels / convolution.groups
    let first = (place[0] * perGroup + channel % perGroup) * window.kernel.area
    let (row, column) = (place.count > 1 ? place[1] : 0, place.count > 2 ? place[2] : 0)
    return FactorPlane(
      rows: 0..<window.kernel.height, columns: 0..<window.kernel.width, isInput: false,
      value: { weight[first + $0.row * window.kernel.width + $0.column] },
      isUsed: {
        output.contains(
          row: row * window.stride.height - window.padding.height + $0.row * window.dilation.height,
          column: column * window.stride.width - window.padding.width
            + $0.column * window.dilation.width)
      })
  }
}
