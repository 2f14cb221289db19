import Ground
import Tensors

/// What a network takes one picture for.
public struct PictureReport: Hashable, Sendable {
  /// One of the best guesses.
  public struct Guess: Hashable, Sendable {
    /// From 0.
    public let label: Int
    /// In 0...1.
    public let probability: Double
  }

  public let network: String
  /// One a class.
  public let logits: [Float]
  /// Their softmax, in `Double`.
  public let probabilities: [Double]
  /// The names of the classes, where they are known.
  public let classes: [Bilingual]?

  /// The most guesses that a person is shown.
  public static let topCount = 10

  init(network: String, logits: [Float], classes: [Bilingual]?) {
    self.network = network
    self.logits = logits
    self.classes = classes
    probabilities = Training.probabilities(of: logits)
  }

  /// The most probable classes, best first; among equals the lower number comes first.
  public var top: [Guess] {
    probabilities.enumerated()
      .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
      .prefix(Self.topCount)
      .map { Guess(label: $0.offset, probability: $0.element) }
  }

  /// The members of `eval --json`; a class is its name where it has one, else its number.
  public var members: [JSON.Member] {
    [
      JSON.Member("logits", .array(logits.map { .number(Double($0)) })),
      JSON.Member("probabilities", JSON(probabilities)),
      JSON.Member(
        "top",
        .array(
          top.map { guess in
            [
              "class": classes.map { .string($0[guess.label].english) } ?? .integer(guess.label),
              "probability": .number(guess.probability),
            ]
          })),
    ]
  }

  /// The lines of the printed table.
  public func lines(in language: Language) -> [String] {
    let rows = top.map { guess in
      (
        name: classes?[guess.label][language] ?? "\(guess.label)",
        probability: language.numbers.fixed(guess.probability, decimals: 4),
        logit: language.numbers.fixed(Double(logits[guess.label]), decimals: 4)
      )
    }
    let head = Bilingual("class", "lớp")[language]
    let probability = Bilingual("probability", "xác suất")[language]
    let nameWidth = (rows.map(\.name) + [head]).map(TextWidth.width).max() ?? 0
    let width = 14
    func line(_ name: String, _ probability: String, _ logit: String) -> String {
      TextWidth.padded(name, to: nameWidth)
        + TextWidth.padded(probability, to: width, .trailing)
        + TextWidth.padded(logit, to: width, .trailing)
    }
    return [line(head, probability, "logit")]
      + rows.map { line($0.name, $0.probability, $0.logit) }
  }
}
