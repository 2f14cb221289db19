import Interface
import Operations
import Stepping
import Tensors

/// One of the grids that a view of a step is made of.
enum StepPanel: Hashable, Sendable {
  /// An input channel.
  case input(channel: Int)
  /// A channel of the shortcut, the second term of a sum.
  case shortcut(channel: Int)
  /// The weights of the current filter for an input channel.
  case kernel(channel: Int)
  case output

  /// The same panel for another channel.
  func of(channel: Int) -> Self {
    switch self {
    case .input: .input(channel: channel)
    case .shortcut: .shortcut(channel: channel)
    case .kernel: .kernel(channel: channel)
    case .output: .output
    }
  }
}

/// The grids of the panels: what each cell shows.
extension StepView {
  /// The panels of the operation, left to right.
  var panels: [StepPanel] {
    let input = StepPanel.input(channel: channel)
    if steps.isBackward {
      return steps.factorTensor == nil
        ? [input, .output] : [input, .kernel(channel: channel), .output]
    }
    if steps.layer == .add { return [input, .shortcut(channel: channel), .output] }
    return steps.planeWeights == nil
      ? [input, .output] : [input, .kernel(channel: channel), .output]
  }

  /// The rows and columns of a grid: those of the input with its padding.
  func bounds(of panel: StepPanel) -> (rows: Range<Int>, columns: Range<Int>) {
    switch panel {
    case .input, .shortcut:
      if inputIsVector { return (0..<inputShape[0], 0..<1) }
      return (
        -margin.before.height..<inputShape[1] + margin.after.height,
        -margin.before.width..<inputShape[2] + margin.after.width
      )
    case .kernel where steps.isBackward:
      return factors.map { ($0.rows, $0.columns) } ?? (0..<1, 0..<1)
    case .kernel:
      guard let window = steps.kernelWindow else { return bounds(of: .input(channel: channel)) }
      let cells = kernelHasGaps ? window.span : window.kernel
      return (0..<cells.height, 0..<cells.width)
    case .output:
      if steps.outputIsVector { return (0..<steps.outputShape[0], 0..<1) }
      return (0..<steps.outputShape[1], 0..<steps.outputShape[2])
    }
  }

  /// Whether a dilated kernel is drawn as wide as its window, with gaps between its numbers.
  private var kernelHasGaps: Bool {
    steps.kernelWindow.map { $0.span.height <= 16 && $0.span.width <= 16 } ?? false
  }

  func scale(of panel: StepPanel) -> StepScale {
    switch panel {
    case .input, .shortcut: scales.input
    case .kernel: scales.kernel ?? scales.input
    case .output: scales.output
    }
  }

  func numberGrid(
    of panel: StepPanel, _ density: NumberGrid.Density, _ column: NumberColumn, scale: Int = 1
  ) -> NumberGrid {
    let bounds = bounds(of: panel)
    let winner = winner
    let contents = contents(of: panel)
    let factors = if case .kernel = panel { factors } else { FactorPlane?.none }
    var grid = NumberGrid(
      rows: bounds.rows, columns: bounds.columns, density: density,
      palette: self.scale(of: panel).palette, layout: column,
      windows: window(of: panel).map { [$0] } ?? [], cursor: cursor(of: panel)
    ) { cell in
      GridCell(
        contents(cell),
        emphasis: factors.map { $0.isUsed(cell) ? .strong : .dim }
          ?? emphasis(of: panel, at: cell, reads: reads, winner: winner))
    }
    grid.scale = scale
    grid.scroll = scroll
    return grid
  }

  /// The cells of the input that a dilated window reads, or the numbers of its kernel, side by side.
  func tapGrid(of panel: StepPanel, _ column: NumberColumn) -> NumberGrid {
    let (reads, winner) = (reads, winner)
    let contents = contents(of: panel)
    let isKernel = if case .kernel = panel { true } else { false }
    let gap = kernelHasGaps ? reads.dilation : .one
    var grid = NumberGrid(
      rows: 0..<reads.taps.height, columns: 0..<reads.taps.width, density: .compact,
      palette: scale(of: panel).palette, layout: column
    ) { tap in
      if isKernel {
        return GridCell(
          contents(GridIndex(row: tap.row * gap.height, column: tap.column * gap.width)))
      }
      let cell = reads.cell(ofTap: tap)
      return GridCell(
        contents(cell), emphasis: emphasis(of: panel, at: cell, reads: reads, winner: winner))
    }
    grid.scroll = scroll
    return grid
  }

  func heatMap(of panel: StepPanel, scale: Int = 1) -> HeatMap {
    let bounds = bounds(of: panel)
    return HeatMap(
      rows: bounds.rows, columns: bounds.columns, palette: self.scale(of: panel).palette,
      window: window(of: panel), cursor: cursor(of: panel), scale: scale,
      contents: rowContents(of: panel))
  }

