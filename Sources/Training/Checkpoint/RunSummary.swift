import Ground

/// A run that lies on disk, in a line.
public struct RunSummary: Hashable, Sendable {
  /// The run's folder.
  public let path: String
  public let network: String
  /// The name of the pictures.
  public let data: String
  /// Finished epochs, and those of the recipe.
  public let epoch: Int
  public let epochs: Int
  /// On the test pictures, after the last finished epoch; `nil` without one.
  public let testAccuracy: Double?

  /// The folder's own name; of one that the program has named, the moment in which the run began alone.
  public var name: String {
    let folder = path.split(separator: "/").last.map(String.init) ?? path
    let prefix = "\(network)-\(data)-"
    return folder.hasPrefix(prefix) ? String(folder.dropFirst(prefix.count)) : folder
  }

  /// All epochs are trained.
  public var isFinished: Bool { epoch >= epochs }

  public init(
    path: String, network: String, data: String, epoch: Int, epochs: Int, testAccuracy: Double?
  ) {
    self.path = path
    self.network = network
    self.data = data
    self.epoch = epoch
    self.epochs = epochs
    self.testAccuracy = testAccuracy
  }

  /// The runs in a folder of runs, the newest first; what is no run is passed over.
  ///
  /// - Parameter limit: so many at most are read.
  public static func newest(_ limit: Int, in folder: String) -> [RunSummary] {
    let names = (try? FileSystem.entries(of: folder)) ?? []
    let runs = names.compactMap { name -> (path: String, time: Int)? in
      let path = "\(folder)/\(name)"
      return FileSystem.modificationTime(
        of: "\(path)/\(RunFolder.latestName)/\(Checkpoint.stateName)"
      )
      .map { (path, $0) }
    }
    return runs.sorted { ($0.time, $0.path) > ($1.time, $1.path) }.prefix(limit).compactMap {
      try? RunSummary(run: $0.path)
    }
  }

  private init(run path: String) throws {
    let state = try CheckpointState(
      reading: "\(path)/\(RunFolder.latestName)/\(Checkpoint.stateName)")
    self.init(
      path: path, network: state.recipe.network, data: state.data.name,
      epoch: state.progress.epochs.count, epochs: state.recipe.epochs,
      testAccuracy: state.progress.epochs.last?.testAccuracy)
  }
}
