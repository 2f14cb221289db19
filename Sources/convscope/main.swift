import Ground
import Terminal

// A reader that goes away (`| head`) is an error of the write, not a signal; so is a file that is too large.
signal(SIGPIPE, SIG_IGN)
EndingSignals.leaveFileLimitsToWrites()
exit(
  Launch(
    words: Array(Invocation.arguments.dropFirst()), environment: Invocation.environment
  ).run())
