import Ground
import Tensors
import TestSupport
import Testing

@testable import Networks

@Suite struct PyTorchCostsTests {
  @Test func `parameters and multiply-adds equal PyTorch's at any input and number of classes`()
    throws
  {
    let rows = try Fixture.json("network_costs.json")["costs"]?.arrayValue ?? []
    #expect(rows.count == 90)
    for row in rows {
      let name = try #require(row["network"]?.stringValue)
      let sizes = row["input"]?.arrayValue?.compactMap(\.integerValue) ?? []
      let classes = try #require(row["classes"]?.integerValue)
      let graph = try Zoo.graph(name, input: Shape(sizes), classes: classes)
      #expect(graph.cost.parameters == row["parameters"]?.integerValue, "\(row)")
      #expect(graph.cost.multiplyAdds == row["macs"]?.integerValue, "\(row)")
    }
  }

  @Test(arguments: Zoo.names)
  func `names, shapes and order are those of PyTorch's state`(network: String) throws {
    let state = try Fixture.json("network_costs.json")["state"]?[network]?.arrayValue
    let graph = try Zoo.graph(network, input: [3, 32, 32])
    #expect(state == graph.parameterSpecs.map { [.string($0.name), JSON($0.shape)] })
  }
}
