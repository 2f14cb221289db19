/// The pixels of a picture as they were decoded, and the numbers that are made of them.
public struct Pixels: Sendable {
  public let height: Int
  public let width: Int
  /// 1 or 3
  public let channels: Int
  private let samples: Samples
  /// From one pixel to the next, in samples: channels that are not used lie between.
  private let stride: Int

  enum Samples: Sendable {
    case bytes([UInt8])
    /// In the machine's order.
    case words([UInt16])
  }

  /// - Precondition: `samples` has `height * width * stride` numbers.
  init(height: Int, width: Int, channels: Int, stride: Int, samples: Samples) {
    self.height = height
    self.width = width
    self.channels = channels
    self.samples = samples
    self.stride = stride
  }

  /// The numbers in 0...1, plane after plane, row by row: of each channel, or of the grey that they make.
  ///
  /// - Parameters:
  ///   - isGray: one plane, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).
  ///   - height: rows of the result, and `width` its columns: bilinear between the centres of pixels, as PyTorch's
  ///     `interpolate(mode="bilinear", align_corners=False)` without antialiasing.
  public func planes(isGray: Bool, height: Int? = nil, width: Int? = nil) -> [Double] {
    switch samples {
    case .bytes(let bytes):
      bytes.withUnsafeBufferPointer { planes($0, 255, isGray, height, width) }
    case .words(let words):
      words.withUnsafeBufferPointer { planes($0, 65535, isGray, height, width) }
    }
  }

  private func planes<Sample: FixedWidthInteger>(
    _ samples: UnsafeBufferPointer<Sample>, _ largest: Double, _ isGray: Bool, _ height: Int?,
    _ width: Int?
  ) -> [Double] {
    precondition(samples.count == self.height * self.width * stride, "a sample for each channel")
    let (rows, columns) = (height ?? self.height, width ?? self.width)
    let mixes = isGray && channels == 3
    let planes = mixes ? 1 : channels
    let (stride, sourceWidth) = (stride, self.width)

    func value(_ plane: Int, _ row: Int, _ column: Int) -> Double {
      let place = (row * sourceWidth + column) * stride
      guard mixes else { return Double(samples[place + plane]) / largest }
      return
        (0.299 * Double(samples[place]) + 0.587 * Double(samples[place + 1])
        + 0.114 * Double(samples[place + 2])) / largest
    }

    return [Double](unsafeUninitializedCapacity: planes * rows * columns) { numbers, count in
      count = planes * rows * columns
      if rows == self.height, columns == self.width {
        for plane in 0..<planes {
          for row in 0..<rows {
            let start = (plane * rows + row) * columns
            for column in 0..<columns { numbers[start + column] = value(plane, row, column) }
          }
        }
        return
      }
      let across = (0..<columns).map { Between($0, of: columns, from: self.width) }
      for row in 0..<rows {
        let down = Between(row, of: rows, from: self.height)
        for plane in 0..<planes {
          let start = (plane * rows + row) * columns
          for (column, beside) in across.enumerated() {
            let above =
              (1 - beside.share) * value(plane, down.first, beside.first)
              + beside.share * value(plane, down.first, beside.second)
            let below =
              (1 - beside.share) * value(plane, down.second, beside.first)
              + beside.share * value(plane, down.second, beside.second)
            numbers[start + column] = (1 - down.share) * above + down.share * below
          }
        }
      }
    }
  }

  /// The two pixels between which a pixel of another size lies, and how near it is to the second.
  private struct Between {
    let first: Int
    let second: Int
    let share: Double

    init(_ place: Int, of count: Int, from length: Int) {
      let centre = max(0, (Double(place) + 0.5) * Double(length) / Double(count) - 0.5)
      first = min(Int(centre), length - 1)
      second = min(first + 1, length - 1)
      share = min(1, centre - Double(first))
    }
  }
}
