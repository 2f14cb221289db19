import Ground
import Interface

/// Records frames as an asciicast, version 2 (https://docs.asciinema.org/manual/asciicast/v2/).
///
/// Commands of a tape take no virtual time; so that a person can follow the recording, each is held
/// for a moment there. The same tape gives the same recording.
public final class AsciicastRecorder {
  /// How long the frame of a command stands.
  public static let pause = Duration.milliseconds(300)
  /// Frames of motion are at least so far apart.
  private static let shortest = Duration.microseconds(33_333)

  private var lines: [String] = []
  private var writer = AnsiWriter()
  private var size: Size?
  private var held = Duration.zero
  private var last: Duration?
  private var skipped: Canvas?

  public init() {}

  /// Takes a frame at a moment of virtual time.
  public func record(_ canvas: Canvas, at moment: Duration) {
    let time = moment + held
    if let last, time - last < Self.shortest, canvas.size == size {
      skipped = canvas
      return
    }
    write(canvas, at: time)
  }

  /// Holds what is shown, for a person to see what a command did.
  public func hold() {
    if let canvas = skipped, let last { write(canvas, at: last) }
    held += Self.pause
  }

  /// Shows the last frame a moment longer, then gives the terminal back to whoever looks on.
  public func end(at moment: Duration) {
    if let canvas = skipped { write(canvas, at: moment + held) }
    lines.append(Self.event(moment + held + .seconds(1), "o", writer.close()))
  }

  /// The content of the `.cast` file.
  public var content: String {
    lines.joined(separator: "\n") + "\n"
  }

  private func write(_ canvas: Canvas, at time: Duration) {
    skipped = nil
    if let size, size != canvas.size {
      lines.append(Self.event(time, "r", "\(canvas.size.columns)x\(canvas.size.rows)"))
    } else if size == nil {
      lines.append(
        "{\"version\": 2, \"width\": \(canvas.size.columns), \"height\": \(canvas.size.rows), "
          + "\"env\": {\"TERM\": \"xterm-256color\"}}")
    }
    size = canvas.size
    last = time
    let bytes = writer.bytes(for: canvas)
    if !bytes.isEmpty { lines.append(Self.event(time, "o", bytes)) }
  }

  private static func event(_ time: Duration, _ kind: String, _ data: String) -> String {
    let (seconds, attoseconds) = time.components
    let fraction = String(attoseconds / 1_000_000_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    return "[\(seconds).\(zeros)\(fraction), \"\(kind)\", \"\(escaped(data))\"]"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
