import Ground

/// Standard output and standard error, written whole and with the errors that `print` hides.
public struct StandardStream: Hashable, Sendable {
  public static let output = StandardStream(descriptor: STDOUT_FILENO)
  public static let error = StandardStream(descriptor: STDERR_FILENO)

  /// Why a text was not written.
  public enum WriteError: Error, Hashable, Sendable {
    /// Nobody reads any more.
    case closed
    /// The error number of the system, such as that of a full disk.
    case failed(Int32)
  }

  let descriptor: Int32

  /// Writes a text and a line break, past every buffer.
  public func writeLine(_ text: String) throws(WriteError) { try write(text + "\n") }

  /// Writes a text, past every buffer.
  public func write(_ text: String) throws(WriteError) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Self.systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
        continue
      }
      let number = errno
      if count == 0 || number == EINTR { continue }
      if number == EAGAIN {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
        continue
      }
      throw number == EPIPE || number == EIO ? .closed : .failed(number)
    }
  }

  private static func systemWrite(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
