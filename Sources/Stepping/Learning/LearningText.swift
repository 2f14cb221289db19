import Ground
import Operations
import Tensors

/// Text about a kernel that is learned: what it learns from, the loss of the iterations, and what was found.
struct LearningText {
  private let learning: KernelLearning
  private let language: Language

  init(_ learning: KernelLearning, _ language: Language) {
    self.learning = learning
    self.language = language
  }

  /// The most iterations that are written out; of more the first and the last.
  private static let shown = 24

  var lines: [String] {
    let kernels = learning.kernels
    let format = language.numbers
    let rate = format.significant(learning.learningRate, digits: 6)
    var lines = [
      Bilingual(
        "learning a kernel \(kernels[0].shape) by gradient descent: \(learning.iterations) iterations, learning rate \(rate)",
        "học hạt nhân \(kernels[0].shape) bằng hạ gradient: \(learning.iterations) vòng lặp, tốc độ học \(rate)"
      )[language],
      Bilingual(
        "the loss is the sum of the squared differences to the target",
        "mất mát là tổng bình phương sai khác so với đích")[language], "",
    ]
    lines += planes(of: learning.input, Bilingual("input", "đầu vào"))
    lines += planes(of: learning.target, Bilingual("target", "đích"))
    lines += planes(of: kernels[0], Bilingual("kernel before", "hạt nhân ban đầu"))
    let count = learning.iterations
    for iteration in 0...count {
      if count > Self.shown, iteration == Self.shown / 2 { lines.append("  …") }
      guard
        count <= Self.shown || iteration < Self.shown / 2 || iteration > count - Self.shown / 2
      else { continue }
      let loss = format.significant(learning.loss(at: iteration), digits: 6)
      lines.append(
        Bilingual("loss after \(iteration): \(loss)", "mất mát sau vòng \(iteration): \(loss)")[
          language])
    }
    lines.append("")
    return lines + planes(of: kernels[count], Bilingual("kernel learned", "hạt nhân học được"))
  }

  private func planes(of tensor: Tensor, _ name: Bilingual) -> [String] {
    let extent = Extent(planesOf: tensor.shape)
    let area = extent.height * extent.width
    var lines: [String] = []
    for plane in 0..<min(extent.channels, 8) {
      let grid = Grid(
        rows: 0..<extent.height, columns: 0..<extent.width, focus: (0, 0), language: language,
        value: { tensor.elements[plane * area + $0 * extent.width + $1] },
        isMarked: { _, _ in false })
      let number =
        extent.channels > 1
        ? Bilingual(", plane \(plane)", ", mặt phẳng \(plane)")[language] : ""
      lines += ["\(name[language]) \(tensor.shape)\(number)", grid.text, ""]
    }
    if extent.channels > 8 {
      lines += [
        Bilingual("(\(extent.channels - 8) more)", "(\(extent.channels - 8) mặt phẳng nữa)")[
          language],
        "",
      ]
    }
    return lines
  }
}
