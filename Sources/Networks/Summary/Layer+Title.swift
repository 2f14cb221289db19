import Ground
import Tensors

extension Layer.Kind {
  /// The operation in words, as a sentence or a table names it.
  public var title: Bilingual {
    switch self {
    case .convolution: Bilingual("convolution", "tích chập")
    case .linear: Bilingual("fully connected", "kết nối đầy đủ")
    case .batchNorm: Bilingual("batch normalisation", "chuẩn hóa theo batch")
    case .relu: Bilingual("ReLU", "ReLU")
    case .sigmoid: Bilingual("sigmoid", "sigmoid")
    case .maxPooling: Bilingual("max pooling", "gộp cực đại")
    case .averagePooling: Bilingual("average pooling", "gộp trung bình")
    case .globalAveragePooling: Bilingual("global average pooling", "gộp trung bình toàn cục")
    case .flatten: Bilingual("flatten", "trải phẳng")
    case .add: Bilingual("sum", "tổng")
    }
  }

  /// The shortest name that people use, for a chain of operations on one line: `conv › BN › ReLU`.
  public var shortTitle: Bilingual {
    switch self {
    case .convolution: Bilingual("conv", "tích chập")
    case .linear: Bilingual("dense", "đầy đủ")
    case .batchNorm: Bilingual("BN", "BN")
    case .maxPooling: Bilingual("max pool", "gộp cực đại")
    case .averagePooling: Bilingual("avg pool", "gộp trung bình")
    case .globalAveragePooling: Bilingual("global avg", "gộp toàn cục")
    case .relu, .sigmoid, .flatten, .add: title
    }
  }
}

extension Layer {
  /// The operation with its window: `convolution 3x3, stride 2, padding 1`.
  ///
  /// What has its usual value (stride 1, or the kernel in pooling; no padding, no dilation, one group)
  /// goes without saying.
  public var title: Bilingual {
    switch self {
    case .convolution(let convolution):
      title(of: convolution.window, usualStride: .one, groups: convolution.groups)
    case .pooling(let pooling):
      title(of: pooling.window, usualStride: pooling.window.kernel, groups: 1)
    case .linear, .batchNorm, .activation, .globalAveragePooling, .flatten, .add: kind.title
    }
  }

  private func title(of window: Window, usualStride: Pair, groups: Int) -> Bilingual {
    var text = Bilingual(
      "\(kind.title.english) \(window.kernel)", "\(kind.title.vietnamese) \(window.kernel)")
    func append(_ name: Bilingual, _ value: String, unless isUsual: Bool) {
      guard !isUsual else { return }
      text.english += ", \(name.english) \(value)"
      text.vietnamese += ", \(name.vietnamese) \(value)"
    }
    append(
      Bilingual("stride", "sải bước"), window.stride.text, unless: window.stride == usualStride)
    append(Bilingual("padding", "đệm"), window.padding.text, unless: window.padding == .zero)
    append(Bilingual("dilation", "độ giãn"), window.dilation.text, unless: window.dilation == .one)
    append(Bilingual("groups", "số nhóm"), "\(groups)", unless: groups == 1)
    return text
  }
}

extension Pair {
  /// `2` where both are equal, else `3x2`.
  fileprivate var text: String { height == width ? "\(height)" : description }
}
