import Ground
import Tensors

/// The transpose of a convolution, as PyTorch's `conv_transpose2d`: each input cell stamps its kernel over the output,
/// `stride` apart, and where stamps overlap they add up. `[inputChannels, H, W]` with
/// `[inputChannels, outputChannels / groups, KH, KW]`.
public struct TransposedConvolution: Operation {
  public var inputChannels: Int
  public var outputChannels: Int
  /// Kernel, stride and dilation of the stamps; the padding is cut off the output's sides.
  public var window: Window
  /// Rows and columns that are added at the bottom and right, below the larger of stride and dilation.
  public var outputPadding: Pair
  public var groups: Int
  public var hasBias: Bool

  public init(
    inputChannels: Int, outputChannels: Int, window: Window, outputPadding: Pair = .zero,
    groups: Int = 1, hasBias: Bool
  ) {
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.window = window
    self.outputPadding = outputPadding
    self.groups = groups
    self.hasBias = hasBias
  }

  public var kind: Layer.Kind { .transposedConvolution }

  public var title: Bilingual { window.title(of: kind.title, usualStride: .one, groups: groups) }

  public var parameters: [Parameter] {
    let area = window.kernel.area
    let beginning = Parameter.Beginning.random(
      fanIn: outputChannels / groups * area, fanOut: inputChannels * area)
    let weight = Parameter(
      .weight, "weight", name: "kernel",
      shape: [inputChannels, outputChannels / groups, window.kernel.height, window.kernel.width],
      beginning: beginning)
    let bias = Parameter(
      .bias, "bias", name: "bias", shape: [outputChannels], beginning: beginning)
    return hasBias ? [weight, bias] : [weight]
  }

  public func outputShape(of inputs: [Shape]) throws(OperationError) -> Shape {
    try OperationError.requireMap(inputs[0], channels: inputChannels)
    guard outputChannels >= 1 else { throw .notPositive(.outputChannels, outputChannels) }
    guard groups >= 1, inputChannels % groups == 0, outputChannels % groups == 0 else {
      throw .groupsDoNotDivide(
        groups: groups, inputChannels: inputChannels, outputChannels: outputChannels)
    }
    let largest = Pair(
      max(window.stride.height, window.dilation.height) - 1,
      max(window.stride.width, window.dilation.width) - 1)
    guard (0...max(0, largest.height)).contains(outputPadding.height),
      (0...max(0, largest.width)).contains(outputPadding.width)
    else { throw .outputPadding(found: outputPadding, largest: largest) }
    let size: Pair
    do {
      size = try window.transposedSize(for: Pair(inputs[0][1], inputs[0][2]), outputPadding)
    } catch {
      throw .window(error)
    }
    guard let shape = Shape(checking: [outputChannels, size.height, size.width]),
      Shape(checking: parameters[0].shape.sizes) != nil
    else { throw .tooLarge }
    return shape
  }

  public func termsPerCell(of inputs: [Shape]) -> Int {
    inputChannels / groups * window.kernel.area
  }

