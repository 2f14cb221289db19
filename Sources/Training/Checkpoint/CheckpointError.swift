import Datasets
import Ground
import Tensors

/// Why a folder is no checkpoint that can be used, or no place for a new run.
public enum CheckpointError: FieldError, Hashable {
  case folderNotEmpty(String)
  /// Neither `state.json` nor a link `latest` to a checkpoint lies there.
  case notCheckpoint(String)
  case json(file: String, JSONError)
  case version(file: String, found: Int)
  /// A member of `state.json` that is missing or has another kind of value; `place` is its path.
  case member(file: String, place: String, found: JSON?, expected: Bilingual)
  case value(file: String, place: String, found: Int, expected: Int)
  /// Another number of class names than the weights tell apart.
  case classCount(file: String, found: Int, expected: Int)
  /// The data is not what the run was trained on.
  case dataDiffers(data: String, file: String, Split)
  case optimizer(file: String, PlanError)

  public var field: String? {
    switch self {
    case .folderNotEmpty: "out"
    case .dataDiffers: "data"
    default: nil
    }
  }

  /// The value of the field.
  public var detail: Bilingual? {
    switch self {
    case .folderNotEmpty(let path): Bilingual(path, path)
    case .dataDiffers(let data, _, _): Bilingual(data, data)
    default: nil
    }
  }

  public var finding: Bilingual {
    switch self {
    case .folderNotEmpty:
      Bilingual(
        "found a folder that is not empty, expected a new or empty one",
        "thư mục này không trống, cần một thư mục mới hoặc trống")
    case .notCheckpoint(let path):
      Bilingual(
        "\(path): found no state.json and no link latest, "
          + "expected a checkpoint or the folder of a run",
        "\(path): không có state.json và không có liên kết latest, "
          + "cần một checkpoint hoặc thư mục của một lượt huấn luyện")
    case .json(let file, let error):
      Bilingual(
        "\(file): \(error.explanation.english)", "\(file): \(error.explanation.vietnamese)")
    case .version(let file, let found):
      Bilingual(
        "\(file): found version \(found), expected \(CheckpointState.version)",
        "\(file): phiên bản \(found), cần phiên bản \(CheckpointState.version)")
    case .member(let file, let place, let found?, let expected):
      Bilingual(
        "\(file): \(place): found \(found.excerpt), expected \(expected.english)",
        "\(file): \(place): nhận được \(found.excerpt), cần \(expected.vietnamese)")
    case .member(let file, let place, nil, let expected):
      Bilingual(
        "\(file): \(place) is missing, expected \(expected.english)",
        "\(file): thiếu \(place), cần \(expected.vietnamese)")
    case .value(let file, let place, let found, let expected):
      Bilingual(
        "\(file): \(place): found \(found), expected \(expected)",
        "\(file): \(place): nhận được \(found), cần \(expected)")
    case .classCount(let file, let found, let expected):
      Bilingual(
        "\(file): classes: found \(found) names, expected \(expected) as \(Checkpoint.modelName) tells apart",
        "\(file): classes: có \(found) tên, cần \(expected) như \(Checkpoint.modelName) phân biệt")
    case .dataDiffers(_, let file, let split):
      switch split {
      case .train:
        Bilingual(
          "found other training images, expected those whose digest is in \(file)",
          "tập ảnh huấn luyện đã khác trước, "
            + "cần đúng tập có mã digest ghi trong \(file)")
      case .test:
        Bilingual(
          "found other test images, expected those whose digest is in \(file)",
          "tập ảnh kiểm tra đã khác trước, "
            + "cần đúng tập có mã digest ghi trong \(file)")
      }
    case .optimizer(let file, let error):
      Bilingual(
        "\(file): \(error.explanation.english)", "\(file): \(error.explanation.vietnamese)")
    }
  }
}
