/// What the terminal can show. Widgets choose their glyphs and colours by it.
public struct Capabilities: Hashable, Sendable {
  public enum Glyphs: Hashable, Sendable { case unicode, ascii }
  public enum Colors: Hashable, Sendable { case indexed256, eight, none }

  public var glyphs: Glyphs
  public var colors: Colors

  public init(glyphs: Glyphs = .unicode, colors: Colors = .indexed256) {
    self.glyphs = glyphs
    self.colors = colors
  }
}
