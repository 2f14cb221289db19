import Ground

/// Why bytes are not a `.npy` file of real numbers. Whoever read the file puts its name before it.
public enum NPYError: ExplainedError, Hashable {
  case notNPY
  case version(UInt8, UInt8)
  case headerCutShort
  case header
  case format(String)
  case tooLarge([Int])
  case dataLength(found: Int, expected: Int)

  public var explanation: Bilingual {
    switch self {
    case .notNPY:
      Bilingual(
        "byte 0: found no \\x93NUMPY, expected a .npy file",
        "byte 0: không thấy \\x93NUMPY, cần một tệp .npy")
    case .version(let major, let minor):
      Bilingual(
        "byte 6: found version \(major).\(minor) of the format, expected 1.0, 2.0 or 3.0",
        "byte 6: nhận được phiên bản \(major).\(minor), cần 1.0, 2.0 hoặc 3.0")
    case .headerCutShort:
      Bilingual(
        "the header: the file ends before it does, expected a whole .npy file",
        "phần đầu tệp: tệp kết thúc giữa chừng, cần một tệp .npy nguyên vẹn")
    case .header:
      Bilingual(
        "the header: expected a dictionary of descr, fortran_order and shape",
        "phần đầu tệp: cần một từ điển gồm descr, fortran_order và shape")
    case .format(let found):
      Bilingual(
        "descr: found \(found), expected real numbers: f2, f4, f8, i1 to i8 or u1 to u8",
        "descr: nhận được \(found), cần số thực: f2, f4, f8, i1 đến i8 hoặc u1 đến u8")
    case .tooLarge(let sizes):
      Bilingual(
        "shape: found \(Self.text(sizes)), which needs more than half of the machine's memory",
        "shape: nhận được \(Self.text(sizes)), cần nhiều hơn một nửa bộ nhớ của máy")
    case .dataLength(let found, let expected):
      Bilingual(
        "the numbers: found \(found) bytes, expected \(expected)",
        "phần số liệu: nhận được \(found) byte, cần \(expected)")
    }
  }

  private static func text(_ sizes: [Int]) -> String {
    sizes.map(String.init).joined(separator: "x")
  }
}
