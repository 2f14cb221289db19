import Commands
import Interface
import Lessons
import Operations
import Networks
import Tensors
import TestSupport
import Testing

@testable import Screens
@testable import Training

/// Any events in any order at any size: a screen answers and draws.
struct RandomEventTests {
  private func event(_ generator: inout SeededGenerator) -> Event {
    let keys: [Key] =
      [
        .up, .down, .left, .right, .enter, .escape, .tab, .shiftTab, .home, .end, .pageUp,
        .pageDown,
      ]
      + "hjklnabcdgmstL?+-=_[]{} xq".map(Key.character)
    func number(_ limit: Int) -> Int { Int(generator.uniform() * Double(limit)) }
    switch number(10) {
    case 0: return .resize(Size(columns: 1 + number(130), rows: 1 + number(45)))
    case 1:
      let actions: [Mouse.Action] = [.press, .wheelUp, .wheelDown]
      return .mouse(
        Mouse(actions[number(3)], at: Point(column: number(140), row: number(50))))
    case 2: return .tick
    case 3: return .paste("q\n7")
    default: return .key(keys[number(keys.count)])
    }
  }

  private func run(
    _ command: Command, seed: UInt64, news: (Int) throws -> Message?
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let session = ScreenSession(command, measuresTime: true)
    for count in 0..<150 where !session.headless.isFinished {
      if count % 10 == 0, let message = try news(count) { session.headless.deliver(message) }
      session.headless.send(event(&generator))
      _ = session.frame
    }
  }

  @Test(arguments: UInt64(0)..<6) func `the lesson screen`(seed: UInt64) throws {
    let course = try CourseLocation.builtIn.course()
    try run(.lesson(LessonArguments(name: "1")), seed: seed) { _ in .course(.success(course)) }
  }

  @Test(arguments: Zoo.names) func `the explorer`(network: String) throws {
    try run(.show(ShowArguments(network: network)), seed: UInt64(network.count)) { _ in nil }
  }

  @Test(arguments: Zoo.names) func `the training screen`(network: String) throws {
    let arguments = TrainArguments(options: RecipeOptions(network: network))
    let nodes = try Zoo.graph(network).nodes.count
    try run(.train(arguments), seed: UInt64(network.count)) { count in
      let states: [TrainingSnapshot.State] = [.running, .paused, .ended(.done), .ended(.diverged)]
      return .training(
        .first,
        .snapshot(
          try TrainingFixtures.snapshot(
            network: network, steps: count * 3, state: states[count / 40 % 4],
            node: count % nodes)))
    }
  }
}
