import Ground

extension Tensor {
  /// Says that numbers are no finite ones, NaN or infinite; `nil` where all are.
  ///
  /// Whatever reads such a number is none either, so a person must know where it comes from.
  ///
  /// - Complexity: O(numbers)
  public var nonFiniteNotice: Bilingual? {
    var (nans, infinities) = (0, 0)
    for element in elements where !element.isFinite {
      if element.isNaN { nans += 1 } else { infinities += 1 }
    }
    let counts = [(nans, "NaN"), (infinities, "∞")].filter { $0.0 > 0 }
    guard !counts.isEmpty else { return nil }
    func list(_ language: Language) -> String {
      counts.map { "\(language.numbers.integer($0.0)) \($0.1)" }.joined(separator: ", ")
    }
    return Bilingual(
      "not all numbers are finite: \(list(.english))",
      "có số không hữu hạn: \(list(.vietnamese))")
  }
}
