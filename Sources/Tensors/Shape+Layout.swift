import Ground

extension Shape {
  /// What a shape that is no picture's probably is, and how it becomes one: pictures are channels x rows x
  /// columns here, as in PyTorch, where NumPy's and TensorFlow's have the channels last, and batches come first.
  ///
  /// `nil` for two sizes, for channels that are first, and for what tells nothing.
  public var layoutHint: Bilingual? {
    switch rank {
    case 3: channelsLastHint
    case 4: batchHint
    default: nil
    }
  }

  /// Whether three sizes look like rows x columns x channels: 28x28x1, 32x32x3, 64x48x4.
  public var hasChannelsLast: Bool {
    rank == 3 && Self.channelCounts.contains(sizes[2]) && !Self.channelCounts.contains(sizes[0])
      && sizes[1] > sizes[2]
  }

  /// Grey, colour, colour with transparency.
  private static let channelCounts: Set<Int> = [1, 3, 4]

  private var channelsLastHint: Bilingual? {
    guard hasChannelsLast else { return nil }
    let turned = Shape([sizes[2], sizes[0], sizes[1]])
    return Bilingual(
      "\(self) looks like rows x columns x channels, channels come first: "
        + "numpy.transpose(x, (2, 0, 1)) makes it \(turned)",
      "\(self) giống số hàng x số cột x số kênh, mà kênh phải đứng đầu: "
        + "numpy.transpose(x, (2, 0, 1)) cho \(turned)")
  }

  private var batchHint: Bilingual {
    let picture = Shape(Array(sizes.dropFirst()))
    let count = sizes[0]
    let english =
      "the first size looks like a batch of \(count), one picture is expected: x[0] is \(picture)"
    let vietnamese =
      "kích thước đầu giống một batch \(count) ảnh, ở đây cần một ảnh: x[0] có kích thước \(picture)"
    guard let turning = picture.channelsLastHint else { return Bilingual(english, vietnamese) }
    return Bilingual(
      "\(english); \(turning.english)", "\(vietnamese); \(turning.vietnamese)")
  }
}
