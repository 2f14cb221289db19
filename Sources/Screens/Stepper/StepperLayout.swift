import Ground
import Commands
import Interface
import Operations
import Stepping
import Tensors

/// Where everything of a stepper stands: drawing and the mouse read the same places.
///
/// Three panels side by side with numbers where they fit; else the large ones become heat maps, with
/// the numbers under the window between them. Below them the arithmetic, which stays longest when
/// there is little room.
struct StepperLayout {
  /// One grid of the panels.
  struct Place: Hashable {
    enum Drawing: Hashable {
      case numbers(NumberGrid.Density)
      case heatMap
      /// The numbers around the window of a grid that is too large for them.
      case excerpt
    }

    enum Subject: Hashable {
      /// An input channel.
      case input(channel: Int)
      /// A channel of the shortcut, the second term of a sum.
      case shortcut(channel: Int)
      /// The weights of the current filter for an input channel.
      case kernel(channel: Int)
      case output
    }

    let subject: Subject
    let drawing: Drawing
    /// The room of one number.
    let column: NumberColumn
    /// With its frame, or its title line.
    let rect: Rect
    let isFramed: Bool

    /// The room inside.
    var inner: Rect { isFramed ? rect.inset() : rect.splitRows(1).rest }
  }

  /// The places of the panels, in the order of drawing.
  private(set) var places: [Place] = []
  private(set) var equation: Rect
  private(set) var formula: Rect?
  /// The line with the step, the line of progress and the multiply-adds.
  private(set) var status: Rect?
  private(set) var rule: Rect?
  private(set) var settings: SettingsPlace?
  /// The room of all panels together.
  private(set) var panels: Rect
  /// What found no room.
  private(set) var leftOut: [StepperText] = []

  struct SettingsPlace: Hashable { let rect: Rect }

  var inputs: [Place] {
    places.filter { if case .input = $0.subject { true } else { false } }
  }

  var output: Place? { places.first { $0.subject == .output } }

  /// The part of the status line that shows the progress.
  private(set) var progress: Rect?
  /// The terms of the current cell, where there is room to spare.
  private(set) var terms: Rect?

  /// How much of a stepper is drawn.
  enum Form: Hashable {
    case whole
    /// Grids and arithmetic alone, for a scene on another screen.
    case scene
    /// Grids alone.
    case grids
  }

  init(_ screen: StepperScreen, in context: ScreenContext, form: Form = .whole) {
    let area = context.area
    let isBare = form != .whole
    var rest = area
    func takeBottom(_ rows: Int) -> Rect {
      let parts = rest.splitLastRows(rows)
      rest = parts.rest
      return parts.bottom
    }
    if area.rows >= 9, !isBare {
      let rows = screen.panel.rows(
        columns: area.columns, values: { screen.value(of: $0, in: context) },
        language: context.language)
      settings = SettingsPlace(rect: takeBottom(min(rows, area.rows / 4)))
    }
    if area.rows >= 15, !isBare { rule = takeBottom(1) }
    if area.rows >= 3, !isBare { status = takeBottom(1) }
    if area.rows >= 11, !isBare, screen.steps?.window != nil { formula = takeBottom(1) }
    equation = takeBottom(form == .grids ? 0 : area.rows >= 40 ? 3 : area.rows >= 8 ? 2 : 1)
    panels = rest
    guard let steps = screen.steps, let scales = screen.scales else { return }
    if screen.termScroll == nil {
      let width = panels.columns
      let titles = { screen.title(of: $0, isExcerpt: false, width: width, steps, context) }
      let sizes = GridSizes(steps, scales, language: context.language)
      if !placeNumbers(sizes, screen, steps, titles) {
        placeHeatMaps(sizes, screen, steps, context)
      }
      if isBare {
        closeUp()
      } else {
        giveSpareRows()
      }
    }
    placeProgress(screen.statusTexts(steps, in: context))
  }

  /// With rows to spare the arithmetic moves up to the grids, and the terms are listed below.
  private mutating func giveSpareRows() {
    let used = places.map(\.rect.endRow).max() ?? panels.row
    let spare = panels.endRow - used - 1
    guard spare >= 6 else { return }
    equation = equation.offset(rows: -spare)
    formula = formula?.offset(rows: -spare)
    status = status?.offset(rows: -spare)
    rule = rule?.offset(rows: -spare)
    settings = settings.map { SettingsPlace(rect: $0.rect.offset(rows: -spare)) }
    let above = settings?.rect ?? rule ?? status ?? equation
    terms = Rect(
      column: panels.column, row: above.endRow, columns: panels.columns, rows: spare)
  }

