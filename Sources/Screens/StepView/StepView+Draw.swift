import Ground
import Interface
import Operations
import Stepping
import Tensors

extension StepView {
  /// Draws all grids, in the order of their places.
  func draw(
    _ grids: StepGrids, hasFocus: Bool = true, on canvas: inout Canvas, _ context: ScreenContext
  ) {
    for place in grids.places { draw(place, hasFocus: hasFocus, on: &canvas, context) }
  }

  private func draw(
    _ place: StepGrids.Place, hasFocus: Bool, on canvas: inout Canvas, _ context: ScreenContext
  ) {
    let crop = crop(of: place, context)
    let title = title(
      of: place.panel, drawing: place.drawing, width: place.rect.columns - 4, context)
    if place.isFramed {
      canvas.frame(
        place.rect, title: title, footer: legend(of: place, context),
        style: hasFocus && place.panel == .output ? Theme.focusedFrame : Theme.frame,
        titleStyle: Theme.title)
      canvas.mark(crop, onFrame: place.rect)
    } else {
      let marks = crop.marks.isEmpty ? "" : crop.marks + " "
      let end = canvas.write(
        marks, at: Point(column: place.rect.column, row: place.rect.row), style: Theme.mark,
        clip: place.rect)
      canvas.write(
        title,
        in: place.rect.splitRows(1).top.splitColumns(end - place.rect.column).rest,
        style: Theme.title)
    }
    drawCells(of: place, on: &canvas, in: place.inner)
  }

  private func drawCells(of place: StepGrids.Place, on canvas: inout Canvas, in rect: Rect) {
    if let grid = grid(of: place) {
      grid.draw(on: &canvas, in: rect)
    } else {
      heatMap(of: place.panel, scale: place.scale).draw(on: &canvas, in: rect)
    }
  }

  /// The grid of numbers of a place that has one.
  private func grid(of place: StepGrids.Place) -> NumberGrid? {
    switch place.drawing {
    case .numbers(let density):
      numberGrid(of: place.panel, density, place.column, scale: place.scale)
    case .excerpt: numberGrid(of: place.panel, .compact, place.column)
    case .taps: tapGrid(of: place.panel, place.column)
    case .heatMap: nil
    }
  }

  /// The edges at which something is cut off: of an excerpt, something of the window.
  func crop(of place: StepGrids.Place, _ context: ScreenContext) -> CroppedEdges {
    guard let grid = grid(of: place) else {
      return heatMap(of: place.panel, scale: place.scale)
        .crop(in: place.inner, capabilities: context.capabilities)
    }
    let viewport = grid.viewport(in: place.inner)
    guard place.drawing == .excerpt else { return viewport.crop }
    guard let window = grid.windows.first else { return [] }
    return CroppedEdges(
      showing: viewport.rows.clamped(to: window.rows),
      viewport.columns.clamped(to: window.columns), of: window.rows, window.columns)
  }

  /// The cell of a grid under the mouse.
  func cell(at point: Point, of place: StepGrids.Place, in context: ScreenContext) -> GridIndex? {
    if place.drawing == .taps {
      return grid(of: place)?.index(at: point, in: place.inner).map(reads.cell(ofTap:))
    }
    return grid(of: place)?.index(at: point, in: place.inner)
      ?? (place.drawing == .heatMap
        ? heatMap(of: place.panel, scale: place.scale)
          .index(at: point, in: place.inner, capabilities: context.capabilities) : nil)
  }

  /// The step that a click on the grids asks for: a cell of the output, or a cell of the input that the
  /// window goes to.
  func step(at point: Point, in grids: StepGrids, _ context: ScreenContext) -> Int? {
    for place in grids.places {
      guard let cell = cell(at: point, of: place, in: context) else { continue }
      switch place.panel {
      case .output: return step(ofOutput: cell)
      case .input: return step(over: cell)
      case .shortcut, .kernel: continue
      }
    }
    return nil
  }

  /// What the characters of a map stand for, where it is made of some.
  private func legend(of place: StepGrids.Place, _ context: ScreenContext) -> String {
    guard place.drawing == .heatMap else { return "" }
    return heatMap(of: place.panel)
      .legend(on: context.capabilities, format: context.numbers)?
      .text(columns: place.rect.columns - 4) ?? ""
  }

  /// The output alone in a frame, as numbers where they fit.
  func drawOutput(
    on canvas: inout Canvas, in rect: Rect, title: String, _ context: ScreenContext
  ) {
    guard let place = StepGrids(self, in: rect, only: .output, context).places.first else { return }
    canvas.frame(
      rect, title: title, footer: legend(of: place, context), style: Theme.frame,
      titleStyle: Theme.title)
    canvas.mark(crop(of: place, context), onFrame: rect)
    drawCells(of: place, on: &canvas, in: place.inner)
  }

