import Ground

/// NumPy's `.npy` files, versions 1 to 3: float16/32/64, signed and unsigned integers of 8 to 64 bits,
/// either byte order, C or Fortran order.
///
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
public enum NPY {
  /// The tensor in a file, values as they are (64-bit integers to the nearest `Double`).
  ///
  /// - Parameter memoryLimit: the most bytes that the numbers may take as `Double`.
  /// - Throws: ``NPYError``; before any memory is taken for what the header merely claims.
  public static func tensor(
    from bytes: [UInt8], memoryLimit: Int = MachineMemory.limit
  ) throws(NPYError) -> Tensor {
    let (text, dataStart) = try headerText(of: bytes)
    let header = try NPYHeader(parsing: text)
    guard let shape = Shape(checking: header.sizes) else { throw .tooLarge(header.sizes) }
    guard shape.count <= memoryLimit / MemoryLayout<Double>.size else {
      throw .tooLarge(header.sizes)
    }
    // The limit leaves room for eight bytes a number, the widest format.
    let expected = shape.count * header.format.width
    let found = bytes.count - dataStart
    guard found == expected else { throw .dataLength(found: found, expected: expected) }
    var elements = bytes.withUnsafeBytes { buffer in
      header.format.numbers(in: UnsafeRawBufferPointer(rebasing: buffer[dataStart...]))
    }
    if header.isFortranOrder { elements = rowMajor(elements, shape: shape) }
    return Tensor(shape: shape, elements: elements)
  }

  private static func headerText(of bytes: [UInt8]) throws(NPYError) -> (ArraySlice<UInt8>, Int) {
    let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    guard bytes.starts(with: magic) else { throw .notNPY }
    guard bytes.count >= 8 else { throw .headerCutShort }
    let (major, minor) = (bytes[6], bytes[7])
    guard (1...3).contains(major), minor == 0 else { throw .version(major, minor) }
    let lengthSize = major == 1 ? 2 : 4
    guard bytes.count >= 8 + lengthSize else { throw .headerCutShort }
    var length = 0
    for place in (8..<(8 + lengthSize)).reversed() { length = length << 8 | Int(bytes[place]) }
    let start = 8 + lengthSize
    guard length <= bytes.count - start else { throw .headerCutShort }
    return (bytes[start..<(start + length)], start + length)
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
