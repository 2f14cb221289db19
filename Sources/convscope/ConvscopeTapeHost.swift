import Commands
import Ground
import Interface
import Playback
import Screens

/// The program as tapes play it: UTF-8, 256 colours, English, empty user folders.
struct ConvscopeTapeHost: TapeHost {
  let runner: EffectRunner
  let world: World

  init(environment: [String: String]) {
    world = World(ofTapeIn: environment)
    runner = EffectRunner(world, pacing: .immediate)
  }

  func start(
    arguments: [String], size: Size, capabilities: Capabilities
  ) throws -> (program: App, handler: any EffectHandler<Effect, Message>) {
    let line = try Command.parse(arguments)
    guard case .run(let command) = line.request, command.hasScreen else {
      throw Explanation(
        Bilingual(
          "Run: found a command line without a screen, expected one that opens a screen",
          "Run: dòng lệnh này không mở màn hình nào, cần một dòng lệnh mở màn hình"))
    }
    try Launch.check(command, in: world)
    let environment = AppEnvironment(
      language: line.language ?? .english, capabilities: capabilities, size: size,
      measuresTime: false, isAnimated: line.isAnimated, background: line.background,
      datasets: world.catalog.names(),
      cores: world.cores)
    return (App(command: command, environment: environment), runner)
  }

  func train(steps: Int) throws -> [Message] {
    guard let state = runner.runs.progress else {
      throw Explanation(
        Bilingual(
          "Train: found no training that has begun, expected a training screen",
          "Train: chưa có lượt huấn luyện nào bắt đầu, cần mở màn hình huấn luyện trước"))
    }
    let left = state.isOver ? 0 : state.totalSteps - state.step
    guard steps <= left else {
      throw Explanation(
        Bilingual(
          "Train: found \(steps), expected at most \(left), "
            + "since the run is at step \(state.step) of \(state.totalSteps)",
          "Train: nhận được \(steps), chỉ được tối đa \(left), "
            + "vì lượt huấn luyện đang ở bước \(state.step) trên \(state.totalSteps)"))
    }
    return runner.runs.train(steps: steps) ?? []
  }

  func handOver() -> [Effect] { [.handOver] }

  var isTraining: Bool { runner.runs.progress.map { !$0.isOver } ?? false }
}
