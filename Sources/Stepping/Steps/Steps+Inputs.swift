import Ground

extension Steps {
  /// An input by the name that a person reads: `input`, `other input`, `other input 2` where there are more.
  public func name(ofInput number: Int) -> Bilingual {
    guard number > 0 else { return Bilingual("input", "đầu vào") }
    let which = inputs.count > 2 ? " \(number)" : ""
    return Bilingual("other input\(which)", "đầu vào kia\(which)")
  }
}
