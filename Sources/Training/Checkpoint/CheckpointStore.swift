import Ground
import Networks

/// Writes the checkpoints of one run.
struct CheckpointStore: Sendable {
  let run: RunFolder
  let data: DataIdentity

  /// What an unfinished checkpoint is called: a leading dot, so that nobody takes it for one.
  private static let unfinishedPrefix = ".unfinished-"

  /// Writes a checkpoint whole under another name, renames it, and points `latest` to it.
  ///
  /// - Returns: its absolute path.
  /// - Throws: `FileError`; nothing is left then, and every older checkpoint is as it was.
  func save(
    progress: TrainingProgress, recipe: Recipe, weights: Weights, optimizerState: OptimizerState
  ) throws(FileError) -> String {
    let state = CheckpointState(progress: progress, recipe: recipe, data: data)
    let unfinished = "\(run.path)/\(Self.unfinishedPrefix)\(getpid())"
    RunFolder.removeFlatFolder(unfinished)
    guard unfinished.withSystemPath({ mkdir($0, 0o777) }) == 0 else {
      throw FileError(.createFolder, run.path, .system(errno))
    }
    let name = run.freeName(step: progress.step)
    do {
      try Safetensors.write(weights, to: "\(unfinished)/\(Checkpoint.modelName)")
      try Safetensors.write(
        optimizerState.tensors, to: "\(unfinished)/\(Checkpoint.optimizerName)")
      try DurableFile.write(
        state.json.bytes + [UInt8(ascii: "\n")], to: "\(unfinished)/\(Checkpoint.stateName)")
      try DurableFile.rename(unfinished, to: "\(run.path)/\(name)")
    } catch {
      RunFolder.removeFlatFolder(unfinished)
      // A person knows the checkpoint, not the name that it has until it is whole.
      throw FileError(error.action, "\(run.path)/\(name)", error.reason)
    }
    try run.link(latest: name)
    return "\(run.path)/\(name)"
  }

  /// Removes what a process that was killed while saving has left behind.
  func removeUnfinished() {
    for name in (try? run.entries()) ?? [] where name.hasPrefix(Self.unfinishedPrefix) {
      RunFolder.removeFlatFolder("\(run.path)/\(name)")
    }
  }

  /// What is said when saving fails: training goes on.
  static func sentence(for error: FileError) -> Bilingual {
    let reason = error.explanation
    return Bilingual(
      "\(reason.english); training goes on, the last whole checkpoint is kept, and saving is tried "
        + "again at the next one",
      "\(reason.vietnamese); việc huấn luyện vẫn tiếp tục, checkpoint trọn vẹn gần nhất được giữ "
        + "lại và sẽ thử lưu lại ở lần sau")
  }
}
