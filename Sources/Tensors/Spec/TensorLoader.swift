import Ground
import Pictures

/// Turns SPECs into numbers: the one place where they meet files, data sets and memory.
///
/// What reads files and samples is handed in, so that tests and tapes need neither.
public struct TensorLoader: Sendable {
  /// The most bytes that one request may take.
  public var memoryLimit: Int
  /// Opens a file; standard input for `-`.
  public var open: @Sendable (String) throws(FileError) -> ByteReader
  /// A picture of a data set, `[C, H, W]` in 0...1, found but not read.
  public var sample: @Sendable (SampleSpec) throws -> PendingTensor

  public init(
    memoryLimit: Int = ProcessMemory.limit,
    open: @escaping @Sendable (String) throws(FileError) -> ByteReader = {
      path throws(FileError) in try ByteReader.named(path)
    },
    sample: @escaping @Sendable (SampleSpec) throws -> PendingTensor
  ) {
    self.memoryLimit = memoryLimit
    self.open = open
    self.sample = sample
  }

  /// A picture, `[C, H, W]`; two sizes are one channel, a vector of N is N channels of 1x1.
  ///
  /// - Throws: ``SpecError`` of the field, or what ``sample`` throws.
  public func input(_ spec: TensorSpec, field: String = "input") throws -> Tensor {
    try load(try pendingInput(spec, field: field), field: field)
  }

  /// A matrix of two sizes.
  public func matrix(_ spec: TensorSpec, field: String) throws -> Tensor {
    try load(try pendingMatrix(spec, field: field), field: field)
  }

  /// A kernel of two, three or four sizes, as it was given.
  public func kernel(_ spec: KernelSpec, field: String = "kernel") throws -> Tensor {
    try load(try pendingKernel(spec, field: field), field: field)
  }

  /// The picture of ``input(_:field:)``, found but not read: what it takes is not held against the limit yet.
  public func pendingInput(
    _ spec: TensorSpec, field: String = "input"
  ) throws -> PendingTensor {
    let tensor = try pending(spec, field: field, as: .input)
    return switch tensor.shape.rank {
    case 1: tensor.reshaped(to: [tensor.shape[0], 1, 1])
    case 2: tensor.reshaped(to: Shape([1] + tensor.shape.sizes))
    default: tensor
    }
  }

  /// The matrix of ``matrix(_:field:)``, found but not read.
  public func pendingMatrix(_ spec: TensorSpec, field: String) throws -> PendingTensor {
    try pending(spec, field: field, as: .matrix)
  }

  /// The kernel of ``kernel(_:field:)``, found but not read.
  public func pendingKernel(
    _ spec: KernelSpec, field: String = "kernel"
  ) throws -> PendingTensor {
    switch spec {
    case .named(let name): PendingTensor(name.tensor)
    case .tensor(let spec): try pending(spec, field: field, as: .kernel)
    }
  }

  private func load(_ tensor: PendingTensor, field: String) throws -> Tensor {
    do {
      try tensor.price.require(within: memoryLimit)
    } catch {
      throw SpecError(field: field, reason: .memory(tensor.shape, error))
    }
    return try tensor.load()
  }

  private func pending(
    _ spec: TensorSpec, field: String, as use: TensorUse
  ) throws -> PendingTensor {
    func fail(_ reason: SpecError.Reason) -> SpecError {
      SpecError(field: field, reason: reason)
    }
    func problem(with shape: Shape) -> SpecError.Reason? {
      guard use.ranks.contains(shape.rank) else { return .rank(shape, use) }
      return shape.sizes.allSatisfy { $0 >= 1 } ? nil : .empty(shape)
    }
    let tensor: PendingTensor
    switch spec {
    case .filled(let fill, let shape):
      tensor = PendingTensor(shape: shape) { fill.tensor(shape) }
    case .literal(let literal): tensor = PendingTensor(literal)
    case .sample(let sample): tensor = try self.sample(sample)
    case .picture(let picture):
      tensor = try self.picture(picture, field: field)
      if let problem = problem(with: tensor.shape) {
        throw fail(.inFile(path: picture.description, problem))
      }
    case .npy(let path):
      tensor = try self.npy(path, field: field)
      if let problem = problem(with: tensor.shape) { throw fail(.inFile(path: path, problem)) }
    }
    if let problem = problem(with: tensor.shape) { throw fail(problem) }
    return tensor
  }

  private func picture(
    _ picture: PictureSpec, field: String
  ) throws(SpecError) -> PendingTensor {
    let name = picture.description
    func explained(_ error: PictureError) -> SpecError {
      if case .unreadable(let error) = error {
        return SpecError(field: field, reason: .file(error))
      }
      return SpecError(field: field, reason: .pictureFile(path: name, error))
    }
    let look = picture.look
    do {
      let file = try file(of: picture, field: field)
      let sizes = [
        look.isGray ? 1 : file.channels, look.size?.height ?? file.height,
        look.size?.width ?? file.width,
      ]
      guard let shape = Shape(checking: sizes) else {
        throw SpecError(
          field: field, reason: .sizesTooLarge(sizes.map(String.init).joined(separator: "x")))
      }
      return PendingTensor(shape: shape, reading: file.price) {
        do throws(PictureError) {
          let numbers = try file.pixels().planes(
            isGray: look.isGray, height: look.size?.height, width: look.size?.width)
          return Tensor(shape: shape, elements: numbers, precision: .single)
        } catch { throw explained(error) }
      }
    } catch let error as PictureError {
      throw explained(error)
    } catch let error as SpecError {
      throw error
    } catch {
      preconditionFailure("a picture fails in these two ways")
    }
  }

  private func file(of picture: PictureSpec, field: String) throws -> PictureFile {
    switch picture.source {
    case .photo(let photo): return try PictureFile(photo.bytes, expected: nil)
    case .file(let path):
      let reader: ByteReader
      do {
        reader = try open(path)
      } catch {
        throw SpecError(field: field, reason: .file(error))
      }
      return try PictureFile(reader, expected: PictureFile.format(ofName: path))
    }
  }

  private func npy(_ path: String, field: String) throws(SpecError) -> PendingTensor {
    func explained(_ error: NPYError) -> SpecError {
      if case .unreadable(let error) = error {
        return SpecError(field: field, reason: .file(error))
      }
      return SpecError(field: field, reason: .npy(path: path, error))
    }
    let reader: ByteReader
    do {
      reader = try open(path)
    } catch {
      throw SpecError(field: field, reason: .file(error))
    }
    do {
      let file = try NPY(reader)
      return PendingTensor(shape: file.shape, reading: file.priceBesideNumbers) {
        do throws(NPYError) {
          return try file.tensor()
        } catch { throw explained(error) }
      }
    } catch { throw explained(error) }
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
