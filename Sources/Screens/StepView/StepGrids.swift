import Ground
import Interface
import Operations
import Stepping
import Tensors

/// Where the grids of a view stand: drawing and the mouse read the same places.
///
/// All panels with their numbers where they fit; else the large ones become heat maps, with the numbers
/// under the window and the kernel between them. Window and kernel get their room first; numbers get
/// narrower before anything is cut off, and what is cut off says so at its edge.
struct StepGrids {
  /// One grid.
  struct Place: Hashable {
    enum Drawing: Hashable {
      case numbers(NumberGrid.Density)
      case heatMap
      /// The numbers around the window of a grid that is too large for them.
      case excerpt
      /// The numbers that a dilated window reads, or those of its kernel, without the gaps between them.
      case taps
    }

    let panel: StepPanel
    let drawing: Drawing
    /// The room of one number.
    let column: NumberColumn
    /// With its frame, or its title line.
    let rect: Rect
    let isFramed: Bool
    /// So many times larger than need be.
    var scale = 1

    /// The room inside.
    var inner: Rect { isFramed ? rect.inset() : rect.splitRows(1).rest }
  }

  /// In the order of drawing.
  private(set) var places: [Place] = []
  /// What found no room.
  private(set) var leftOut: [StepPanel] = []
  /// The room of all grids together.
  let room: Rect

  let view: StepView
  let context: ScreenContext
  let sizes: GridSizes
  /// The rows that grids which are drawn larger leave to what stands below them.
  private let reservedRows: Int

  /// - Parameter only: the panel that has all of the room; all of them share it when `nil`.
  init(
    _ view: StepView, in room: Rect, only panel: StepPanel? = nil, reservedRows: Int = 0,
    _ context: ScreenContext
  ) {
    self.view = view
    self.room = room
    self.context = context
    self.reservedRows = reservedRows
    sizes = GridSizes(view, format: context.numbers)
    guard !room.isEmpty else { return }
    if let panel {
      placeAlone(panel.of(channel: view.channel))
    } else if !placeNumbers() {
      if view.steps.isBackward { placeBackward() } else { placeMaps() }
    }
  }

  var inputs: [Place] {
    places.filter { if case .input = $0.panel { true } else { false } }
  }

  var output: Place? { places.first { $0.panel == .output } }

  /// The first row below the grids.
  var endRow: Int { places.map(\.rect.endRow).max() ?? room.row }

  /// The edges at which a window or a kernel is cut off.
  func cropOfFocus() -> CroppedEdges {
    places.reduce(into: []) { crop, place in
      switch place.panel {
      case .kernel: crop.formUnion(view.crop(of: place, context))
      case .input, .shortcut, .output:
        if [.excerpt, .taps].contains(place.drawing) {
          crop.formUnion(view.crop(of: place, context))
        }
      }
    }
  }
}

extension StepGrids {
  mutating func add(_ panel: StepPanel, hasNumbers: Bool, rect: Rect) {
    let form = GridSizes.Form(density: .compact)
    places.append(
      Place(
        panel: panel, drawing: hasNumbers ? .numbers(.compact) : .heatMap,
        column: sizes.column(of: panel, form), rect: rect, isFramed: true))
  }

  mutating func leave(_ panel: StepPanel) { leftOut.append(panel) }
}

// MARK: One grid alone

extension StepGrids {
  /// One panel at its full size: numbers where all of them fit, else a map.
  private mutating func placeAlone(_ panel: StepPanel) {
    let inside = room.inset()
    for form in [GridSizes.Form(density: .spacious, width: 4), .init(density: .compact)] {
      let size = sizes.size(of: panel, form)
      guard size.columns <= inside.columns, size.rows <= inside.rows else { continue }
      var form = form
      form.scale = Self.largest {
        var larger = form
        larger.scale = $0
        let size = sizes.size(of: panel, larger)
        return size.columns <= inside.columns && size.rows <= inside.rows - reservedRows
      }
      place(panel, form, at: room)
      return
    }
    let map = view.heatMap(of: panel)
    let scale = largestScale([map], columns: inside.columns, rows: inside.rows)
    let size = view.heatMap(of: panel, scale: scale).size(on: context.capabilities)
    places.append(
      Place(
        panel: panel, drawing: .heatMap, column: sizes.excerptColumn(digits: 3),
        rect: Rect(
          column: room.column, row: room.row,
          columns: min(room.columns, max(size.columns, titleWidth(panel)) + 2),
          rows: min(room.rows, size.rows + 2)), isFramed: true, scale: scale))
  }

