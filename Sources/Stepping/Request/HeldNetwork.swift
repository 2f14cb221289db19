import Networks

/// A network that is held in memory, as that of a run at one of its steps; equal to itself alone.
public final class HeldNetwork: Hashable, Sendable {
  public let network: SavedNetwork

  public init(_ network: SavedNetwork) { self.network = network }

  public static func == (left: HeldNetwork, right: HeldNetwork) -> Bool { left === right }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
