/// Stops the program where a caller breaks the contract of an operation.
///
/// The engine is compiled without checks, and there `precondition` is a promise to the compiler instead of a
/// question: only this asks. It stands at the doors of operations, never inside their loops.
@inline(__always)
func require(_ condition: Bool, _ message: StaticString) {
  if !condition { fatalError("\(message)") }
}
