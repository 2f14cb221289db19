import Ground
import Tensors

/// Why a data set, or one picture of it, cannot be had: the file, the place, what was found, what was
/// expected.
public enum DatasetError: ExplainedError, Hashable {
  /// No folder of that name; `tried` is empty when a path was given.
  case notFound(String, tried: [String])
  /// A folder in which no known file lies.
  case unknownFolder(String)
  /// A folder that has no pictures of that half.
  case splitMissing(folder: String, Split, expected: String)
  /// A batch of CIFAR that is missing before the last one.
  case batchMissing(folder: String, number: Int, last: Int)
  case unreadable(file: String, reason: Bilingual)
  /// A list of class names that is no text.
  case text(FileError)
  case cutShort(file: String, found: Int, expected: Int)
  case tooLong(file: String, expected: Int)
  /// The compressed data contradicts itself, at `place` of the unpacked data or later.
  case damagedCompression(file: String, place: Int)
  case magicNumber(file: String, found: UInt32, expected: UInt32)
  /// A file of another kind in the place of an IDX file.
  case otherKind(file: String, FileKind)
  case noPictures(file: String)
  case emptyPicture(file: String, rows: Int, columns: Int)
  case tooLarge(file: String, sizes: [Int], MemoryExcess)
  /// As many labels as pictures are needed.
  case labelCount(file: String, found: Int, expected: Int)
  case labelOutOfRange(file: String, place: Int, found: Int, classes: Int)
  /// A label so far from the others that it cannot be one: no picture has label `missing`.
  case labelGap(file: String, place: Int, found: Int, missing: Int)
  case partialRecord(file: String, found: Int, record: Int)
  case classNameCount(file: String, found: Int)
  /// Training and test pictures of different sizes.
  case shapesDiffer(file: String, found: Shape, expected: Shape)
  case sampleIndex(String, found: String)
  case sampleOutOfRange(dataset: String, Split, found: Int, count: Int)

