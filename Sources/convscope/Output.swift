#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Tensors

/// Standard output and standard error, written at once and never buffered.
enum Output {
  /// Writes all of it; ends the program quietly where nobody reads any more (`| head`).
  static func write(_ text: String) {
    if !append(Array(text.utf8), to: STDOUT_FILENO) { exit(errno == EPIPE ? 0 : 1) }
  }

  static func write(_ bytes: [UInt8]) {
    if !append(bytes, to: STDOUT_FILENO) { exit(errno == EPIPE ? 0 : 1) }
  }

  /// A line of JSON, or any other; false where nobody reads any more.
  static func tryLine(_ line: String) -> Bool {
    append(Array((line + "\n").utf8), to: STDOUT_FILENO)
  }

  /// One line on standard error, whatever control characters the name of a file or a tensor holds.
  static func complain(_ sentence: String) {
    let line = sentence.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control
        ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }.joined()
    _ = append(Array(("convscope: " + line + "\n").utf8), to: STDERR_FILENO)
  }

  /// What a person needs beside the sentence: a screen, a difference.
  static func explain(_ text: String) { _ = append(Array((text + "\n").utf8), to: STDERR_FILENO) }

  private static func append(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        #if canImport(Glibc)
          let count = Glibc.write(file, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          let count = Musl.write(file, rest.baseAddress, rest.count)
        #else
          let count = Darwin.write(file, rest.baseAddress, rest.count)
        #endif
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }
}

/// How the program ends: the contract's exit statuses.
enum ExitStatus {
  static let done: Int32 = 0
  /// It ran and the answer is no.
  static let no: Int32 = 1
  /// Bad usage or bad input: one sentence on standard error, nothing on standard output.
  static let badInput: Int32 = 2
}
