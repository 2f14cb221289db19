import Interface

/// A picture of the screen, written beside the tape.
public struct Shot: Hashable, Sendable {
  /// What the picture is made of, by the ending of its file's name.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    case svg, png
    /// The text alone.
    case txt
    /// Text with the codes of an ANSI terminal, for `cat`.
    case ansi

    static let list = allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
  }

  public let name: String
  public let form: Form

  public init(name: String, form: Form) {
    self.name = name
    self.form = form
  }

  var fileName: String { "\(name).\(form.rawValue)" }

  /// The content of the file.
  func bytes(of canvas: Canvas) -> [UInt8] {
    switch form {
    case .svg: Array(VectorPicture(canvas).text.utf8)
    case .png: PixelPicture(canvas).png
    case .txt: Array((GoldenFrame(canvas).plainText + "\n").utf8)
    case .ansi: Array(AnsiWriter.lines(of: canvas).utf8)
    }
  }
}

/// The colours of one cell in a picture, where a terminal's own are light grey on almost black.
struct CellColors {
  /// Red, green and blue, 0...255.
  typealias Components = (red: Int, green: Int, blue: Int)

  static let defaultInk: Components = (208, 208, 208)
  static let defaultPaper: Components = (16, 16, 16)
  /// How much of the ink is left in dim text.
  static let dimness = 0.6

  let ink: Components
  let paper: Components

  init(_ style: Style) {
    var ink = Self.components(of: style.foreground, else: Self.defaultInk)
    var paper = Self.components(of: style.background, else: Self.defaultPaper)
    if style.attributes.contains(.reverse) { swap(&ink, &paper) }
    self.ink = style.attributes.contains(.dim) ? Self.mix(paper, ink, Self.dimness) : ink
    self.paper = paper
  }

  /// The colour between two: 0 the first, 1 the second.
  static func mix(_ from: Components, _ to: Components, _ share: Double) -> Components {
    func between(_ a: Int, _ b: Int) -> Int { Int((Double(a) + Double(b - a) * share).rounded()) }
    return (
      between(from.red, to.red), between(from.green, to.green), between(from.blue, to.blue)
    )
  }

  private static func components(of color: Color, else own: Components) -> Components {
    switch color {
    // A frame that is shown has colours in place of roles.
    case .standard, .role: own
    case .indexed(let index): Color.components(of: index)
    }
  }
}
