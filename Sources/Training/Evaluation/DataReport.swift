import Ground
import Tensors

/// What a network comes to on the test pictures of a data set.
public struct DataReport: Hashable, Sendable {
  public let network: String
  public let data: String
  public let classes: [Bilingual]
  public let evaluation: Evaluation

  init(network: String, data: String, classes: [Bilingual], evaluation: Evaluation) {
    self.network = network
    self.data = data
    self.classes = classes
    self.evaluation = evaluation
  }

  /// The members of `eval --json`; `confusion` has a row for each true class.
  public var members: [JSON.Member] {
    [
      JSON.Member("accuracy", .number(evaluation.accuracy)),
      JSON.Member("loss", .number(evaluation.loss)),
      JSON.Member("images", .integer(evaluation.count)),
      JSON.Member("classes", .array(classes.map { .string($0.english) })),
      JSON.Member("confusion", .array(evaluation.confusion.map { JSON($0) })),
    ]
  }

  /// The lines of the printed table.
  public func lines(in language: Language) -> [String] {
    let accuracy = language.numbers.fixed(evaluation.accuracy, decimals: 4)
    let loss = language.numbers.fixed(evaluation.loss, decimals: 4)
    let count = language.numbers.integer(evaluation.count)
    let title = Bilingual(
      "\(network) on \(data): accuracy \(accuracy), loss \(loss), \(count) test images",
      "\(network) trên \(data): độ chính xác \(accuracy), mất mát \(loss), \(count) ảnh kiểm tra")
    let legend = Bilingual(
      "confusion matrix: a row for each true class, a column for each predicted one",
      "ma trận nhầm lẫn: mỗi hàng là một lớp thật, mỗi cột là một lớp dự đoán")
    return [title[language], "", legend[language]] + confusion(in: language)
  }

  private func confusion(in language: Language) -> [String] {
    let names = classes.enumerated().map { "\($0) \($1[language])" }
    let cells = evaluation.confusion.map { $0.map(language.numbers.integer) }
    let nameWidth = names.map(TextWidth.width).max() ?? 0
    let cellWidth = (cells.joined().map(\.count) + ["\(classes.count)".count]).max() ?? 0
    func cell(_ text: String) -> String { TextWidth.padded(text, to: cellWidth + 2, .trailing) }
    let head = classes.indices.map { cell("\($0)") }
    let rows = zip(names, cells).map { name, row in
      TextWidth.padded(name, to: nameWidth) + row.map(cell).joined()
    }
    return [String(repeating: " ", count: nameWidth) + head.joined()] + rows
  }
}
