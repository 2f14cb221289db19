import Ground

extension TrainingEvent {
  /// The object of `--json`, one a line; `nil` for a notice.
  public var json: JSON? {
    switch self {
    case .start(let start):
      Self.object(
        "start",
        [
          ("network", .string(start.network)),
          ("parameters", .integer(start.parameters)),
          ("train_images", .integer(start.trainImages)),
          ("test_images", .integer(start.testImages)),
          ("seed", .integer(Int(clamping: start.seed))),
          ("threads", .integer(start.threads)),
        ])
    case .step(let step):
      Self.object("step", [("step", .integer(step.step)), ("loss", .number(step.loss))])
    case .epoch(let epoch):
      Self.object(
        "epoch",
        [
          ("epoch", .integer(epoch.epoch)),
          ("train_loss", .number(epoch.trainLoss)),
          ("train_accuracy", .number(epoch.trainAccuracy)),
          ("test_loss", Self.number(epoch.testLoss)),
          ("test_accuracy", Self.number(epoch.testAccuracy)),
          ("images_per_second", Self.number(epoch.imagesPerSecond)),
          ("seconds", Self.number(epoch.seconds)),
        ])
    case .end(let end):
      Self.object(
        "end",
        [
          ("reason", .string(end.reason.rawValue)),
          ("checkpoint", end.checkpoint.map(JSON.string) ?? .null),
        ])
    case .notice:
      nil
    }
  }

  private static func object(_ event: String, _ members: [(String, JSON)]) -> JSON {
    .object([JSON.Member("event", .string(event))] + members.map { JSON.Member($0, $1) })
  }

  private static func number(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }
}