  public var explanation: Bilingual {
    switch self {
    case .notFound(let name, let tried):
      Self.notFound(name, tried)
    case .unknownFolder(let folder):
      Bilingual(
        "\(folder): found no file of a data set, expected train-images-idx3-ubyte[.gz] and its "
          + "labels, or data_batch_1.bin",
        "\(folder): không thấy tệp nào của một tập dữ liệu, cần train-images-idx3-ubyte[.gz] và "
          + "tệp nhãn của nó, hoặc data_batch_1.bin")
    case .splitMissing(let folder, let split, let expected):
      Bilingual(
        "\(folder): found no \(split.noun.english), expected a file \(expected)",
        "\(folder): không thấy \(split.noun.vietnamese), cần tệp \(expected)")
    case .batchMissing(let folder, let number, let last):
      Bilingual(
        "\(folder): found data_batch_\(last).bin but no data_batch_\(number).bin, "
          + "expected every batch from 1 on",
        "\(folder): có data_batch_\(last).bin nhưng thiếu data_batch_\(number).bin, "
          + "cần đủ các batch từ 1 trở đi")
    case .unreadable(let file, let reason):
      Bilingual(
        "\(file): cannot be read (\(reason.english))",
        "\(file): không đọc được (\(reason.vietnamese))")
    case .text(let error): error.explanation
    case .cutShort(let file, let found, let expected):
      Bilingual(
        "\(file): cut short, found \(found) bytes, expected \(expected)",
        "\(file): tệp bị cụt, chỉ có \(found) byte, cần \(expected)")
    case .tooLong(let file, let expected):
      Bilingual(
        "\(file): found more data after byte \(expected), expected the end of the file",
        "\(file): còn dữ liệu sau byte \(expected), đúng ra tệp phải kết thúc ở đó")
    case .damagedCompression(let file, let place):
      Bilingual(
        "\(file): the compressed data is damaged at or after unpacked byte \(place), expected whole gzip",
        "\(file): dữ liệu nén bị hỏng từ byte giải nén thứ \(place) trở đi, cần một tệp gzip nguyên vẹn"
      )
    case .magicNumber(let file, let found, let expected):
      Bilingual(
        "\(file): byte 0: found the magic number \(found.hexadecimal), "
          + "expected \(expected.hexadecimal)",
        "\(file): byte 0: số nhận dạng là \(found.hexadecimal), cần \(expected.hexadecimal)")
    case .otherKind(let file, let kind):
      Bilingual(
        "\(file): found \(kind.name.english), expected an IDX file",
        "\(file): đây là \(kind.name.vietnamese), cần một tệp IDX")
    case .noPictures(let file):
      Bilingual(
        "\(file): found 0 pictures, expected 1 or more", "\(file): có 0 ảnh, cần từ 1 trở lên")
    case .emptyPicture(let file, let rows, let columns):
      Bilingual(
        "\(file): byte 8: found pictures of \(rows)x\(columns), expected 1x1 or more",
        "\(file): byte 8: ảnh có kích thước \(rows)x\(columns), cần từ 1x1 trở lên")
    case .tooLarge(let file, let sizes, let excess):
      Bilingual(
        "\(file): found pictures of \(sizes.product), reading them \(excess.explanation.english)",
        "\(file): có các ảnh \(sizes.product), đọc chúng \(excess.explanation.vietnamese)")
    case .labelCount(let file, let found, let expected):
      Bilingual(
        "\(file): byte 4: found \(found) labels, expected \(expected), one for each picture",
        "\(file): byte 4: có \(found) nhãn, cần \(expected), mỗi ảnh một nhãn")
    case .labelOutOfRange(let file, let place, let found, let classes):
      Bilingual(
        "\(file): label \(place): found \(found), expected 0 to \(classes - 1)",
        "\(file): nhãn thứ \(place): giá trị \(found), cần từ 0 đến \(classes - 1)")
    case .labelGap(let file, let place, let found, let missing):
      Bilingual(
        "\(file): label \(place): found \(found) though none is \(missing), expected classes "
          + "without gaps",
        "\(file): nhãn thứ \(place): giá trị \(found) dù không ảnh nào có nhãn \(missing), các lớp "
          + "phải liên tục")
    case .partialRecord(let file, let found, let record):
      Bilingual(
        "\(file): found \(found) bytes, expected a multiple of \(record) (a label and a picture)",
        "\(file): có \(found) byte, cần một bội số của \(record) (một nhãn và một ảnh)")
    case .classNameCount(let file, let found):
      Bilingual(
        "\(file): found \(found) class names, expected 1 to 256, one a line",
        "\(file): có \(found) tên lớp, cần từ 1 đến 256, mỗi dòng một tên")
    case .shapesDiffer(let file, let found, let expected):
      Bilingual(
        "\(file): found pictures of \(found), expected \(expected) as in training",
        "\(file): ảnh có kích thước \(found), cần \(expected) như khi huấn luyện")
    case .sampleIndex(let text, let found):
      Bilingual(
        "\(text): found the index \(found), expected a whole number from 0",
        "\(text): chỉ số là \(found), cần một số nguyên từ 0 trở lên")
    case .sampleOutOfRange(let dataset, let split, let found, let count):
      Bilingual(
        "\(dataset)/\(split.rawValue): found the index \(found), expected 0 to \(count - 1)",
        "\(dataset)/\(split.rawValue): chỉ số là \(found), cần từ 0 đến \(count - 1)")
    }
  }

  private static func notFound(_ name: String, _ tried: [String]) -> Bilingual {
    if tried.isEmpty {
      return Bilingual(
        "\(name): found no such folder, expected the folder of a data set",
        "\(name): không có thư mục này, cần thư mục của một tập dữ liệu")
    }
    let places = tried.joined(separator: ", ")
    return Bilingual(
      "data set \(name): found in none of \(places), expected digits, a name there or a folder",
      "tập dữ liệu \(name): không có trong \(places), cần digits, một tên có ở đó hoặc một thư mục")
  }
}

extension Split {
  var noun: Bilingual {
    switch self {
    case .train: Bilingual("training pictures", "ảnh huấn luyện")
    case .test: Bilingual("test pictures", "ảnh kiểm tra")
    }
  }
}

extension UInt32 {
  /// `0x00000803`
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension [Int] {
  /// `60000 x 28 x 28`: the factors, since their product may not fit an `Int`.
  fileprivate var product: String { map(String.init).joined(separator: " x ") }
}