  /// The step whose output cell this is, among those of the current channel.
  func step(ofOutput cell: GridIndex) -> Int? {
    guard !steps.outputIsVector else {
      return steps.index(of: Position(channel: cell.row, row: 0, column: 0))
    }
    return steps.index(
      of: Position(
        channel: steps.position(of: index).channel, row: cell.row, column: cell.column))
  }

  /// The step whose window has its middle on a cell of the input, or as near as its stride allows.
  func step(over cell: GridIndex) -> Int? {
    guard let window = steps.window, !steps.isBackward else { return nil }
    let row = (cell.row + window.padding.height - window.span.height / 2) / window.stride.height
    let column =
      (cell.column + window.padding.width - window.span.width / 2) / window.stride.width
    return steps.index(
      of: Position(
        channel: steps.position(of: index).channel,
        row: min(max(row, 0), steps.outputShape[1] - 1),
        column: min(max(column, 0), steps.outputShape[2] - 1)))
  }

  private func window(of panel: StepPanel) -> GridWindow? {
    switch panel {
    case .input, .shortcut: break
    case .kernel, .output: return nil
    }
    if steps.isBackward, arriving == nil { return nil }
    guard !inputIsVector else { return GridWindow(rows: reads.channels, columns: 0..<1) }
    return GridWindow(rows: Range(reads.rows), columns: Range(reads.columns))
  }

  private func cursor(of panel: StepPanel) -> GridIndex? {
    let position = steps.position(of: index)
    if case .kernel(let channel) = panel, let weight = markedWeight,
      let shape = steps.planeWeights?.shape, shape.rank == 4
    {
      let place = shape.place(of: weight)
      let isShown =
        place[0] == position.channel && place[1] == channel - reads.channels.lowerBound
      return isShown ? GridIndex(row: place[2], column: place[3]) : nil
    }
    guard panel == .output else { return nil }
    return steps.outputIsVector
      ? GridIndex(row: position.channel, column: 0)
      : GridIndex(row: position.row, column: position.column)
  }

  /// What the cells of a panel hold. Thousands are asked for in a frame, so what they share is fetched once.
  private func contents(of panel: StepPanel) -> (GridIndex) -> GridCell.Content {
    switch panel {
    case .input(let channel):
      return Self.plane(of: input, channel, isVector: inputIsVector, steps.paddingMode)
    case .shortcut(let channel):
      guard steps.inputs.count == 2 else { return { _ in .empty } }
      return Self.plane(of: steps.inputs[1], channel, isVector: inputIsVector, .zeros)
    case .kernel(let channel): return kernelContents(channel)
    case .output:
      let (steps, whole, shape, isVector) = (
        steps, output, steps.outputShape, steps.outputIsVector
      )
      let last = showsWholeOutput || whole != nil ? steps.count - 1 : index
      let channel = steps.position(of: index).channel
      return { cell in
        let step = isVector ? cell.row : (channel * shape[1] + cell.row) * shape[2] + cell.column
        guard step >= 0, step <= last else { return .empty }
        return .number(whole?.elements[step] ?? steps.value(at: step))
      }
    }
  }

  /// What cells beside each other hold. The values of an output are computed as they are drawn, a row of them
  /// for much less than each by itself.
  private func rowContents(of panel: StepPanel) -> (Int, Range<Int>) -> [GridCell.Content] {
    guard panel == .output, output == nil, !steps.outputIsVector else {
      let contents = contents(of: panel)
      return { row, columns in columns.map { contents(GridIndex(row: row, column: $0)) } }
    }
    let (steps, shape) = (steps, steps.outputShape)
    let last = showsWholeOutput ? steps.count - 1 : index
    let channel = steps.position(of: index).channel
    return { row, columns in
      let first = (channel * shape[1] + row) * shape[2] + columns.lowerBound
      let count = min(max(0, last + 1 - first), columns.count)
      let known = count > 0 ? steps.values(from: first, count: count) : []
      return known.map { .number($0) }
        + Array(repeating: .empty, count: columns.count - known.count)
    }
  }

  /// The cells of one channel; those outside are padding, or what it repeats.
  private static func plane(
    of tensor: Tensor, _ channel: Int, isVector: Bool, _ mode: PaddingMode
  ) -> (GridIndex) -> GridCell.Content {
    let (elements, shape) = (tensor.elements, Extent(tensor.shape))
    if isVector { return { .number(elements[$0.row]) } }
    return { cell in
      guard let row = mode.source(of: cell.row, length: shape.height),
        let column = mode.source(of: cell.column, length: shape.width)
      else { return .padding }
      return .number(elements[shape.index(channel, row, column)])
    }
  }

