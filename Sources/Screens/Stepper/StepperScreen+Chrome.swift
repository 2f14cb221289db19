import Interface
import Operations
import Stepping
import Tensors

/// What the frame around the screen says: title and help.
extension StepperScreen {
  func path(in context: ScreenContext) -> [String] {
    var operation = request.operation.title[context.language]
    if let steps, steps.isBackward {
      operation += " › " + steps.derivativeName(isASCII: context.capabilities.glyphs == .ascii)
    }
    guard let network = request.network, let layer = request.layer else {
      return [StepperText.step[context.language], operation]
    }
    return [layerNetworkName(network), "\(layer): \(operation)"]
  }

  /// The network's own name, once a checkpoint has told it.
  private func layerNetworkName(_ subject: String) -> String { layer?.network ?? subject }

  func details(in context: ScreenContext) -> String {
    guard let steps else { return "" }
    let language = context.language
    let kernel = steps.convolution.map { "   \(StepperText.kernel[language]) \($0.kernel.shape)" }
    // Where numbers come from that are none is said before anything else.
    let notice = notice.map { "\($0[language])   " } ?? ""
    let origin = layer.flatMap { layer in
      layer.steps.parameters.isEmpty ? nil : layer.origin.title[language] + "   "
    }
    if let way = steps.way {
      return notice + (origin ?? "")
        + "\(StepperText.arriving[language]) \(Extent(way.gradient.shape).shape)   "
        + "\(steps.derivativeName(isASCII: context.capabilities.glyphs == .ascii)) \(steps.shape)"
    }
    return notice + (origin ?? "")
      + "\(StepperText.input[language]) \(steps.inputShape)\(kernel ?? "")   "
      + "\(StepperText.output[language]) \(steps.outputShape)"
  }

  func help(in context: ScreenContext) -> HelpPage {
    let language = context.language
    return HelpPage(
      title: path(in: context).joined(separator: " › "),
      paragraphs: [
        request.operation.guide[language], StepperText.helpBackward[language],
        StepperText.helpPadding[language],
        DrawnText.numbers(in: context),
        StepperText.helpPanel[language], StepperText.keyMouse[language],
      ])
  }
}
