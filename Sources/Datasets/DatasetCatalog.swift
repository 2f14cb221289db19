import Ground

/// Where data sets are looked for: a value made from the environment, so that tests and tapes choose it.
public struct DatasetCatalog: Hashable, Sendable {
  /// The folders that hold one folder a data set, first found first taken.
  public let folders: [String]

  public init(folders: [String]) { self.folders = folders }

  /// `$CONVSCOPE_DATA`, the user's XDG data folder `convscope/datasets`, `/usr/share/datasets`.
  ///
  /// As the XDG base directory specification says, a relative or empty `XDG_DATA_HOME` counts as unset.
  public init(environment: [String: String]) {
    var folders: [String] = []
    if let own = environment["CONVSCOPE_DATA"], !own.isEmpty { folders.append(own) }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      folders.append("\(data)/convscope/datasets")
    } else if let home = environment["HOME"], !home.isEmpty {
      folders.append("\(home)/.local/share/convscope/datasets")
    }
    folders.append("/usr/share/datasets")
    self.init(folders: folders)
  }

  /// The folders in which a data set of that name would lie, in the order in which they are tried.
  public func candidates(for name: String) -> [String] { folders.map { "\($0)/\(name)" } }

  /// The data set that `--data NAME|DIR` means; files are looked at, none is read whole.
  ///
  /// `digits` is built in; a word with a slash, `.` or `..` is a folder; any other word is looked for in
  /// ``folders`` and, failing that, is a folder here.
  ///
  /// - Throws: ``DatasetError`` when there is no such folder, or nothing in it that can be read.
  public func source(for nameOrFolder: String) throws(DatasetError) -> DatasetSource {
    if nameOrFolder == DatasetSource.digitsName { return .digits }
    let isFolder =
      nameOrFolder.contains("/") || nameOrFolder == "." || nameOrFolder == ".."
    let tried = isFolder ? [nameOrFolder] : candidates(for: nameOrFolder) + [nameOrFolder]
    guard !nameOrFolder.isEmpty, let folder = tried.first(where: FileSystem.isFolder) else {
      throw .notFound(nameOrFolder, tried: isFolder ? [] : candidates(for: nameOrFolder))
    }
    return try DatasetSource(
      folder: folder, name: isFolder ? DatasetSource.name(of: folder) : nameOrFolder)
  }

  /// The names of the data sets that are there, `digits` first, then those of ``folders`` by name.
  public func names() -> [String] {
    var found: Set<String> = []
    for folder in folders {
      for name in (try? FileSystem.entries(of: folder)) ?? [] where !found.contains(name) {
        if (try? DatasetSource(folder: "\(folder)/\(name)", name: name)) != nil {
          found.insert(name)
        }
      }
    }
    return [DatasetSource.digitsName] + found.subtracting([DatasetSource.digitsName]).sorted()
  }
}
