import Ground
import Interface
import Terminal

/// Shows every event that reaches it.
struct Recorder: Program {
  let capabilities: Capabilities
  var events: [String] = []
  var size = Size(columns: 0, rows: 0)
  var ticks = 0
  var isTicking = false
  var isFinished = false
  var tickInterval: Duration? { isTicking ? .milliseconds(10) : nil }

  mutating func update(_ event: Event) -> [String] {
    switch event {
    case .key(.character("q")): isFinished = true
    case .key(.character("t")): isTicking.toggle()
    case .key(.character("m")): return ["message"]
    case .key(.character("X")): return ["crash"]
    case .key(.character("A")): return ["abort"]
    case .key(.character("F")): return ["trap"]
    case .key(.character("E")): return ["error"]
    case .resize(let size): self.size = size
    case .tick:
      ticks += 1
      if ticks == 20 { isTicking = false }
      return []
    default: break
    }
    events.append(Self.text(event))
    return []
  }

  private static func text(_ event: Event) -> String {
    switch event {
    case .key(let key): "key \(key)"
    case .mouse(let mouse): "\(mouse.action) at \(mouse.point.column),\(mouse.point.row)"
    case .paste(let text): "paste \(text.debugDescription)"
    case .resize(let size): "size \(size.columns)x\(size.rows)"
    case .tick: "tick"
    }
  }

  mutating func receive(_ message: String) -> [String] {
    events.append(message)
    return []
  }

  func draw(on canvas: inout Canvas) {
    canvas.frame(canvas.bounds, title: "tích chập \(size.columns)x\(size.rows)")
    let inside = canvas.bounds.inset()
    canvas.write("ticks \(ticks)", in: inside.line(0), style: Theme.selection)
    canvas.write(
      "19", at: Point(column: 40, row: 1),
      style: Palette.signed(limit: 1).style(for: 1, on: canvas.capabilities, scheme: canvas.scheme))
    canvas.write(
      "\(capabilities.glyphs) \(capabilities.colors)", in: inside.line(1), style: Theme.dim)
    for (line, event) in events.suffix(max(0, inside.rows - 2)).enumerated() {
      canvas.write("\(events.count) \(event)", in: inside.line(line + 2), style: Theme.accent)
    }
  }
}

final class Effects: EffectHandler {
  func perform(_ effect: String, deliver: @escaping @Sendable (String) -> Void) {
    switch effect {
    case "crash": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    case "abort": abort()
    case "error": try? StandardStream.error.writeLine("a warning of a library")
    case "trap": fatalError("said while the screen is shown")
    default:
      // From another thread, as training's messages come.
      var thread = pthread_t()
      let box = Unmanaged.passRetained(Box(deliver: deliver))
      pthread_create(
        &thread, nil,
        { argument in
          if let argument {
            Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().deliver("delivered")
          }
          return nil
        }, box.toOpaque())
    }
  }

  final class Box {
    let deliver: @Sendable (String) -> Void
    init(deliver: @escaping @Sendable (String) -> Void) { self.deliver = deliver }
  }
}

do {
  let description = try TerminalDescription.current()
  let driver = try TerminalDriver(
    Recorder(capabilities: description.capabilities), handler: Effects(), on: description)
  let ending = driver.run()
  try? StandardStream.output.writeLine("ended: \(ending)")
  if case .signal(let signal) = ending { EndingSignals.die(by: signal) }
} catch {
  try? StandardStream.output.writeLine("refused: \(error)")
  exit(2)
}
