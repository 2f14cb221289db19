import CSupport
import Ground

/// How the process was started, to the byte: a path among the words or in a variable need not be UTF-8.
enum Invocation {
  /// The program's own name, then the words of the command line.
  static var arguments: [String] {
    (0..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { SystemText.text(ofCString: $0) }
    }
  }

  /// Every variable by its name.
  static var environment: [String: String] {
    guard var next = cs_environment() else { return [:] }
    var variables: [String: String] = [:]
    while let variable = next.pointee {
      let text = SystemText.text(ofCString: variable)
      let scalars = text.unicodeScalars
      if let equals = scalars.firstIndex(of: "=") {
        let name = String(text[..<equals])
        // Of a name that stands there twice the first counts, as for `getenv`.
        variables[name] = variables[name] ?? String(scalars[scalars.index(after: equals)...])
      }
      next += 1
    }
    return variables
  }
}
