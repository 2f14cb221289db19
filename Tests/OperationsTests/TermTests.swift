import Operations
import TestSupport
import Tensors
import Testing

/// The terms of a cell forward, and of a gradient backward, are one matrix read by rows and by columns.
@Suite struct TermTests {
  private struct Prepared {
    let operands: Operands
    let output: Extent
    let whole: Tensor

    init(_ example: OperationCase) {
      operands = example.layer.operands(
        example.batches(of: 1), parameters: example.parameters, mode: example.mode)
      whole = example.layer.operation.forward(operands)
      output = Extent(Shape(Array(whole.shape.sizes.dropFirst())))
    }
  }

  @Test func `a cell is the function of its products and its bias`() {
    withEvery("operation", in: OperationCase.all) { example in
      let prepared = Prepared(example)
      let operation = example.layer.operation
      for index in 0..<prepared.output.count {
        let position = prepared.output.position(of: index)
        let cell = operation.cell(position, of: prepared.operands, output: prepared.output)
        #expect(cell.value == prepared.whole.elements[index], "\(example) at \(index)")
        #expect(
          operation.value(at: position, of: prepared.operands, output: prepared.output)
            == cell.value, "\(example) at \(index)")
        let sum = cell.terms.reduce(cell.bias) { $0 + $1.product }
        let value: Double
        switch cell.arithmetic {
        case .function(let function): value = function(sum)
        case .softmax(let numbers, own: _): value = numbers(sum)
        default: value = sum
        }
        if cell.value.isFinite {
          #expect(abs(value - cell.value) <= 1e-12 * max(1, abs(value)), "\(example) at \(index)")
        }
      }
    }
  }

  @Test func `a row of values is the values one by one, to the last bit`() {
    withEvery("operation", in: OperationCase.all) { example in
      let prepared = Prepared(example)
      let operation = example.layer.operation
      for index in 0..<prepared.output.count {
        let first = prepared.output.position(of: index)
        for count in 0...(prepared.output.width - first.column) {
          let row = operation.values(
            from: first, count: count, of: prepared.operands, output: prepared.output)
          #expect(
            row == Array(prepared.whole.elements[index..<index + count]), "\(example) at \(index)")
        }
      }
    }
  }

  @Test func `a term reads the number that stands at its place`() {
    withEvery("operation", in: OperationCase.all) { example in
      let prepared = Prepared(example)
      for index in 0..<prepared.output.count {
        let cell = example.layer.operation.cell(
          prepared.output.position(of: index), of: prepared.operands, output: prepared.output)
        for term in cell.terms where !term.isPadding || term.repeated != nil {
          guard case .input(let number) = term.source else { continue }
          let extent = Extent(example.inputs[number])
          let place = extent.index(of: term.repeated ?? term.position)
          #expect(prepared.operands.inputs[number].elements[place] == term.input)
          if let weight = term.weightPlace {
            #expect(
              prepared.operands.parameters[weight.parameter].elements[weight.index] == term.factor)
          }
        }
      }
    }
  }

  /// Where a function bends the sum, or statistics depend on the input, the factors are no derivatives.
  private func isLinear(_ example: OperationCase) -> Bool {
    if case .batchNorm = example.layer { return example.mode == .inference }
    let prepared = Prepared(example)
    let first = example.layer.operation.cell(
      Position(channel: 0, row: 0, column: 0), of: prepared.operands, output: prepared.output)
    switch first.arithmetic {
    case .function, .softmax, .crossEntropy: return false
    default: return true
    }
  }

  @Test func `the forward factors and the backward factors are the same numbers`() {
    withEvery("operation", in: OperationCase.all.filter(isLinear)) { example in
      let prepared = Prepared(example)
      let operation = example.layer.operation
      var forward: [[Int]: Double] = [:]
      for index in 0..<prepared.output.count {
        let cell = operation.cell(
          prepared.output.position(of: index), of: prepared.operands, output: prepared.output)
        for term in cell.terms where !term.isPadding || term.repeated != nil {
          guard case .input(let number) = term.source else { continue }
          let place = Extent(example.inputs[number]).index(of: term.repeated ?? term.position)
          forward[[number, place, index], default: 0] += term.factor
        }
      }
      var backward: [[Int]: Double] = [:]
      for (number, shape) in example.inputs.enumerated() {
        for place in 0..<shape.count {
          for derivative in operation.derivatives(
            after: .input(number), at: place, of: prepared.operands, output: prepared.output)
          {
            backward[[number, place, prepared.output.index(of: derivative.position)]] =
              derivative.factor
          }
        }
      }
      #expect(
        forward.keys == backward.keys
          && forward.allSatisfy { abs($1 - (backward[$0] ?? .nan)) <= 1e-12 }, "\(example)")
    }
  }

  @Test func `the terms of a gradient cell add up to that cell of the whole gradient`() {
    withEvery("operation", in: OperationCase.all) { example in
      let prepared = Prepared(example)
      let operation = example.layer.operation
      let upstream = OperationCase.noise(prepared.whole.shape, seed: 70)
      let gradients = operation.backward(
        upstream, through: prepared.operands, output: prepared.whole)
      func check(_ target: Target, _ whole: Tensor) {
        for (index, expected) in whole.elements.enumerated() {
          let sum = operation.derivatives(
            after: target, at: index, of: prepared.operands, output: prepared.output
          ).reduce(0.0) {
            $0 + upstream.elements[prepared.output.index(of: $1.position)] * $1.factor
          }
          #expect(
            abs(sum - expected) <= 1e-12 * max(1, abs(expected)), "\(target) of \(example)")
          let value = operation.gradient(
            after: target, at: index, of: prepared.operands, output: prepared.output,
            arriving: upstream.elements)
          #expect(value == sum, "\(target) of \(example)")
        }
      }
      for (number, gradient) in gradients.inputs.enumerated() { check(.input(number), gradient) }
      for (number, gradient) in gradients.parameters.enumerated() {
        if let gradient { check(.parameter(number), gradient) }
      }
    }
  }

  @Test func `no cell has more terms than are priced for it, forward or backward`() {
    withEvery("operation", in: OperationCase.all) { example in
      let prepared = Prepared(example)
      let operation = example.layer.operation
      for index in 0..<prepared.output.count {
        let cell = operation.cell(
          prepared.output.position(of: index), of: prepared.operands, output: prepared.output)
        #expect(cell.terms.count <= operation.termsPerCell(of: example.inputs), "\(example)")
      }
      let limit = operation.termsPerGradientCell(
        output: Shape(Array(prepared.whole.shape.sizes.dropFirst())))
      let targets =
        example.inputs.enumerated().map { (Target.input($0), $1.count) }
        + example.layer.parameters.enumerated().filter { $1.role.isTrainable }.map {
          (Target.parameter($0), $1.shape.count)
        }
      for (target, count) in targets {
        for index in 0..<count {
          let derivatives = operation.derivatives(
            after: target, at: index, of: prepared.operands, output: prepared.output)
          #expect(derivatives.count <= limit, "\(target) of \(example)")
        }
      }
    }
  }
}
