/// What a person gave to `train`, nothing filled in: `nil` where an option was left out.
///
/// ``Recipe/init(_:installed:cores:)`` fills in the defaults and checks the ranges.
public struct RecipeOptions: Hashable, Sendable {
  public enum OptimizerName: String, CaseIterable, Hashable, Sendable { case sgd, adam }

  /// A name of the zoo; may be left out with ``resume``.
  public var network: String?
  /// A data set's name or the path of a folder.
  public var data: String?
  /// Only so many of the training images, from the first.
  public var limit: Int?
  public var epochs: Int?
  public var batch: Int?
  public var learningRate: Double?
  public var momentum: Double?
  public var weightDecay: Double?
  public var optimizer: OptimizerName?
  public var seed: UInt64?
  public var threads: Int?
  public var logEvery: Int?
  /// The folder of a new run.
  public var out: String?
  /// A checkpoint or the folder of a run.
  public var resume: String?

  public init(network: String? = nil) { self.network = network }
}
