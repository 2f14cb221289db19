import CNCurses
import CSupport
import Ground
import Interface

/// The terminal in curses' hands: entered, left and drawn on. What it sends is read past curses, which
/// takes an ESC before anything that it does not know for a key.
///
/// One at a time; from one thread.
final class CursesScreen {
  let capabilities: Capabilities
  private(set) var size: Size
  private var shown: Canvas?
  private var pairs = ColorPairs()
  /// What its keys send.
  let keys: KeySequences
  private let hasMouse: Bool
  private let isConsole: Bool
  private let savedModes: termios

  /// Enters the alternate screen.
  init(_ description: TerminalDescription) throws(TerminalError) {
    var modes = termios()
    guard tcgetattr(STDIN_FILENO, &modes) == 0 else { throw .standardInputIsNoTerminal }
    savedModes = modes
    capabilities = description.capabilities
    size = description.size
    // Sizes come from the window, never from LINES and COLUMNS, which are often out of date.
    use_tioctl(true)
    guard cnc_newterm() != nil else { throw .cannotStart(description.name) }
    guard Restoration.arm(savedModes) else {
      endwin()
      throw .cannotStart(description.name)
    }
    keys = .ofTerminal()
    isConsole = ["linux", "cons", "wsvt", "sun", "ansi", "cygwin"]
      .contains { description.name.hasPrefix($0) }
    hasMouse =
      Terminfo.string("kmous") != nil || Terminfo.string("XM") != nil
      || description.name.contains("xterm")
    setModes()
    pairs.start(capabilities.colors)
    fitWindow()
    enterExtras()
  }

  /// Gives the terminal back, for good or until ``resume()``.
  func leave() {
    Restoration.write(Restoration.extrasOff)
    endwin()
    // Whatever curses thinks of it, the modes are those of before.
    var modes = savedModes
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
    cs_restore_disarm()
  }

  /// Takes the terminal again after ``leave()``, or after someone else has used it.
  func resume() {
    _ = Restoration.arm(savedModes)
    reset_prog_mode()
    fitWindow()
    clearok(cnc_curscr(), true)
    wrefresh(cnc_stdscr())
    enterExtras()
  }

  /// Takes the window's size; the next frame is drawn whole.
  func fitWindow() {
    let window =
      TerminalDescription.windowSize()
      ?? Size(columns: Int(cnc_columns()), rows: Int(cnc_lines()))
    size = window
    resize_term(Int32(clamping: window.rows), Int32(clamping: window.columns))
    wclear(cnc_stdscr())
    shown = nil
  }

  /// Shows a frame, writing the cells that differ from the one before.
  func present(_ canvas: Canvas) {
    let before = shown?.size == canvas.size ? shown : nil
    for row in 0..<canvas.size.rows {
      for column in 0..<canvas.size.columns {
        let index = row * canvas.size.columns + column
        let cell = canvas.cells[index]
        // The right half of a wide character comes with its left one.
        guard let character = cell.character else { continue }
        if let before, before.cells[index] == cell { continue }
        put(character, cell.style, row: row, column: column)
      }
    }
    wrefresh(cnc_stdscr())
    shown = canvas
  }

  private func setModes() {
    raw()
    noecho()
    nonl()
    cs_keep_quit_key(STDIN_FILENO)
    def_prog_mode()
    let window = cnc_stdscr()
    keypad(window, true)
    leaveok(window, true)
    scrollok(window, false)
    // A frame is drawn whole, whatever is typed meanwhile: nothing may come that asks for another.
    typeahead(-1)
    curs_set(0)
  }

  private func enterExtras() {
    Restoration.write(Restoration.extrasOn(hasMouse: hasMouse))
  }

  /// Whether the terminal may be asked for its colours: it has some, and is no console that would write the
  /// question out.
  var answersQuestions: Bool { capabilities.colors != .none && !isConsole }

  /// Asks for what ``TerminalAnswer`` knows.
  func ask() { Restoration.write(TerminalAnswer.questions) }

  private func put(_ character: Character, _ style: Style, row: Int, column: Int) {
    let pair = pairs.pair(style.foreground, style.background)
    let attributes = Self.attributes(style.attributes)
    var scalars = character.unicodeScalars.prefix(5).map(\.value)
    let status = cnc_put(
      Int32(row), Int32(column), &scalars, Int32(scalars.count), attributes, pair)
    guard status == ERR else { return }
    // A character that the C library does not know.
    scalars = [UInt32(UInt8(ascii: "?"))]
    _ = cnc_put(Int32(row), Int32(column), &scalars, 1, attributes, pair)
  }

  private static func attributes(_ attributes: Attributes) -> attr_t {
    var result: attr_t = 0
    if attributes.contains(.bold) { result |= cnc_bold() }
    if attributes.contains(.dim) { result |= cnc_dim() }
    if attributes.contains(.underline) { result |= cnc_underline() }
    if attributes.contains(.reverse) { result |= cnc_reverse() }
    if attributes.contains(.italic) { result |= cnc_italic() }
    return result
  }
}
