import Ground
import Tensors

extension Graph {
  /// What `show --json` prints: one object a leaf operation, in the order of execution, and the sums.
  public var summaryJSON: JSON {
    let costs = costs
    let fields = receptiveFields
    let layers = nodes.indices.map { index -> JSON in
      [
        "name": .string(nodes[index].name),
        "kind": .string(nodes[index].layer.kind.rawValue),
        "output_shape": JSON(nodes[index].outputShape),
        "parameters": .integer(costs[index].parameters),
        "macs": .integer(costs[index].multiplyAdds),
        "receptive_field": fields[index].map { JSON([$0.size.height, $0.size.width]) } ?? .null,
      ]
    }
    let cost = cost
    return [
      "network": .string(name),
      "input_shape": JSON(inputShape),
      "layers": .array(layers),
      "parameters": .integer(cost.parameters),
      "macs": .integer(cost.multiplyAdds),
    ]
  }

  /// What `show` prints where there is no screen: a table, a line a leaf operation, and the sums.
  public func summaryTable(in language: Language) -> String {
    let costs = costs
    let fields = receptiveFields
    let cost = cost
    var rows = [
      [
        Bilingual("layer", "tầng"), Bilingual("operation", "phép toán"),
        Bilingual("output", "đầu ra"), Bilingual("parameters", "tham số"),
        Bilingual("multiply-adds", "phép nhân-cộng"),
        Bilingual("receptive field", "vùng tiếp nhận"),
      ].map { $0[language] }
    ]
    rows += nodes.indices.map { index in
      [
        nodes[index].name, nodes[index].layer.title[language],
        nodes[index].outputShape.description, language.numbers.integer(costs[index].parameters),
        language.numbers.integer(costs[index].multiplyAdds), fields[index]?.size.description ?? "-",
      ]
    }
    rows.append([
      Bilingual("total", "tổng cộng")[language], "", "", language.numbers.integer(cost.parameters),
      language.numbers.integer(cost.multiplyAdds), "",
    ])
    let title = Bilingual(
      "\(name): input \(inputShape), \(classes) classes",
      "\(name): đầu vào \(inputShape), \(classes) lớp phân loại")
    return ([title[language], ""] + aligned(rows)).map { $0 + "\n" }.joined()
  }

  /// The first two columns to the left, numbers and sizes to the right, two spaces between.
  private func aligned(_ rows: [[String]]) -> [String] {
    let widths = rows.reduce(into: [Int](repeating: 0, count: rows.first?.count ?? 0)) {
      for (column, text) in $1.enumerated() {
        $0[column] = max($0[column], TextWidth.width(of: text))
      }
    }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        line += column == 0 ? "" : "  "
        line += TextWidth.padded(text, to: widths[column], column < 2 ? .leading : .trailing)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
