import Operations
import TestSupport
import Tensors
import Testing

/// Every gradient of every operation against centred differences of a random linear loss.
@Suite struct GradientTests {
  @Test func `there is a case for every kind of operation`() {
    #expect(Set(OperationCase.all.map(\.layer.kind)) == Set(Layer.Kind.allCases))
  }

  @Test func `the gradients of two pictures are those of centred differences`() {
    withEvery("operation", in: OperationCase.all) { example in
      let (inputs, parameters) = (example.batches(of: 2), example.parameters)
      let output = example.layer.forward(inputs, parameters, mode: example.mode)
      let upstream = OperationCase.noise(output.shape, seed: 50)
      let gradients = example.layer.backward(upstream, inputs, parameters, mode: example.mode)
      for (number, input) in inputs.enumerated() {
        expectGradient(
          gradients.inputs[number].elements, at: input.elements, "input \(number) of \(example)"
        ) {
          var moved = inputs
          moved[number].elements = $0
          return upstream.dot(example.layer.forward(moved, parameters, mode: example.mode))
        }
      }
      for (number, parameter) in parameters.enumerated() {
        guard let gradient = gradients.parameters[number] else { continue }
        expectGradient(
          gradient.elements, at: parameter.elements,
          "\(example.layer.parameters[number].name) of \(example)"
        ) {
          var moved = parameters
          moved[number].elements = $0
          return upstream.dot(example.layer.forward(inputs, moved, mode: example.mode))
        }
      }
    }
  }
}
