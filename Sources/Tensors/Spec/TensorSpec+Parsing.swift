import Pictures

extension TensorSpec {
  /// Reads a SPEC.
  ///
  /// - Parameters:
  ///   - field: what an error blames.
  ///   - defaultSeed: of random numbers without a seed of their own; of weights it is 1, so that they are
  ///     never the numbers of the input.
  public init(
    parsing text: String, field: String = "input", defaultSeed: UInt64 = 0
  ) throws(SpecError) {
    do {
      self = try Self.parse(text, defaultSeed: defaultSeed)
    } catch {
      throw SpecError(field: field, reason: error)
    }
  }

  private static func parse(
    _ text: String, defaultSeed: UInt64
  ) throws(SpecError.Reason) -> TensorSpec {
    if text.first(where: { !$0.isWhitespace }) == "[" { return .literal(try literal(text)) }
    if let sample = SampleSpec(text) { return .sample(sample) }
    if text == "-" { return .npy(path: text) }
    let lowercased = text.lowercased()
    if lowercased.hasSuffix(".npy") { return .npy(path: text) }
    if PictureFile.format(ofName: text) != nil { return .picture(PictureSpec(.file(path: text))) }
    if let colon = text.firstIndex(of: ":") {
      let (name, rest) = (text[..<colon], text[text.index(after: colon)...])
      switch name {
      case "arange": return .filled(.arange, try shape(rest))
      case "ones": return .filled(.ones, try shape(rest))
      case "zeros": return .filled(.zeros, try shape(rest))
      case "random":
        guard let at = rest.firstIndex(of: "@") else {
          return .filled(.random(seed: defaultSeed), try shape(rest))
        }
        let seedText = String(rest[rest.index(after: at)...])
        guard let seed = UInt64(seedText) else { throw .seed(seedText) }
        return .filled(.random(seed: seed), try shape(rest[..<at]))
      case "photo":
        guard let photo = Photo(rawValue: String(rest)) else { throw .photo(String(rest)) }
        return .picture(PictureSpec(.photo(photo)))
      default: break
      }
    }
    throw .unknown(text)
  }

  private static func shape(_ text: Substring) throws(SpecError.Reason) -> Shape {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    var sizes: [Int] = []
    for (place, part) in parts.enumerated() {
      guard !part.isEmpty, part.allSatisfy({ $0.isASCII && $0.isNumber }) else {
        throw .size(place: place + 1, found: String(part))
      }
      guard let size = Int(part) else { throw .sizesTooLarge(String(text)) }
      guard size >= 1 else { throw .size(place: place + 1, found: String(part)) }
      sizes.append(size)
    }
    guard (1...4).contains(sizes.count) else { throw .sizeCount(found: sizes.count) }
    guard let shape = Shape(checking: sizes) else { throw .sizesTooLarge(String(text)) }
    return shape
  }

  private static func literal(_ text: String) throws(SpecError.Reason) -> Tensor {
    do {
      return try LiteralParser.tensor(from: text)
    } catch {
      throw .literal(error)
    }
  }
}

extension SampleSpec {
  /// `NAME|DIR/train|test/INDEX`, `nil` for anything else.
  init?(_ text: String) {
    guard let last = text.lastIndex(of: "/") else { return nil }
    let digits = text[text.index(after: last)...]
    let head = text[..<last]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let index = Int(digits), let middle = head.lastIndex(of: "/"),
      let split = Split(rawValue: String(head[head.index(after: middle)...])),
      middle > head.startIndex
    else { return nil }
    self.init(dataset: String(head[..<middle]), split: split, index: index)
  }
}

extension KernelSpec {
  /// Reads the name of a classical filter, or a SPEC that is no sample.
  public init(parsing text: String, field: String = "kernel") throws(SpecError) {
    if let name = KernelName(rawValue: text) {
      self = .named(name)
      return
    }
    let spec: TensorSpec
    do {
      spec = try TensorSpec(parsing: text, field: field, defaultSeed: 1)
    } catch {
      guard case .unknown = error.reason else { throw error }
      throw SpecError(field: field, reason: .unknownKernel(text))
    }
    self = .tensor(spec)
  }
}
