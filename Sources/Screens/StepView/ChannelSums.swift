import Ground
import Interface
import Operations
import Stepping

/// What each input channel adds to a cell: `channel 0: 3.04 + channel 1: -1.2 + bias 0.5`.
struct ChannelSums {
  private let sums: [(channel: Int, sum: Double)]
  private let bias: Double

  /// `nil` for a cell that reads one channel alone, or is no sum of products.
  init?(of step: Step) {
    guard case .weightedSum(let bias) = step.arithmetic else { return nil }
    var sums: [(channel: Int, sum: Double)] = []
    for term in step.terms {
      if sums.last?.channel == term.position.channel {
        sums[sums.count - 1].sum += term.product
      } else {
        sums.append((term.position.channel, term.product))
      }
    }
    // A vector's channels are its numbers, and stand in the sum as they are.
    guard sums.count > 1, sums.count < step.terms.count else { return nil }
    self.sums = sums
    self.bias = bias
  }

  /// As many channels as find room; the others together.
  func text(columns: Int, _ context: ScreenContext) -> String {
    let writer = TermWriter(context)
    let language = context.language
    func text(keeping count: Int) -> String {
      var parts = sums.prefix(count).map {
        StepperText.channelSum.filled("\($0.channel)", writer.factor($0.sum), in: language)
      }
      if count < sums.count {
        let rest = sums.dropFirst(count).reduce(0) { $0 + $1.sum }
        parts.append(
          StepperText.moreChannels.filled(
            context.numbers.integer(sums.count - count), writer.factor(rest), in: language))
      }
      if bias != 0 { parts.append(writer.bias(bias)) }
      return parts.joined(separator: " + ")
    }
    let most = min(sums.count, columns / 8 + 1)
    return stride(from: most, through: 0, by: -1).lazy.map(text(keeping:))
      .first { TextWidth.width(of: $0) <= columns } ?? ""
  }
}
