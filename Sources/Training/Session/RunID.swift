/// Tells runs apart that are alive at once: news of one is not taken for another's.
public struct RunID: Hashable, Sendable {
  /// The screen that began it, counted from 1.
  public let screen: Int
  /// The runs of that screen, counted from 0.
  public let number: Int

  public init(screen: Int, number: Int) {
    self.screen = screen
    self.number = number
  }

  /// The next run of the same screen.
  public var next: RunID { RunID(screen: screen, number: number + 1) }
}
