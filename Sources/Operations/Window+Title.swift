import Ground
import Tensors

extension Window {
  /// An operation with its window: `convolution 3x3, stride 2, padding 1`.
  ///
  /// What has its usual value (no padding, no dilation, one group) goes without saying.
  func title(of operation: Bilingual, usualStride: Pair, groups: Int = 1) -> Bilingual {
    var text = Bilingual(
      "\(operation.english) \(kernel)", "\(operation.vietnamese) \(kernel)")
    func append(_ name: Bilingual, _ value: String, unless isUsual: Bool) {
      guard !isUsual else { return }
      text.english += ", \(name.english) \(value)"
      text.vietnamese += ", \(name.vietnamese) \(value)"
    }
    append(Bilingual("stride", "sải bước"), stride.text, unless: stride == usualStride)
    append(Bilingual("padding", "đệm"), padding.text, unless: padding == .zero)
    append(Bilingual("dilation", "độ giãn"), dilation.text, unless: dilation == .one)
    append(Bilingual("groups", "số nhóm"), "\(groups)", unless: groups == 1)
    return text
  }
}

extension Pair {
  /// `2` where both are equal, else `3x2`.
  fileprivate var text: String { height == width ? "\(height)" : description }
}
