import Ground
import Testing

/// A file's name is bytes: one that is no UTF-8 opens like any other, and prints safely.
@Suite struct FileNameTests {
  /// In the shell: `a`, the byte 0xFF, and an escape sequence.
  private static let name = #"$(printf 'a\377\033[31mb')"#

  @Test func `tensors, tapes and lessons of such a name are read`() throws {
    let folder = try TemporaryFolder()
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2)}\n"
    try folder.write(
      "x.npy",
      bytes: [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
        + Array(header.utf8) + [1, 2, 3, 4])
    try folder.write("x.tape", "Run lesson\nExpect \"Odd\"\n")
    try folder.write("lessons/en/01-odd.md", "# Odd\n## Page\ntext\n")
    let run = try CommandRun(
      shell: """
        cd \(folder.path) || exit 9
        n="\(Self.name)"
        mv lessons "$n" && mv x.npy "$n/$n.npy" && mv x.tape "$n/$n.tape" || exit 9
        "$0" step conv --input "$n/$n.npy" --kernel '[[1]]' --json || exit 1
        CONVSCOPE_LESSONS="$n" "$0" play "$n/$n.tape" --headless || exit 2
        CONVSCOPE_LESSONS="$n" "$0" lesson --list || exit 3
        "$0" step conv --input "$n/none.npy" --kernel '[[1]]' --json
        """)
    #expect(run.status == 2)
    #expect(run.standardOutput.contains(#""output":[[[1,2],[3,4]]]"#))
    #expect(run.standardOutput.contains(/01-odd +Odd/))
    #expect(
      run.standardError
        == #"convscope: --input: a\xff\x1b[31mb/none.npy: cannot read the file: "#
        + "there is no such file or folder\n")
  }

  @Test func `a run is saved in, told of and resumed from such a folder`() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun(
      shell: """
        cd \(folder.path) || exit 9
        n="\(Self.name)"
        "$0" train mlp --data digits --limit 16 --epochs 1 --out "$n" --json > lines || exit 1
        tail -n 1 lines
        "$0" eval "$n" --input digits/test/0 --json > /dev/null || exit 2
        "$0" train --resume "$n" --epochs 2 --json > lines || exit 3
        ls "$n/latest/model.safetensors" > /dev/null || exit 4
        """)
    #expect(run.status == 0, "\(run.standardError)")
    #expect(run.standardOutput.contains(#"a\udcff\u001b[31mb/step-"#))
    #expect(run.standardOutput.utf8.allSatisfy { $0 == 10 || (0x20..<0x7F).contains($0) })
  }

  @Test func `data sets in such a folder are read, and named in the checkpoint`() throws {
    let folder = try TemporaryFolder()
    let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28]
    try folder.write(
      "data/train-images-idx3-ubyte", bytes: images + [UInt8](repeating: 9, count: 2 * 784))
    try folder.write("data/train-labels-idx1-ubyte", bytes: [0, 0, 8, 1, 0, 0, 0, 2, 0, 1])
    let run = try CommandRun(
      shell: """
        cd \(folder.path) || exit 9
        n="\(Self.name)"
        mv data "$n"
        "$0" train mlp --data "./$n" --epochs 1 --out run --json > lines || exit 1
        CONVSCOPE_DATA=. "$0" step conv --input "$n/train/1" --kernel '[[1]]' --text > lines || exit 2
        cd / && "$0" train --resume \(folder.path)/run --epochs 2 --json > /dev/null || exit 3
        """)
    #expect(run.status == 0, "\(run.standardError)")
  }
}
