import Ground

extension StepRequest {
  /// What is to be said of an input that a person's file holds: numbers that are not finite, and a picture whose
  /// channels come last, which is taken for one of other channels.
  public func inputNotice(of steps: Steps) -> Bilingual? {
    if let notice = steps.input.nonFiniteNotice { return notice }
    guard case .npy = input, layer == nil else { return nil }
    return steps.input.shape.layoutHint
  }
}

extension Steps {
  /// An input by the name that a person reads: `input`, `other input`, `other input 2` where there are more.
  public func name(ofInput number: Int) -> Bilingual {
    guard number > 0 else { return Bilingual("input", "đầu vào") }
    let which = inputs.count > 2 ? " \(number)" : ""
    return Bilingual("other input\(which)", "đầu vào kia\(which)")
  }
}
