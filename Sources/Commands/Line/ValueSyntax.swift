import Ground
import Interface
import Operations
import Stepping
import Tensors

/// How the value of an option is written, and what to expect when it is not.
package struct ValueSyntax<Value> {
  /// `PH[,PW]`
  package let placeholder: String
  package let expected: Bilingual
  package let read: (String) -> Value?
}

extension ValueSyntax where Value == String {
  /// Any text that is not empty.
  package static func text(_ placeholder: String, expected: Bilingual) -> Self {
    ValueSyntax(placeholder: placeholder, expected: expected) { $0.isEmpty ? nil : $0 }
  }
}

extension ValueSyntax where Value == Int {
  package static func integer(_ placeholder: String, from minimum: Int) -> Self {
    ValueSyntax(
      placeholder: placeholder,
      expected: Bilingual(
        "a whole number, \(minimum) or more", "một số nguyên từ \(minimum) trở lên")
    ) { text in Int(text).flatMap { $0 >= minimum ? $0 : nil } }
  }
}

extension ValueSyntax where Value == UInt64 {
  package static var seed: Self {
    ValueSyntax(
      placeholder: "N",
      expected: Bilingual("a whole number, 0 or more", "một số nguyên từ 0 trở lên")
    ) { UInt64($0) }
  }
}

extension ValueSyntax where Value == Double {
  /// A finite number, above 0 or at least 0.
  package static func number(_ placeholder: String, allowsZero: Bool) -> Self {
    ValueSyntax(
      placeholder: placeholder,
      expected: allowsZero
        ? Bilingual("a number, 0 or more", "một số từ 0 trở lên")
        : Bilingual("a number above 0", "một số lớn hơn 0")
    ) { text in
      finiteNumber(text).flatMap { $0 > 0 || (allowsZero && $0 == 0) ? $0 : nil }
    }
  }
}

extension ValueSyntax where Value == [Double] {
  package static var numbers: Self {
    ValueSyntax(
      placeholder: "B1,B2,…",
      expected: Bilingual(
        "numbers with commas between them, such as 1,-2", "các số cách nhau bởi dấu phẩy, như 1,-2")
    ) { text in
      let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
        finiteNumber(String($0))
      }
      let known = numbers.compactMap(\.self)
      return known.count == numbers.count ? known : nil
    }
  }
}

extension ValueSyntax where Value == Pair {
  /// `3`, `2,3` or `2x3`.
  package static func pair(_ placeholder: String, from minimum: Int) -> Self {
    ValueSyntax(
      placeholder: placeholder,
      expected: Bilingual(
        "one or two whole numbers, \(minimum) or more, such as 2 or 2,3",
        "một hoặc hai số nguyên từ \(minimum) trở lên, như 2 hoặc 2,3")
    ) { text in
      guard let sizes = integers(in: text), sizes.allSatisfy({ $0 >= minimum }) else { return nil }
      return switch sizes.count {
      case 1: Pair(sizes[0])
      case 2: Pair(sizes[0], sizes[1])
      default: nil
      }
    }
  }
}

extension ValueSyntax where Value == StepRequest.PaddingChoice {
  /// A pair, or `same`.
  package static var padding: Self {
    let sides = ValueSyntax<Pair>.pair("PH[,PW]|same", from: 0)
    return ValueSyntax(
      placeholder: sides.placeholder,
      expected: Bilingual(
        "one or two whole numbers, 0 or more, such as 2 or 2,3, or same",
        "một hoặc hai số nguyên từ 0 trở lên, như 2 hoặc 2,3, hoặc same")
    ) { $0 == "same" ? .same : sides.read($0).map { .perSide($0) } }
  }
}

extension ValueSyntax where Value == Shape {
  /// `CxHxW`, or `HxW` with one channel.
  package static var picture: Self {
    ValueSyntax(
      placeholder: "CxHxW",
      expected: Bilingual(
        "two or three sizes, 1 or more, such as 28x28 or 3x32x32",
        "hai hoặc ba kích thước từ 1 trở lên, như 28x28 hoặc 3x32x32")
    ) { text in
      guard let sizes = integers(in: text), sizes.allSatisfy({ $0 >= 1 }) else { return nil }
      return switch sizes.count {
      case 2: Shape(checking: [1] + sizes)
      case 3: Shape(checking: sizes)
      default: nil
      }
    }
  }
}

extension ValueSyntax where Value == Size {
  package static var terminalSize: Self {
    ValueSyntax(
      placeholder: "COLUMNSxROWS",
      expected: Bilingual(
        "columns and rows from 1 to 1000, such as 80x24", "số cột và hàng từ 1 đến 1000, như 80x24")
    ) { text in
      guard let sizes = integers(in: text), sizes.count == 2,
        sizes.allSatisfy({ (1...1000).contains($0) })
      else { return nil }
      return Size(columns: sizes[0], rows: sizes[1])
    }
  }
}

extension ValueSyntax where Value == [Int] {
  /// A cell: a number for each size, those that are left out are 0.
  package static var place: Self {
    ValueSyntax(
      placeholder: "C,ROW,COLUMN",
      expected: Bilingual(
        "whole numbers from 0, channel, row and column, such as 0,1,1",
        "các số nguyên từ 0: kênh, hàng và cột, như 0,1,1")
    ) { text in
      guard let parts = integers(in: text), parts.count <= 4, parts.allSatisfy({ $0 >= 0 }) else {
        return nil
      }
      return parts
    }
  }
}

extension ValueSyntax where Value: RawRepresentable<String> & CaseIterable {
  package static func choice(_ placeholder: String) -> Self {
    let names = Value.allCases.map(\.rawValue)
    return ValueSyntax(
      placeholder: placeholder,
      expected: Bilingual(
        names.joined(separator: " or "), names.joined(separator: " hoặc "))
    ) { Value(rawValue: $0) }
  }
}

/// Numbers separated by commas or by `x`, never by both.
private func integers(in text: String) -> [Int]? {
  let separator: Character = text.contains(",") ? "," : "x"
  let numbers = text.split(separator: separator, omittingEmptySubsequences: false).map {
    Int($0)
  }
  let known = numbers.compactMap(\.self)
  return known.count == numbers.count ? known : nil
}

private func finiteNumber(_ text: String) -> Double? {
  Double(text).flatMap { $0.isFinite ? $0 : nil }
}
