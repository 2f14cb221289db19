import Ground
import Tensors

/// Files under Tests/Fixtures: numbers from PyTorch, each with the script that made them beside it.
public enum Fixture {
  public static func path(_ name: String, from file: String = #filePath) -> String {
    DurableFile.folder(of: DurableFile.folder(of: file)) + "/Fixtures/" + name
  }

  public static func json(_ name: String) throws -> JSON {
    try JSON(parsing: DurableFile.read(path(name)))
  }
}
