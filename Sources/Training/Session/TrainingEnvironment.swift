import Datasets

/// What a run takes from the machine: a value, so that tests and tapes choose it.
public struct TrainingEnvironment: Sendable {
  public var catalog: DatasetCatalog
  /// What `--threads` is when it is left out.
  public var cores: Int
  /// Where runs without `--out` go; `nil`: they save nothing.
  public var runsFolder: String?
  /// Whether events and snapshots have speeds and times; a tape has none.
  public var measuresTime: Bool

  public init(
    catalog: DatasetCatalog, cores: Int, runsFolder: String?, measuresTime: Bool = true
  ) {
    self.catalog = catalog
    self.cores = cores
    self.runsFolder = runsFolder
    self.measuresTime = measuresTime
  }

  /// The XDG state folder's `convscope/runs`; `nil` without `XDG_STATE_HOME` and `HOME`.
  ///
  /// As the XDG base directory specification says, a relative or empty `XDG_STATE_HOME` counts as unset.
  public static func runsFolder(environment: [String: String]) -> String? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return "\(state)/convscope/runs"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.local/state/convscope/runs"
  }
}
