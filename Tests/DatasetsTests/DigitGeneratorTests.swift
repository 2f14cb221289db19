import Datasets
import Tensors
import Testing

@Suite struct DigitGeneratorTests {
  private static let some = DigitGenerator().dataset(.train, count: 500)

  private func picture(_ index: Int) -> ArraySlice<UInt8> {
    Self.some.pixels[Self.some.pixelRange(of: index)]
  }

  @Test func `the built-in set is there without any file`() throws {
    let source = try DatasetCatalog(folders: []).source(for: "digits")
    #expect(source.splits == [.train, .test])
    #expect(try source.count(of: .train) == 20_000)
    let test = try source.load(.test)
    #expect(test.count == 2_000)
    #expect(test.shape == [1, 28, 28])
    #expect(test.classNames == (0..<10).map(String.init))
    #expect(try source.loadPair(trainLimit: 30).train.count == 30)
    #expect(try source.load(.test, limit: 5_000).count == 2_000)
    let sample = try source.sample(.test, at: 1_999)
    #expect(sample.picture == test.picture(at: 1_999))
    #expect(sample.label == Int(test.labels[1_999]))
    #expect(
      throws: DatasetError.sampleOutOfRange(dataset: "digits", .test, found: 2_000, count: 2_000)
    ) {
      try source.sample(.test, at: 2_000)
    }
  }

  @Test func `a picture needs none of the others`() {
    for index in [0, 1, 17, 499] {
      #expect(DigitGenerator().pixels(.train, at: index) == Array(picture(index)))
      #expect(DigitGenerator().label(.train, at: index) == Self.some.labels[index])
    }
  }

  @Test func `halves and seeds have pictures of their own`() {
    let first = DigitGenerator().pixels(.train, at: 0)
    #expect(DigitGenerator().pixels(.test, at: 0) != first)
    #expect(DigitGenerator(seed: 1).pixels(.train, at: 0) != first)
    #expect(Set((0..<500).map { Array(picture($0)) }).count == 500)
  }

  @Test func `every ten pictures show the ten digits`() {
    for start in stride(from: 0, to: 500, by: 10) {
      #expect(Self.some.labels[start..<start + 10].sorted() == Array(0..<10))
    }
  }

  @Test func `digits are white on black, about 20 high or wide, and balanced around the middle`() {
    for index in 0..<500 {
      let picture = Array(picture(index))
      var mass = 0.0
      var (row, column) = (0.0, 0.0)
      for (place, value) in picture.enumerated() {
        mass += Double(value)
        row += Double(value) * Double(place / 28)
        column += Double(value) * Double(place % 28)
      }
      let off = max(abs(row / mass - 13.5), abs(column / mass - 13.5))
      #expect(off < 0.5, "\(index) is \(off) off centre")
      let share = mass / (255 * 784)
      #expect(share > 0.03 && share < 0.4, "\(index) is \(share) ink")
      #expect(picture.max() ?? 0 > 200, "\(index) is pale")
      let inked = picture.indices.filter { picture[$0] > 100 }
      let rows = inked.map { $0 / 28 }
      let columns = inked.map { $0 % 28 }
      let larger = max(
        (rows.max() ?? 0) - (rows.min() ?? 0), (columns.max() ?? 0) - (columns.min() ?? 0))
      #expect(16...22 ~= larger + 1, "\(index) is \(larger + 1) pixels large")
    }
  }

  @Test func `the pictures are the same to the byte on every machine`() {
    #expect(Self.some.digest == "6c5e4f746d3b3ef4")
  }
}
