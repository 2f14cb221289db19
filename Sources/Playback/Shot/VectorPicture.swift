import Ground
import Interface

/// A frame as SVG: text as text, so that it stays sharp and can be searched; lines and blocks as shapes, so
/// that they meet in every font.
struct VectorPicture {
  /// Pixels of a cell at the picture's own size.
  private static let width = 9
  private static let height = 18
  private static let baseline = 14

  let text: String

  init(_ canvas: Canvas) {
    let (width, height) = (Self.width, Self.height)
    let size = (columns: canvas.size.columns * width, rows: canvas.size.rows * height)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size.columns) \(size.rows)\" "
        + "width=\"\(size.columns)\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" "
        + "font-size=\"14\" shape-rendering=\"crispEdges\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"\(Self.hex(CellColors.defaultPaper))\"/>",
    ]
    for row in 0..<canvas.size.rows {
      for column in 0..<canvas.size.columns {
        let cell = canvas[column, row]
        guard let character = cell.character else { continue }
        let cells = TextWidth.width(of: character)
        let colors = CellColors(cell.style)
        let (left, top) = (column * width, row * height)
        func box(_ shape: CellShape, _ color: CellColors.Components) {
          lines.append(
            "<rect x=\"\(Self.number(Double(left) + shape.left * Double(width)))\" "
              + "y=\"\(Self.number(Double(top) + shape.top * Double(height)))\" "
              + "width=\"\(Self.number((shape.right - shape.left) * Double(width)))\" "
              + "height=\"\(Self.number((shape.bottom - shape.top) * Double(height)))\" "
              + "fill=\"\(Self.hex(color))\"/>")
        }
        if colors.paper != CellColors.defaultPaper {
          box(CellShape(0, 0, Double(max(1, cells)), 1), colors.paper)
        }
        if let shapes = CellShape.shapes(of: character) {
          for shape in shapes {
            box(shape, CellColors.mix(colors.paper, colors.ink, shape.coverage))
          }
        } else if character != " " {
          let weight = cell.style.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
          let slant = cell.style.attributes.contains(.italic) ? " font-style=\"italic\"" : ""
          lines.append(
            "<text x=\"\(left)\" y=\"\(top + Self.baseline)\" fill=\"\(Self.hex(colors.ink))\""
              + "\(weight)\(slant)>\(Self.escaped(character))</text>")
        }
        if cell.style.attributes.contains(.underline) { box(.underline, colors.ink) }
      }
    }
    text = (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private static func escaped(_ character: Character) -> String {
    switch character {
    case "<": "&lt;"
    case ">": "&gt;"
    case "&": "&amp;"
    default: String(character)
    }
  }

  private static func hex(_ color: CellColors.Components) -> String {
    "#"
      + [color.red, color.green, color.blue].map {
        ($0 < 16 ? "0" : "") + String($0, radix: 16)
      }.joined()
  }

  /// A tenth of a pixel is enough.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