  /// The arithmetic of the current cell.
  func drawEquation(on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext) {
    var room = rect.inset(columns: 1, rows: 0)
    if room.rows >= 2, let sums = ChannelSums(of: step) {
      let parts = room.splitLastRows(1)
      room = parts.rest
      canvas.write(
        sums.text(columns: room.columns, context), in: parts.bottom, style: Theme.dim)
    }
    Equation(
      of: step, in: steps, label: cellName(in: context),
      limit: Equation.limit(in: room), TermWriter(context)
    ).draw(on: &canvas, in: room)
  }

  /// The title of a panel; the sizes are left out where they find no room.
  func title(
    of panel: StepPanel, drawing: StepGrids.Place.Drawing? = nil, width: Int,
    _ context: ScreenContext
  ) -> String {
    let language = context.language
    if steps.isBackward { return backwardTitle(of: panel, width: width, context) }
    let isExcerpt = drawing == .excerpt || drawing == .taps
    func size(_ shape: Shape) -> String { " \(shape[1])x\(shape[2])" }
    var (name, sizes, rest): (String, String, String)
    switch panel {
    case .input(let channel):
      name = isExcerpt ? StepperText.window[language] : steps.name(ofInput: source)[language]
      sizes = isExcerpt ? "" : size(inputShape)
      rest = suffix(channel: channel, of: inputShape, isVector: inputIsVector, language)
      if drawing == .taps, let window = steps.window {
        sizes = ", \(StepperText.fieldDilation[language]) \(window.dilationText)"
      }
      if !isExcerpt, let window = steps.window, window.padding != .zero || window.extra != .zero {
        sizes += ", " + StepperText.padded.filled(window.paddingText, in: language)
        if steps.paddingMode != .zeros { sizes += " " + steps.paddingMode.rawValue }
      }
    case .shortcut(let channel):
      name = BlockText.shortcut[language]
      (sizes, rest) = (
        "", suffix(channel: channel, of: inputShape, isVector: inputIsVector, language)
      )
    case .kernel(let channel):
      let filters = steps.operationOutputShape[0]
      name =
        steps.kernelWindow == nil ? StepperText.weights[language] : StepperText.kernel[language]
      if filters > 1 { name += " \(steps.position(of: index).channel)" }
      if steps.isFlipped { name += ", " + StepperText.turned[language] }
      let read = reads.channels.count
      (sizes, rest) = (
        "", inputIsVector || read == 1 ? "" : ", " + channelText(channel, language)
      )
    case .output:
      name = StepperText.output[language]
      sizes = size(steps.outputShape)
      rest = suffix(
        channel: steps.position(of: index).channel, of: steps.outputShape,
        isVector: steps.outputIsVector, language)
    }
    if panel == .output, steps.outputIsVector { sizes = " \(steps.outputShape[0])" }
    if case .input = panel, inputIsVector, !isExcerpt { sizes = " \(inputShape[0])" }
    return [name + sizes + rest, name + rest].first { TextWidth.width(of: $0) <= width } ?? name
  }

  private func backwardTitle(
    of panel: StepPanel, width: Int, _ context: ScreenContext
  ) -> String {
    let language = context.language
    func sized(_ name: String, _ shape: Shape, _ channel: Int) -> String {
      let isVector = shape[1] == 1 && shape[2] == 1
      let size = isVector ? " \(shape[0])" : " \(shape[1])x\(shape[2])"
      let rest = isVector || shape[0] == 1 ? "" : ", " + channelText(channel, language)
      return [name + size + rest, name + rest].first { TextWidth.width(of: $0) <= width } ?? name
    }
    switch panel {
    case .input(let channel), .shortcut(let channel):
      return sized(StepperText.arriving[language], inputShape, channel)
    case .kernel:
      let name = factors?.isInput == true ? StepperText.input : StepperText.weights
      return name[language]
    case .output:
      return sized(
        steps.derivativeName(isASCII: context.capabilities.glyphs == .ascii), steps.outputShape,
        steps.position(of: index).channel)
    }
  }

  /// `, channel 2`, where there is more than one.
  private func suffix(
    channel: Int, of shape: Shape, isVector: Bool, _ language: Language
  ) -> String {
    shape[0] > 1 && !isVector ? ", " + channelText(channel, language) : ""
  }

  private func channelText(_ channel: Int, _ language: Language) -> String {
    StepperText.inputChannel.filled("\(channel)", in: language)
  }
}

extension InputWindow {
  /// The cell of the input under a tap, by its row and column among the taps.
  func cell(ofTap tap: GridIndex) -> GridIndex {
    GridIndex(row: row + tap.row * dilation.height, column: column + tap.column * dilation.width)
  }
}

extension Window {
  /// `1`, `1,2`, or where the sides differ `1+2` of both.
  fileprivate var paddingText: String {
    func text(_ before: Int, _ after: Int) -> String {
      before == after ? "\(before)" : "\(before)+\(after)"
    }
    let rows = text(padding.height, paddingAfter.height)
    let columns = text(padding.width, paddingAfter.width)
    return rows == columns ? rows : "\(rows),\(columns)"
  }

  /// `2`, or `2,1`
  fileprivate var dilationText: String {
    dilation.height == dilation.width
      ? "\(dilation.height)" : "\(dilation.height),\(dilation.width)"
  }
}
