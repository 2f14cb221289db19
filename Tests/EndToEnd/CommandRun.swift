import Foundation

/// One run of the real binary without a terminal: its exit status and all it printed.
struct CommandRun {
  let status: Int32
  let standardOutput: String
  let standardError: String

  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - environment: on top of a bare one: no user folders, no data but what is installed.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    try self.init(Binary.convscope, arguments, environment)
  }

  /// A script of the shell in which `$0` is the program: for limits, and for names that are no UTF-8.
  init(shell script: String, environment: [String: String] = [:]) throws {
    try self.init("/bin/sh", ["-c", script, Binary.convscope], environment)
  }

  private init(
    _ program: String, _ arguments: [String], _ environment: [String: String]
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/dev/null"]
      .merging(environment) { $1 }
    let (output, error) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    // Both pipes are read at once: a full one would stop the program.
    nonisolated(unsafe) var errorData = Data()
    let group = DispatchGroup()
    try process.run()
    DispatchQueue.global().async(group: group) {
      errorData = error.fileHandleForReading.readDataToEndOfFile()
    }
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    group.wait()
    process.waitUntilExit()
    status =
      process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    standardOutput = String(decoding: outputData, as: UTF8.self)
    standardError = String(decoding: errorData, as: UTF8.self)
  }
}
