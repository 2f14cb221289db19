import Ground

extension TrainingEvent {
  /// The progress line of `--headless`; numbers follow the language.
  public func line(in language: Language) -> String {
    let parts: [Bilingual]
    switch self {
    case .start(let start): parts = [start.sentence(in: language)]
    case .step(let step): parts = [step.sentence(in: language)]
    case .epoch(let epoch): parts = epoch.parts(in: language)
    case .end(let end): parts = [end.sentence]
    case .notice(let notice): parts = [notice]
    }
    return parts.map { $0[language] }.joined(separator: "  ")
  }
}

extension TrainingEvent.Start {
  fileprivate func sentence(in language: Language) -> Bilingual {
    let parameters = language.numbers.integer(parameters)
    let (train, test) = (
      language.numbers.integer(trainImages), language.numbers.integer(testImages)
    )
    let threadNoun = threads == 1 ? "thread" : "threads"
    return Bilingual(
      "\(network): \(parameters) parameters, \(train) training images, \(test) test images, "
        + "seed \(seed), \(threads) \(threadNoun)",
      "\(network): \(parameters) tham số, \(train) ảnh huấn luyện, \(test) ảnh kiểm tra, "
        + "hạt giống \(seed), \(threads) luồng")
  }
}

extension TrainingEvent.Step {
  fileprivate func sentence(in language: Language) -> Bilingual {
    let (step, loss) = (language.numbers.integer(step), language.numbers.fixed(loss, decimals: 4))
    return Bilingual("step \(step)  loss \(loss)", "bước \(step)  mất mát \(loss)")
  }
}

extension TrainingEvent.Epoch {
  fileprivate func parts(in language: Language) -> [Bilingual] {
    var parts = [
      Bilingual("epoch \(epoch)/\(epochs)", "epoch \(epoch)/\(epochs)"),
      Self.figures(
        Bilingual("training", "huấn luyện"), loss: trainLoss, accuracy: trainAccuracy,
        in: language),
    ]
    if let testLoss, let testAccuracy {
      parts.append(
        Self.figures(
          Bilingual("test", "kiểm tra"), loss: testLoss, accuracy: testAccuracy, in: language))
    }
    if let imagesPerSecond, let seconds {
      let rate = language.numbers.fixed(imagesPerSecond, decimals: 0)
      let time = language.numbers.fixed(seconds, decimals: 1)
      parts.append(Bilingual("\(rate) images/s  \(time) s", "\(rate) ảnh/giây  \(time) giây"))
    }
    return parts
  }

  private static func figures(
    _ name: Bilingual, loss: Double, accuracy: Double, in language: Language
  ) -> Bilingual {
    let loss = language.numbers.fixed(loss, decimals: 4)
    let accuracy = language.numbers.fixed(accuracy, decimals: 4)
    return Bilingual(
      "\(name.english): loss \(loss), accuracy \(accuracy)",
      "\(name.vietnamese): mất mát \(loss), độ chính xác \(accuracy)")
  }
}

extension TrainingEvent.End {
  fileprivate var sentence: Bilingual {
    let outcome =
      switch reason {
      case .done: Bilingual("done", "đã xong")
      case .interrupted: Bilingual("interrupted", "đã dừng giữa chừng")
      case .diverged: Bilingual("diverged", "đã phân kỳ")
      }
    guard let checkpoint else {
      return Bilingual(
        "\(outcome.english); no checkpoint was saved",
        "\(outcome.vietnamese); chưa có checkpoint nào được lưu")
    }
    return Bilingual(
      "\(outcome.english); checkpoint \(checkpoint)",
      "\(outcome.vietnamese); checkpoint \(checkpoint)")
  }
}
