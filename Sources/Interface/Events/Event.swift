import Ground

/// What reaches a program from outside: the only cause of a change besides messages.
public enum Event: Hashable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Pasted text: text, never keys.
  case paste(String)
  case resize(Size)
  /// The time that the program asked for with ``Program/tickInterval`` has passed.
  case tick
}

/// A key with its modifiers resolved: Ctrl-A is `.control("a")`, a capital is `.character("A")`.
public enum Key: Hashable, Sendable {
  case character(Character)
  case control(Character)
  case up, down, left, right
  case enter, escape, tab, shiftTab, backspace, delete
  case pageUp, pageDown, home, end
  case function(Int)

  public static let space = Key.character(" ")
}

public struct Mouse: Hashable, Sendable {
  public enum Action: Hashable, Sendable { case press, wheelUp, wheelDown }

  public var action: Action
  public var point: Point

  public init(_ action: Action, at point: Point) {
    self.action = action
    self.point = point
  }
}
