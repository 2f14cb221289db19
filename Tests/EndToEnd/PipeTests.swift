import TerminalEmulation
import Testing

/// The real program without a terminal, started by a shell that says how it went.
@Suite struct PipeTests {
  /// Runs a shell script in which `$0` is the program, and returns what the terminal shows at the end.
  private func shell(_ script: String, environment: [String: String] = [:]) throws -> String {
    let terminal = try PseudoTerminal(
      "/bin/sh", arguments: ["-c", script, Binary.convscope], environment: environment)
    #expect(try terminal.waitForEnd() == 0)
    return terminal.screen.text
  }

  @Test func `without a terminal the home screen is refused with one sentence`() throws {
    let folder = try TemporaryFolder()
    let text = try shell(
      """
      "$0" < /dev/null > \(folder.path)/out 2> \(folder.path)/err | cat; : ; \
      "$0" < /dev/null > \(folder.path)/out 2> \(folder.path)/err; echo status $?; \
      echo $(wc -c < \(folder.path)/out) out $(wc -l < \(folder.path)/err) err
      """)
    #expect(text.contains("status 2"))
    #expect(text.contains("0 out 1 err"))
  }

  @Test(
    arguments: ["", "step conv", "step maxpool --stride 2", "step residual"], ["dumb", "nope", ""])
  func `a terminal that cannot show a screen is what is at fault, whatever the command`(
    command: String, name: String
  ) throws {
    let folder = try TemporaryFolder()
    let text = try shell(
      """
      "$0" \(command) > \(folder.path)/out 2>&1; echo status $?; \
      { "$0" \(command) 2>&3 > /dev/tty; } 3> \(folder.path)/err; echo status $?; \
      echo $(wc -l < \(folder.path)/err) line; cut -c 1-60 \(folder.path)/err
      """, environment: ["TERM": name])
    let found = name.isEmpty ? "nothing" : "\"\(name)\""
    #expect(text.contains("status 2\n1 line\nconvscope: TERM: found \(found)"))
  }

  @Test(
    arguments: [
      "step conv", "step residual", "step residual --network resnet8 --block layer2.0",
      "step linear", "step concat",
    ])
  func `text that is asked for shows what a screen would open on`(command: String) throws {
    let text = try shell(
      "\"$0\" \(command) --text | tail -n 3; \"$0\" \(command) --json; echo status $?")
    #expect(text.contains("step 1"), "\(text)")
    // A script says what it wants.
    #expect(text.contains("not given") && text.contains("status 2"), "\(text)")
  }

  @Test func `text instead of a screen comes with the reason`() throws {
    let folder = try TemporaryFolder()
    let reason = "so text is printed instead of a screen"
    for (name, input, begin) in [
      ("nope", "/dev/tty", "TERM: found \"nope\""), ("dumb", "/dev/tty", "TERM: found \"dumb\""),
      ("xterm", "/dev/null", "standard input: found no terminal"),
    ] {
      let text = try shell(
        """
        "$0" show lenet < \(input) 2> \(folder.path)/err; echo status $?; cat \(folder.path)/err
        """, environment: ["TERM": name])
      #expect(text.contains("61,706"))
      #expect(text.contains("status 0\nconvscope: \(begin)"))
      #expect(text.replacing("\n", with: "").contains(reason))
    }
    let training = try shell(
      """
      "$0" --lang vi train lenet-relu --data digits --limit 64 --epochs 1 --threads 1 \
      --out \(folder.path)/run 2>&1; echo status $?
      """, environment: ["TERM": "nope", "COLUMNS": "200"])
    #expect(training.contains("convscope: TERM: không biết \"nope\""))
    #expect(training.contains("status 0"))
  }

  @Test(arguments: ["show lenet | cat", "show lenet > /dev/null", "--json", "--text"])
  func `whoever asks for text is told nothing else`(what: String) throws {
    let folder = try TemporaryFolder()
    let words = what.hasPrefix("--") ? "show lenet \(what)" : what
    let text = try shell(
      "\"$0\" \(words) 2> \(folder.path)/err; echo $(wc -c < \(folder.path)/err) err",
      environment: ["TERM": "nope"])
    #expect(text.contains("\n0 err") || text.hasPrefix("0 err"))
  }

  @Test func `a fault that a screen would find too keeps its own sentence`() throws {
    let text = try shell("\"$0\" show lennet; echo status $?", environment: ["TERM": "nope"])
    #expect(text.contains("lennet") && !text.contains("TERM") && text.contains("status 2"))
  }

  @Test func `output that is closed early ends the program quietly`() throws {
    let folder = try TemporaryFolder()
    let text = try shell(
      """
      "$0" step conv --input random:8x64x64 --kernel sobel-x --json 2> \(folder.path)/err \
      | head -c 10 > /dev/null; echo $(wc -c < \(folder.path)/err) err
      """)
    #expect(text.contains("0 err"))
  }

  @Test func `a file that may not grow is said, and is no crash`() throws {
    let folder = try TemporaryFolder()
    let text = try shell(
      "ulimit -f 0; \"$0\" show lenet > \(folder.path)/table; echo status $?")
    #expect(text.contains("standard output"))
    #expect(text.contains("status 1"))
  }

  #if os(Linux)
    @Test func `output that cannot be written is said, in the person's language`() throws {
      // A device that Linux has, and that is always full.
      let text = try shell(
        "\"$0\" --lang vi show lenet > /dev/full; echo status $?")
      #expect(text.contains("ổ đĩa đã đầy"))
      #expect(text.contains("status 1"))
    }

    @Test func `a run whose lines are lost says so once, keeps what it learns, and is no success`()
      throws
    {
      let folder = try TemporaryFolder()
      let text = try shell(
        "\"$0\" train lenet-relu --data digits --limit 64 --epochs 3 --log-every 1 --headless "
          + "--out \(folder.path)/run 2>&1 > /dev/full; echo status $?")
      #expect(text.components(separatedBy: "standard output").count == 2, "\(text)")
      #expect(text.contains("status 1"))
      #expect(folder.holds("run/latest/model.safetensors"))
    }
  #endif

  @Test(arguments: [
    ("INT", 130), ("TERM", 143), ("USR1", 138), ("USR2", 140), ("ALRM", 142), ("XCPU", 152),
  ])
  func `a signal to headless training finishes the step, saves and dies by it`(
    signal: String, status: Int
  ) throws {
    let folder = try TemporaryFolder()
    // The first line says that training has begun.
    let text = try shell(
      """
      set -m; mkfifo \(folder.path)/lines; \
      "$0" train lenet-relu --data digits --epochs 1000 --threads 1 --log-every 1 --json \
      --out \(folder.path)/run > \(folder.path)/lines & pid=$!; \
      { head -n 3 > /dev/null; kill -\(signal) $pid; tail -n 1; } < \(folder.path)/lines; \
      wait $pid; echo status $?
      """)
    #expect(text.contains("status \(status)"))
    #expect(text.contains("interrupted"))
    #expect(folder.holds("run/latest/model.safetensors"))
  }
}
