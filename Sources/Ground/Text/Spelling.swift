/// The candidate closest to a misspelt word, or `nil` where none is near enough to be meant.
///
/// Near enough: a third of the letters, at least one, may be wrong, missing, added or swapped.
public func closestSpelling(to word: String, among candidates: [String]) -> String? {
  let word = Array(word.lowercased())
  guard word.count <= 64 else { return nil }
  let ranked = candidates.map { ($0, spellingDistance(word, Array($0.lowercased()))) }
  guard let best = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
  return best.1 <= max(1, best.0.count / 3) ? best.0 : nil
}

/// Damerau's distance: insertions, deletions, replacements and swaps of neighbours.
public func spellingDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, beforeLast[j - 1] + 1)
      }
      row.append(best)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
