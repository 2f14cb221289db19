import Ground
import Interface
import TestSupport
import Testing

/// What says where the computation is: found at a glance, and over no number and no pixel.
struct MarkTests {
  private static let terminals: [Capabilities] =
    [Capabilities.Glyphs.unicode, .ascii].flatMap { glyphs in
      [Capabilities.Colors.indexed256, .eight, .none].map {
        Capabilities(glyphs: glyphs, colors: $0)
      }
    }

  private func grid(
    _ density: NumberGrid.Density, size: Int, window: GridWindow?, cursor: GridIndex?
  ) -> NumberGrid {
    NumberGrid(
      rows: 0..<size, columns: 0..<size, density: density, palette: .signed(limit: 8),
      layout: NumberColumn(fitting: [-8, 8], format: .english), windows: window.map { [$0] } ?? [],
      cursor: cursor
    ) { GridCell(.number(Double($0.row * 5 + $0.column * 3) - 8)) }
  }

  @Test(arguments: NumberGrid.Density.allCases, terminals)
  func `a window of one cell, and the current cell, are marked around their number`(
    density: NumberGrid.Density, capabilities: Capabilities
  ) throws {
    for size in 1...3 {
      let rect = Rect(column: 2, row: 2, columns: 24, rows: 12)
      let plain = rendered(columns: 30, rows: 16, capabilities: capabilities) { canvas, _ in
        grid(density, size: size, window: nil, cursor: nil).draw(on: &canvas, in: rect)
      }
      for row in 0..<size {
        for column in 0..<size {
          let index = GridIndex(row: row, column: column)
          let window = GridWindow(rows: row..<row + 1, columns: column..<column + 1)
          for grid in [
            grid(density, size: size, window: window, cursor: nil),
            grid(density, size: size, window: nil, cursor: index),
          ] {
            let marked = rendered(columns: 30, rows: 16, capabilities: capabilities) { canvas, _ in
              grid.draw(on: &canvas, in: rect)
            }
            let place = try #require(grid.rect(of: index, in: rect))
            for column in place.column..<place.endColumn {
              let (before, after) = (plain[column, place.row], marked[column, place.row])
              #expect(after.character == before.character)
              #expect(after.style.background == before.style.background)
            }
            // A plane of one pixel has nothing around it.
            #expect(marked != plain || (size == 1 && density == .pixels && grid.cursor == nil))
          }
        }
      }
    }
  }

  @Test(arguments: terminals)
  func `a picture shows every pixel of what is marked in it`(capabilities: Capabilities) throws {
    let plane = (0..<25).map { Double($0 * 7 % 25) / 24 }
    func picture(_ outline: GridWindow?) throws -> Canvas {
      let picture = try #require(
        Picture(
          rows: 5, columns: 5, planes: [plane], palette: .greys(from: 0, to: 1), outline: outline))
      return rendered(columns: 5, rows: 3, capabilities: capabilities) {
        picture.draw(on: &$0, in: $1)
      }
    }
    let plain = try picture(nil)
    for row in 0..<5 {
      for column in 0..<5 {
        let marked = try picture(
          GridWindow(rows: row..<row + 1, columns: column..<column + 1))
        #expect(marked != plain)
        let (before, after) = (plain[column, row / 2], marked[column, row / 2])
        #expect(before.character == after.character)
        #expect(
          row % 2 == 0
            ? before.style.foreground == after.style.foreground
            : before.style.background == after.style.background)
      }
    }
  }
}