  /// In a scene the arithmetic stands right below the grids.
  private mutating func closeUp() {
    let used = places.map(\.rect.endRow).max() ?? panels.row
    let spare = panels.endRow - used
    guard spare > 0, !places.isEmpty else { return }
    equation = equation.offset(rows: -spare)
  }

  private mutating func placeProgress(_ texts: (left: String, right: String)) {
    guard let status else { return }
    let left = TextWidth.width(of: texts.left) + 2
    let right = TextWidth.width(of: texts.right) + 2
    guard status.columns - left - right >= 6 else { return }
    progress = Rect(
      column: status.column + left, row: status.row, columns: status.columns - left - right,
      rows: 1)
  }

  /// Three panels with all of their numbers, as wide and as spacious as fits.
  private mutating func placeNumbers(
    _ sizes: GridSizes, _ screen: StepperScreen, _ steps: Steps,
    _ title: (Place.Subject) -> String
  ) -> Bool {
    let channels = steps.inputWindow(at: screen.index).channels.count
    var subjects = sizes.subjects(channel: screen.channel)
    func fits(_ density: NumberGrid.Density, _ width: Int) -> Bool {
      let all = subjects.map { framed(sizes, $0, density, width, title) }
      return all.reduce(-1) { $0 + $1.columns + 1 } <= panels.columns
        && all.allSatisfy { $0.rows <= panels.rows }
    }
    func shown(_ density: NumberGrid.Density) -> Int {
      let rows = subjects.filter { $0 != .output }.map {
        framed(sizes, $0, density, 0, title).rows
      }
      return max(1, min(channels, panels.rows / (rows.max() ?? 1)))
    }
    var densities = [NumberGrid.Density.spacious, .compact].filter { fits($0, 0) }
    if densities.isEmpty, subjects.contains(.kernel(channel: screen.channel)) {
      // Its numbers stand in the arithmetic, too.
      subjects.removeAll { $0 == .kernel(channel: screen.channel) }
      densities = [NumberGrid.Density.spacious, .compact].filter { fits($0, 0) }
      if !densities.isEmpty { leftOut.append(.kernel) }
    }
    guard let first = densities.first else { return false }
    // Closer rows where they show more channels at once.
    let density = densities.first { shown($0) > shown(first) } ?? first
    let width = [6, 5, 4, 3].first { fits(density, $0) } ?? 0
    let visible = screen.visibleChannels(shown(density))
    var column = panels.column
    for subject in subjects {
      let size = framed(sizes, subject, density, width, title)
      var row = panels.row
      for subject in subject == .output ? [.output] : visible.map(subject.of(channel:)) {
        places.append(
          Place(
            subject: subject, drawing: .numbers(density),
            column: sizes.column(of: subject, width: width),
            rect: Rect(column: column, row: row, columns: size.columns, rows: size.rows),
            isFramed: true))
        row +=
          subjects.filter { $0 != .output }
          .map { framed(sizes, $0, density, width, title).rows }.max() ?? 0
      }
      column += size.columns + 1
    }
    return true
  }

  /// The room of a grid with its frame, wide enough for the title.
  private func framed(
    _ sizes: GridSizes, _ subject: Place.Subject, _ density: NumberGrid.Density, _ width: Int,
    _ title: (Place.Subject) -> String
  ) -> Size {
    let grid = sizes.size(of: subject, density, width: width)
    return Size(
      columns: max(grid.columns, TextWidth.width(of: title(subject)) + 2) + 2,
      rows: grid.rows + 2)
  }

