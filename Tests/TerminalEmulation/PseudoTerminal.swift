import CVTerm
import Ground
import Interface

/// A program in a terminal of its own, to press keys in and look at. Every wait is for a state, with
/// a deadline.
public final class PseudoTerminal {
  public let screen: TerminalScreen
  public let process: pid_t
  private var primary: Int32
  private let secondary: Int32
  private let modesBefore: [UInt8]
  private var status: Int?

  /// Long enough for a machine that is busy with other tests.
  public static let deadline = Duration.seconds(20)

  public init(
    _ program: String, arguments: [String] = [], size: Size = Size(columns: 80, rows: 24),
    environment: [String: String] = [:]
  ) throws {
    var (primary, secondary): (Int32, Int32) = (-1, -1)
    guard cvt_open(&primary, &secondary, Int32(size.columns), Int32(size.rows)) == 0,
      let screen = TerminalScreen(size: size)
    else { throw PseudoTerminalError.noTerminal }
    self.primary = primary
    self.secondary = secondary
    self.screen = screen
    modesBefore = Self.modes(of: secondary)
    var variables = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/dev/null",
    ]
    variables.merge(environment) { $1 }
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp =
      variables.filter { !$0.value.isEmpty }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    process = cvt_spawn(secondary, program, &argv, &envp)
    (argv + envp).forEach { free($0) }
    guard process > 0 else { throw PseudoTerminalError.noTerminal }
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      while cvt_reap(process) == -1000, usleep(1000) == 0 {}
    }
    if primary >= 0 { close(primary) }
    close(secondary)
  }

  public func send(_ text: String) { send(bytes: Array(text.utf8)) }

  public func send(bytes: [UInt8]) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(primary, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) } else { pump(milliseconds: 5) }
    }
  }

  public func signal(_ number: Int32) { kill(process, number) }

  public func resize(_ size: Size) {
    screen.resize(size)
    _ = cvt_resize(primary, Int32(size.columns), Int32(size.rows))
  }

  /// Closes the terminal, as a window that is closed does.
  public func hangUp() {
    close(primary)
    // poll passes over it.
    primary = -1
  }

  /// Waits until the screen shows a text, and tells where.
  @discardableResult
  public func wait(for text: String) throws -> Point {
    try wait(until: "the screen shows \"\(text)\"") { $0.place(of: text) != nil }
    return screen.place(of: text) ?? Point(column: 0, row: 0)
  }

  /// Waits until something holds for the screen.
  public func wait(until what: String, _ condition: (TerminalScreen) -> Bool) throws {
    let end = ContinuousClock.now + Self.deadline
    pump(milliseconds: 0)
    while !condition(screen) {
      guard ContinuousClock.now < end else {
        throw PseudoTerminalError.inVain(until: what, screen: screen.text)
      }
      pump(milliseconds: 20)
    }
  }

  /// Waits until the process has ended: the status it left with, or minus the signal.
  public func waitForEnd() throws -> Int {
    let end = ContinuousClock.now + Self.deadline
    while true {
      let ended = Int(cvt_reap(process))
      if ended != -1000 {
        status = ended
        // What it wrote last.
        while pump(milliseconds: 0) {}
        return ended
      }
      guard ContinuousClock.now < end else {
        throw PseudoTerminalError.inVain(until: "the program ends", screen: screen.text)
      }
      pump(milliseconds: 5)
    }
  }

  /// The modes of the terminal, as they are now and as they were before the program began.
  public var modes: [UInt8] { Self.modes(of: secondary) }
  public var areModesAsBefore: Bool { modes == modesBefore }

  // libvterm reads only the first number of `ESC [ ? 1006 ; 1000 h`, so the bytes themselves are asked.
  public var isMouseOn: Bool { isOn("1000") || isOn("1006") }
  public var isPasteMarked: Bool { isOn("2004") }

  /// Whether the last word about the cursor was to hide it. libvterm takes the alternate screen's cursor for part of what
  /// leaving that screen brings back; terminals do not.
  public var isCursorHidden: Bool { isOn("25", unlessSaid: true) == false }

  /// Whether the last word about a private mode was to switch it on.
  private func isOn(_ mode: String, unlessSaid: Bool = false) -> Bool {
    let text = String(decoding: screen.bytes, as: UTF8.self)
    var isOn = unlessSaid
    for part in text.split(separator: "\u{1b}[?").dropFirst() {
      let numbers = part.prefix { $0.isNumber || $0 == ";" }
      guard numbers.split(separator: ";").contains(where: { $0 == mode }) else { continue }
      isOn = part.dropFirst(numbers.count).first == "h"
    }
    return isOn
  }

  /// Takes what the program has written; waits so long for it.
  @discardableResult
  private func pump(milliseconds: Int32) -> Bool {
    var request = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(primary, &buffer, buffer.count)
    guard count > 0 else { return false }
    screen.feed(buffer[..<count])
    let replies = screen.replies()
    if !replies.isEmpty { _ = write(primary, replies, replies.count) }
    return true
  }

  private static func modes(of descriptor: Int32) -> [UInt8] {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    return withUnsafeBytes(of: modes) { Array($0) }
  }
}

/// Why a pseudo-terminal did not come to the state that was waited for.
public enum PseudoTerminalError: Error, CustomStringConvertible {
  case noTerminal
  case inVain(until: String, screen: String)

  public var description: String {
    switch self {
    case .noTerminal: "the system has no pseudo-terminal"
    case .inVain(let what, let screen): "waited in vain until \(what):\n\(screen)"
    }
  }
}
