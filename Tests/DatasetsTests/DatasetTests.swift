import Datasets
import Ground
import Tensors
import Testing

@Suite struct DatasetTests {
  private func tiny(pixels: [UInt8] = Array(0..<24), labels: [UInt8] = [0, 1]) -> Dataset {
    Dataset(
      name: "tiny", shape: [3, 2, 2], pixels: pixels, labels: labels,
      classes: [Bilingual("no", "không"), Bilingual("yes", "có")])
  }

  @Test func `a picture is its bytes over 255`() {
    let picture = tiny().picture(at: 1)
    #expect(picture.shape == [3, 2, 2])
    #expect(picture[0, 0, 0] == 12.0 / 255)
    #expect(picture[2, 1, 1] == 23.0 / 255)
  }

  @Test func `a prefix keeps the first pictures and never more than there are`() {
    #expect(tiny().prefix(1).pixels == Array(0..<12))
    #expect(tiny().prefix(1).labels == [0])
    #expect(tiny().prefix(0).isEmpty)
    #expect(tiny().prefix(9).count == 2)
  }

  @Test func `the digest is fixed for ever`() {
    #expect(tiny().digest == "7de3118255a7b785")
  }

  @Test func `the digest tells apart pixels, labels, order, shape and length`() {
    var pixels = Array(UInt8(0)..<24)
    pixels[23] = 99
    let digests = [
      tiny(), tiny(pixels: pixels), tiny(labels: [1, 0]), tiny().prefix(1),
      Dataset(
        name: "tiny", shape: [3, 1, 4], pixels: tiny().pixels, labels: tiny().labels,
        classes: tiny().classes),
    ].map(\.digest)
    #expect(Set(digests).count == digests.count)
    #expect(digests.allSatisfy { $0.count == 16 })
  }
}

@Suite struct ShufflingTests {
  @Test(arguments: [0, 1, 2, 3, 100, 1000])
  func `an epoch visits every picture once`(count: Int) {
    let order = Shuffling(seed: 7).order(count: count, epoch: 3)
    #expect(order.sorted() == Array(0..<count))
  }

  @Test func `the order is a function of seed and epoch`() {
    let order = Shuffling(seed: 1).order(count: 50, epoch: 2)
    #expect(Shuffling(seed: 1).order(count: 50, epoch: 2) == order)
    #expect(Shuffling(seed: 1).order(count: 50, epoch: 3) != order)
    #expect(Shuffling(seed: 2).order(count: 50, epoch: 2) != order)
  }

  @Test func `the order is fixed for ever`() {
    #expect(Shuffling(seed: 0).order(count: 8, epoch: 0) == [6, 7, 5, 1, 4, 0, 2, 3])
  }

  @Test func `every picture comes first about equally often`() {
    var first = Array(repeating: 0, count: 5)
    for epoch in 0..<5000 { first[Shuffling(seed: 0).order(count: 5, epoch: epoch)[0]] += 1 }
    #expect(first.allSatisfy { abs($0 - 1000) < 150 })
  }
}