  private mutating func placeHeatMaps(
    _ sizes: GridSizes, _ screen: StepperScreen, _ steps: Steps, _ context: ScreenContext
  ) {
    let outputNumbers = sizes.size(of: .output, .compact, width: 0)
    let outputIsSmall =
      outputNumbers.columns + 2 <= panels.columns / 3 && outputNumbers.rows + 2 <= panels.rows
    let outputSize =
      outputIsSmall
      ? outputNumbers : screen.heatMap(of: .output, steps).size(on: context.capabilities)
    let inputSize = screen.heatMap(of: .input(channel: screen.channel), steps)
      .size(on: context.capabilities)
    // The middle column: the numbers around the window, and the kernel below in the same columns.
    let number = sizes.excerptColumn
    let pitch = number.width + 1
    let kernel = steps.convolution.map { _ in steps.window?.kernel ?? .one }
    let span = steps.window?.span ?? .one
    let needed = max(
      8, min(max(span.width, kernel?.width ?? 0) * pitch + 1, panels.columns * 2 / 5))
    // A map of few columns is still as wide as its name.
    func columns(of size: Size, named name: StepperText) -> Int {
      max(size.columns + 2, TextWidth.width(of: name[context.language]) + 4)
    }
    var inputColumns = columns(of: inputSize, named: .input)
    var outputColumns = columns(of: outputSize, named: .output)
    let spare = panels.columns - inputColumns - outputColumns - 2 - needed
    let middle = needed + max(0, min(spare / pitch, 6)) * pitch
    let sides = panels.columns - middle - 2
    if inputColumns + outputColumns > sides {
      inputColumns = min(inputColumns, max(sides - outputColumns, sides / 2))
      outputColumns = min(outputColumns, sides - inputColumns)
    }
    let channels = steps.inputWindow(at: screen.index).channels.count
    let bands = max(1, min(channels, panels.rows / (inputSize.rows + 2)))
    let height = bands == 1 ? panels.rows : inputSize.rows + 2
    let showsInput = inputColumns >= 6 && panels.rows >= 4
    if !showsInput { leftOut.append(.input) }
    for (band, channel) in screen.visibleChannels(bands).enumerated() {
      var rect = panels.offset(rows: band * height)
      rect.rows = height
      if showsInput {
        let input = rect.splitColumns(inputColumns).left
        places.append(
          Place(
            subject: .input(channel: channel), drawing: .heatMap, column: number,
            rect: input.splitRows(inputSize.rows + 2).top, isFramed: true))
        rect = rect.splitColumns(inputColumns + 1).rest
      }
      placeMiddle(
        in: rect.splitColumns(middle).left, channel: channel, rows: span.height, kernel: kernel,
        number, steps)
    }
    guard outputColumns >= 6, panels.rows >= 4 else {
      leftOut.append(.output)
      return
    }
    let output = panels.splitColumns((showsInput ? inputColumns + 1 : 0) + middle + 1).rest
    places.append(
      Place(
        subject: .output, drawing: outputIsSmall ? .numbers(.compact) : .heatMap,
        column: sizes.column(of: .output, width: 0),
        rect: output.splitColumns(outputColumns).left.splitRows(outputSize.rows + 2).top,
        isFramed: true))
  }

  /// The numbers around the window, and below them the kernel, or the other term of a sum.
  private mutating func placeMiddle(
    in rect: Rect, channel: Int, rows: Int, kernel: Pair?, _ column: NumberColumn,
    _ steps: Steps
  ) {
    guard rect.rows >= 2 else { return }
    func place(_ subject: Place.Subject, _ drawing: Place.Drawing, in rect: Rect) {
      places.append(
        Place(subject: subject, drawing: drawing, column: column, rect: rect, isFramed: false))
    }
    if steps.layer == .add, rect.rows >= 4 {
      let parts = rect.splitRows(min(rect.rows / 2, 6))
      place(.input(channel: channel), .excerpt, in: parts.top)
      place(
        .shortcut(channel: channel), .excerpt, in: parts.rest.splitRows(parts.top.rows).top)
      return
    }
    let kernelRows = kernel.map { $0.height + 1 } ?? 0
    let hasKernel = kernel != nil && rows + 1 + kernelRows <= rect.rows
    let parts = rect.splitRows(min(rect.rows - (hasKernel ? kernelRows : 0), rows + 5))
    place(.input(channel: channel), .excerpt, in: parts.top)
    if hasKernel {
      place(
        .kernel(channel: channel), .numbers(.compact), in: parts.rest.splitRows(kernelRows).top)
    } else if kernel != nil, !leftOut.contains(.kernel) {
      leftOut.append(.kernel)
    }
  }
}

extension StepperLayout.Place.Subject {
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
