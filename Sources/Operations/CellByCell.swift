import Tensors

/// The whole operation as nothing but its cells: what an operation does that has no quicker way.
extension Operation {
  public func forward(_ operands: Operands) -> Tensor { forwardCellByCell(operands) }

  public func backward(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    backwardCellByCell(outputGradient, through: operands, output: output)
  }

  /// Each cell of each gradient by itself.
  func backwardCellByCell(
    _ outputGradient: Tensor, through operands: Operands, output: Tensor
  ) -> OperandGradients {
    let extent = Extent(ofBatch: output.shape)
    var inputs = operands.inputs.map { Tensor.zeros($0.shape) }
    var parameters = operands.parameters.map { Tensor.zeros($0.shape) }
    for (picture, one) in operands.pictures.enumerated() {
      let first = picture * extent.count
      func gradient(of target: Target, at index: Int) -> Double {
        derivatives(after: target, at: index, of: one, output: extent).reduce(0) {
          // A gate that is shut lets nothing through, not even an infinity.
          $1.factor == 0
            ? $0 : $0 + outputGradient.elements[first + extent.index(of: $1.position)] * $1.factor
        }
      }
      for (number, input) in one.inputs.enumerated() {
        let count = input.elements.count
        for index in 0..<count {
          inputs[number].elements[picture * count + index] = gradient(of: .input(number), at: index)
        }
      }
      for number in parameters.indices {
        for index in parameters[number].elements.indices {
          parameters[number].elements[index] += gradient(of: .parameter(number), at: index)
        }
      }
    }
    return OperandGradients(inputs: inputs, parameters: parameters)
  }

  /// Each cell by itself, in the order of the output.
  func forwardCellByCell(_ operands: Operands) -> Tensor {
    let output = outputShapeThatFits(
      operands.inputs.map { Shape(Array($0.shape.sizes.dropFirst())) })
    let extent = Extent(output)
    var elements: [Double] = []
    for one in operands.pictures {
      for index in 0..<extent.count {
        elements.append(value(at: extent.position(of: index), of: one, output: extent))
      }
    }
    return Tensor(shape: Shape([operands.pictureCount] + output.sizes), elements: elements)
  }

  /// The shape for inputs that the operation was checked against.
  private func outputShapeThatFits(_ inputs: [Shape]) -> Shape {
    do {
      return try outputShape(of: inputs)
    } catch {
      preconditionFailure("the operation was checked against its inputs: \(error)")
    }
  }
}

extension Operands {
  var pictureCount: Int { inputs[0].shape[0] }

  /// Each picture of the batch by itself.
  var pictures: [Operands] {
    guard pictureCount > 1 else { return [self] }
    return (0..<pictureCount).map { picture in
      Operands(
        inputs: inputs.map { input in
          let count = input.elements.count / pictureCount
          return Tensor(
            shape: Shape([1] + input.shape.sizes.dropFirst()),
            elements: Array(input.elements[picture * count..<(picture + 1) * count]))
        }, parameters: parameters, mode: mode, statistics: statistics)
    }
  }
}
