import Tensors

/// What comes back from outside. Screens that did not ask for it let it pass.
public enum Message: Sendable {
  /// The answer to ``Effect/loadInput(spec:)``: `[C, H, W]`, or for a kernel `[O, I, KH, KW]`.
  case input(spec: String, Result<Tensor, Explanation>)
}

/// An error that reached a screen: its sentence in both languages.
public struct Explanation: ExplainedError, Hashable {
  public let explanation: Bilingual

  public init(_ explanation: Bilingual) { self.explanation = explanation }

  public init(_ error: any ExplainedError) { explanation = error.explanation }
}
