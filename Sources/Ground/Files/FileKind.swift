/// What a file is by its first bytes: said where something else was expected.
///
/// These are the files that people have in the place of weights and data: what `git clone` left, what a
/// download gave, what Python's libraries save.
public enum FileKind: Hashable, Sendable, CaseIterable {
  case empty
  case gitLFSPointer
  case webPage
  /// A zip archive of PyTorch: `.pth`, `.pt`.
  case pyTorch
  /// A zip archive of NumPy's: `.npz`.
  case numPyArchive
  case zip
  /// Python's own format: older `.pth` files, CIFAR-10's Python version.
  case pickle
  case numPy
  case safetensors
  case idx
  case gzip
  case bzip2, xz
  case tar
  case hdf5
  case gguf
  case png, jpeg
  case json

  /// The bytes by which every kind can be told.
  public static let beginning = 512

  /// The kind of a file that can be read and whose beginning is known.
  public init?(file path: String) {
    guard let bytes = try? ByteReader(path).read(Self.beginning) else { return nil }
    self.init(bytes)
  }

  /// The kind of a file that begins so.
  public init?(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(Self.beginning))
    guard let kind = Self.bySignature(bytes) ?? Self.byText(bytes) else { return nil }
    self = kind
  }

  private static func bySignature(_ bytes: [UInt8]) -> FileKind? {
    func begins(_ signature: UInt8...) -> Bool { bytes.starts(with: signature) }
    func holds(_ text: String, at place: Int) -> Bool {
      bytes.dropFirst(place).starts(with: text.utf8)
    }
    if bytes.isEmpty { return .empty }
    if begins(0x50, 0x4B, 0x03, 0x04) { return zip(bytes) }
    if begins(0x80), bytes.count > 1, (2...5).contains(bytes[1]) { return .pickle }
    if begins(0x93), holds("NUMPY", at: 1) { return .numPy }
    if begins(0, 0, 8, 1) || begins(0, 0, 8, 3) { return .idx }
    if begins(0x1F, 0x8B) { return .gzip }
    if holds("BZh", at: 0) { return .bzip2 }
    if begins(0xFD), holds("7zXZ", at: 1) { return .xz }
    if begins(0x89), holds("HDF", at: 1) { return .hdf5 }
    if begins(0x89), holds("PNG", at: 1) { return .png }
    if begins(0xFF, 0xD8, 0xFF) { return .jpeg }
    if holds("GGUF", at: 0) { return .gguf }
    if holds("ustar", at: 257) { return .tar }
    // The length of a header of JSON, which is at most 100 MB.
    if holds("{", at: 8), bytes[4..<8].allSatisfy({ $0 == 0 }) { return .safetensors }
    return nil
  }

  /// By the name of the archive's first member.
  private static func zip(_ bytes: [UInt8]) -> FileKind {
    guard bytes.count > 30 else { return .zip }
    let length = Int(bytes[26]) | Int(bytes[27]) << 8
    let name = String(decoding: bytes[30...].prefix(length), as: UTF8.self)
    if name.hasSuffix(".npy") { return .numPyArchive }
    let isPyTorch = [".pkl", "/version", "/byteorder", "/.format_version"].contains {
      name.hasSuffix($0)
    }
    return isPyTorch ? .pyTorch : .zip
  }

  private static func byText(_ bytes: [UInt8]) -> FileKind? {
    let text = TextFile.withoutByteOrderMark(bytes)
      .drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    if text.starts(with: "version https://git-lfs".utf8) { return .gitLFSPointer }
    let lowercase = String(decoding: text, as: UTF8.self).lowercased()
    if ["<!doctype html", "<html", "<head", "<?xml", "<!--"].contains(where: lowercase.hasPrefix) {
      return .webPage
    }
    guard text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") else { return nil }
    let isText = text.allSatisfy { $0 >= 0x20 || (0x09...0x0D).contains($0) }
    return isText ? .json : nil
  }

  /// What it is, and what can be done about it.
  public var name: Bilingual {
    switch self {
    case .empty: Bilingual("an empty file", "một tệp rỗng")
    case .gitLFSPointer:
      Bilingual(
        "a git-lfs pointer in the place of the file (git lfs pull fetches it)",
        "một con trỏ git-lfs thay cho tệp thật (git lfs pull sẽ tải về)")
    case .webPage:
      Bilingual(
        "an HTML page (the download went wrong)", "một trang HTML (tải về chưa đúng)")
    case .pyTorch:
      Bilingual(
        "a PyTorch file (zip with a pickle; safetensors.torch.save_file writes one that can be read)",
        "một tệp PyTorch (zip chứa pickle; safetensors.torch.save_file ghi ra tệp đọc được)")
    case .numPyArchive:
      Bilingual(
        "an .npz archive (numpy.save writes one array as .npy)",
        "một kho .npz (numpy.save ghi một mảng thành .npy)")
    case .zip: Bilingual("a zip archive", "một kho nén zip")
    case .pickle:
      Bilingual(
        "a pickle of Python, such as a .pth file of PyTorch (only data without code is read)",
        "một tệp pickle của Python, như tệp .pth của PyTorch (chỉ đọc dữ liệu không kèm mã)")
    case .numPy: Bilingual("a .npy file of NumPy", "một tệp .npy của NumPy")
    case .safetensors: Bilingual("a safetensors file", "một tệp safetensors")
    case .idx: Bilingual("an IDX file of MNIST's kind", "một tệp IDX kiểu MNIST")
    case .gzip: Bilingual("a gzip file", "một tệp gzip")
    case .bzip2: Bilingual("a bzip2 file", "một tệp bzip2")
    case .xz: Bilingual("an xz file", "một tệp xz")
    case .tar: Bilingual("a tar archive", "một kho tar")
    case .hdf5:
      Bilingual("an HDF5 file, as Keras saves it", "một tệp HDF5 như Keras lưu")
    case .gguf: Bilingual("a GGUF file", "một tệp GGUF")
    case .png: Bilingual("a PNG picture", "một ảnh PNG")
    case .jpeg: Bilingual("a JPEG picture", "một ảnh JPEG")
    case .json: Bilingual("a JSON text", "một văn bản JSON")
    }
  }
}
