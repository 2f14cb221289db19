import Ground
import Tensors

/// What the program keeps from one start to the next, under the XDG configuration folder.
struct Settings {
  var language: Language?

  private let path: String?

  /// The settings as they are kept; nothing chosen where the file is missing or not understood, for
  /// a choice of language is never worth an error.
  init(environment: [String: String]) {
    path = Self.path(environment)
    guard let path, let bytes = try? DurableFile.read(path, limit: 1 << 16),
      let json = try? JSON(parsing: TextFile.withoutByteOrderMark(bytes))
    else { return }
    language = json["language"]?.stringValue.flatMap(Language.init(rawValue:))
  }

  /// Keeps the choice; a folder that cannot be written loses it without a word.
  static func save(_ language: Language, environment: [String: String]) {
    guard let path = path(environment) else { return }
    let json: JSON = ["version": 1, "language": .string(language.rawValue)]
    try? DurableFile.createFolder(DurableFile.folder(of: path))
    try? DurableFile.write(json.bytes + [UInt8(ascii: "\n")], to: path)
  }

  private static func path(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return folder + "/convscope/settings.json"
    }
    return environment["HOME"].flatMap {
      $0.isEmpty ? nil : $0 + "/.config/convscope/settings.json"
    }
  }
}

extension Language {
  /// `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set; English unless it is Vietnamese.
  init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }
      .first { !$0.isEmpty }
    self = locale?.hasPrefix("vi") == true ? .vietnamese : .english
  }
}
