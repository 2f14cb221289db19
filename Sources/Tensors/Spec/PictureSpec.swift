import Pictures

/// A picture that is read from a file or is part of the program, and how it is looked at.
public struct PictureSpec: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// A PNG or JPEG file, by the ending of its name.
    case file(path: String)
    /// `photo:cat`
    case photo(Photo)
  }

  public var source: Source
  public var look: PictureLook

  public init(_ source: Source, look: PictureLook = PictureLook()) {
    self.source = source
    self.look = look
  }
}

extension PictureSpec {
  /// The photograph so many further on, in a circle; `nil` for a file, which has none beside it.
  public func neighbor(by step: Int) -> PictureSpec? {
    guard case .photo(let photo) = source, let place = Photo.allCases.firstIndex(of: photo) else {
      return nil
    }
    let count = Photo.allCases.count
    return PictureSpec(
      .photo(Photo.allCases[((place + step) % count + count) % count]), look: look)
  }
}

/// `--gray` and `--resize`: what is made of a picture's pixels.
public struct PictureLook: Hashable, Sendable {
  /// One channel in place of three.
  public var isGray = false
  /// Rows and columns; those of the picture when `nil`.
  public var size: Pair?

  public init(isGray: Bool = false, size: Pair? = nil) {
    self.isGray = isGray
    self.size = size
  }
}

extension TensorSpec {
  /// The same; of a picture as it is looked at.
  public func looked(at look: PictureLook) -> TensorSpec {
    guard case .picture(let picture) = self else { return self }
    return .picture(PictureSpec(picture.source, look: look))
  }

  public var isPicture: Bool {
    if case .picture = self { true } else { false }
  }
}

extension PictureSpec: CustomStringConvertible {
  /// The text that names it; how it is looked at is said by options.
  public var description: String {
    switch source {
    case .file(let path): path
    case .photo(let photo): "photo:\(photo.rawValue)"
    }
  }
}
