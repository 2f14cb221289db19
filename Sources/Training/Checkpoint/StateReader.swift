import Ground

/// One value of `state.json` with its place in the file, so that every error can name both.
struct StateReader {
  let file: String
  /// `recipe.lr`; empty for the whole object.
  let place: String
  let value: JSON?

  subscript(key: String) -> StateReader {
    StateReader(file: file, place: place.isEmpty ? key : "\(place).\(key)", value: value?[key])
  }

  var isNull: Bool { value == .null }

  func integer(in range: ClosedRange<Int> = 0...Int.max) throws(CheckpointError) -> Int {
    guard let number = value?.integerValue, range.contains(number) else {
      let bound = range.upperBound == Int.max ? "" : " to \(range.upperBound)"
      let vietnamese = range.upperBound == Int.max ? " trở lên" : " đến \(range.upperBound)"
      throw wrong(
        Bilingual(
          "a whole number from \(range.lowerBound)\(bound)",
          "một số nguyên từ \(range.lowerBound)\(vietnamese)"))
    }
    return number
  }

  func number() throws(CheckpointError) -> Double {
    guard let number = value?.doubleValue, number.isFinite else {
      throw wrong(Bilingual("a number", "một số"))
    }
    return number
  }

  /// A learning rate and its like.
  func rate() throws(CheckpointError) -> Double {
    guard let number = value?.doubleValue, number >= 0, number.isFinite else {
      throw wrong(Bilingual("a number of 0 or more", "một số từ 0 trở lên"))
    }
    return number
  }

  func string() throws(CheckpointError) -> String {
    guard let string = value?.stringValue else {
      throw wrong(Bilingual("a string", "một chuỗi"))
    }
    return string
  }

  func list() throws(CheckpointError) -> [StateReader] {
    guard let items = value?.arrayValue else {
      throw wrong(Bilingual("a list", "một danh sách"))
    }
    return items.enumerated().map {
      StateReader(file: file, place: "\(place)[\($0)]", value: $1)
    }
  }

  /// `nil` for `null`.
  func optional<Result>(
    _ read: (StateReader) throws(CheckpointError) -> Result
  ) throws(CheckpointError) -> Result? {
    isNull ? nil : try read(self)
  }

  func wrong(_ expected: Bilingual) -> CheckpointError {
    .member(file: file, place: place, found: value, expected: expected)
  }

  func require(_ found: Int, is expected: Int) throws(CheckpointError) {
    guard found == expected else {
      throw .value(file: file, place: place, found: found, expected: expected)
    }
  }
}
