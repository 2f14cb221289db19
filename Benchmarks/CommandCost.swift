import Ground

/// What a whole command costs, from its start to its end.
struct CommandCost {
  /// Milliseconds by the clock on the wall.
  let time: Double
  /// The most memory that lay in RAM at once, in bytes.
  let peak: Int

  /// Runs a command to its end; what it prints is thrown away.
  ///
  /// The system counts the peak from the moment of the fork on, this process's own memory among it: measure commands
  /// before anything large is made here.
  init(_ program: String, _ arguments: [String]) throws(CommandFailure) {
    let start = ContinuousClock.now
    var files = Self.silence()
    defer { posix_spawn_file_actions_destroy(&files) }
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for argument in argv { free(argument) } }
    var process = pid_t()
    guard posix_spawn(&process, program, &files, nil, &argv, environ) == 0 else {
      throw CommandFailure(command: [program] + arguments)
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw CommandFailure(command: [program] + arguments) }
    }
    guard status == 0 else { throw CommandFailure(command: [program] + arguments) }
    time = (ContinuousClock.now - start) / .milliseconds(1)
    #if canImport(Darwin)
      peak = Int(usage.ru_maxrss)
    #else
      peak = Int(usage.ru_maxrss) * 1024
    #endif
  }

  #if canImport(Darwin)
    private static func silence() -> posix_spawn_file_actions_t? {
      var files: posix_spawn_file_actions_t?
      posix_spawn_file_actions_init(&files)
      posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
      return files
    }
  #else
    private static func silence() -> posix_spawn_file_actions_t {
      var files = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&files)
      posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
      return files
    }
  #endif
}

/// A command that could not be started, or that failed.
struct CommandFailure: Error {
  let command: [String]
}
