/// The control groups that a process is in, as Linux tells them: a container's or a service's memory.
///
/// A group cannot have more than those above it, so the least limit on the way up counts. Version 2 has
/// one hierarchy (`memory.max`), version 1 one for memory (`memory.limit_in_bytes`); a machine may have
/// both. <https://docs.kernel.org/admin-guide/cgroup-v2.html>, `man 7 cgroups`.
struct ControlGroups {
  /// Where `proc` is mounted: `/proc`.
  var processes = "/proc"
  /// What is put before the mount points that `proc` names; tests have a tree of their own.
  var root = ""

  /// The least limit of memory in bytes; `nil` where there is none, or no control groups.
  var memoryLimit: Int? {
    guard let groups = lines("\(processes)/self/cgroup"),
      let mounts = lines("\(processes)/self/mountinfo")
    else { return nil }
    var limits: [Int] = []
    for mount in mounts.compactMap(Mount.init) {
      for group in groups.compactMap(Group.init) where group.version == mount.version {
        limits += self.limits(of: group, in: mount)
      }
    }
    return limits.min()
  }

  private func limits(of group: Group, in mount: Mount) -> [Int] {
    // Inside a container the mount may begin at the container's own group.
    let beginning = mount.root.split(separator: "/")
    var names = group.path.split(separator: "/")
    names = names.starts(with: beginning) ? Array(names.dropFirst(beginning.count)) : []
    var limits: [Int] = []
    while true {
      let folder = ([root + mount.point] + names.map(String.init)).joined(separator: "/")
      // `max` is no number; version 1 says "no limit" with one above any memory.
      if let text = lines("\(folder)/\(mount.version.file)")?.first, let limit = Int(text) {
        limits.append(limit)
      }
      if names.isEmpty { return limits }
      names.removeLast()
    }
  }

  /// The lines of a small file of the kernel, whose size is not known before it is read.
  private func lines(_ path: String) -> [Substring]? {
    guard let bytes = try? ByteReader(special: path).readAll(limit: 1 << 20) else { return nil }
    return SystemText.text(of: bytes).split(separator: "\n")
  }

  private enum Version {
    case one, two

    var file: String {
      switch self {
      case .one: "memory.limit_in_bytes"
      case .two: "memory.max"
      }
    }
  }

  /// A line of `/proc/self/cgroup`: `4:memory:/user`, or `0::/user` for version 2.
  private struct Group {
    let version: Version
    let path: String

    init?(_ line: Substring) {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      if parts[0] == "0", parts[1].isEmpty {
        version = .two
      } else if parts[1].split(separator: ",").contains("memory") {
        version = .one
      } else {
        return nil
      }
      path = String(parts[2])
    }
  }

  /// A line of `/proc/self/mountinfo`: `35 31 0:32 ROOT POINT rw - cgroup cgroup rw,memory`.
  private struct Mount {
    let version: Version
    let root: String
    let point: String

    init?(_ line: Substring) {
      let words = line.split(separator: " ")
      guard let dash = words.firstIndex(of: "-"), dash >= 5, words.count > dash + 3 else {
        return nil
      }
      switch words[dash + 1] {
      case "cgroup2": version = .two
      case "cgroup" where words[dash + 3].split(separator: ",").contains("memory"): version = .one
      default: return nil
      }
      root = Self.unescaped(words[3])
      point = Self.unescaped(words[4])
    }

    /// Spaces and their like stand there as `\040`.
    private static func unescaped(_ text: Substring) -> String {
      var bytes: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while let byte = rest.popFirst() {
        let digits = String(decoding: rest.prefix(3), as: UTF8.self)
        if byte == UInt8(ascii: "\\"), let code = UInt8(digits, radix: 8) {
          bytes.append(code)
          rest = rest.dropFirst(3)
        } else {
          bytes.append(byte)
        }
      }
      return SystemText.text(of: bytes)
    }
  }
}
