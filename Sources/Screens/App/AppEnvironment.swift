import Interface
import Tensors

/// What the program knows of the world it starts in. Screens ask nothing outside.
public struct AppEnvironment: Hashable, Sendable {
  public var language: Language
  public var capabilities: Capabilities
  public var size: Size
  /// False in tapes and tests: measured speeds and times are shown as `–`.
  public var measuresTime: Bool
  /// False after `--no-animation`: nothing moves by itself.
  public var isAnimated: Bool
  /// The names of the data sets that are there, the built-in `digits` included.
  public var datasets: [String]
  /// The cores that training may use.
  public var cores: Int

  public init(
    language: Language = .english, capabilities: Capabilities = Capabilities(),
    size: Size = Size(columns: 80, rows: 24), measuresTime: Bool = false, isAnimated: Bool = true,
    datasets: [String] = ["digits"], cores: Int = 1
  ) {
    self.language = language
    self.capabilities = capabilities
    self.size = size
    self.measuresTime = measuresTime
    self.isAnimated = isAnimated
    self.datasets = datasets
    self.cores = cores
  }
}
