import Tensors

extension Convolution {
  public func cell(_ position: Position, of operands: Operands, output: Extent) -> Cell {
    let (input, kernel) = (operands.inputs[0].elements, operands.parameters[0].elements)
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    var terms: [Term] = []
    terms.reserveCapacity(termsPerCell)
    var sum = 0.0
    var first = position.channel * termsPerCell
    for channel in channels(of: position.channel) {
      for kernelRow in 0..<window.kernel.height {
        let row = window.inputRow(output: position.row, tap: kernelRow)
        for kernelColumn in 0..<window.kernel.width {
          let column = window.inputColumn(output: position.column, tap: kernelColumn)
          let source = source(row, column, in: extent)
          let number = source.map { input[extent.index(channel, $0.height, $0.width)] } ?? 0
          let weight = first + place(of: Pair(kernelRow, kernelColumn))
          let isPadding = !extent.contains(row: row, column: column)
          terms.append(
            Term(
              position: Position(channel: channel, row: row, column: column),
              isPadding: isPadding, input: number, factor: kernel[weight],
              weightPlace: Term.ParameterPlace(parameter: 0, index: weight),
              repeated: isPadding
                ? source.map {
                  Position(channel: channel, row: $0.height, column: $0.width)
                } : nil))
          sum += number * kernel[weight]
        }
      }
      first += window.kernel.area
    }
    let bias = operands.numbers(1)?[position.channel] ?? 0
    return Cell(
      terms: terms, arithmetic: .weightedSum(bias: bias), bias: bias, value: sum + bias)
  }

  /// The row and column of the input that a place shows, inside or as padding; `nil` for a zero.
  private func source(_ row: Int, _ column: Int, in input: Extent) -> Pair? {
    guard let row = paddingMode.source(of: row, length: input.height),
      let column = paddingMode.source(of: column, length: input.width)
    else { return nil }
    return Pair(row, column)
  }

  /// The place of the weight under a tap among those of its channel.
  private func place(of tap: Pair) -> Int {
    let place = tap.height * window.kernel.width + tap.width
    return isFlipped ? window.kernel.area - 1 - place : place
  }