  private mutating func place(_ panel: StepPanel, _ form: GridSizes.Form, at rect: Rect) {
    let size = framed(panel, form)
    places.append(
      Place(
        panel: panel, drawing: .numbers(form.density), column: sizes.column(of: panel, form),
        rect: Rect(
          column: rect.column, row: rect.row, columns: min(size.columns, rect.columns),
          rows: min(size.rows, rect.rows)), isFramed: true, scale: form.scale))
  }

  /// The largest whole factor, up to 8.
  private static func largest(_ fits: (Int) -> Bool) -> Int {
    (2...8).reversed().first(where: fits) ?? 1
  }

  /// The largest factor with which maps side by side find room.
  private func largestScale(_ maps: [HeatMap], columns: Int, rows: Int) -> Int {
    Self.largest { scale in
      let sizes = maps.map { map in
        var map = map
        map.scale = scale
        return map.size(on: context.capabilities)
      }
      return sizes.reduce(0) { $0 + $1.columns } <= columns
        && sizes.allSatisfy { $0.rows <= rows }
    }
  }

  private func titleWidth(_ panel: StepPanel) -> Int {
    TextWidth.width(of: view.title(of: panel, width: room.columns, context)) + 2
  }

  /// The room of a grid with its frame, wide enough for the title.
  private func framed(_ panel: StepPanel, _ form: GridSizes.Form) -> Size {
    let grid = sizes.size(of: panel, form)
    return Size(columns: max(grid.columns, titleWidth(panel)) + 2, rows: grid.rows + 2)
  }
}

// MARK: All numbers

extension StepGrids {
  /// Panels side by side, each a column of one grid or, of an input of several channels, of several.
  private struct Columns {
    /// The panels of each column, from above.
    var columns: [[StepPanel]]
    var form: GridSizes.Form
  }

  /// All panels with all of their numbers, as wide and as spacious as fits.
  private mutating func placeNumbers() -> Bool {
    guard let chosen = fittingNumbers() else { return false }
    var column = room.column
    for panels in chosen.columns {
      var row = room.row
      var width = 0
      for panel in panels {
        let size = framed(panel, chosen.form)
        place(
          panel, chosen.form,
          at: Rect(column: column, row: row, columns: size.columns, rows: size.rows))
        // Bands of several channels stand in line with each other.
        row += bandRows(of: panels, panel, chosen.form)
        width = max(width, size.columns)
      }
      column += width + 1
    }
    return true
  }

  private func bandRows(of column: [StepPanel], _ panel: StepPanel, _ form: GridSizes.Form) -> Int {
    guard panel != .output, !column.contains(.output) else { return framed(panel, form).rows }
    return view.panels.filter { $0 != .output }.map { framed($0, form).rows }.max() ?? 0
  }