  private func kernelContents(_ channel: Int) -> (GridIndex) -> GridCell.Content {
    if steps.isBackward {
      guard let factors else { return { _ in .empty } }
      return { .number(factors.value($0)) }
    }
    let filter = steps.position(of: index).channel
    if let convolution = steps.convolution {
      let first = convolution.channels(of: filter).lowerBound
      let gap = kernelHasGaps ? convolution.window.dilation : .one
      let kernel = convolution.kernel
      // It is drawn as it lies on the window.
      let turned = steps.isFlipped ? convolution.window.kernel : nil
      return { cell in
        guard cell.row.isMultiple(of: gap.height), cell.column.isMultiple(of: gap.width) else {
          return .empty
        }
        let tap = GridIndex(row: cell.row / gap.height, column: cell.column / gap.width)
        return .number(
          kernel[
            filter, channel - first, turned.map { $0.height - 1 - tap.row } ?? tap.row,
            turned.map { $0.width - 1 - tap.column } ?? tap.column])
      }
    }
    if case .transposedConvolution(let convolution) = steps.layer {
      let (gap, window) = (kernelHasGaps ? convolution.window.dilation : .one, convolution.window)
      let (weights, perGroup) = (steps.parameters[0], steps.parameters[0].shape[1])
      return { cell in
        guard cell.row.isMultiple(of: gap.height), cell.column.isMultiple(of: gap.width) else {
          return .empty
        }
        let tap = cell.row / gap.height * window.kernel.width + cell.column / gap.width
        return .number(
          weights.elements[
            (channel * perGroup + filter % perGroup) * window.kernel.area + tap])
      }
    }
    guard let weights = steps.planeWeights else { return { _ in .empty } }
    let (count, shape, isVector) = (input.elements.count, Extent(input.shape), inputIsVector)
    return { cell in
      let place = isVector ? cell.row : shape.index(channel, cell.row, cell.column)
      return .number(weights.elements[filter * count + place])
    }
  }

  /// The numbers of the kernel that stamps have put on the current cell are bright, the others dim.
  private func emphasis(
    ofStamp cell: GridIndex, channel: Int, _ convolution: TransposedConvolution
  ) -> GridCell.Emphasis {
    let (window, gap) = (
      convolution.window, kernelHasGaps ? convolution.window.dilation : .one
    )
    let position = steps.position(of: index)
    func covers(
      _ place: Int, _ tap: Int, _ padding: Int, _ dilation: Int, _ stride: Int, _ length: Int
    )
      -> Bool
    {
      let offset = place + padding - tap * dilation
      return offset >= 0 && offset.isMultiple(of: stride) && offset / stride < length
    }
    let isUsed =
      reads.channels.contains(channel)
      && covers(
        position.row, cell.row / gap.height, window.padding.height, window.dilation.height,
        window.stride.height, inputShape[1])
      && covers(
        position.column, cell.column / gap.width, window.padding.width, window.dilation.width,
        window.stride.width, inputShape[2])
    return isUsed ? .strong : .dim
  }

  /// The cell of the input that a maximum has chosen.
  private var winner: Position? {
    guard case .maxPooling = steps.layer, !steps.isBackward else { return nil }
    guard case .maximum(let winner?) = step.arithmetic else { return nil }
    return step.terms[winner].position
  }

  /// The receptive field is bright, and what a maximum chose in it underlined; what a dilated window steps over, and
  /// what no window ever reads, is dim.
  private func emphasis(
    of panel: StepPanel, at cell: GridIndex, reads: InputWindow, winner: Position?
  ) -> GridCell.Emphasis {
    if case .kernel(let channel) = panel, case .transposedConvolution(let convolution) = steps.layer
    {
      return emphasis(ofStamp: cell, channel: channel, convolution)
    }
    guard case .input(let channel) = panel, !inputIsVector else { return .none }
    if winner == Position(channel: channel, row: cell.row, column: cell.column) { return .winner }
    let isOutside =
      !(0..<inputShape[1]).contains(cell.row) || !(0..<inputShape[2]).contains(cell.column)
    // What padding repeats is there once more, and stays faint.
    if steps.isBackward { return reads.reads(row: cell.row, column: cell.column) ? .strong : .none }
    if isOutside { return reads.reads(row: cell.row, column: cell.column) ? .none : .dim }
    guard reads.rows.contains(cell.row), reads.columns.contains(cell.column) else {
      return steps.window?.reads(
        row: cell.row, column: cell.column, output: Pair(steps.outputShape[1], steps.outputShape[2])
      )
        == false ? .dim : .none
    }
    return reads.reads(row: cell.row, column: cell.column) ? .strong : .dim
  }
}
