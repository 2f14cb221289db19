import Ground
import Interface

/// A frame in pixels, 16x32 a cell.
struct PixelPicture {
  private let canvas: Canvas

  init(_ canvas: Canvas) { self.canvas = canvas }

  /// The content of a `.png` file: 8 bits each of red, green and blue.
  var png: [UInt8] {
    var writer = PNGWriter(
      width: canvas.size.columns * CellFont.width, height: canvas.size.rows * CellFont.height)
    let rowLength = canvas.size.columns * CellFont.width * 3
    for row in 0..<canvas.size.rows {
      // One row of cells at a time, so that no picture takes much memory.
      var pixels = [UInt8](repeating: 0, count: rowLength * CellFont.height)
      for column in 0..<canvas.size.columns { draw(column, row, on: &pixels, rowLength) }
      for line in 0..<CellFont.height {
        writer.append(row: pixels[line * rowLength..<(line + 1) * rowLength])
      }
    }
    return writer.close()
  }

  private func draw(_ column: Int, _ row: Int, on pixels: inout [UInt8], _ rowLength: Int) {
    let cell = canvas[column, row]
    guard let character = cell.character else { return }
    let cells = min(max(1, TextWidth.width(of: character)), canvas.size.columns - column)
    let width = cells * CellFont.width
    let colors = CellColors(cell.style)
    let coverage = coverage(of: character, cell.style.attributes, width: width)
    for line in 0..<CellFont.height {
      for x in 0..<width {
        let color = CellColors.mix(colors.paper, colors.ink, coverage[line * width + x])
        let place = line * rowLength + (column * CellFont.width + x) * 3
        pixels[place] = UInt8(clamping: color.red)
        pixels[place + 1] = UInt8(clamping: color.green)
        pixels[place + 2] = UInt8(clamping: color.blue)
      }
    }
  }

  /// How much ink each pixel of a character has, 0 to 1.
  private func coverage(of character: Character, _ attributes: Attributes, width: Int) -> [Double] {
    var pixels = [Double](repeating: 0, count: width * CellFont.height)
    func fill(_ shape: CellShape, _ width: Int) {
      let (left, right) = (
        Int((shape.left * Double(width)).rounded()), Int((shape.right * Double(width)).rounded())
      )
      let height = Double(CellFont.height)
      let (top, bottom) = (
        Int((shape.top * height).rounded()), Int((shape.bottom * height).rounded())
      )
      for line in top..<max(top, bottom) {
        for x in left..<max(left, right) { pixels[line * width + x] = shape.coverage }
      }
    }
    if let shapes = CellShape.shapes(of: character) {
      for shape in shapes { fill(shape, width) }
    } else if character != " " {
      var isKnown = false
      for scalar in character.unicodeScalars {
        guard let letter = CellFont.coverage(of: scalar) else { continue }
        isKnown = true
        for line in 0..<CellFont.height {
          for x in 0..<CellFont.width {
            var value = Double(letter[line * CellFont.width + x]) / 15
            if attributes.contains(.bold), x > 0 {
              value = max(value, Double(letter[line * CellFont.width + x - 1]) / 15)
            }
            pixels[line * width + x] = max(pixels[line * width + x], value)
          }
        }
      }
      if !isKnown { Self.frame.forEach { fill($0, width) } }
    }
    if attributes.contains(.underline) { fill(.underline, width) }
    return pixels
  }

  /// What stands for a character that is not in the font: an empty frame.
  private static let frame = [
    CellShape(0.15, 0.2, 0.85, 0.24), CellShape(0.15, 0.76, 0.85, 0.8),
    CellShape(0.15, 0.2, 0.22, 0.8), CellShape(0.78, 0.2, 0.85, 0.8),
  ]
}
