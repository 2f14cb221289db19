import Interface
import Operations
import Stepping
import Tensors

/// What the frame around the screen says: title and help.
extension StepperScreen {
  func path(in context: ScreenContext) -> [String] {
    [StepperText.step[context.language], request.operation.title[context.language]]
  }

  func details(in context: ScreenContext) -> String {
    guard let steps else { return "" }
    let language = context.language
    let kernel = steps.convolution.map { "   \(StepperText.kernel[language]) \($0.kernel.shape)" }
    // Where numbers come from that are none is said before anything else.
    let notice = notice.map { "\($0[language])   " } ?? ""
    return notice + "\(StepperText.input[language]) \(steps.inputShape)\(kernel ?? "")   "
      + "\(StepperText.output[language]) \(steps.outputShape)"
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    return HelpPage(
      title: path(in: context).joined(separator: " › "),
      paragraphs: [
        request.operation.guide.help[language], StepperText.helpPadding[language],
        DrawnText.numbers(in: context),
        StepperText.helpPanel[language], StepperText.keyMouse[language],
      ])
  }
}
