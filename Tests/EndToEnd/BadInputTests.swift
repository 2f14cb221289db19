import Foundation
import Testing

/// Bad usage and bad input: exit 2, one sentence on standard error, nothing on standard output.
struct BadInputTests {
  private static let lines: [(arguments: String, names: String)] = [
    ("step conv --input arange:3x3 --kernel ones:5x5 --json", "--kernel"),
    ("step conv --input arange:3x3 --kernel ones:2x2 --stride 0 --json", "--stride"),
    ("step conv --input arange:3x3 --kernel ones:2x2 --padding -1 --json", "--padding"),
    ("step conv --input arange:3x4x4 --kernel ones:2x2x2x2 --groups 2 --json", "--groups"),
    ("step conv --input arange:3x4x4 --kernel ones:2x2x2x2 --json", "--kernel"),
    ("step conv --input [[1,2],[3]] --kernel ones:1x1 --json", "--input"),
    ("step conv --input nothing.npy --kernel ones:1x1 --json", "nothing.npy"),
    ("step conv --input zeros:4000000000x4000000000 --kernel ones:1x1 --json", "--input"),
    ("step conv --input zeros:99999999999x99999999999 --kernel ones:1x1 --json", "--input"),
    ("step conv --kernel sobel-x --json", "--input"),
    ("step conv --input arange:5x5 --kernel soble-x --json", "--kernel"),
    ("step maxpool --input arange:5x5 --json", "--size"),
    ("step maxpool --input arange:5x5 --size 2 --padding 2 --json", "--padding"),
    ("step conv --input arange:5x5 --kernel sobel-x --at 0,9,0 --json", "--at"),
    ("step residual --network resnet8 --block layer9.0 --input random:3x32x32 --json", "--block"),
    ("step conv --network foo --layer 0 --input arange:5x5 --json", "--network"),
    ("show resnet9 --json", "resnet9"),
    ("show lenet --input 1x4x4 --json", "6x5x5"),
    ("train lenet --data nowhere --json", "nowhere"),
    ("train lenet --lr -1 --json", "--lr"),
    ("train lenet --out /proc/nothing --data digits --limit 16 --json", "/proc/nothing"),
    ("train lenet --resume /nonexistent --json", "/nonexistent"),
    ("eval /nonexistent --data digits --json", "/nonexistent"),
    ("play nothing.tape --headless", "nothing.tape"),
    ("stepp conv", "stepp"),
    ("--lang fr show lenet", "--lang"),
    ("", "terminal"),
  ]

  @Test(arguments: lines.map(\.arguments), ["en", "vi"])
  func `bad input gets exit 2 and one sentence`(line: String, language: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let spoken = words.contains("--lang") ? words : ["--lang", language] + words
    let run = try CommandRun(spoken)
    let names = try #require(Self.lines.first { $0.arguments == line }).names
    #expect(run.status == 2)
    #expect(run.standardOutput.isEmpty)
    #expect(run.standardError.split(separator: "\n").count == 1, "\(run.standardError)")
    #expect(run.standardError.contains(names), "\(run.standardError)")
  }
}
