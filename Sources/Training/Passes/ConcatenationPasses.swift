import Engine

/// Maps behind each other: each input is copied to its channels of the output, and gets their gradient back.
final class ConcatenationPasses: OperationPasses {
  var needsOutput: Bool { false }

  func forward(_ maps: ForwardMaps, in program: inout BlockProgram) {
    for (input, part) in zip(maps.inputs, parts(of: maps.output, maps.inputs)) {
      program.append {
        MapSums.copy(
          input.pointer($0.slot), input.layout, to: part.pointer($0.slot), part.layout)
      }
    }
  }

  func backward(_ maps: BackwardMaps, in program: inout BlockProgram) {
    for (target, part) in zip(maps.targets, parts(of: maps.outputGradient, maps.inputs)) {
      guard let target else { continue }
      program.append {
        MapSums.copy(
          part.pointer($0.slot), part.layout, to: target.pointer($0.slot), target.layout,
          accumulate: target.accumulates)
      }
    }
  }

  /// The channels of a map that are each input's.
  private func parts(of map: PlanValue, _ inputs: [PlanValue]) -> [ChannelSlice] {
    var first = 0
    return inputs.map { input in
      defer { first += input.channels }
      return ChannelSlice(map, channels: first..<first + input.channels)
    }
  }
}

/// Of one picture: a channel may come to lie in another lane.
final class ConcatenationPicturePass: PicturePass {
  private var maps: (inputs: [PictureMap], output: PictureMap)?

  var parts: [Range<Int>] { maps.map { (0..<$0.output.layout.channels).map { $0..<$0 + 1 } } ?? [] }

  func prepare(inputs: [PictureMap], output: PictureMap) { maps = (inputs, output) }

  func run(blocks: Range<Int>, rows: Range<Int>) {
    guard let (inputs, output) = maps else { return }
    var first = 0
    for input in inputs {
      let channels = first..<first + input.channels
      let wanted = blocks.lowerBound * laneCount..<blocks.upperBound * laneCount
      for channel in channels.clamped(to: wanted) {
        ChannelBlocks.copy(
          channel: channel - first, of: input.pointer, input.layout, toChannel: channel,
          of: output.pointer, output.layout, rows: rows)
      }
      first += input.channels
    }
  }
}
