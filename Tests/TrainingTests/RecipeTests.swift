import Networks
import Testing
import Training

@Suite struct RecipeTests {
  private func recipe(
    _ network: String, installed: Set<String> = ["fashion-mnist", "cifar-10"],
    _ change: (inout RecipeOptions) -> Void = { _ in }
  ) throws -> Recipe {
    var options = RecipeOptions(network: network)
    change(&options)
    return try Recipe(options, installed: installed, cores: 2)
  }

  @Test func `every network has the documented recipe`() throws {
    for (network, optimizer, batch) in [
      ("lenet", Optimizer.adam(learningRate: 0.005), 64),
      ("lenet-relu", .sgd(learningRate: 0.05, momentum: 0.9), 64),
      ("mlp", .sgd(learningRate: 0.05, momentum: 0.9), 64),
      ("resnet8", .sgd(learningRate: 0.02, momentum: 0.9), 128),
      ("resnet20", .sgd(learningRate: 0.02, momentum: 0.9), 128),
      ("plain8", .sgd(learningRate: 0.02, momentum: 0.9), 128),
    ] {
      let recipe = try recipe(network)
      #expect(recipe.optimizer == optimizer, "\(network)")
      #expect(recipe.batch == batch, "\(network)")
      #expect(recipe.epochs == 10 && recipe.seed == 0 && recipe.threads == 2)
      #expect(recipe.logEvery == 100 && recipe.limit == nil)
    }
  }

  @Test func `the data is the best that is there`() throws {
    #expect(try recipe("lenet").data == "fashion-mnist")
    #expect(try recipe("lenet", installed: ["cifar-10"]).data == "digits")
    #expect(try recipe("resnet8").data == "cifar-10")
    #expect(try recipe("plain8", installed: ["fashion-mnist"]).data == "fashion-mnist")
    #expect(try recipe("resnet20", installed: []).data == "digits")
    #expect(try recipe("lenet") { $0.data = "digits" }.data == "digits")
  }

  @Test func `one of the three given replaces the others`() throws {
    #expect(
      try recipe("lenet") { $0.learningRate = 0.9 }.optimizer == .sgd(learningRate: 0.9))
    #expect(
      try recipe("resnet8") { $0.momentum = 0.5 }.optimizer
        == .sgd(learningRate: 0.05, momentum: 0.5))
    #expect(try recipe("mlp") { $0.optimizer = .sgd }.optimizer == .sgd(learningRate: 0.05))
    #expect(try recipe("mlp") { $0.optimizer = .adam }.optimizer == .adam(learningRate: 0.001))
    #expect(
      try recipe("mlp") {
        $0.optimizer = .adam
        $0.learningRate = 0.01
      }.optimizer == .adam(learningRate: 0.01))
    #expect(try recipe("lenet") { $0.learningRate = 0.9 }.batch == 64)
  }

  @Test func `weight decay alone keeps the recipe of the network`() throws {
    #expect(
      try recipe("lenet") { $0.weightDecay = 0.1 }.optimizer
        == .adam(learningRate: 0.005, weightDecay: 0.1))
  }

  @Test func `values out of range are named`() {
    #expect(throws: RecipeError.notPositive(field: "batch", found: 0)) {
      try recipe("mlp") { $0.batch = 0 }
    }
    #expect(throws: RecipeError.rateOutOfRange(field: "lr", found: -1)) {
      try recipe("mlp") { $0.learningRate = -1 }
    }
    #expect(throws: RecipeError.rateOutOfRange(field: "momentum", found: .infinity)) {
      try recipe("mlp") { $0.momentum = .infinity }
    }
    #expect(throws: RecipeError.momentumWithAdam(0.9)) {
      try recipe("mlp") {
        $0.optimizer = .adam
        $0.momentum = 0.9
      }
    }
    #expect(throws: RecipeError.tooManyThreads(found: 5000)) {
      try recipe("mlp") { $0.threads = 5000 }
    }
    #expect(throws: RecipeError.seedTooLarge(found: .max)) { try recipe("mlp") { $0.seed = .max } }
    #expect(throws: NetworkError.self) { try recipe("lenett") }
    #expect(throws: RecipeError.networkMissing) {
      try Recipe(RecipeOptions(), installed: [], cores: 1)
    }
  }
}
