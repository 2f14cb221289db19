import Operations
import Stepping

/// `step OP`
public struct StepArguments: Hashable, Sendable {
  /// What is stepped, before any file is read.
  public var request: StepRequest
  public var form = OutputForm.automatic

  public init(_ request: StepRequest) { self.request = request }
}
