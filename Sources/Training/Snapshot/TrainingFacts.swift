import Ground
import Networks
import Operations

/// What stays the same for as long as a run is watched.
public struct TrainingFacts: Hashable, Sendable {
  public let recipe: Recipe
  /// The network, built for the data's shape and classes.
  public let graph: Graph
  /// The trainable parameters.
  public let parameters: Int
  /// `fashion-mnist`, or the name of a folder.
  public let dataName: String
  public let classes: [Bilingual]
  public let trainImages: Int
  /// 0 if the data has none.
  public let testImages: Int
  public let stepsPerEpoch: Int

  public init(
    recipe: Recipe, graph: Graph, parameters: Int, dataName: String, classes: [Bilingual],
    trainImages: Int, testImages: Int
  ) {
    self.recipe = recipe
    self.graph = graph
    self.parameters = parameters
    self.dataName = dataName
    self.classes = classes
    self.trainImages = trainImages
    self.testImages = testImages
    let batch = max(recipe.batch, 1)
    stepsPerEpoch = trainImages / batch + (trainImages % batch == 0 ? 0 : 1)
  }

  /// Steps of the whole run; the largest `Int` where there would be more.
  public var totalSteps: Int {
    let (total, overflow) = stepsPerEpoch.multipliedReportingOverflow(by: recipe.epochs)
    return overflow ? Int.max : total
  }

  /// The pictures among which ``TrainingControl/choosePicture(_:)`` chooses: the test images, or the
  /// training images where there are none.
  public var pictureCount: Int { testImages > 0 ? testImages : trainImages }

  /// The weights of the first convolution, which a person can look at as pictures.
  public var filterSpec: ParameterSpec? {
    firstNode(of: .convolution).flatMap { graph.parameterSpecs(ofNode: $0).first }
  }

  /// The node whose feature maps are shown at first: the first convolution, else the first dense layer.
  public var firstMapNode: Int { firstNode(of: .convolution) ?? firstNode(of: .linear) ?? 0 }

  /// Refuses a batch whose normalisation would be over one value: as PyTorch, which trains on none either.
  func requireValuesToNormalise() throws(PlanError) {
    let last = trainImages % max(recipe.batch, 1)
    let least = last == 0 ? min(recipe.batch, trainImages) : last
    guard least == 1 else { return }
    for node in graph.nodes where node.layer.kind == .batchNorm {
      let extent = Extent(node.outputShape)
      if extent.height * extent.width == 1 {
        throw .oneValueToNormalise(layer: node.name, pictures: least)
      }
    }
  }

  private func firstNode(of kind: Layer.Kind) -> Int? {
    graph.nodes.firstIndex { $0.layer.kind == kind }
  }
}
