import Ground
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// A reader that goes away (`| head`) is an error of the write, not a signal; so is a file that is too large.
signal(SIGPIPE, SIG_IGN)
EndingSignals.leaveFileLimitsToWrites()
exit(
  Launch(
    words: Array(CommandLine.arguments.dropFirst()),
    environment: ProcessInfo.processInfo.environment
  ).run())