  private func fittingNumbers() -> Columns? {
    let panels = view.panels
    func bands(_ form: GridSizes.Form) -> Int {
      let rows = panels.filter { $0 != .output }.map { framed($0, form).rows }.max() ?? 1
      return max(1, min(view.channelsRead, room.rows / max(1, rows)))
    }
    func beside(_ form: GridSizes.Form, bands: Int) -> [[StepPanel]] {
      let channels = view.visibleChannels(bands)
      return panels.map { panel in
        panel == .output ? [.output] : channels.map(panel.of(channel:))
      }
    }
    // Below each other the kernel and the output take the least width.
    func stacked(bands: Int) -> [[StepPanel]]? {
      guard panels.count == 3 else { return nil }
      let channels = view.visibleChannels(bands)
      return [
        channels.map(panels[0].of(channel:)), channels.map(panels[1].of(channel:)) + [.output],
      ]
    }

    func chosen(_ form: GridSizes.Form) -> Columns? {
      let count = bands(form)
      if fits(beside(form, bands: count), form) {
        return Columns(columns: beside(form, bands: count), form: form)
      }
      return (1...count).reversed().lazy.compactMap(stacked).first { fits($0, form) }
        .map { Columns(columns: $0, form: form) }
    }
    let forms = [NumberGrid.Density.spacious, .compact].flatMap { density in
      [3, 2].map { GridSizes.Form(density: density, digits: $0) }
    }
    // All three digits before any other comfort.
    let ordered = forms.filter { $0.digits == 3 } + forms.filter { $0.digits < 3 }
    guard var best = ordered.lazy.compactMap(chosen).first else { return nil }
    // Closer rows where they show more channels at once.
    if let more = ordered.filter({ $0.digits == best.form.digits }).first(where: {
      bands($0) > bands(best.form)
    }), let closer = chosen(more) {
      best = closer
    }
    let plain = best
    best.form.scale = Self.largest { scale in
      var form = plain.form
      form.scale = scale
      return fits(plain.columns, form, rows: room.rows - reservedRows)
    }
    for width in [6, 5, 4, 3] {
      var wider = best
      wider.form.width = width
      if fits(wider.columns, wider.form) {
        best = wider
        break
      }
    }
    return best
  }

  private func fits(
    _ columns: [[StepPanel]], _ form: GridSizes.Form, rows: Int? = nil
  ) -> Bool {
    var width = -1
    for column in columns {
      let all = column.map { framed($0, form) }
      width += 1 + (all.map(\.columns).max() ?? 0)
      let height = column.reduce(0) { $0 + bandRows(of: column, $1, form) }
      guard height <= rows ?? room.rows else { return false }
    }
    return width <= room.columns
  }
}

// MARK: Maps, with the numbers between them

extension StepGrids {
  /// The numbers of the window and of the kernel, and how they stand.
  private struct Middle {
    var digits: Int
    /// Side by side, else below each other.
    var isWide: Bool
    /// A dilated window and kernel with the gaps between their numbers.
    var hasGaps: Bool
    var columns: Int
    var rows: Int
  }

