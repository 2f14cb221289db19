import Ground
import Interface
import Tensors
import TestSupport
import Testing

@Suite struct WidgetTests {
  private func grid(
    rows: Int, columns: Int, density: NumberGrid.Density, window: GridWindow? = nil,
    cursor: GridIndex? = nil
  ) -> NumberGrid {
    NumberGrid(
      rows: -1..<rows + 1, columns: -1..<columns + 1, density: density,
      palette: .signed(limit: Double(rows * columns)),
      layout: NumberColumn(fitting: [0, Double(rows * columns - 1)], format: .english),
      windows: window.map { [$0] } ?? [], cursor: cursor
    ) { index in
      guard (0..<rows).contains(index.row), (0..<columns).contains(index.column) else {
        return GridCell(.padding)
      }
      return GridCell(.number(Double(index.row * columns + index.column)))
    }
  }

  @Test func `a spacious grid draws the window as a frame around its cells`() {
    let window = GridWindow(rows: -1..<1, columns: 0..<2)
    let canvas = rendered(columns: 14, rows: 9) { canvas, rect in
      grid(rows: 3, columns: 3, density: .spacious, window: window).draw(on: &canvas, in: rect)
    }
    assertGolden(canvas, "grid-spacious")
  }

  @Test func `a compact grid and a heat map keep the window visible`() {
    let window = GridWindow(rows: 0..<3, columns: 1..<4)
    for (density, name) in [(NumberGrid.Density.compact, "grid-compact"), (.pixels, "grid-pixels")]
    {
      let canvas = rendered(columns: 30, rows: 8) { canvas, rect in
        grid(
          rows: 6, columns: 6, density: density, window: window,
          cursor: GridIndex(row: 4, column: 5)
        ).draw(on: &canvas, in: rect)
      }
      assertGolden(canvas, name)
    }
  }

  @Test func `without colours and Unicode a heat map is made of characters`() {
    let canvas = rendered(
      columns: 30, rows: 8, capabilities: Capabilities(glyphs: .ascii, colors: .none)
    ) { canvas, rect in
      grid(
        rows: 6, columns: 6, density: .pixels, window: GridWindow(rows: 0..<3, columns: 1..<4)
      ).draw(on: &canvas, in: rect)
    }
    #expect(canvas.cells.allSatisfy { $0.character?.isASCII == true })
    assertGolden(canvas, "grid-pixels-ascii")
  }

  @Test func `the viewport always holds the whole window`() {
    for density in NumberGrid.Density.allCases {
      for position in -1...26 {
        let window = GridWindow(rows: position..<position + 3, columns: position..<position + 3)
        let grid = grid(rows: 28, columns: 28, density: density, window: window)
        let viewport = grid.viewport(in: Rect(column: 0, row: 0, columns: 31, rows: 13))
        #expect(viewport.rows.clamped(to: window.rows) == window.rows)
        #expect(viewport.columns.clamped(to: window.columns) == window.columns)
        #expect(!viewport.isWhole)
      }
    }
  }

