import Ground
import Tensors
import Testing

@testable import Networks

/// Weights as wrappers of PyTorch save them.
@Suite struct WrappedNamesTests {
  private func renamed(_ weights: Weights, _ name: (String) -> String) -> [NamedTensor] {
    weights.map { NamedTensor(name: name($0.name), shape: $0.shape, values: $0.values) }
  }

  @Test(arguments: [
    "module.", "_orig_mod.", "model.", "net.", "module._orig_mod.", "_orig_mod.module.",
    "model.net.", "module.module.", "backbone.", "my_model.encoder.0.", "_forward_module.model.",
  ])
  func `prefixes that all tensors share are left out`(prefix: String) throws {
    for network in ["lenet", "resnet8"] {
      let graph = try Zoo.graph(network)
      let weights = try graph.initialWeights(seed: 3)
      let wrapped = Weights(renamed(weights) { prefix + $0 })
      #expect(try graph.matching(wrapped) == weights)
      let bytes = Safetensors.encode(wrapped)
      #expect(try Safetensors.decode(bytes, for: graph, file: "f") == weights)
      let file = try SafetensorsFile(ByteReader(bytes, name: "f"))
      #expect(try Zoo.classes(of: network, in: file) == 10)
    }
  }

  @Test func `a wrapper inside a name, or around a part alone, is left out`() throws {
    let graph = try Zoo.graph("resnet8")
    let weights = try graph.initialWeights(seed: 3)
    let compiled = Weights(
      renamed(weights) { name in
        name.hasPrefix("layer1.")
          ? "model.layer1._orig_mod" + name.dropFirst(6) : "model." + name
      })
    #expect(try graph.matching(compiled) == weights)
    let partly = Weights(
      renamed(weights) { $0.hasPrefix("layer") ? "module." + $0 : $0 })
    #expect(try graph.matching(partly) == weights)
  }

  @Test func `counters of PyTorch with a prefix, and those of averaged models, are passed over`()
    throws
  {
    let graph = try Zoo.graph("resnet8")
    let weights = try graph.initialWeights(seed: 3)
    let tensors =
      renamed(weights) { "module." + $0 }
      + [
        NamedTensor(name: "module.bn1.num_batches_tracked", shape: [], values: [7]),
        NamedTensor(name: "n_averaged", shape: [], values: [2]),
      ]
    #expect(try graph.matching(Weights(tensors)) == weights)
  }

  @Test func `a network whose own names begin alike keeps them`() {
    #expect(
      WrappedNames.unwrapped(["net.0.weight", "net.0.bias"], for: ["net.0.weight", "net.0.bias"])
        == ["net.0.weight", "net.0.bias"])
    // Leaving out would make two tensors one.
    #expect(
      WrappedNames.unwrapped(["module.a", "a"], for: ["a", "b"]) == ["module.a", "a"])
    #expect(WrappedNames.unwrapped([], for: ["a"]) == [])
    #expect(WrappedNames.unwrapped(["x.y", "z"], for: ["a"]) == ["x.y", "z"])
  }

  @Test func `a missing name says which one was found nearest`() throws {
    let graph = try Zoo.graph("resnet8")
    let weights = try graph.initialWeights(seed: 3)
    func error(_ tensors: [NamedTensor]) -> WeightsError? {
      #expect(throws: WeightsError.self) { try graph.matching(Weights(tensors)) }
    }
    let misspelt = renamed(weights) { $0 == "layer2.0.conv1.weight" ? "layer2.0.cnov1.weight" : $0 }
    #expect(
      error(misspelt)
        == .missing(
          name: "layer2.0.conv1.weight", shape: [32, 16, 3, 3], network: "resnet8",
          nearest: "layer2.0.cnov1.weight"))
    #expect(
      error(misspelt)?.explanation.english.hasSuffix(
        "; the nearest name found is \"layer2.0.cnov1.weight\"") == true)
    // Under a prefix the name is told as the file has it.
    #expect(
      error(renamed(Weights(misspelt)) { "module." + $0 })
        == .missing(
          name: "layer2.0.conv1.weight", shape: [32, 16, 3, 3], network: "resnet8",
          nearest: "module.layer2.0.cnov1.weight"))
    // Half of the names with a prefix, half without: nothing is shared.
    let mixed = renamed(weights) { $0.hasPrefix("conv1") ? $0 : "model." + $0 }
    guard case .missing(_, _, _, nearest: let nearest?) = error(mixed) else {
      Issue.record("no nearest name")
      return
    }
    #expect(nearest.hasPrefix("model.bn1."))
    #expect(
      error(Array(weights.dropLast()))
        == .missing(name: "fc.bias", shape: [10], network: "resnet8", nearest: nil))
  }

  @Test func `the input for which weights are made is found from their shapes`() throws {
    for (network, input) in [
      ("lenet", [1, 28, 28]), ("lenet", [3, 32, 32]), ("mlp", [1, 12, 12]), ("mlp", [3, 8, 8]),
      ("resnet8", [3, 32, 32]), ("resnet8", [1, 32, 32]), ("lenet-relu", [1, 64, 64]),
    ] as [(String, Shape)] {
      let weights = try Zoo.graph(network, input: input, classes: 7).initialWeights(seed: 0)
      let file = try SafetensorsFile(ByteReader(Safetensors.encode(weights), name: "f"))
      #expect(try Zoo.classes(of: network, in: file) == 7)
      #expect(try Zoo.input(of: network, classes: 7, fitting: file) == input, "\(network) \(input)")
    }
    let other = try Zoo.graph("mlp").initialWeights(seed: 0)
    let file = try SafetensorsFile(ByteReader(Safetensors.encode(other), name: "f"))
    #expect(try Zoo.input(of: "resnet8", classes: 10, fitting: file) == nil)
  }
}
