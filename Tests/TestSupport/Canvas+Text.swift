import Ground
import Interface
import Playback

extension Canvas {
  /// The canvas as a person sees it, without the spaces at the ends of its rows.
  public var plainText: String { GoldenFrame(self).plainText }

  /// Whether a text stands on one of its rows.
  public func shows(_ text: String) -> Bool {
    let text = TextWidth.normalized(text)
    return (0..<size.rows).contains { GoldenFrame(self).text(row: $0).contains(text) }
  }
}

/// What a widget draws on a canvas of this size.
public func rendered(
  columns: Int, rows: Int, capabilities: Capabilities = Capabilities(),
  _ draw: (inout Canvas, Rect) -> Void
) -> Canvas {
  var canvas = Canvas(size: Size(columns: columns, rows: rows), capabilities: capabilities)
  draw(&canvas, canvas.bounds)
  return canvas.degraded()
}
