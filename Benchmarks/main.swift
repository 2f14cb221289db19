import Foundation
import Ground

/// Measurements of convscope, one subject a file: `Benchmarks [SUBJECT …]`, all of them without one.
let subjects: [(name: String, run: () throws -> Void)] = [
  ("picture", measureOnePicture),
  ("training", measureTraining),
  ("seeking", measureSeeking),
  ("responsiveness", measureResponsiveness),
]

let wanted = Array(CommandLine.arguments.dropFirst())
for name in wanted where !subjects.contains(where: { $0.name == name }) {
  let names = subjects.map(\.name).joined(separator: ", ")
  FileHandle.standardError.write(
    Data("Benchmarks: subject: found \"\(name)\", expected one of \(names)\n".utf8))
  exit(2)
}
for subject in subjects where wanted.isEmpty || wanted.contains(subject.name) {
  print("# \(subject.name)")
  try subject.run()
  print()
}
