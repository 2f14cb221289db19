import Interface
import TerminalEmulation
import Testing

/// A trained network looked at in a terminal, from the checkpoint to one picture's layers.
struct EvaluationTests {
  private func trained(in folder: TemporaryFolder) throws -> String {
    let run = folder.path + "/run"
    let training = try CommandRun([
      "train", "mlp", "--data", "digits", "--limit", "256", "--epochs", "1", "--threads", "1",
      "--headless", "--out", run,
    ])
    #expect(training.status == 0, "\(training.standardError)")
    return run
  }

  @Test func `a checkpoint opens on its own data, and a mistake on its pictures`() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      Binary.convscope, arguments: ["eval", try trained(in: folder)],
      size: Size(columns: 80, rows: 24))
    try terminal.wait(for: "2,000 test pictures")
    try terminal.wait(for: "it says")
    terminal.send("\r")
    try terminal.wait(for: "of the cell")
    terminal.send("]]")
    try terminal.wait(for: "10 units")
    terminal.send("\u{1b}")
    try terminal.wait(until: "all pictures are back") { $0.place(of: "of the cell") == nil }
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
    terminal.expectRestored()
  }

  @Test func `one picture alone goes through the network`() throws {
    let folder = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      Binary.convscope,
      arguments: ["eval", try trained(in: folder), "--input", "digits/test/17"],
      size: Size(columns: 80, rows: 24))
    try terminal.wait(for: "it says")
    #expect(terminal.screen.place(of: "confusion") == nil)
    terminal.send("q")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test(arguments: [
    (["/nonexistent"], "/nonexistent"),
    (["RUN", "--data", "nowhere"], "nowhere"),
    (["RUN", "--input", "arange:5x5"], "found"),
    (["mlp", "--weights", "RUN/latest/model.safetensors"], "--data"),
    (["lenet", "--weights", "RUN/latest/model.safetensors"], "0.weight"),
  ])
  func `bad input is refused before a screen opens`(words: [String], names: String) throws {
    let folder = try TemporaryFolder()
    let run = try trained(in: folder)
    let terminal = try PseudoTerminal(
      Binary.convscope,
      arguments: ["eval"] + words.map { $0.replacing("RUN", with: run) },
      size: Size(columns: 200, rows: 24))
    #expect(try terminal.waitForEnd() == 2)
    #expect(terminal.screen.place(of: names) != nil)
    terminal.expectRestored()
  }
}
