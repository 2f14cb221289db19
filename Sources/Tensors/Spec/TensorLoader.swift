import Ground

/// Turns SPECs into numbers: the one place where they meet files, data sets and memory.
///
/// What reads files and samples is handed in, so that tests and tapes need neither.
public struct TensorLoader: Sendable {
  /// The most bytes that one tensor may take.
  public var memoryLimit: Int
  /// The bytes of a file; of standard input for `-`.
  public var readFile: @Sendable (String) throws(FileError) -> [UInt8]
  /// A picture of a data set, `[C, H, W]` in 0...1.
  public var sample: @Sendable (SampleSpec) throws -> Tensor

  public init(
    memoryLimit: Int = MachineMemory.limit,
    readFile: @escaping @Sendable (String) throws(FileError) -> [UInt8] = {
      path throws(FileError) in
      path == "-" ? try StandardInput.read() : try DurableFile.read(path)
    },
    sample: @escaping @Sendable (SampleSpec) throws -> Tensor
  ) {
    self.memoryLimit = memoryLimit
    self.readFile = readFile
    self.sample = sample
  }

  /// A picture, `[C, H, W]`; two sizes are one channel.
  ///
  /// - Throws: ``SpecError`` that begins with the option, or what ``sample`` throws.
  public func input(_ spec: TensorSpec, option: String = "--input") throws -> Tensor {
    let tensor = try self.tensor(spec, option: option, maximumRank: 3)
    return tensor.shape.rank == 2
      ? tensor.reshaped(to: Shape([1] + tensor.shape.sizes)) : tensor
  }

  /// A kernel of two, three or four sizes, as it was given.
  public func kernel(_ spec: KernelSpec, option: String = "--kernel") throws -> Tensor {
    switch spec {
    case .named(let name): name.tensor
    case .tensor(let spec): try tensor(spec, option: option, maximumRank: 4)
    }
  }

  private func tensor(_ spec: TensorSpec, option: String, maximumRank: Int) throws -> Tensor {
    func fail(_ reason: SpecError.Reason) -> SpecError {
      SpecError(option: option, reason: reason)
    }
    func problem(with shape: Shape) -> SpecError.Reason? {
      guard (2...maximumRank).contains(shape.rank) else {
        return .rank(shape, maximum: maximumRank)
      }
      guard shape.sizes.allSatisfy({ $0 >= 1 }) else { return .empty(shape) }
      guard shape.count <= memoryLimit / MemoryLayout<Double>.size else {
        return .memory(shape, limit: memoryLimit)
      }
      return nil
    }
    let tensor: Tensor
    switch spec {
    case .filled(let fill, let shape):
      if let problem = problem(with: shape) { throw fail(problem) }
      return fill.tensor(shape)
    case .literal(let literal): tensor = literal
    case .sample(let sample): tensor = try self.sample(sample)
    case .npy(let path):
      let bytes: [UInt8]
      do {
        bytes = try readFile(path)
      } catch {
        throw fail(.file(error))
      }
      do {
        tensor = try NPY.tensor(from: bytes, memoryLimit: memoryLimit)
      } catch {
        throw fail(.npy(path: path, error))
      }
      if let problem = problem(with: tensor.shape) { throw fail(.inFile(path: path, problem)) }
    }
    if let problem = problem(with: tensor.shape) { throw fail(problem) }
    return tensor
  }
}

extension TensorSpec.Fill {
  /// The numbers for a shape that was checked.
  fileprivate func tensor(_ shape: Shape) -> Tensor {
    switch self {
    case .arange: return Tensor(shape: shape, elements: (0..<shape.count).map(Double.init))
    case .ones: return Tensor(shape: shape, repeating: 1)
    case .zeros: return .zeros(shape)
    case .random(let seed):
      var generator = SeededGenerator(seed: seed)
      return Tensor(shape: shape, elements: (0..<shape.count).map { _ in generator.uniform() })
    }
  }
}
