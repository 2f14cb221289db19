import Datasets
import Networks
import Screens
import Tensors

/// What the commands print where there is no screen: text for people, JSON for scripts.
struct Printer {
  let language: Language
  let catalog: DatasetCatalog

  func show(_ arguments: ShowArguments) throws {
    let graph = try Zoo.graph(
      arguments.network, input: arguments.inputShape, classes: arguments.classes ?? 10)
    switch arguments.form {
    case .json: write(graph.summaryJSON)
    case .automatic, .text: Output.write(graph.summaryTable(in: language))
    }
  }

  func write(_ json: JSON) {
    var bytes = json.bytes
    bytes.append(UInt8(ascii: "\n"))
    Output.write(bytes)
  }
}
