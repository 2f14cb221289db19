import Tensors

/// A tensor that an operation learns or estimates: what it is for, its shape and how it begins.
public struct Parameter: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    case weight, bias, runningMean, runningVariance

    /// Running statistics are estimated, not trained.
    public var isTrainable: Bool {
      switch self {
      case .weight, .bias: true
      case .runningMean, .runningVariance: false
      }
    }
  }

  /// How a fresh parameter begins.
  public enum Beginning: Hashable, Sendable {
    /// Drawn at random, with these counts of inputs and outputs as PyTorch's initialisers take them.
    case random(fanIn: Int, fanOut: Int)
    case constant(Float)
  }

  public let role: Role
  /// The last part of PyTorch's name: `weight`, `running_mean`.
  public let suffix: String
  /// What people call it where the operation stands alone: `kernel`, `gamma`.
  public let name: String
  public let shape: Shape
  public let beginning: Beginning

  init(_ role: Role, _ suffix: String, name: String, shape: Shape, beginning: Beginning) {
    self.role = role
    self.suffix = suffix
    self.name = name
    self.shape = shape
    self.beginning = beginning
  }
}
