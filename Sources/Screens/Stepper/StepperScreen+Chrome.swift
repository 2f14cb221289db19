import Interface
import Stepping
import Tensors

/// What the frame around the screen says: title and help.
extension StepperScreen {
  func path(in context: ScreenContext) -> [String] {
    let operation: StepperText =
      switch request.operation {
      case .convolution, .residual: .convolution
      case .maxPooling: .maxPooling
      case .averagePooling: .averagePooling
      }
    return [StepperText.step[context.language], operation[context.language]]
  }

  func details(in context: ScreenContext) -> String {
    guard let steps else { return "" }
    let language = context.language
    let kernel = steps.convolution.map { "   \(StepperText.kernel[language]) \($0.kernel.shape)" }
    return "\(StepperText.input[language]) \(steps.inputShape)\(kernel ?? "")   "
      + "\(StepperText.output[language]) \(steps.outputShape)"
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    // A page begins with the operation that the screen shows.
    let operation: StepperText =
      switch request.operation {
      case .convolution, .residual: .helpConvolution
      case .maxPooling: .helpMaxPooling
      case .averagePooling: .helpAveragePooling
      }
    return HelpPage(
      title: path(in: context).joined(separator: " › "),
      paragraphs: [
        operation[language], StepperText.helpPadding[language], DrawnText.numbers(in: context),
        StepperText.helpPanel[language], StepperText.keyMouse[language],
      ])
  }
}
