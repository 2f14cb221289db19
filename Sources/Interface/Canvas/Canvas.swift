import Ground

/// One cell: a grapheme of width 1, the left half of one of width 2, or the right half of the latter.
public struct Cell: Hashable, Sendable {
  /// The grapheme; `nil` in the cell that a wide character to the left covers.
  public var character: Character?
  public var style: Style

  public init(_ character: Character?, _ style: Style = .plain) {
    self.character = character
    self.style = style
  }

  public static let blank = Cell(" ")
}

/// A grid of cells to draw on. Drawing outside it is clipped, never trapped on.
public struct Canvas: Hashable, Sendable {
  public let size: Size
  public let capabilities: Capabilities
  public let scheme: ColorScheme
  public private(set) var cells: [Cell]

  public init(
    size: Size, capabilities: Capabilities = Capabilities(), scheme: ColorScheme = .dark
  ) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    self.capabilities = capabilities
    self.scheme = scheme
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  /// An empty canvas for the same terminal, to draw a part on.
  public func blank(size: Size) -> Canvas {
    Canvas(size: size, capabilities: capabilities, scheme: scheme)
  }

  public var bounds: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  public subscript(column: Int, row: Int) -> Cell {
    get {
      guard bounds.contains(Point(column: column, row: row)) else { return .blank }
      return cells[row * size.columns + column]
    }
    set {
      guard bounds.contains(Point(column: column, row: row)) else { return }
      let index = row * size.columns + column
      // Half of a wide character cannot stay when the other half is drawn over.
      if cells[index].character == nil, newValue.character != nil, column > 0 {
        cells[index - 1].character = " "
      }
      if column + 1 < size.columns, cells[index + 1].character == nil {
        cells[index + 1].character = " "
      }
      cells[index] = newValue
    }
  }

  /// Writes text from a place on, clipped to `clip` (the canvas unless given), and returns the
  /// column after it.
  ///
  /// Text is written as ``TextWidth/shown(_:)`` has it: nothing reaches a terminal raw. Wide characters
  /// take two cells; what has no width of its own is dropped.
  @discardableResult
  public mutating func write(
    _ text: String, at point: Point, style: Style = .plain, clip: Rect? = nil
  ) -> Int {
    let clip = (clip ?? bounds).intersection(bounds)
    var column = point.column
    for character in TextWidth.shown(text) {
      let width = TextWidth.width(of: character)
      guard width > 0 else { continue }
      let whole = Rect(column: column, row: point.row, columns: width, rows: 1)
      if whole.intersection(clip) == whole {
        self[column, point.row] = Cell(character, style)
        if width == 2 { self[column + 1, point.row] = Cell(nil, style) }
      }
      column += width
    }
    return column
  }

  /// Draws another canvas from the top left on, clipped to this one.
  public mutating func copy(_ canvas: Canvas) {
    for row in 0..<min(canvas.size.rows, size.rows) {
      for column in 0..<min(canvas.size.columns, size.columns) {
        self[column, row] = canvas[column, row]
      }
    }
  }

  /// Fills a rectangle with one character.
  public mutating func fill(_ rect: Rect, with character: Character = " ", style: Style = .plain) {
    let rect = rect.intersection(bounds)
    for row in rect.row..<max(rect.row, rect.endRow) {
      for column in rect.column..<rect.endColumn {
        self[column, row] = Cell(character, style)
      }
    }
  }

  /// Replaces every cell by a function of it.
  mutating func mapCells(_ transform: (Cell) -> Cell) {
    for index in cells.indices { cells[index] = transform(cells[index]) }
  }

  /// Adds attributes to what is drawn already, such as `.reverse` to a selected line.
  public mutating func addAttributes(_ attributes: Attributes, in rect: Rect) {
    let rect = rect.intersection(bounds)
    for row in rect.row..<max(rect.row, rect.endRow) {
      for column in rect.column..<rect.endColumn {
        cells[row * size.columns + column].style.attributes.formUnion(attributes)
      }
    }
  }
}
