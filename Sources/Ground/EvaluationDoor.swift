/// The door that every computation of whole feature maps goes through: of an operation, of a network, of a plan.
///
/// Such a computation takes as long as its network is large, so that none may be made while a key is answered or a
/// frame is drawn. Who stands at the door sees each of them on his own task or thread.
public enum EvaluationDoor {
  /// Told what is computed; nobody stands there unless a test does.
  @TaskLocal public static var watcher: (@Sendable (String) -> Void)?

  public static func enter(_ computation: @autoclosure () -> String) { watcher?(computation()) }
}
