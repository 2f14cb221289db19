import Ground

/// NumPy's `.npy` files, versions 1 to 3: float16/32/64, signed and unsigned integers of 8 to 64 bits,
/// either byte order, C or Fortran order.
///
/// The header is read first: what a file merely declares takes no memory. Format:
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
public struct NPY {
  public let shape: Shape
  private let header: NPYHeader
  private let reader: ByteReader

  /// NumPy's own headers are a few hundred bytes.
  private static let longestHeader = 1 << 20

  /// Reads the header, and holds the length of the file against it.
  public init(_ reader: ByteReader) throws(NPYError) {
    let text = try Self.headerText(from: reader)
    header = try NPYHeader(parsing: text[...])
    guard let shape = Shape(checking: header.sizes),
      MemoryPrice(shape.sizes, bytesEach: MemoryLayout<Double>.size).bytes != nil
    else {
      throw .tooLarge(header.sizes, MemoryExcess(bytes: nil, limit: ProcessMemory.limit))
    }
    self.shape = shape
    self.reader = reader
  }

  /// The tensor in the bytes of a file, values as they are (64-bit integers to the nearest `Double`).
  ///
  /// - Parameter memoryLimit: the most bytes that it may take.
  public static func tensor(
    from bytes: [UInt8], memoryLimit: Int = ProcessMemory.limit
  ) throws(NPYError) -> Tensor {
    let file = try NPY(ByteReader(bytes, name: ""))
    do {
      try file.price.require(within: memoryLimit)
    } catch {
      throw .tooLarge(file.header.sizes, error)
    }
    return try file.tensor()
  }

  /// What ``tensor()`` takes: the numbers as `Double`, and what is beside them while they are read.
  public var price: MemoryPrice {
    MemoryPrice(shape.sizes, bytesEach: MemoryLayout<Double>.size) + priceBesideNumbers
  }

  /// A piece of the file, and the numbers once more where they are put in another order.
  var priceBesideNumbers: MemoryPrice {
    let piece = MemoryPrice([Self.piece, header.format.width], bytesEach: 1)
    guard header.isFortranOrder else { return piece }
    return piece + MemoryPrice(shape.sizes, bytesEach: MemoryLayout<Double>.size)
  }

  /// How many numbers are read at a time.
  private static let piece = 1 << 17

  /// Reads the numbers; once.
  ///
  /// The caller has held ``price`` against what may be taken.
  public func tensor() throws(NPYError) -> Tensor {
    let expected = shape.count * header.format.width
    if let size = reader.size, size - reader.position != expected {
      throw .dataLength(found: size - reader.position, expected: expected)
    }
    var elements = try numbers()
    if try !read(1).isEmpty { throw .dataLength(found: nil, expected: expected) }
    if header.isFortranOrder { elements = Self.rowMajor(elements, shape: shape) }
    return Tensor(
      shape: shape, elements: elements,
      precision: header.format.kind == .float && header.format.width < 8 ? .single : .double)
  }

  /// The numbers in the order of the file, a piece of it at a time.
  private func numbers() throws(NPYError) -> [Double] {
    let (count, format) = (shape.count, header.format)
    var failure: NPYError?
    let numbers = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, failure == nil {
        let bytes: [UInt8]
        do throws(NPYError) {
          bytes = try read(min(Self.piece, count - filled) * format.width)
        } catch {
          failure = error
          continue
        }
        let piece = bytes.count / format.width
        bytes.withUnsafeBytes { format.write($0, count: piece, to: buffer, at: filled) }
        filled += piece
        if bytes.count % format.width != 0 || bytes.isEmpty {
          failure = .dataLength(
            found: filled * format.width + bytes.count % format.width,
            expected: count * format.width)
        }
      }
    }
    if let failure { throw failure }
    return numbers
  }

  private static func headerText(from reader: ByteReader) throws(NPYError) -> [UInt8] {
    func read(_ count: Int) throws(NPYError) -> [UInt8] {
      do {
        return try reader.read(count)
      } catch { throw .unreadable(error) }
    }
    let beginning: [UInt8]
    do {
      beginning = try reader.peek(FileKind.beginning)
    } catch { throw .unreadable(error) }
    let start = try read(8)
    guard start.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw .notNPY(FileKind(beginning))
    }
    guard start.count == 8 else { throw .headerCutShort }
    let (major, minor) = (start[6], start[7])
    guard (1...3).contains(major), minor == 0 else { throw .version(major, minor) }
    let lengthSize = major == 1 ? 2 : 4
    let lengthBytes = try read(lengthSize)
    guard lengthBytes.count == lengthSize else { throw .headerCutShort }
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    if let size = reader.size, length > size - reader.position { throw .headerCutShort }
    guard length <= longestHeader else {
      throw .headerTooLong(found: length, limit: longestHeader)
    }
    let text = try read(length)
    guard text.count == length else { throw .headerCutShort }
    return text
  }

  private func read(_ count: Int) throws(NPYError) -> [UInt8] {
    do {
      return try reader.read(count)
    } catch { throw .unreadable(error) }
  }

  /// The numbers of an array that lies first axis fastest, last axis fastest.
  private static func rowMajor(_ elements: [Double], shape: Shape) -> [Double] {
    var strides: [Int] = []
    var stride = 1
    for size in shape.sizes {
      strides.append(stride)
      stride *= size
    }
    var output = elements
    var index = Array(repeating: 0, count: shape.rank)
    var source = 0
    for place in output.indices {
      output[place] = elements[source]
      for axis in index.indices.reversed() {
        index[axis] += 1
        source += strides[axis]
        if index[axis] < shape[axis] { break }
        source -= strides[axis] * shape[axis]
        index[axis] = 0
      }
    }
    return output
  }
}
