import Datasets
import Tensors
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Real data, where it is: Debian's Fashion-MNIST, and what `CONVSCOPE_DATA` points to.
@Suite struct InstalledDataTests {
  private static let debian = "/usr/share/datasets/fashion-mnist"
  private static let hasFashion = FileManager.default.fileExists(atPath: debian)
  private static let cifar =
    (ProcessInfo.processInfo.environment["CONVSCOPE_DATA"] ?? "/nowhere") + "/cifar-10"
  private static let hasCIFAR = FileManager.default.fileExists(atPath: cifar)

  @Test(.enabled(if: hasFashion))
  func `Fashion-MNIST is read whole`() throws {
    let catalog = DatasetCatalog(folders: ["/usr/share/datasets"])
    #expect(catalog.names().contains("fashion-mnist"))
    let source = try catalog.source(for: "fashion-mnist")
    // Debian packs the files anew, so the MD5 sums that the authors publish do not apply to them.
    let train = try source.load(.train)
    #expect(train.count == 60_000)
    #expect(train.digest == "a0f4da92d9394d97")
    let test = try source.load(.test)
    #expect(test.count == 10_000)
    #expect(test.shape == [1, 28, 28])
    #expect(test.classNames[9] == "ankle boot")
    #expect(test.labels.prefix(10) == [9, 2, 1, 1, 6, 1, 4, 6, 5, 7])
    for label in UInt8(0)..<10 { #expect(test.labels.count { $0 == label } == 1000) }
  }

  @Test(.enabled(if: hasFashion))
  func `one picture of Fashion-MNIST is the same, read alone`() throws {
    let catalog = DatasetCatalog(folders: ["/usr/share/datasets"])
    let reference = SampleSpec(dataset: "fashion-mnist", split: .test, index: 17)
    let sample = try catalog.sample(reference)
    let whole = try catalog.source(for: "fashion-mnist").load(.test)
    #expect(sample.picture == whole.picture(at: 17))
    #expect(sample.label == Int(whole.labels[17]))
  }

  @Test(.enabled(if: hasCIFAR))
  func `CIFAR-10's binary files are read whole and by picture`() throws {
    let source = try DatasetCatalog(folders: []).source(for: Self.cifar)
    let pair = try source.loadPair()
    #expect(pair.name == "cifar-10")
    #expect(pair.shape == [3, 32, 32])
    #expect(pair.train.count == 10_000)
    let test = try #require(pair.test)
    #expect(test.count == 2_000)
    let sample = try source.sample(.test, at: 1_999)
    #expect(sample.picture == test.picture(at: 1_999))
    #expect(sample.className == test.classes[Int(test.labels[1_999])])
  }
}
