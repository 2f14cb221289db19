/// A dense layer: every output is a sum over all inputs.
///
/// Forward and the gradient of the input are passes of 12 outputs at a time. For the gradient of the weights the 16
/// images of a block are laid out as rows, so that no sum over lanes is needed.
public struct Dense: Sendable {
  public let inputs: Int
  public let outputs: Int

  public init(inputs: Int, outputs: Int) {
    require(inputs > 0 && outputs > 0, "a dense layer has no inputs or no outputs")
    self.inputs = inputs
    self.outputs = outputs
  }

  /// The length of a row of weights: the inputs, filled up to whole vectors.
  public var inputStride: Int { Self.padded(inputs) }
  /// The length of a row of output gradients: the outputs, filled up to whole vectors.
  public var outputStride: Int { Self.padded(outputs) }

  private static func padded(_ count: Int) -> Int {
    (count + laneCount - 1) / laneCount * laneCount
  }

  /// Lays out the inputs of a block as 16 rows of ``inputStride`` numbers; what fills up a row becomes zero.
  public func transposeInput(
    _ source: UnsafePointer<Lanes>, to rows: UnsafeMutablePointer<Lanes>
  ) {
    Self.transpose(source, count: inputs, to: rows)
  }

  /// Lays out the outputs' gradients of a block as 16 rows of ``outputStride`` numbers, filled up with zeros.
  public func transposeGradient(
    _ source: UnsafePointer<Lanes>, to rows: UnsafeMutablePointer<Float>
  ) {
    let vectors = UnsafeMutableRawPointer(rows).assumingMemoryBound(to: Lanes.self)
    Self.transpose(source, count: outputs, to: vectors)
  }

  private static func transpose(
    _ source: UnsafePointer<Lanes>, count: Int, to rows: UnsafeMutablePointer<Lanes>
  ) {
    let vectors = padded(count) / laneCount
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: Transposition.capacity) { buffer in
      guard let tile = buffer.baseAddress else { return }
      for vector in 0..<vectors {
        let first = vector * laneCount
        let present = min(laneCount, count - first)
        for index in 0..<present { tile[index] = source[first + index] }
        for index in present..<laneCount { tile[index] = .zero }
        Transposition.turn(tile)
        for image in 0..<laneCount { rows[image * vectors + vector] = tile[image] }
      }
    }
  }

  /// The passes of the layer as a convolution of one pixel, for ``Correlation/forward(_:source:destination:)``.
  public var geometry: ConvolutionGeometry {
    ConvolutionGeometry(
      input: (inputs, 1, 1), output: (outputs, 1, 1), kernel: (1, 1), stride: (1, 1),
      padding: (0, 0), dilation: (1, 1))
  }
}
