import Interface

/// What a tape needs of the program that it plays: who makes it, and who trains it.
public protocol TapeHost {
  associatedtype Played: Program

  /// Makes the program of a command line (without the program's name) with a handler that carries
  /// every effect out at once and waits for nothing.
  ///
  /// - Throws: what is wrong with the command line.
  func start(
    arguments: [String], size: Size, capabilities: Capabilities
  ) throws -> (program: Played, handler: any EffectHandler<Played.Effect, Played.Message>)

  /// Lets the training that the program has begun go on for exactly so many steps, and returns what
  /// there is to tell the program.
  ///
  /// - Throws: why there is nothing to train.
  func train(steps: Int) throws -> [Played.Message]

  /// Tells the handler that time is no longer the tape's: what the program has begun is to go on by itself.
  ///
  /// - Returns: the effects that see to it, carried out where the program runs from now on.
  func handOver() -> [Played.Effect]

  /// Whether training has begun and not ended, which goes on only with ``train(steps:)``.
  var isTraining: Bool { get }
}

/// An error of the host, with the line of the tape that led to it.
public struct TapeHostError: Error {
  /// Counted from 1.
  public let line: Int
  public let underlying: any Error
}
