import Ground
import Interface

/// A tape in play: its program without a terminal, and the commands one after the other.
///
/// Headless runs and the playing in a terminal differ only in how they let the time of `Sleep` and
/// `Wait` pass.
public final class TapeSession<Host: TapeHost> {
  /// What a command asks for besides what it has done already.
  public enum Step: Hashable, Sendable {
    case done
    /// Virtual time has to pass.
    case sleep(Duration)
    /// Virtual time has to pass until the screen shows a text, then ``endWait(line:text:limit:)``.
    case wait(text: String, limit: Duration)
  }

  public let tape: Tape
  public private(set) var failures: [TapeFailure] = []
  /// What was written: golden frames with `--update`, and shots.
  public private(set) var written: [WrittenFile] = []
  /// Commands carried out so far, `Run` and `Size` among them, and the checks that were met.
  public private(set) var commandCount: Int
  public private(set) var passedCheckCount = 0
  /// The line for the audience.
  public private(set) var caption: String?
  public let session: HeadlessSession<Host.Played>
  /// The largest window of the tape.
  private let largestSize: Size
  private let host: Host
  private let folder: GoldenFolder
  private let updates: Bool
  private var next = 0

  /// Starts the program of the tape.
  ///
  /// - Parameters:
  ///   - size: instead of the tape's own.
  ///   - folder: where the golden frames are.
  ///   - updates: whether the frames are written instead of compared.
  /// - Throws: ``TapeHostError`` where the command line is refused; ``TapeError`` for a place of the mouse
  ///   outside the window.
  public init(
    _ tape: Tape, host: Host, size: Size? = nil, folder: GoldenFolder, updates: Bool = false
  ) throws {
    self.tape = tape
    self.host = host
    self.folder = folder
    self.updates = updates
    commandCount = tape.headCount
    let size = size ?? tape.size
    try tape.checkPlaces(in: size)
    largestSize = tape.largestSize(from: size)
    // Whatever terminal the tape is played in, the program draws for the same one.
    let capabilities = Capabilities()
    do {
      let (program, handler) = try host.start(
        arguments: tape.arguments, size: size, capabilities: capabilities)
      session = HeadlessSession(
        program, size: size, capabilities: capabilities, handler: handler)
    } catch {
      throw TapeHostError(line: tape.runLine, underlying: error)
    }
  }

  /// The command that comes next; `nil` at the end of the tape.
  public var nextLine: Tape.Line? { next < tape.lines.count ? tape.lines[next] : nil }

  /// Ends the tape here, as after a wait in vain.
  public func stop() { next = tape.lines.count }

  /// Carries out the next command, but for the time that it takes.
  ///
  /// - Throws: ``TapeHostError`` where there is nothing to train; ``TapeFileError`` where a
  ///   file cannot be written.
  public func step() throws -> Step {
    guard let line = nextLine else { return .done }
    next += 1
    commandCount += 1
    if session.isFinished, line.command.needsProgram {
      fail(line.number, .programEnded)
      stop()
      return .done
    }
    switch line.command {
    case .key(let key, let count):
      for _ in 0..<count where !session.isFinished { session.send(.key(key)) }
    case .type(let text):
      for character in TextWidth.normalized(text) { session.send(.key(.character(character))) }
    case .click(let point): session.send(.mouse(Mouse(.press, at: point)))
    case .wheel(let action, let point): session.send(.mouse(Mouse(action, at: point)))
    case .resize(let size): session.send(.resize(size))
    case .sleep(let duration): return .sleep(duration)
    case .train(let steps): try train(steps, line: line.number)
    case .wait(let text, let limit): return .wait(text: text, limit: limit)
    case .expect(let text):
      shows(text) ? pass() : fail(line.number, .notShown(text: text))
    case .expectNot(let text):
      shows(text) ? fail(line.number, .shown(text: text)) : pass()
    case .golden(let name): try compare(name, line: line.number)
    case .caption(let text): caption = text.isEmpty ? nil : text
    case .shot(let shot): written.append(try folder.write(shot, of: session.frame))
    }
    return .done
  }

  /// What an audience sees: the screen and, where the tape has captions, a row for them below it.
  public var audienceFrame: Canvas {
    let frame = session.frame
    guard tape.hasCaptions else { return frame }
    var canvas = frame.blank(size: audienceSize)
    canvas.copy(frame)
    drawCaption(on: &canvas, inRow: frame.size.rows)
    return canvas
  }

  /// The size of ``audienceFrame``.
  var audienceSize: Size { withCaption(session.size) }

  /// The largest ``audienceFrame`` of the tape.
  var largestAudienceSize: Size { withCaption(largestSize) }

  private func withCaption(_ size: Size) -> Size {
    Size(columns: size.columns, rows: size.rows + (tape.hasCaptions ? 1 : 0))
  }

  /// Leaves the program to a person: what it has begun goes on by itself from here.
  ///
  /// - Returns: the effects that make it so.
  func handOver() -> [Host.Played.Effect] { host.handOver() }

  /// Draws the line for the audience over a row, in the middle.
  func drawCaption(on canvas: inout Canvas, inRow row: Int) {
    guard let caption else { return }
    let style = Style(attributes: [.bold, .reverse])
    canvas.fill(
      Rect(column: 0, row: row, columns: canvas.size.columns, rows: 1), style: style)
    let width = TextWidth.width(of: caption)
    canvas.write(
      caption, at: Point(column: max(0, (canvas.size.columns - width) / 2), row: row), style: style)
  }

  /// Whether the screen shows a text on one of its rows.
  public func shows(_ text: String) -> Bool { Self.frame(session.frame, shows: text) }

  static func frame(_ canvas: Canvas, shows text: String) -> Bool {
    let frame = GoldenFrame(canvas)
    let text = TextWidth.normalized(text)
    return (0..<frame.size.rows).contains { frame.text(row: $0).contains(text) }
  }

  /// Ends a wait: where the screen does not show the text now, the tape fails and goes no further.
  public func endWait(text: String, limit: Duration) {
    guard !shows(text) else { return pass() }
    fail(
      tape.lines[max(0, next - 1)].number,
      .neverShown(text: text, limit: limit, isTraining: host.isTraining))
    stop()
  }

  private func train(_ steps: Int, line: Int) throws {
    do {
      for message in try host.train(steps: steps) { session.deliver(message) }
    } catch {
      throw TapeHostError(line: line, underlying: error)
    }
  }

  private func compare(_ name: String, line: Int) throws {
    let found = GoldenFrame(session.frame)
    if updates {
      written.append(try folder.keep(found, as: name))
      return
    }
    do {
      guard let kept = try folder.frame(named: name) else {
        fail(line, .frameMissing(name: name))
        return
      }
      guard let difference = FrameDifference(expected: kept, found: found) else {
        return pass()
      }
      failures.append(
        TapeFailure(
          line: line, reason: .frameDiffers(name: name), detail: difference.explanation))
    } catch {
      fail(line, .frameDamaged(name: name, error))
    }
  }

  private func pass() { passedCheckCount += 1 }

  private func fail(_ line: Int, _ reason: TapeFailure.Reason) {
    let screen = GoldenFrame(session.frame).plainText
    failures.append(
      TapeFailure(line: line, reason: reason, detail: Bilingual(screen, screen)))
  }
}

extension TapeCommand {
  /// Whether it reaches the program, rather than looks at the last frame.
  fileprivate var needsProgram: Bool {
    switch self {
    case .key, .type, .click, .wheel, .resize, .train: true
    case .sleep, .wait, .expect, .expectNot, .golden, .caption, .shot: false
    }
  }
}
