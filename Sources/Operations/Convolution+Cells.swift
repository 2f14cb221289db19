import Tensors

extension Convolution {
  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let (input, kernel) = (operands.inputs[0].elements, operands.parameters[0].elements)
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    var terms: [Term] = []
    terms.reserveCapacity(termsPerCell)
    var sum = 0.0
    var weight = position.channel * termsPerCell
    for channel in channels(of: position.channel) {
      for kernelRow in 0..<window.kernel.height {
        let row = window.inputRow(output: position.row, tap: kernelRow)
        for kernelColumn in 0..<window.kernel.width {
          let column = window.inputColumn(output: position.column, tap: kernelColumn)
          let isPadding = !extent.contains(row: row, column: column)
          let number = isPadding ? 0 : input[extent.index(channel, row, column)]
          terms.append(
            Term(
              position: Position(channel: channel, row: row, column: column),
              isPadding: isPadding, input: number, factor: kernel[weight],
              weightPlace: Term.ParameterPlace(parameter: 0, index: weight)))
          sum += number * kernel[weight]
          weight += 1
        }
      }
    }
    let bias = operands.numbers(1)?[position.channel] ?? 0
    return Cell(
      terms: terms, arithmetic: .weightedSum(bias: bias), bias: bias, value: sum + bias)
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    let top = window.inputRow(output: position.row, tap: 0)
    let left = window.inputColumn(output: position.column, tap: 0)
    let (kernelSize, dilation, channels) = (
      window.kernel, window.dilation, channels(of: position.channel)
    )
    let first = position.channel * termsPerCell
    let isInside =
      left >= 0 && left + (kernelSize.width - 1) * dilation.width < extent.width
    // Drawing asks for thousands of cells at once, so the storage is fetched once a cell.
    let sum = operands.inputs[0].elements.withUnsafeBufferPointer { input in
      operands.parameters[0].elements.withUnsafeBufferPointer { kernel in
        var sum = 0.0
        var weight = first
        for channel in channels {
          for kernelRow in 0..<kernelSize.height {
            let row = top + kernelRow * dilation.height
            // Most windows lie inside: then a row is walked without asking at every tap.
            if isInside, row >= 0, row < extent.height, let input = input.baseAddress,
              let kernel = kernel.baseAddress
            {
              sum = dotRow(
                addingTo: sum, input + (channel * extent.height + row) * extent.width + left,
                by: dilation.width, kernel + weight, by: 1, count: kernelSize.width)
              weight += kernelSize.width
              continue
            }
            for kernelColumn in 0..<kernelSize.width {
              let column = left + kernelColumn * dilation.width
              if row >= 0, row < extent.height, column >= 0, column < extent.width {
                sum +=
                  input[(channel * extent.height + row) * extent.width + column]
                  * kernel[weight]
              } else {
                sum += 0 * kernel[weight]
              }
              weight += 1
            }
          }
        }
        return sum
      }
    }
    return sum + (operands.numbers(1)?[position.channel] ?? 0)
  }

  /// The same sums, added up in the same order, for many cells at once.
  public func values(
    from position: Position, count: Int, of operands: Operands, output: Extent
  ) -> [Double] {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    let top = window.inputRow(output: position.row, tap: 0)
    let stride = window.stride.width
    var sums = [Double](repeating: 0, count: count)
    var weight = position.channel * termsPerCell
    operands.inputs[0].elements.withUnsafeBufferPointer { input in
      operands.parameters[0].elements.withUnsafeBufferPointer { kernel in
        sums.withUnsafeMutableBufferPointer { sums in
          for channel in channels(of: position.channel) {
            for kernelRow in 0..<window.kernel.height {
              let row = top + kernelRow * window.dilation.height
              let isInside = row >= 0 && row < extent.height
              for kernelColumn in 0..<window.kernel.width {
                let column = window.inputColumn(output: position.column, tap: kernelColumn)
                let factor = kernel[weight]
                weight += 1
                // From the first sum whose tap lies inside to the first after it whose tap does not.
                let rest = extent.width - 1 - column
                let first =
                  !isInside ? count : column >= 0 ? 0 : min(count, (-column - 1) / stride + 1)
                let end =
                  !isInside ? count : rest < 0 ? first : max(first, min(count, rest / stride + 1))
                for index in 0..<first { sums[index] += 0 * factor }
                let start = (channel * extent.height + row) * extent.width + column
                for index in first..<end { sums[index] += input[start + index * stride] * factor }
                for index in end..<count { sums[index] += 0 * factor }
              }
            }
          }
        }
      }
    }
    let bias = operands.numbers(1)?[position.channel] ?? 0
    return sums.map { $0 + bias }
  }

  public func derivatives(
    after target: Target, at index: Int, of operands: Operands, output: Extent
  ) -> [Derivative] {
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    switch target {
    case .input: return derivatives(afterInput: extent.position(of: index), operands, output)
    case .parameter(0): return derivatives(afterWeight: index, operands, extent, output)
    case .parameter:
      return (0..<(output.height * output.width)).map {
        Derivative(
          Position(channel: index, row: $0 / output.width, column: $0 % output.width), 1)
      }
    }
  }

  private func derivatives(
    afterInput cell: Position, _ operands: Operands, _ output: Extent
  ) -> [Derivative] {
    let kernel = operands.parameters[0].elements
    let perGroup = (inputs: inputChannels / groups, outputs: outputChannels / groups)
    let group = cell.channel / perGroup.inputs
    let readers = window.outputs(reading: (cell.row, cell.column), output: output)
    return ((group * perGroup.outputs)..<((group + 1) * perGroup.outputs)).flatMap { filter in
      readers.map { reader in
        let place =
          filter * termsPerCell
          + ((cell.channel % perGroup.inputs) * window.kernel.height + reader.tap.height)
          * window.kernel.width + reader.tap.width
        return Derivative(
          Position(channel: filter, row: reader.row, column: reader.column), kernel[place])
      }
    }
  }

  private func derivatives(
    afterWeight index: Int, _ operands: Operands, _ input: Extent, _ output: Extent
  ) -> [Derivative] {
    let numbers = operands.inputs[0].elements
    let area = window.kernel.area
    let filter = index / termsPerCell
    let channel = channels(of: filter).lowerBound + index % termsPerCell / area
    let tap = Pair(index % area / window.kernel.width, index % window.kernel.width)
    let columns = window.outputColumns(
      insideFor: tap.width, width: input.width, of: output.width)
    return window.outputRows(insideFor: tap.height, height: input.height, of: output.height)
      .flatMap { row in
        columns.map { column in
          Derivative(
            Position(channel: filter, row: row, column: column),
            numbers[
              input.index(
                channel, window.inputRow(output: row, tap: tap.height),
                window.inputColumn(output: column, tap: tap.width))])
        }
      }
  }
}
