import Ground
import Operations
import Networks
import Tensors

extension Layer {
  /// The operation as a line of a chain names it, with its window or its units: `conv 3x3/2`,
  /// `dense 10`.
  func label(in language: Language) -> String {
    let name = kind.shortTitle[language]
    switch self {
    case .convolution(let convolution):
      return "\(name) \(convolution.window.label(usualStride: .one))"
    case .maxPooling(let pooling):
      return "\(name) \(pooling.window.label(usualStride: pooling.window.kernel))"
    case .averagePooling(let pooling):
      return "\(name) \(pooling.window.label(usualStride: pooling.window.kernel))"
    case .linear(let linear):
      return "\(name) \(linear.outputFeatures)"
    default: return name
    }
  }
}

extension Window {
  /// `3x3`, and `3x3/2` where the stride is not the usual one.
  fileprivate func label(usualStride: Pair) -> String {
    guard stride != usualStride else { return "\(kernel)" }
    return stride.height == stride.width ? "\(kernel)/\(stride.height)" : "\(kernel)/\(stride)"
  }
}

/// The networks of the zoo in a few words.
enum NetworkWords {
  static func summary(of name: String) -> Bilingual {
    guard let family = try? Zoo.family(of: name) else { return Bilingual("", "") }
    if name == "mlp" {
      return Bilingual("dense layers, no convolution", "chỉ có tầng kết nối đầy đủ")
    }
    switch family {
    case .lenet:
      return Bilingual("sigmoids, average pooling", "sigmoid, gộp trung bình")
    case .rectified:
      return Bilingual("ReLU, max pooling", "ReLU, gộp cực đại")
    case .residual:
      return Bilingual("residual blocks", "các khối phần dư")
    case .plain:
      return Bilingual("the same, no shortcuts", "cũng vậy, không có đường tắt")
    }
  }
}
