import Ground
import Networks
import Tensors

extension StepRequest {
  /// What a screen opens on where nothing was given: `arange:5x5` with `sobel-x`, or size 2; for a
  /// block of a network random numbers of the shape that the network takes.
  public var completedForScreen: StepRequest {
    var request = self
    if let network, let shape = try? Zoo.defaultInput(of: network) {
      request.input = input ?? .filled(.random(seed: 0), shape)
    } else {
      request.input = input ?? .filled(.arange, [5, 5])
    }
    switch operation {
    case .convolution: request.kernel = kernel ?? .named(.sobelX)
    case .maxPooling, .averagePooling: request.size = size ?? Pair(2)
    case .residual: break
    }
    return request
  }

  /// Refuses options that the operation does not know, and a report that lacks what it needs.
  public func check(forReport: Bool) throws(StepError) {
    for (option, isGiven, operations) in givenOptions
    where isGiven && !operations.contains(operation) {
      throw .misplaced(option: option, operation: operation)
    }
    if operation == .residual {
      if network == nil, block != nil || weights != nil {
        throw .missing(option: "--network", operation: operation)
      }
      if network != nil, block == nil { throw .missing(option: "--block", operation: operation) }
      if network != nil, channels != nil {
        throw .misplacedWithNetwork(option: "--channels")
      }
      if network != nil, stride != nil { throw .misplacedWithNetwork(option: "--stride") }
    }
    guard forReport else { return }
    if input == nil { throw .missing(option: "--input", operation: operation) }
    switch operation {
    case .convolution where kernel == nil:
      throw .missing(option: "--kernel", operation: operation)
    case .maxPooling where size == nil, .averagePooling where size == nil:
      throw .missing(option: "--size", operation: operation)
    default: break
    }
  }

  /// The steps of a convolution or a pooling on numbers that are loaded.
  ///
  /// - Parameters:
  ///   - input: `[C, H, W]`
  ///   - kernel: two to four sizes, as ``TensorLoader/kernel(_:option:)`` gives it; for a convolution.
  ///   - memoryLimit: the most bytes that the output may take.
  /// - Throws: ``StepError`` that names the option at fault.
  public func steps(
    input: Tensor, kernel: Tensor? = nil, memoryLimit: Int = ProcessMemory.limit
  ) throws(StepError) -> OperationSteps {
    let steps: OperationSteps
    /// What one step takes: its terms are values in memory.
    let (terms, kernelOption): (Int, String)
    switch operation {
    case .convolution:
      guard let kernel else { throw .missing(option: "--kernel", operation: operation) }
      guard input.shape.rank == 3 else { throw .inputRank(input.shape) }
      let (filters, groups) = try filters(from: kernel, input: input.shape, limit: memoryLimit)
      let convolution = try ConvolutionSteps(
        input: input, kernel: filters, bias: bias, stride: stride ?? .one,
        padding: padding ?? .zero, dilation: dilation ?? .one, groups: groups)
      (terms, kernelOption) = (convolution.termsPerStep, "--kernel")
      steps = .convolution(convolution)
    case .maxPooling, .averagePooling:
      guard let size else { throw .missing(option: "--size", operation: operation) }
      let pooling = try PoolingSteps(
        operation == .maxPooling ? .maximum : .average, input: input, size: size, stride: stride,
        padding: padding ?? .zero, dilation: dilation ?? .one)
      (terms, kernelOption) = (pooling.termsPerStep, "--size")
      steps = .pooling(pooling)
    case .residual:
      throw .missing(option: "--channels", operation: operation)
    }
    guard steps.outputShape.count <= memoryLimit / MemoryLayout<Double>.size else {
      throw .memory(option: "--input", steps.outputShape, limit: memoryLimit)
    }
    guard terms <= memoryLimit / Self.bytesPerTerm else {
      throw .memory(option: kernelOption, [terms], limit: memoryLimit)
    }
    return steps
  }

  /// A term as a value, as JSON and as text.
  private static let bytesPerTerm = 512

  /// `[O, I, KH, KW]` and the groups: three sizes are one filter over all channels, two are applied to
  /// each channel by itself.
  private func filters(
    from kernel: Tensor, input: Shape, limit: Int
  ) throws(StepError) -> (Tensor, groups: Int) {
    switch kernel.shape.rank {
    case 4: return (kernel, groups ?? 1)
    case 3: return (kernel.reshaped(to: Shape([1] + kernel.shape.sizes)), groups ?? 1)
    case 2:
      let channels = input[0]
      if let groups, groups != channels {
        throw .groupsOfSharedKernel(found: groups, channels: channels)
      }
      let sizes = [channels, 1] + kernel.shape.sizes
      guard let shape = Shape(checking: sizes),
        shape.count <= limit / MemoryLayout<Double>.size
      else { throw .memory(option: "--kernel", kernel.shape, limit: limit) }
      let elements = Array(repeatElement(kernel.elements, count: channels).joined())
      return (Tensor(shape: shape, elements: elements), channels)
    default: throw .kernelRank(kernel.shape)
    }
  }

  /// Each option, whether it was given, and the operations that know it.
  private var givenOptions: [(String, Bool, Set<Operation>)] {
    [
      ("--kernel", kernel != nil, [.convolution]),
      ("--bias", bias != nil, [.convolution]),
      ("--size", size != nil, [.maxPooling, .averagePooling]),
      ("--padding", padding != nil, [.convolution, .maxPooling, .averagePooling]),
      ("--dilation", dilation != nil, [.convolution, .maxPooling]),
      ("--groups", groups != nil, [.convolution]),
      ("--channels", channels != nil, [.residual]),
      ("--seed", seed != nil, [.residual]),
      ("--network", network != nil, [.residual]),
      ("--block", block != nil, [.residual]),
      ("--weights", weights != nil, [.residual]),
    ]
  }
}
