import Interface
import Stepping
import Tensors
import Testing

@testable import Screens

/// `step learn` as a screen: the book's edge detector, found iteration by iteration.
@Suite struct LearningScreenTests {
  private func screen(_ app: CommandSession) throws -> LearningScreen {
    try #require(app.session.program.stack.last as? LearningScreen)
  }

  @Test func `the kernel of each iteration stands between input, output and target`() throws {
    let app = try CommandSession("step learn")
    app.press(.home)
    let learning = try #require(try screen(app).learned?.learning)
    for iteration in 0...learning.iterations {
      let kernel = try #require(try screen(app).view?.steps.parameters[0])
      #expect(kernel == learning.kernels[iteration])
      #expect(app.text.contains("iteration \(iteration) of \(learning.iterations)"))
      app.press(.right)
    }
    app.press(.left)
    #expect(app.text.contains("iteration 9 of 10"))
  }

  @Test func `what stands below is how the weight becomes that of the next iteration`() throws {
    let app = try CommandSession("step learn --iterations 4")
    app.press(.home)
    for iteration in 0..<4 {
      for weight in 0..<2 {
        let learning = try #require(try screen(app).learned?.learning)
        #expect(try screen(app).weight == weight)
        let (before, after) = (learning.kernels[iteration], learning.kernels[iteration + 1])
        let step = learning.learningRate * learning.gradients[iteration].elements[weight]
        #expect(after.elements[weight] == before.elements[weight] - step)
        #expect(app.text.contains("kernel[0,0,0,\(weight)]: w - η·∂L/∂w = "))
        app.press(.down)
      }
      app.press(.right)
    }
  }

  @Test func `b opens the gradient of the weight, whose terms add up to it`() throws {
    let app = try CommandSession("step learn")
    app.press(.home, .right, .down)
    let learning = try #require(try screen(app).learned?.learning)
    app.press(.character("b"))
    let stepper = try #require(app.session.program.stack.last as? StepperScreen)
    let view = try #require(stepper.view)
    #expect(view.step.place == [0, 0, 0, 1])
    #expect(abs(view.step.value - learning.gradients[1].elements[1]) < 1e-12)
    app.press(.character("q"), .enter)
    let convolution = try #require(app.session.program.stack.last as? StepperScreen)
    #expect(convolution.steps?.parameters.first == learning.kernels[1])
  }

  @Test func `a learning rate that is too large is said to be`() throws {
    let app = try CommandSession("step learn --lr 1")
    #expect(app.text.contains("it diverges"), "\(app.text)")
  }

  @Test func `leaving before it is learned ends the computation`() throws {
    let app = try CommandSession("step learn --input a.npy --target sobel-x --size 3")
    app.press(.character("q"))
    let effects = app.handler.effects
    guard case .learnKernel(let request)? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(effects.last == .abandon(.learnKernel(request)))
  }
}
