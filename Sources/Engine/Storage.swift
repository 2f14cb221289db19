import Ground

/// Memory for a fixed number of elements, zeroed, on a cache line, freed with its owner.
///
/// Plans take all they need before the first step; kernels get the pointer.
public final class Storage<Element: BitwiseCopyable>: @unchecked Sendable {
  public let count: Int
  public let pointer: UnsafeMutablePointer<Element>
  private let memory: UnsafeMutableRawPointer

  /// - Throws: ``OutOfMemory`` where the system has none left.
  public init(count: Int) throws(OutOfMemory) {
    require(count >= 0, "a size is negative")
    let (bytes, overflow) = max(count, 1).multipliedReportingOverflow(
      by: MemoryLayout<Element>.stride)
    guard !overflow else { throw OutOfMemory(bytes: .max) }
    var raw: UnsafeMutableRawPointer?
    guard posix_memalign(&raw, 64, bytes) == 0, let raw else { throw OutOfMemory(bytes: bytes) }
    memset(raw, 0, bytes)
    memory = raw
    pointer = raw.bindMemory(to: Element.self, capacity: max(count, 1))
    self.count = count
  }

  deinit { free(memory) }
}

/// The system had no memory for a plan's buffers.
public struct OutOfMemory: Error, Hashable, Sendable {
  public let bytes: Int
}
