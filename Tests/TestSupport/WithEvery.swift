import Testing

/// Runs a check over every value and names the one that failed.
public func withEvery<Value>(
  _ name: String, in values: some Sequence<Value>, _ body: (Value) throws -> Void
) rethrows {
  for value in values {
    try withKnownContext("\(name) = \(value)") { try body(value) }
  }
}

private func withKnownContext(_ context: String, _ body: () throws -> Void) rethrows {
  do {
    try body()
  } catch {
    Issue.record("\(context): \(error)")
    throw error
  }
}