  public func value(at position: Position, of operands: Operands, output: Extent) -> Double {
    guard readsPlainly else {
      return cell(position, of: operands, output: output).value
    }
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
    guard readsPlainly else {
      return (0..<count).map {
        let cell = Position(
          channel: position.channel, row: position.row, column: position.column + $0)
        return value(at: cell, of: operands, output: output)
      }
    }
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

  /// The same sums as those of the terms, in the same order, without making them.
  public func gradient(
    after target: Target, at index: Int, of operands: Operands, output: Extent,
    arriving: [Double]
  ) -> Double {
    guard readsPlainly else {
      return derivatives(after: target, at: index, of: operands, output: output).reduce(0) {
        $0 + arriving[output.index(of: $1.position)] * $1.factor
      }
    }
    let extent = Extent(ofBatch: operands.inputs[0].shape)
    switch target {
    case .input:
      return gradient(ofInput: extent.position(of: index), operands, output, arriving)
    case .parameter(0): return gradient(ofWeight: index, operands, extent, output, arriving)
    case .parameter:
      let plane = output.height * output.width
      return arriving[index * plane..<(index + 1) * plane].reduce(0, +)
    }
  }

  private func gradient(
    ofInput cell: Position, _ operands: Operands, _ output: Extent, _ arriving: [Double]
  ) -> Double {
    let kernel = operands.parameters[0].elements
    let perGroup = (inputs: inputChannels / groups, outputs: outputChannels / groups)
    let group = cell.channel / perGroup.inputs
    let readers = window.outputs(reading: (cell.row, cell.column), output: output)
    var sum = 0.0
    for filter in group * perGroup.outputs..<(group + 1) * perGroup.outputs {
      let first = filter * termsPerCell + cell.channel % perGroup.inputs * window.kernel.area
      for reader in readers {
        let factor = kernel[first + reader.tap.height * window.kernel.width + reader.tap.width]
        sum += arriving[output.index(filter, reader.row, reader.column)] * factor
      }
    }
    return sum
  }

  private func gradient(
    ofWeight index: Int, _ operands: Operands, _ input: Extent, _ output: Extent,
    _ arriving: [Double]
  ) -> Double {
    let area = window.kernel.area
    let filter = index / termsPerCell
    let channel = channels(of: filter).lowerBound + index % termsPerCell / area
    let tap = Pair(index % area / window.kernel.width, index % window.kernel.width)
    let columns = window.outputColumns(insideFor: tap.width, width: input.width, of: output.width)
    return operands.inputs[0].elements.withUnsafeBufferPointer { numbers in
      arriving.withUnsafeBufferPointer { arriving in
        var sum = 0.0
        for row in window.outputRows(insideFor: tap.height, height: input.height, of: output.height)
        {
          let read = input.index(channel, window.inputRow(output: row, tap: tap.height), 0)
          let written = output.index(filter, row, 0)
          for column in columns {
            sum +=
              arriving[written + column]
              * numbers[read + window.inputColumn(output: column, tap: tap.width)]
          }
        }
        return sum
      }
    }
  }

  /// A cell has a part wherever it is read, in its own place and where padding repeats it: as one number.
  private func derivatives(
    afterInput cell: Position, _ operands: Operands, _ output: Extent
  ) -> [Derivative] {
    let kernel = operands.parameters[0].elements
    let perGroup = (inputs: inputChannels / groups, outputs: outputChannels / groups)
    let group = cell.channel / perGroup.inputs
    let readers = readers(of: cell, in: Extent(ofBatch: operands.inputs[0].shape), output: output)
    return ((group * perGroup.outputs)..<((group + 1) * perGroup.outputs)).flatMap { filter in
      let first = filter * termsPerCell + cell.channel % perGroup.inputs * window.kernel.area
      return readers.map { reader in
        Derivative(
          Position(channel: filter, row: reader.row, column: reader.column),
          reader.taps.reduce(0) { $0 + kernel[first + place(of: $1)] })
      }
    }
  }

  /// The places of the output that read a cell of the input, each with its taps that do.
  private func readers(
    of cell: Position, in input: Extent, output: Extent
  ) -> [(row: Int, column: Int, taps: [Pair])] {
    guard paddingMode != .zeros else {
      return window.outputs(reading: (cell.row, cell.column), output: output).map {
        ($0.row, $0.column, [$0.tap])
      }
    }
    func shown(_ place: Int, _ length: Int, _ before: Int, _ after: Int) -> [Int] {
      (-before..<length + after).filter { paddingMode.source(of: $0, length: length) == place }
    }
    var found: [Int: [Pair]] = [:]
    for row in shown(cell.row, input.height, window.padding.height, window.paddingAfter.height) {
      for column in shown(cell.column, input.width, window.padding.width, window.paddingAfter.width)
      {
        for reader in window.outputs(reading: (row, column), output: output) {
          found[reader.row * output.width + reader.column, default: []].append(reader.tap)
        }
      }
    }
    return found.sorted { $0.key < $1.key }.map {
      ($0.key / output.width, $0.key % output.width, $0.value)
    }
  }

  private func derivatives(
    afterWeight index: Int, _ operands: Operands, _ input: Extent, _ output: Extent
  ) -> [Derivative] {
    let numbers = operands.inputs[0].elements
    let area = window.kernel.area
    let filter = index / termsPerCell
    let channel = channels(of: filter).lowerBound + index % termsPerCell / area
    let place = isFlipped ? area - 1 - index % area : index % area
    let tap = Pair(place / window.kernel.width, place % window.kernel.width)
    // Where padding is zero only the places that read inside have a part.
    let isZero = paddingMode == .zeros
    let rows =
      isZero
      ? window.outputRows(insideFor: tap.height, height: input.height, of: output.height)
      : 0..<output.height
    let columns =
      isZero
      ? window.outputColumns(insideFor: tap.width, width: input.width, of: output.width)
      : 0..<output.width
    return rows.flatMap { row in
      columns.compactMap { column in
        source(
          window.inputRow(output: row, tap: tap.height),
          window.inputColumn(output: column, tap: tap.width), in: input
        ).map {
          Derivative(
            Position(channel: filter, row: row, column: column),
            numbers[input.index(channel, $0.height, $0.width)])
        }
      }
    }
  }
}
