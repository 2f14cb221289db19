import Interface
import Operations
import Stepping
import Tensors

/// The grids of the panels: what each cell of a place shows.
extension StepperScreen {
  /// The channels that are shown when there is room for so many: from the chosen one on.
  func visibleChannels(_ count: Int) -> Range<Int> {
    guard let steps else { return 0..<0 }
    let channels = steps.inputWindow(at: index).channels
    let first = min(channel, channels.upperBound - min(count, channels.count))
    return first..<first + min(count, channels.count)
  }

  func numberGrid(
    of subject: StepperLayout.Place.Subject, _ density: NumberGrid.Density, _ column: NumberColumn
  ) -> NumberGrid? {
    guard let steps, let scales else { return nil }
    let bounds = steps.bounds(of: subject)
    let scale: StepScale
    switch subject {
    case .input, .shortcut: scale = scales.input
    case .kernel:
      guard let kernel = scales.kernel else { return nil }
      scale = kernel
    case .output: scale = scales.output
    }
    let reads = steps.inputWindow(at: index)
    return NumberGrid(
      rows: bounds.rows, columns: bounds.columns, density: density, palette: scale.palette,
      layout: column, windows: window(of: subject, steps).map { [$0] } ?? [],
      cursor: cursor(of: subject, steps)
    ) { cell in
      GridCell(
        content(of: subject, at: cell, steps),
        emphasis: emphasis(of: subject, at: cell, reads: reads))
    }
  }

  func heatMap(of subject: StepperLayout.Place.Subject, _ steps: Steps) -> HeatMap {
    let bounds = steps.bounds(of: subject)
    let palette: Palette =
      switch subject {
      case .input, .shortcut: scales?.input.palette ?? .none
      case .kernel: scales?.kernel?.palette ?? .none
      case .output: scales?.output.palette ?? .none
      }
    return HeatMap(
      rows: bounds.rows, columns: bounds.columns, palette: palette,
      window: window(of: subject, steps), cursor: cursor(of: subject, steps)
    ) { content(of: subject, at: $0, steps) }
  }

  private func window(
    of subject: StepperLayout.Place.Subject, _ steps: Steps
  ) -> GridWindow? {
    switch subject {
    case .input, .shortcut: break
    case .kernel, .output: return nil
    }
    let reads = steps.inputWindow(at: index)
    return GridWindow(rows: Range(reads.rows), columns: Range(reads.columns))
  }

  private func cursor(
    of subject: StepperLayout.Place.Subject, _ steps: Steps
  ) -> GridIndex? {
    guard subject == .output else { return nil }
    let position = steps.position(of: index)
    return GridIndex(row: position.row, column: position.column)
  }

  private func content(
    of subject: StepperLayout.Place.Subject, at cell: GridIndex, _ steps: Steps
  ) -> GridCell.Content {
    switch subject {
    case .input(let channel):
      guard (0..<steps.inputShape[1]).contains(cell.row),
        (0..<steps.inputShape[2]).contains(cell.column)
      else { return .padding }
      return .number(steps.input[channel, cell.row, cell.column])
    case .shortcut(let channel):
      guard steps.inputs.count == 2 else { return .empty }
      return .number(steps.inputs[1][channel, cell.row, cell.column])
    case .kernel(let channel):
      guard let convolution = steps.convolution else { return .empty }
      let filter = steps.position(of: index).channel
      let first = convolution.channels(of: filter).lowerBound
      return .number(convolution.kernel[filter, channel - first, cell.row, cell.column])
    case .output:
      let filter = steps.position(of: index).channel
      guard
        let step = steps.index(
          of: Position(channel: filter, row: cell.row, column: cell.column)),
        step <= index || showsWholeOutput
      else { return .empty }
      return .number(steps.value(at: step))
    }
  }

  /// The receptive field is bright, what a dilated window steps over is dim.
  private func emphasis(
    of subject: StepperLayout.Place.Subject, at cell: GridIndex, reads: InputWindow
  ) -> GridCell.Emphasis {
    guard case .input = subject, reads.rows.contains(cell.row),
      reads.columns.contains(cell.column)
    else { return .none }
    return reads.reads(row: cell.row, column: cell.column) ? .strong : .dim
  }
}

extension StepperLayout.Place {
  /// The cell of the grid under the mouse.
  func index(at point: Point, of screen: StepperScreen, in context: ScreenContext) -> GridIndex? {
    guard let steps = screen.steps else { return nil }
    switch drawing {
    case .numbers(let density):
      return screen.numberGrid(of: subject, density, column)?.index(at: point, in: inner)
    case .excerpt:
      return screen.numberGrid(of: subject, .compact, column)?.index(at: point, in: inner)
    case .heatMap:
      return screen.heatMap(of: subject, steps)
        .index(at: point, in: inner, capabilities: context.capabilities)
    }
  }
}

extension StepperLayout.SettingsPlace {
  /// The field under the mouse.
  func field(
    at point: Point, of screen: StepperScreen, in context: ScreenContext
  ) -> SettingField? {
    screen.panel.places(
      in: rect, values: { screen.value(of: $0, in: context) }, language: context.language
    ).first { $0.rect.contains(point) && rect.contains(point) }?.field
  }
}