  public func termsPerGradientCell(output: Shape) -> Int {
    let extent = Extent(output)
    return max(extent.height * extent.width, outputChannels / groups * window.kernel.area)
  }

  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    var terms: [Term] = []
    var sum = 0.0
    forEachStamp(over: position, of: operands) { source, input, weight in
      let factor = operands.parameters[0].elements[weight]
      sum += input * factor
      terms.append(
        Term(
          position: source, input: input, factor: factor,
          weightPlace: Term.ParameterPlace(parameter: 0, index: weight)))
    }
    let bias = operands.numbers(1)?[position.channel] ?? 0
    return Cell(
      terms: terms, arithmetic: .weightedSum(bias: bias), bias: bias, value: sum + bias)
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    var sum = 0.0
    forEachStamp(over: position, of: operands) { _, input, weight in
      sum += input * operands.parameters[0].elements[weight]
    }
    return sum + (operands.numbers(1)?[position.channel] ?? 0)
  }

  /// The input cells whose stamps cover an output cell: a grid of them, from the first to the last.
  public func inputWindow(
    of position: Position, input: Int, in operands: Operands, output: Extent
  ) -> InputWindow? {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    let rows = sources(
      position.row, window.kernel.height, window.stride.height, window.padding.height,
      window.dilation.height, extent.height
    ).map(\.place)
    let columns = sources(
      position.column, window.kernel.width, window.stride.width, window.padding.width,
      window.dilation.width, extent.width
    ).map(\.place)
    guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(),
      let right = columns.max()
    else { return nil }
    func step(_ places: [Int]) -> Int {
      let sorted = places.sorted()
      return sorted.count > 1 ? sorted[1] - sorted[0] : 1
    }
    let apart = Pair(step(rows), step(columns))
    return InputWindow(
      channels: channels(of: position.channel), row: top, column: left,
      taps: Pair((bottom - top) / apart.height + 1, (right - left) / apart.width + 1),
      dilation: apart)
  }

  /// The input channels that stamp on an output channel.
  private func channels(of output: Int) -> Range<Int> {
    let count = inputChannels / groups
    let first = output / (outputChannels / groups) * count
    return first..<(first + count)
  }

  /// Calls `body` with each input cell whose stamp covers a cell of the output, in the order channel, kernel row, kernel
  /// column, with its number and the place of the weight.
  private func forEachStamp(
    over position: Position, of operands: Operands, _ body: (Position, Double, Int) -> Void
  ) {
    let input = operands.inputs[0]
    let extent = Extent(ofBatch: input.shape)
    let rows = sources(
      position.row, window.kernel.height, window.stride.height, window.padding.height,
      window.dilation.height, extent.height)
    let columns = sources(
      position.column, window.kernel.width, window.stride.width, window.padding.width,
      window.dilation.width, extent.width)
    let perGroup = outputChannels / groups
    for channel in channels(of: position.channel) {
      let first = (channel * perGroup + position.channel % perGroup) * window.kernel.area
      for row in rows {
        for column in columns {
          body(
            Position(channel: channel, row: row.place, column: column.place),
            input.elements[extent.index(channel, row.place, column.place)],
            first + row.tap * window.kernel.width + column.tap)
        }
      }
    }
  }

  /// On one axis: the input places whose stamps cover an output place, each with the tap that does, in the order of taps.
  private func sources(
    _ output: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int, _ length: Int
  ) -> [(place: Int, tap: Int)] {
    (0..<kernel).compactMap { tap in
      let offset = output + padding - tap * dilation
      guard offset >= 0, offset.isMultiple(of: stride), offset / stride < length else { return nil }
      return (offset / stride, tap)
    }
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    switch target {
    case .input:
      let cell = extent.position(of: index)
      return stamp(of: cell, output: output).map {
        Derivative($0.position, operands.parameters[0].elements[$0.weight])
      }
    case .parameter(0): return derivatives(afterWeight: index, operands, extent, output)
    case .parameter:
      return (0..<(output.height * output.width)).map {
        Derivative(
          Position(channel: index, row: $0 / output.width, column: $0 % output.width), 1)
      }
    }
  }

  /// The output cells that an input cell's stamp covers, each with the place of its weight.
  private func stamp(
    of cell: Position, output: Extent
  ) -> [(position: Position, weight: Int)] {
    let perGroup = outputChannels / groups
    let group = cell.channel / (inputChannels / groups)
    return (0..<perGroup).flatMap { filter in
      (0..<window.kernel.area).compactMap { tap in
        let place = covered(by: cell, tap)
        guard output.contains(row: place.height, column: place.width) else { return nil }
        return (
          Position(channel: group * perGroup + filter, row: place.height, column: place.width),
          (cell.channel * perGroup + filter) * window.kernel.area + tap
        )
      }
    }
  }

  private func derivatives(
    afterWeight index: Int, _ operands: Operands, _ input: Extent, _ output: Extent
  ) -> [Derivative] {
    let (area, perGroup) = (window.kernel.area, outputChannels / groups)
    let channel = index / area / perGroup
    let filter =
      channel / (inputChannels / groups) * perGroup + index / area % perGroup
    return (0..<input.height * input.width).compactMap { place in
      let cell = Position(
        channel: channel, row: place / input.width, column: place % input.width)
      let covered = covered(by: cell, index % area)
      guard output.contains(row: covered.height, column: covered.width) else { return nil }
      return Derivative(
        Position(channel: filter, row: covered.height, column: covered.width),
        operands.inputs[0].elements[input.index(of: cell)])
    }
  }

  /// The output's row and column under one number of an input cell's stamp.
  private func covered(by cell: Position, _ tap: Int) -> Pair {
    Pair(
      cell.row * window.stride.height - window.padding.height
        + tap / window.kernel.width * window.dilation.height,
      cell.column * window.stride.width - window.padding.width
        + tap % window.kernel.width * window.dilation.width)
  }
}

extension Window {
  /// The size of a transposed convolution's output, `(n - 1) s - 2p + d(k - 1) + op + 1` on each axis.
  ///
  /// - Throws: ``WindowError`` when a number is out of range, or a size overflows or is below 1.
  func transposedSize(for input: Pair, _ outputPadding: Pair) throws(WindowError) -> Pair {
    Pair(
      try Self.transposedLength(
        .height, input.height, kernel.height, stride.height, padding.height, dilation.height,
        outputPadding.height),
      try Self.transposedLength(
        .width, input.width, kernel.width, stride.width, padding.width, dilation.width,
        outputPadding.width))
  }

  private static func transposedLength(
    _ axis: WindowError.Axis, _ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int,
    _ dilation: Int, _ extra: Int
  ) throws(WindowError) -> Int {
    guard kernel >= 1 else { throw .kernelNotPositive(axis, kernel) }
    guard stride >= 1 else { throw .strideNotPositive(axis, stride) }
    guard padding >= 0 else { throw .paddingNegative(axis, padding) }
    guard dilation >= 1 else { throw .dilationNotPositive(axis, dilation) }
    let (span, first) = dilation.multipliedReportingOverflow(by: kernel - 1)
    let (steps, second) = stride.multipliedReportingOverflow(by: input - 1)
    let (sides, third) = padding.multipliedReportingOverflow(by: 2)
    let (whole, fourth) = span.addingReportingOverflow(steps)
    // Far below the largest number, so that cells and taps can be added to it.
    guard !first, !second, !third, !fourth, whole < Int.max / 4, sides < Int.max / 4 else {
      throw .overflow(axis)
    }
    let length = whole - sides + extra + 1
    guard length >= 1 else {
      throw .paddingCutsAll(axis, padding, covered: whole + extra + 1)
    }
    return length
  }
}
