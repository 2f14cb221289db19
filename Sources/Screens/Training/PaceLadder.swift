import Training

/// The paces that `+` and `-` walk through, from one step a second to flat out.
enum PaceLadder {
  static let paces: [Pace] =
    [1, 2, 5, 10, 20, 50, 100, 200, 500].map { .stepsPerSecond($0) } + [.flatOut]

  /// Slow enough to watch from the first step on.
  static let gentle = Pace.stepsPerSecond(20)

  static func faster(than pace: Pace) -> Pace {
    paces.first { speed(of: $0) > speed(of: pace) } ?? .flatOut
  }

  static func slower(than pace: Pace) -> Pace {
    paces.last { speed(of: $0) < speed(of: pace) } ?? paces[0]
  }

  private static func speed(of pace: Pace) -> Double {
    switch pace {
    case .stepsPerSecond(let speed): speed
    case .flatOut: .infinity
    }
  }
}
