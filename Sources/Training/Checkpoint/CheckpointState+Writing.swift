import Ground
import Tensors

extension CheckpointState {
  /// The object of `state.json`; docs/checkpoints.md names every member.
  var json: JSON {
    [
      "format": "convscope checkpoint",
      "version": .integer(Self.version),
      "step": .integer(progress.step),
      "epoch": .integer(progress.epochs.count),
      "epoch_sums": [
        "images": .integer(progress.sums.images),
        "loss": .number(progress.sums.loss),
        "correct": .integer(progress.sums.correct),
      ],
      "seed": .integer(Int(clamping: recipe.seed)),
      "recipe": recipe.json,
      "data": data.json,
      "epochs": .array(progress.epochs.map(\.json)),
      "loss_curve": progress.lossCurve.json,
      "accuracy_curve": progress.accuracyCurve.json,
    ]
  }
}

extension Recipe {
  fileprivate var json: JSON {
    let rule: (name: String, momentum: Double) =
      switch optimizer.rule {
      case .sgd(let momentum): ("sgd", momentum)
      case .adam: ("adam", 0)
      }
    return [
      "network": .string(network),
      "data": .string(data),
      "limit": limit.map(JSON.integer) ?? nil,
      "epochs": .integer(epochs),
      "batch": .integer(batch),
      "optimizer": .string(rule.name),
      "lr": .number(optimizer.learningRate),
      "momentum": .number(rule.momentum),
      "weight_decay": .number(optimizer.weightDecay),
      "threads": .integer(threads),
      "log_every": .integer(logEvery),
    ]
  }
}

extension DataIdentity {
  fileprivate var json: JSON {
    [
      "name": .string(name),
      "shape": JSON(shape),
      "classes": .array(
        classes.map { ["en": .string($0.english), "vi": .string($0.vietnamese)] }),
      "train_images": .integer(trainImages),
      "test_images": .integer(testImages),
      "digest": .string(digest),
      "test_digest": testDigest.map(JSON.string) ?? nil,
    ]
  }
}

extension TrainingSnapshot.EpochResult {
  fileprivate var json: JSON {
    [
      "epoch": .integer(epoch),
      "step": .integer(step),
      "train_loss": .number(trainLoss),
      "train_accuracy": .number(trainAccuracy),
      "test_loss": testLoss.map(JSON.number) ?? nil,
      "test_accuracy": testAccuracy.map(JSON.number) ?? nil,
    ]
  }
}

extension TrainingCurve {
  fileprivate var json: JSON {
    [
      "steps_per_point": .integer(stepsPerPoint),
      "whole": Self.json(whole),
      "recent": Self.json(recent),
      "pending_sum": .number(pending.sum),
      "pending_count": .integer(pending.count),
    ]
  }

  private static func json(_ points: [Point]) -> JSON {
    .array(points.map { .array([.integer($0.step), .number($0.value)]) })
  }
}
