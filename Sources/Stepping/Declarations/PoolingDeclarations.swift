import Operations
import Tensors

extension StepDeclaration {
  static let maxPooling = pooling(
    .maxPooling, options: [.size, .stride, .padding, .dilation, .ceil]
  ) { window, _ in .maxPooling(MaxPooling(window: window)) }

  static let averagePooling = pooling(
    .averagePooling, options: [.size, .stride, .padding, .ceil, .excludesPadding]
  ) { window, request in
    .averagePooling(AveragePooling(window: window, excludesPadding: request.excludesPadding))
  }

  static let adaptiveAveragePooling = StepDeclaration(
    .adaptiveAveragePooling, options: backward.union([.output]), required: [.output],
    completed: { request in
      var request = request
      request.outputSize = request.outputSize ?? Pair(2)
      return request
    },
    plan: { (request, _) throws(StepError) in
      guard let size = request.outputSize else {
        throw .missing(option: .output, operation: request.operation)
      }
      return StepPlan(layer: .adaptiveAveragePooling(AdaptiveAveragePooling(size: size)))
    })

  private static func pooling(
    _ kind: Layer.Kind, options: Set<StepOption>,
    _ layer: @escaping @Sendable (Window, StepRequest) -> Layer
  ) -> StepDeclaration {
    StepDeclaration(
      kind, options: backward.union(options), required: [.size],
      completed: { request in
        var request = request
        request.size = request.size ?? Pair(2)
        return request
      },
      plan: { (request, _) throws(StepError) in
        guard let size = request.size else {
          throw .missing(option: .size, operation: request.operation)
        }
        guard !size.height.multipliedReportingOverflow(by: size.width).overflow else {
          throw .operation(.window(.overflow(.height)), request.operation)
        }
        var window = request.window(size, size)
        window.roundsUp = request.roundsUp
        return StepPlan(layer: layer(window, request))
      })
  }
}
