/// Names of tensors without what wrappers of PyTorch have put before them or between.
///
/// `DataParallel` saves `module.conv1.weight`, `torch.compile` `_orig_mod.conv1.weight`, both together
/// `module._orig_mod.conv1.weight`; a class that holds the network calls it `model` or `net`. Such a name
/// means the network's own.
enum WrappedNames {
  /// What a wrapper is called wherever in a name it stands: no network here has a module of that name.
  private static let wrappers: Set<Substring> = [
    "module", "_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module", "_forward_module",
  ]

  /// What PyTorch counts with and inference does not need.
  static func isCounter(_ name: String) -> Bool {
    ["num_batches_tracked", "n_averaged"].contains { name == $0 || name.hasSuffix("." + $0) }
  }

  /// Each name as the network says it, in the order given; the names as they are where leaving
  /// something out would not help or makes two names one.
  ///
  /// - Parameter known: the names of the network's tensors.
  static func unwrapped(_ names: [String], for known: [String]) -> [String] {
    let known = Set(known)
    func matches(_ names: [String]) -> Int { names.count { known.contains($0) } }
    let parts = names.map { name in
      name.split(separator: ".", omittingEmptySubsequences: false).filter { !wrappers.contains($0) }
    }
    // The components that all have in common but those that count something.
    let named = zip(names, parts).filter { !isCounter($0.0) }.map { $0.1.dropLast() }
    var common = named.first ?? []
    for other in named {
      common = common.prefix(zip(common, other).prefix { $0.0 == $0.1 }.count)
    }
    // The fewest left out are tried first.
    var best = names
    for count in 0...common.count {
      let shorter = parts.map { part in
        part.starts(with: common.prefix(count))
          ? part.dropFirst(count).joined(separator: ".") : part.joined(separator: ".")
      }
      if Set(shorter).count == names.count, matches(shorter) > matches(best) { best = shorter }
    }
    return best
  }
}