  @Test func `the mouse finds the cell that is drawn under it`() {
    for density in NumberGrid.Density.allCases {
      let rect = Rect(column: 3, row: 2, columns: 31, rows: 13)
      let grid = grid(
        rows: 28, columns: 28, density: density, cursor: GridIndex(row: 20, column: 9))
      let viewport = grid.viewport(in: rect)
      for row in viewport.rows {
        for column in viewport.columns {
          let index = GridIndex(row: row, column: column)
          let place = grid.rect(of: index, in: rect)
          #expect(place != nil)
          guard let place else { continue }
          #expect(grid.index(at: Point(column: place.column, row: place.row), in: rect) == index)
          #expect(
            grid.index(at: Point(column: place.endColumn - 1, row: place.row), in: rect) == index)
        }
      }
      #expect(grid.index(at: Point(column: 0, row: 0), in: rect) == nil)
    }
  }

  @Test func `nothing traps in rooms too small to draw in`() {
    let picture = Picture(
      rows: 28, columns: 28, planes: [Array(repeating: 0.5, count: 784)],
      palette: .greys(from: 0, to: 1), outline: GridWindow(rows: -2..<3, columns: 26..<31))
    let plot = LinePlot(
      series: [.init(name: "loss", points: [PlotPoint(x: 0, y: 1)], style: .plain)],
      format: .english)
    for columns in 0...12 {
      for rows in 0...6 {
        _ = rendered(columns: columns, rows: rows) { canvas, rect in
          for density in NumberGrid.Density.allCases {
            grid(
              rows: 5, columns: 5, density: density,
              window: GridWindow(rows: 0..<3, columns: 0..<3), cursor: GridIndex(row: 0, column: 0)
            ).draw(on: &canvas, in: rect)
          }
          picture?.draw(on: &canvas, in: rect)
          plot.draw(on: &canvas, in: rect)
          KeyHints([KeyHint("q", "quit"), KeyHint("?", "help")]).draw(on: &canvas, in: rect)
          TextField("abc").draw(on: &canvas, in: rect, error: "wrong")
          Table(columns: [.init("a")], rows: [["1"]], selected: 0).draw(on: &canvas, in: rect)
          ProgressLine(share: 0.3).draw(on: &canvas, in: rect)
          Bar(share: .nan).draw(on: &canvas, in: rect)
        }
      }
    }
  }

  @Test func `a picture shows two pixels a cell and a ring around what is marked`() {
    let plane = (0..<64).map { Double($0) / 63 }
    let picture = Picture(
      rows: 8, columns: 8, planes: [plane], palette: .greys(from: 0, to: 1),
      outline: GridWindow(rows: 2..<4, columns: 2..<5))
    assertGolden(rendered(columns: 8, rows: 4) { picture?.draw(on: &$0, in: $1) }, "picture")
    let plain = Capabilities(glyphs: .ascii, colors: .none)
    assertGolden(
      rendered(columns: 8, rows: 4, capabilities: plain) { picture?.draw(on: &$0, in: $1) },
      "picture-ascii")
  }

  @Test func `plots have axes with numbers, in Braille and in ASCII`() {
    let plot = LinePlot(
      series: [
        .init(
          name: "train", points: (0...40).map { PlotPoint(x: Double($0), y: 2.3 / Double($0 + 1)) },
          style: Theme.accent),
        .init(
          name: "test",
          points: (0...10).map { PlotPoint(x: Double(4 * $0), y: 2 - Double($0) / 8) },
          style: Theme.accent2),
      ], format: .vietnamese)
    assertGolden(rendered(columns: 44, rows: 12) { plot.draw(on: &$0, in: $1) }, "plot")
    assertGolden(
      rendered(columns: 44, rows: 12, capabilities: Capabilities(glyphs: .ascii, colors: .none)) {
        plot.draw(on: &$0, in: $1)
      }, "plot-ascii")
    var logarithmic = plot
    logarithmic.yScale = .logarithmic
    assertGolden(rendered(columns: 44, rows: 12) { logarithmic.draw(on: &$0, in: $1) }, "plot-log")
  }

  /// Two curves that never share a character: one at the top, one at the bottom.
  private func twoCurves(names: [String] = ["train", "test"]) -> LinePlot {
    LinePlot(
      series: zip(names, [(2.0, Theme.accent), (0.0, Theme.accent2)]).map { name, curve in
        LinePlot.Series(
          name: name, points: (0...10).map { PlotPoint(x: Double($0), y: curve.0) },
          style: curve.1)
      }, format: .english, showsLegend: names.contains { !$0.isEmpty })
  }

  @Test func `no series hides another, whatever they are`() {
    var generator = SeededGenerator(seed: 5)
    for round in 0..<30 {
      let count = 2 + generator.integer(below: 80)
      let line = (0..<count).map { PlotPoint(x: Double($0), y: generator.uniform()) }
      // The same places, or near them, or others.
      let other = line.map { PlotPoint(x: $0.x, y: $0.y + [0, 0.02, 0.5][round % 3]) }
      for kind in [LinePlot.Series.Kind.line, .points] {
        let both = LinePlot(
          series: [
            .init(name: "train", points: line, style: Theme.accent),
            .init(name: "test", points: other, style: Theme.accent2, kind: kind),
          ], xRange: 0...Double(count), yRange: 0...2, format: .english, showsLegend: false)
        for glyphs in [Capabilities.Glyphs.unicode, .ascii] {
          for colors in [Capabilities.Colors.indexed256, .none] {
            // The same curve twice, in the same dots and no colour, is one.
            if glyphs == .unicode, colors == .none, kind == .line, round % 3 == 0 { continue }
            func drawn(_ plot: LinePlot) -> [Cell] {
              rendered(
                columns: 44, rows: 12,
                capabilities: Capabilities(glyphs: glyphs, colors: colors)
              ) { plot.draw(on: &$0, in: $1) }.cells
            }
            var (first, second) = (both, both)
            first.series[1].points = []
            second.series[0].points = []
            #expect(drawn(both) != drawn(first), "\(round) \(kind) \(glyphs) \(colors)")
            #expect(drawn(both) != drawn(second), "\(round) \(kind) \(glyphs) \(colors)")
          }
        }
      }
    }
  }

  @Test func `both curves can be told apart in every terminal, at any size`() {
    for glyphs in [Capabilities.Glyphs.unicode, .ascii] {
      for colors in [Capabilities.Colors.indexed256, .eight, .none] {
        for size in [(200, 60), (120, 40), (80, 24), (40, 12), (24, 6)] {
          let canvas = rendered(
            columns: size.0, rows: size.1,
            capabilities: Capabilities(glyphs: glyphs, colors: colors)
          ) { twoCurves(names: ["", ""]).draw(on: &$0, in: $1) }
          let dots = canvas.cells.filter { cell in
            guard let scalar = cell.character?.unicodeScalars.first else { return false }
            return (0x2801...0x28FF).contains(scalar.value) || "*o".contains(Character(scalar))
          }
          let looks = Set(dots.map { "\($0.character ?? " ") \($0.style)" })
          let kinds = Set(dots.map { colors == .none ? "\($0.character ?? " ")" : "\($0.style)" })
          #expect(kinds.count >= 2, "\(glyphs) \(colors) \(size): \(looks)\n\(canvas.plainText)")
        }
      }
    }
  }

  @Test func `plots survive what training can produce`() {
    let odd: [[Double]] = [
      [], [.nan], [.infinity, 1], [0, 0], [1e300, -1e300], [.leastNonzeroMagnitude], [-1, -2],
      [1e308, 1.1e308],
    ]
    for values in odd {
      for scale in [LinePlot.Scale.linear, .logarithmic] {
        let points = values.enumerated().map { PlotPoint(x: Double($0.offset), y: $0.element) }
        _ = rendered(columns: 40, rows: 10) {
          LinePlot(
            series: [.init(name: "loss", points: points, style: .plain)], yScale: scale,
            format: .english
          ).draw(on: &$0, in: $1)
        }
      }
    }
  }

  @Test func `the status line is cut by whole hints and keeps the help`() {
    let hints = KeyHints([KeyHint("←→", "step"), KeyHint("Space", "play"), KeyHint("?", "help")])
    #expect(hints.fitting(columns: 80).count == 3)
    #expect(hints.fitting(columns: 20).map(\.label) == ["step", "help"])
    #expect(hints.fitting(columns: 9).map(\.label) == ["help"])
    #expect(hints.fitting(columns: 5).isEmpty)
  }

  @Test func `bars are eighths of a block`() {
    #expect(Bar(share: 0.5).text(columns: 5) == "██▌")
    #expect(Bar(share: 0.001).text(columns: 5) == "▏")
    #expect(Bar(share: 0).text(columns: 5) == "")
    #expect(Bar(share: 7).text(columns: 5) == "█████")
    #expect(Bar(share: 0.5).text(columns: 4, glyphs: .ascii) == "##")
  }

  @Test func `a bar in ASCII has no whole sign for less than half of one`() {
    for columns in 1...40 {
      for thousandths in 0...1000 {
        let share = Double(thousandths) / 1000
        let bar = Bar(share: share).text(columns: columns, glyphs: .ascii)
        let signs = bar.count { $0 == "#" }
        #expect(abs(Double(signs) - share * Double(columns)) <= 0.5)
        #expect(bar.isEmpty == (share == 0))
      }
    }
  }

  @Test func `a text field edits, takes pastes as one line, and leaves other keys alone`() {
    var field = TextField("stride")
    #expect(field.update(.key(.character("!"))) == .edited)
    #expect(field.update(.paste("1\n2\u{1b}[A")) == .edited)
    #expect(field.text == "stride!1 2[A")
    #expect(field.update(.key(.control("u"))) == .edited)
    #expect(field.text == "")
    #expect(field.update(.key(.backspace)) == .edited)
    #expect(field.update(.key(.enter)) == .submitted)
    #expect(field.update(.key(.escape)) == .cancelled)
    #expect(field.update(.key(.up)) == .ignored)
    for key in [Key.left, .right, .home, .end, .delete, .control("k"), .control("w")] {
      #expect(field.update(.key(key)) == .edited)
    }
  }

  @Test func `a mark typed after its letter joins it`() {
    var field = TextField("cha")
    for mark: Character in ["\u{0323}", "\u{0302}"] { _ = field.update(.key(.character(mark))) }
    #expect(field.update(.key(.character("p"))) == .edited)
    #expect(field.text == "ch\u{1EAD}p")
    #expect(field.cursor == 4)
  }

  @Test func `a table drops what it can spare before it cuts`() {
    let table = Table(
      columns: [
        .init("layer"), .init("parameters", alignment: .right), .init("note", dispensability: 1),
      ],
      rows: [["conv", "156", "first"], ["dense", "48.120", "large"]], selected: 1)
    assertGolden(rendered(columns: 26, rows: 3) { table.draw(on: &$0, in: $1) }, "table-wide")
    assertGolden(rendered(columns: 20, rows: 3) { table.draw(on: &$0, in: $1) }, "table-narrow")
    let rect = Rect(column: 0, row: 0, columns: 20, rows: 3)
    #expect(table.row(at: Point(column: 1, row: 2), in: rect) == 1)
    #expect(table.row(at: Point(column: 1, row: 0), in: rect) == nil)
  }
}
