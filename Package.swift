// swift-tools-version: 6.2
import PackageDescription

#if arch(x86_64)
  /// The kernels are written over `SIMD16<Float>`: without an FMA target every product is a call into libm.
  let engineFlags = ["-Ounchecked", "-Xcc", "-march=native"]
#else
  let engineFlags = ["-Ounchecked"]
#endif

/// A test target that mirrors the room of the same name.
func tests(
  of room: String, with dependencies: [Target.Dependency] = [], excluding excluded: [String] = []
) -> Target {
  .testTarget(
    name: "\(room)Tests",
    dependencies: [.target(name: room), "TestSupport"] + (room == "Ground" ? [] : ["Ground"])
      + dependencies,
    exclude: excluded)
}

let package = Package(
  name: "convscope",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "convscope", targets: ["convscope"])],
  targets: [
    // The rooms, top to bottom. Each imports only rooms below it (docs/architecture.md).
    .executableTarget(
      name: "convscope",
      dependencies: [
        "Screens", "Commands", "Terminal", "Lessons", "Playback", "Interface", "Training",
        "Stepping",
        "Networks", "Datasets", "Tensors", "Engine", "Ground", "CSupport",
      ]),
    .target(
      name: "Screens",
      dependencies: [
        "Commands", "Interface", "Lessons", "Stepping", "Networks", "Operations", "Training",
        "Tensors",
        "Ground",
      ]),
    .target(
      name: "Commands",
      dependencies: [
        "Lessons", "Interface", "Training", "Stepping", "Networks", "Tensors", "Ground",
      ]),
    .target(name: "Terminal", dependencies: ["Interface", "Ground", "CNCurses", "CSupport"]),
    .target(name: "Lessons", dependencies: ["Ground", "CMarkGFM", "CEmbedded"]),
    .target(name: "Playback", dependencies: ["Interface", "Ground", "CEmbedded", "CZlib"]),
    .target(name: "Interface", dependencies: ["Ground", "CUTF8Proc"]),
    .target(
      name: "Training",
      dependencies: ["Networks", "Operations", "Datasets", "Engine", "Tensors", "Ground"]),
    .target(name: "Stepping", dependencies: ["Networks", "Operations", "Tensors", "Ground"]),
    .target(name: "Networks", dependencies: ["Operations", "Tensors", "Ground"]),
    .target(name: "Operations", dependencies: ["Tensors", "Ground"]),
    // Optimised in debug builds, too: thousands of pictures are drawn, unpacked and hashed.
    .target(
      name: "Datasets", dependencies: ["Tensors", "Ground", "CZlib"],
      swiftSettings: [.unsafeFlags(["-O"])]),
    .target(name: "Tensors", dependencies: ["Pictures", "Ground"]),
    // Optimised in debug builds, too: a photograph has millions of pixels.
    .target(
      name: "Pictures", dependencies: ["Ground", "CEmbedded", "CSPNG", "CTurboJPEG"],
      swiftSettings: [.unsafeFlags(["-O"])]),
    .target(
      name: "Engine", dependencies: ["Ground", "CSupport"],
      swiftSettings: [.unsafeFlags(engineFlags)]),

    .target(name: "Ground", dependencies: ["CUTF8Proc"]),

    // C: one system-library target per library, and two targets of our own: for signals, and for the files
    // that are part of the binary.
    .target(name: "CSupport"),
    .target(name: "CEmbedded", exclude: ["cells.font", "NOTICE", "photos"]),
    .systemLibrary(name: "CNCurses"),
    .systemLibrary(name: "CUTF8Proc"),
    .systemLibrary(name: "CMarkGFM"),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CSPNG"),
    .systemLibrary(name: "CTurboJPEG"),
    .systemLibrary(name: "CVTerm"),

    // Tests: a mirror of the rooms, end-to-end runs of the real binary, and benchmarks.
    .target(
      name: "TestSupport",
      dependencies: ["Interface", "Playback", "Operations", "Tensors", "Ground"],
      path: "Tests/TestSupport"),
    tests(of: "Ground"),
    tests(of: "Pictures"),
    tests(of: "Tensors"),
    tests(of: "Operations", with: ["Tensors"]),
    tests(of: "Engine", with: ["Operations", "Tensors"]),
    tests(of: "Datasets", with: ["Tensors"]),
    tests(of: "Networks", with: ["Operations", "Tensors"]),
    tests(of: "Stepping", with: ["Networks", "Operations", "Tensors"]),
    tests(of: "Training", with: ["Networks", "Operations", "Datasets", "Engine", "Tensors"]),
    tests(of: "Interface", with: ["Tensors"]),
    tests(of: "Playback", with: ["Interface"]),
    tests(of: "Terminal", with: ["Interface", "Tensors"]),
    tests(of: "Lessons", with: ["Tensors"]),
    tests(of: "Commands", with: ["Interface", "Stepping", "Tensors"]),
    tests(
      of: "Screens",
      with: [
        "Commands", "Interface", "Playback", "Lessons", "Stepping", "Networks", "Training",
        "Datasets",
        "Tensors",
      ]),
    // A small program that shows what reaches it, to try the terminal's driver on.
    .executableTarget(
      name: "TerminalFixture", dependencies: ["Terminal", "Interface", "Ground"],
      path: "Tests/TerminalFixture"),
    // A terminal with a real emulator behind it, for tests and benchmarks of whole programs.
    .target(
      name: "TerminalEmulation", dependencies: ["Interface", "Ground", "CVTerm"],
      path: "Tests/TerminalEmulation"),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "convscope", "TerminalFixture", "TerminalEmulation", "Terminal", "Interface", "TestSupport",
        "Ground",
      ],
      path: "Tests/EndToEnd"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Engine", "Training", "Networks", "Datasets", "Stepping", "Tensors", "Screens",
        "Interface", "Playback", "TerminalEmulation", "Ground",
      ],
      path: "Benchmarks", exclude: ["peer"]),
  ],
  swiftLanguageModes: [.v6]
)
