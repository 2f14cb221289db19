import Ground

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// A reader that goes away (`| head`) is an error of the write, not a signal.
signal(SIGPIPE, SIG_IGN)
exit(
  Launch(
    words: Array(CommandLine.arguments.dropFirst()),
    environment: ProcessInfo.processInfo.environment
  ).run())
