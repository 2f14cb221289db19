import Ground
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
  /// The background to draw for, where the person asked for one.
  public var background: ColorScheme.Background?
  /// The names of the data sets that are there, the built-in `digits` included.
  public var datasets: [String]
  /// The cores that training may use.
  public var cores: Int
  /// The screens that have been opened so far: what tells the runs of one from those of another.
  var screenCount = 0

  public init(
    language: Language = .english, capabilities: Capabilities = Capabilities(),
    size: Size = Size(columns: 80, rows: 24), measuresTime: Bool = false, isAnimated: Bool = true,
    background: ColorScheme.Background? = nil, datasets: [String] = ["digits"], cores: Int = 1
  ) {
    self.language = language
    self.capabilities = capabilities
    self.size = size
    self.measuresTime = measuresTime
    self.isAnimated = isAnimated
    self.background = background
    self.datasets = datasets
    self.cores = cores
  }
}

extension AppEnvironment {
  /// The first test picture of a data set that is there and whose pictures have this shape, `[C, H, W]`.
  func picture(of shape: Shape) -> TensorSpec? {
    let known: [(name: String, shape: Shape)] = [
      ("fashion-mnist", [1, 28, 28]), ("digits", [1, 28, 28]), ("cifar-10", [3, 32, 32]),
    ]
    let fitting = known.first { $0.shape == shape && datasets.contains($0.name) }
    return fitting.map { .sample(SampleSpec(dataset: $0.name, split: .test, index: 0)) }
  }
}