  private mutating func placeMaps() {
    let capabilities = context.capabilities
    let outputForm = GridSizes.Form(density: .compact)
    let outputNumbers = sizes.size(of: .output, outputForm)
    let outputIsSmall =
      outputNumbers.columns + 2 <= room.columns / 3 && outputNumbers.rows + 2 <= room.rows
    let input = StepPanel.input(channel: view.channel)
    let maps = [view.heatMap(of: input)] + (outputIsSmall ? [] : [view.heatMap(of: .output)])
    var inputSize = maps[0].size(on: capabilities)
    var outputSize = outputIsSmall ? outputNumbers : maps[1].size(on: capabilities)
    // A map of few columns is still as wide as its name.
    func columns(of size: Size, _ name: StepperText) -> Int {
      max(size.columns + 2, TextWidth.width(of: name[context.language]) + 4)
    }
    let wanted = columns(of: inputSize, .input) + columns(of: outputSize, .output) + 2
    let middle = self.middle(beside: wanted, map: inputSize)
    var scale = 1
    if wanted + middle.columns <= room.columns {
      let rows = room.rows / bands(of: inputSize, middle) - 2
      scale = largestScale(
        maps,
        columns: room.columns - middle.columns - 6
          - (outputIsSmall ? outputNumbers.columns : 0), rows: rows)
      inputSize = view.heatMap(of: input, scale: scale).size(on: capabilities)
      if !outputIsSmall {
        outputSize = view.heatMap(of: .output, scale: scale).size(on: capabilities)
      }
    }
    var inputColumns = columns(of: inputSize, .input)
    var outputColumns = columns(of: outputSize, .output)
    let pitch = sizes.excerptColumn(digits: middle.digits).width + 1
    let spare = room.columns - inputColumns - outputColumns - 2 - middle.columns
    let middleColumns =
      min(middle.columns, room.columns) + max(0, min(spare / pitch, 6)) * pitch
    let sides = room.columns - middleColumns - 2
    if inputColumns + outputColumns > sides {
      inputColumns = min(inputColumns, max(sides - outputColumns, sides / 2))
      outputColumns = min(outputColumns, sides - inputColumns)
    }
    // Less than that is no picture; then the other may have the room.
    let least = 8
    if outputColumns < least, inputColumns + max(0, outputColumns) >= least {
      (inputColumns, outputColumns) = (max(0, sides + 1), 0)
    }
    let showsInput = inputColumns >= least && room.rows >= 4
    if !showsInput { leftOut.append(input) }
    let bands = bands(of: inputSize, middle)
    let height = bands == 1 ? room.rows : max(inputSize.rows + 2, middle.rows)
    for (band, channel) in view.visibleChannels(bands).enumerated() {
      var rect = room.offset(rows: band * height)
      rect.rows = height
      if showsInput {
        places.append(
          Place(
            panel: .input(channel: channel), drawing: .heatMap,
            column: sizes.excerptColumn(digits: middle.digits),
            rect: rect.splitColumns(inputColumns).left.splitRows(inputSize.rows + 2).top,
            isFramed: true, scale: scale))
        rect = rect.splitColumns(inputColumns + 1).rest
      }
      placeMiddle(in: rect.splitColumns(middleColumns).left, channel: channel, middle)
    }
    guard outputColumns >= least || outputIsSmall && outputColumns >= outputSize.columns + 2,
      room.rows >= 4
    else {
      leftOut.append(.output)
      return
    }
    let output = room.splitColumns((showsInput ? inputColumns + 1 : 0) + middleColumns + 1).rest
    places.append(
      Place(
        panel: .output, drawing: outputIsSmall ? .numbers(.compact) : .heatMap,
        column: sizes.column(of: .output, outputForm),
        rect: output.splitColumns(outputColumns).left.splitRows(outputSize.rows + 2).top,
        isFramed: true, scale: outputIsSmall ? 1 : scale))
  }

  private func bands(of input: Size, _ middle: Middle) -> Int {
    max(1, min(view.channelsRead, room.rows / max(input.rows + 2, middle.rows)))
  }

  /// The window and the panel beside it, in cells.
  ///
  /// - Parameter hasGaps: with the cells between those that a dilated window reads.
  private func focus(hasGaps: Bool) -> (window: Size, partner: Size?) {
    // Sizes from outside may be the largest numbers, which fit nowhere.
    func cells(_ rows: Int, _ columns: Int) -> Size {
      Size(columns: min(columns, 1 << 20), rows: min(rows, 1 << 20))
    }
    let bounds = view.bounds(of: .input(channel: view.channel))
    let taps = view.steps.window?.kernel ?? .one
    let span = hasGaps ? view.steps.window?.span ?? .one : taps
    let isWhole = view.steps.planeWeights != nil && view.steps.kernelWindow == nil
    let window =
      isWhole
      ? cells(bounds.rows.count, bounds.columns.count) : cells(span.height, span.width)
    guard view.panels.count == 3 else { return (window, nil) }
    if view.steps.layer == .add { return (window, window) }
    guard hasGaps else { return (window, cells(taps.height, taps.width)) }
    let kernel = view.bounds(of: .kernel(channel: view.channel))
    return (window, cells(kernel.rows.count, kernel.columns.count))
  }

