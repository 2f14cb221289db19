import Ground
import CVTerm
import Interface

/// What a terminal shows of the bytes that it got: libvterm's screen, its modes, and the bytes.
public final class TerminalScreen {
  public private(set) var size: Size
  public private(set) var isCursorVisible = true
  public private(set) var isAlternate = false
  /// Everything the program has written.
  public private(set) var bytes: [UInt8] = []
  private let terminal: OpaquePointer
  private let screen: OpaquePointer

  public init?(size: Size) {
    guard let terminal = vterm_new(Int32(size.rows), Int32(size.columns)) else { return nil }
    guard let screen = vterm_obtain_screen(terminal) else {
      vterm_free(terminal)
      return nil
    }
    self.terminal = terminal
    self.screen = screen
    self.size = size
    vterm_set_utf8(terminal, 1)
    callbacks.pointee = VTermScreenCallbacks()
    callbacks.pointee.settermprop = { property, value, context in
      guard let context, let value else { return 1 }
      Unmanaged<TerminalScreen>.fromOpaque(context).takeUnretainedValue()
        .note(property, value.pointee)
      return 1
    }
    vterm_screen_set_callbacks(screen, callbacks, Unmanaged.passUnretained(self).toOpaque())
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(terminal)
    callbacks.deallocate()
  }

  public func feed(_ bytes: ArraySlice<UInt8>) {
    self.bytes.append(contentsOf: bytes)
    bytes.withUnsafeBytes { buffer in
      _ = vterm_input_write(
        terminal, buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
    }
    vterm_screen_flush_damage(screen)
  }

  /// What the terminal answers to the program's questions.
  public func replies() -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: 1024)
    let count = vterm_output_read(terminal, &buffer, buffer.count)
    return buffer.prefix(count).map { UInt8(bitPattern: $0) }
  }

  public func resize(_ size: Size) {
    self.size = size
    vterm_set_size(terminal, Int32(size.rows), Int32(size.columns))
  }

  /// The screen as text, its rows without the spaces at their ends.
  public var text: String {
    (0..<size.rows).map { row in
      var line = ""
      for column in 0..<size.columns { line += text(of: cell(column: column, row: row)) }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  /// Where a text stands first.
  public func place(of text: String) -> Point? {
    for (row, line) in self.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let range = line.firstRange(of: text) else { continue }
      return Point(column: TextWidth.width(of: String(line[..<range.lowerBound])), row: row)
    }
    return nil
  }

  /// The indices of the colours of a cell, -1 for the terminal's own.
  public func colors(at point: Point) -> (foreground: Int, background: Int) {
    let cell = cell(column: point.column, row: point.row)
    return withUnsafePointer(to: cell) {
      (Int(cvt_foreground($0)), Int(cvt_background($0)))
    }
  }

  public func isReverse(at point: Point) -> Bool {
    withUnsafePointer(to: cell(column: point.column, row: point.row)) { cvt_is_reverse($0) != 0 }
  }

  private let callbacks = UnsafeMutablePointer<VTermScreenCallbacks>.allocate(capacity: 1)

  private func note(_ property: VTermProp, _ value: VTermValue) {
    switch property {
    case VTERM_PROP_CURSORVISIBLE: isCursorVisible = value.boolean != 0
    case VTERM_PROP_ALTSCREEN: isAlternate = value.boolean != 0
    default: break
    }
  }

  private func cell(column: Int, row: Int) -> VTermScreenCell {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    return cell
  }

  private func text(of cell: VTermScreenCell) -> String {
    // The cell that a wide character covers holds the largest number.
    let first = cell.chars.0
    guard first != UInt32.max else { return "" }
    guard first != 0 else { return " " }
    var text = ""
    withUnsafeBytes(of: cell.chars) { bytes in
      for scalar in bytes.bindMemory(to: UInt32.self) {
        guard scalar != 0, let scalar = Unicode.Scalar(scalar) else { break }
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
