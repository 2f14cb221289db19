/// How much memory one request may take: sizes from outside are held against this before any is taken.
public enum MachineMemory {
  /// The bytes of the machine's physical memory; 1 GiB where the system does not say.
  public static let physicalBytes: Int = {
    let (bytes, overflow) = Int(sysconf(Int32(_SC_PHYS_PAGES)))
      .multipliedReportingOverflow(by: Int(sysconf(Int32(_SC_PAGESIZE))))
    return !overflow && bytes > 0 ? bytes : 1 << 30
  }()

  /// More than half of the machine's memory is bad input.
  public static var limit: Int { physicalBytes / 2 }

  /// The product of the sizes and the bytes of one element, or `nil` when a size is negative, the
  /// product overflows, or it is above ``limit``.
  public static func bytes(for sizes: [Int], bytesPerElement: Int) -> Int? {
    var bytes = bytesPerElement
    for size in sizes {
      guard size >= 0 else { return nil }
      let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      bytes = product
    }
    return bytes <= limit ? bytes : nil
  }
}
