import Ground
import Interface
import TestSupport
import Testing

@testable import Screens

struct HeatMapTests {
  private static let palette = Palette.signed(limit: 100)

  private func value(_ index: GridIndex) -> Double {
    Double((index.row * 37 + index.column * 11) % 199 - 99)
  }

  private func map(
    rows: Int, columns: Int, window: GridWindow? = nil, cursor: GridIndex? = nil
  ) -> HeatMap {
    HeatMap(
      rows: 0..<rows, columns: 0..<columns, palette: Self.palette, window: window, cursor: cursor
    ) { row, columns in
      columns.map { .number(value(GridIndex(row: row, column: $0))) }
    }
  }

  @Test func `every pixel has the colour of its own value, two rows in a row of cells`() {
    for (rows, columns) in [(28, 28), (7, 9), (1, 1), (60, 90)] {
      let map = map(rows: rows, columns: columns)
      for size in [(90, 30), (40, 12), (20, 5), (1, 1)] {
        let rect = Rect(column: 0, row: 0, columns: size.0, rows: size.1)
        let shown = map.visible(in: rect, capabilities: Capabilities())
        let canvas = rendered(columns: size.0, rows: size.1) { map.draw(on: &$0, in: $1) }
        for (line, row) in shown.rows.enumerated() {
          for (place, column) in shown.columns.enumerated() {
            let cell = canvas[place, line / 2]
            let color = Color.indexed(
              Self.palette.index(
                for: value(GridIndex(row: row, column: column)), on: .dark) ?? 0)
            let found = line % 2 == 0 ? cell.style.foreground : cell.style.background
            #expect(found == color, "\(rows)x\(columns) in \(size): row \(row), column \(column)")
          }
        }
      }
    }
  }

  @Test func `a map larger than its room shows the part with its window, wherever that is`() {
    for position in 0...25 {
      let window = GridWindow(rows: position..<position + 3, columns: position..<position + 3)
      let map = map(rows: 28, columns: 28, window: window)
      for capabilities in [
        Capabilities(), Capabilities(colors: .eight), Capabilities(glyphs: .ascii, colors: .none),
      ] {
        let shown = map.visible(
          in: Rect(column: 0, row: 0, columns: 14, rows: 6), capabilities: capabilities)
        #expect(shown.rows.clamped(to: window.rows) == window.rows)
        #expect(shown.columns.clamped(to: window.columns) == window.columns)
      }
    }
  }

  @Test func `the frame of a 1x1 kernel and the mark of the current cell cover no pixel of theirs`()
  {
    for row in 0..<4 {
      for column in 0..<4 {
        let window = GridWindow(rows: row..<row + 1, columns: column..<column + 1)
        for map in [
          map(rows: 4, columns: 4, window: window),
          map(rows: 4, columns: 4, cursor: GridIndex(row: row, column: column)),
        ] {
          let canvas = rendered(columns: 4, rows: 2) { map.draw(on: &$0, in: $1) }
          let mark = Theme.mark.degraded(to: .indexed256).foreground
          for pixel in 0..<16 {
            let (line, place) = (pixel / 4, pixel % 4)
            let style = canvas[place, line / 2].style
            let color = line % 2 == 0 ? style.foreground : style.background
            let isAround =
              abs(line - row) <= 1 && abs(place - column) <= 1 && (line, place) != (row, column)
            #expect((color == mark) == isAround)
          }
        }
      }
    }
  }
}
