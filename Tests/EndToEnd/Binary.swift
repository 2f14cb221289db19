#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Programs of this package: built beside the test bundle, unless `CONVSCOPE_BINARY` says which
/// convscope is meant.
enum Binary {
  static let convscope =
    ProcessInfo.processInfo.environment["CONVSCOPE_BINARY"] ?? path("convscope")
  static let fixture = path("TerminalFixture")

  private static func path(_ name: String) -> String {
    // The test runner is given the bundle's path; the bundle lies in the build folder.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    let folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
    return folder.appendingPathComponent(name).path
  }
}
