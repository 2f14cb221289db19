import Datasets
import Ground
import Networks
import Tensors

/// A trained network beside the pictures that it is asked about: what the evaluation screen looks into.
public struct Examination: Sendable {
  /// One of the pictures.
  public enum Subject: Hashable, Sendable {
    /// The picture of `--input`.
    case input
    /// A test picture, from 0.
    case test(Int)
  }

  public let network: TrainedNetwork
  /// The test pictures; `nil` where the network is asked about one picture alone.
  public let pictures: Dataset?
  /// `[C, H, W]`
  public let input: Tensor?
  /// What looks at the pictures: made for the first one, kept for the others of its shape.
  private let plan = Monitor<PicturePlan?>(nil)

  /// - Parameters:
  ///   - data: a data set's name or a folder; where there is no input either, a checkpoint's own data.
  ///   - input: `[C, H, W]`, its values as they are.
  /// - Throws: errors that conform to `ExplainedError`: no such data set, another number of classes, or
  ///   nothing to ask about.
  public init(
    of network: TrainedNetwork, data: String?, input: Tensor?, in catalog: DatasetCatalog
  ) throws {
    if let input, input.shape.rank != 3 { throw EvaluationError.inputShape(input.shape) }
    let data = data ?? (input == nil ? network.data : nil)
    guard data != nil || input != nil else { throw EvaluationError.nothingToAskAbout }
    self.network = network
    self.input = input
    pictures = try data.map { try network.testPictures(of: $0, in: catalog) }
  }

  /// What the network makes of all test pictures.
  ///
  /// - Parameter watch: hears of the pictures; ``Watch/Abandoned`` is thrown once nobody waits.
  public func findings(threads: Int, watch: Watch = Watch()) throws -> ExaminationFindings {
    ExaminationFindings(
      network: network.name,
      report: try pictures.map { try network.evaluate($0, threads: threads, watch: watch) },
      labels: pictures?.labels ?? [], hasInput: input != nil)
  }

  /// One picture and what a layer makes of it.
  ///
  /// - Parameters:
  ///   - subject: which picture.
  ///   - node: whose maps; the first convolution's (or dense layer's) unless given.
  ///   - threads: how many may work on it.
  ///   - watch: hears of the layers; ``Watch/Abandoned`` is thrown once nobody waits.
  /// - Returns: `nil` if there is no such picture.
  public func view(
    of subject: Subject, node: Int?, threads: Int, watch: Watch = Watch()
  ) throws -> PictureView? {
    let picture: Tensor
    var label: Int?
    switch subject {
    case .input:
      guard let input else { return nil }
      picture = input
    case .test(let index):
      guard let pictures, pictures.labels.indices.contains(index) else { return nil }
      picture = pictures.picture(at: index)
      label = Int(pictures.labels[index])
    }
    return try plan.withLock { kept in
      // Another look may have been under way.
      try watch.check()
      let plan: PicturePlan
      if let kept, kept.graph.inputShape == picture.shape {
        plan = kept
      } else {
        // The old one's memory goes before the new one's is taken.
        kept = nil
        plan = try network.picturePlan(for: picture.shape, keepsMaps: true, threads: threads)
        kept = plan
      }
      plan.look(at: picture, watch: watch)
      try watch.check()
      return view(of: picture, label: label, node: node, by: plan)
    }
  }

  private func view(
    of picture: Tensor, label: Int?, node: Int?, by plan: PicturePlan
  ) -> PictureView {
    let nodes = plan.graph.nodes
    let first = nodes.firstIndex { $0.layer.kind == .convolution || $0.layer.kind == .linear }
    let shown = min(max(0, node ?? first ?? 0), nodes.count - 1)
    let logits = plan.logits(of: picture)
    return PictureView(
      graph: plan.graph, shape: picture.shape, values: picture.elements, label: label,
      classes: network.classes ?? pictures?.classes,
      maps: TrainingSnapshot.FeatureMaps(
        node: shown, shape: nodes[shown].outputShape,
        values: plan.maps(ofNode: shown, picture: picture)),
      probabilities: probabilities(of: logits))
  }
}

/// What a network makes of all test pictures, with the answer to each, so that mistakes can be found.
public struct ExaminationFindings: Sendable {
  /// A name of the zoo.
  public let network: String
  /// `nil` without test pictures.
  public let report: DataReport?
  /// The true class of each test picture.
  public let labels: [Int32]
  public let hasInput: Bool
}

/// One picture, what one layer makes of it, and what the network takes it for.
public struct PictureView: Hashable, Sendable {
  /// The network, built for the picture's shape.
  public let graph: Graph
  /// `[C, H, W]`
  public let shape: Shape
  public let values: [Double]
  /// The true class, where it is known.
  public let label: Int?
  public let classes: [Bilingual]?
  public let maps: TrainingSnapshot.FeatureMaps
  /// One a class, in 0...1.
  public let probabilities: [Double]
}
