import Commands
import Ground
import Interface
import Stepping
import Tensors
import Testing

@testable import Screens

/// The stepper on a layer of a network.
@Suite struct LayerScreenTests {
  private static let line =
    "step conv --network resnet8 --layer layer2.0.conv1 --input random:3x32x32"

  private func request(_ line: String) throws -> StepRequest {
    let words = line.split(separator: " ").map(String.init)
    guard case .run(.step(let arguments)) = try Command.parse(words).request else {
      throw NothingToRun(line: line)
    }
    return arguments.request
  }

  @Test func `the title names the layer and where its weights are from`() throws {
    for (language, origin) in [
      (Language.english, "weights as initialised, seed 0"),
      (.vietnamese, "trọng số lúc khởi tạo, hạt giống 0"),
    ] {
      let app = try CommandSession(Self.line, language: language)
      #expect(app.text.contains("resnet8 › layer2.0.conv1"), "\(app.text)")
      #expect(app.text.contains(origin), "\(app.text)")
    }
  }

  @Test func `it is computed outside, says how far, and only its input is a setting`() throws {
    let request = try request(Self.line)
    let app = try CommandSession(Self.line, answers: [.openLayer(request): []])
    #expect(app.handler.effects == [.openLayer(request)])
    let progress = ForwardProgress(name: "layer1.0.conv2", number: 7, count: 11, share: 0)
    app.session.deliver(.layer(request, .progress(progress)))
    #expect(app.text.contains("computing layer1.0.conv2, operation 7 of 11"), "\(app.text)")
    app.session.deliver(.layer(request, .opened(RecordingHandler.layer(request))))
    #expect(app.text.contains("output[0,0,0]"), "\(app.text)")
    #expect(app.text.contains("input random:3x32x32@0"))
    for setting in ["stride", "padding", "groups", "filter"] {
      #expect(!app.text.contains("\(setting) "), "\(setting)")
    }
  }

  @Test func `another input is another computation, and leaving ends the one that is under way`()
    throws
  {
    let request = try request(Self.line)
    var next = request
    next.input = .filled(.random(seed: 1), [3, 32, 32])
    let app = try CommandSession(
      Self.line, answers: [.openLayer(next): []])
    app.press(.tab, .character("+"))
    #expect(app.handler.effects == [.openLayer(request), .openLayer(next)])
    app.press(.escape, .character("q"))
    #expect(app.handler.effects.last == .abandon(.openLayer(next)))
  }
}