  /// How window and kernel stand: with all of their cells beside maps of so many columns, else with all of
  /// their cells, else in what room there is. The gaps of a dilated window go before anything else does.
  ///
  /// - Parameter map: the size of the input's, beside which several channels may stand.
  private func middle(beside maps: Int, map: Size) -> Middle {
    let isDilated = view.steps.window.map { $0.dilation != .one } ?? false
    let forms = (isDilated ? [true, false] : [true]).flatMap { hasGaps in
      [3, 2].flatMap { digits in
        (view.panels.count == 3 ? [false, true] : [false]).map {
          middle(digits, isWide: $0, hasGaps: hasGaps)
        }
      }
    }
    let fitting = forms.filter { $0.rows <= room.rows && $0.columns <= room.columns }
    let beside = fitting.filter { $0.columns + maps <= room.columns }
    let mostBands = beside.map { bands(of: map, $0) }.max()
    return beside.first { bands(of: map, $0) == mostBands }
      ?? fitting.min { $0.columns < $1.columns }
      ?? forms.filter { $0.columns <= room.columns }.min { $0.rows < $1.rows }
      ?? forms.min { $0.columns < $1.columns } ?? middle(2, isWide: false, hasGaps: !isDilated)
  }

  private func middle(_ digits: Int, isWide: Bool, hasGaps: Bool) -> Middle {
    let (window, partner) = focus(hasGaps: hasGaps)
    let pitch = sizes.excerptColumn(digits: digits).width + 1
    let first = window.columns * pitch + 1
    let second = partner.map { $0.columns * pitch + 1 } ?? 0
    let (above, below) = (window.rows + 1, partner.map { $0.rows + 1 } ?? 0)
    return isWide
      ? Middle(
        digits: digits, isWide: true, hasGaps: hasGaps, columns: max(first, 8) + 1 + second,
        rows: max(above, below))
      : Middle(
        digits: digits, isWide: false, hasGaps: hasGaps, columns: max(first, second, 8),
        rows: above + below)
  }

  /// The numbers around the window, and the kernel, or the other term of a sum.
  private mutating func placeMiddle(in rect: Rect, channel: Int, _ middle: Middle) {
    let column = sizes.excerptColumn(digits: middle.digits)
    func place(_ panel: StepPanel, _ drawing: Place.Drawing, in rect: Rect) {
      guard rect.rows >= 2, rect.columns >= column.width + 2 else {
        if !leftOut.contains(panel) { leftOut.append(panel) }
        return
      }
      places.append(
        Place(panel: panel, drawing: drawing, column: column, rect: rect, isFramed: false))
    }
    let input = StepPanel.input(channel: channel)
    let (window, partner) = focus(hasGaps: middle.hasGaps)
    let (around, context): (Place.Drawing, Int) = middle.hasGaps ? (.excerpt, 4) : (.taps, 0)
    guard let partner, view.panels.count == 3 else {
      place(input, around, in: rect.splitRows(min(rect.rows, window.rows + 1 + context)).top)
      return
    }
    let other = view.panels[1].of(channel: channel)
    let drawing: Place.Drawing =
      other != .kernel(channel: channel)
      ? .excerpt : middle.hasGaps ? .numbers(.compact) : .taps
    if middle.isWide {
      let pitch = column.width + 1
      let second = min(partner.columns, rect.columns) * pitch + 1
      let first = max(rect.columns - second - 1, min(rect.columns / 2, window.columns * pitch + 1))
      let parts = rect.splitColumns(first)
      place(
        input, around, in: parts.left.splitRows(min(rect.rows, window.rows + 1 + context)).top)
      place(
        other, drawing,
        in: rect.splitColumns(first + 1).rest.splitRows(min(rect.rows, partner.rows + 1)).top)
      return
    }
    // The window has the rows that the kernel leaves, both half of them where there are too few.
    let below = min(partner.rows + 1, max(rect.rows - window.rows - 1, rect.rows / 2))
    let more = drawing == .excerpt ? 0 : context
    let parts = rect.splitRows(min(rect.rows - below, window.rows + 1 + more))
    place(input, around, in: parts.top)
    place(other, drawing, in: parts.rest.splitRows(below).top)
  }
}

extension StepGrids {
  /// Names the grids that found no room; `nil` where all did.
  func leftOutNotice(in language: Language) -> String? {
    guard !leftOut.isEmpty else { return nil }
    var names: [String] = []
    for panel in leftOut {
      let name = panel.name[language]
      if !names.contains(name) { names.append(name) }
    }
    return StepperText.notShown.filled(names.joined(separator: ", "), in: language)
  }
}
