/// What a person tells a run.
public enum TrainingControl: Hashable, Sendable {
  case pause
  case resume
  /// One step, then pause.
  case stepOnce
  case setPace(Pace)
  /// A test image (a training image where there are none), from 0; kept within what is there.
  case choosePicture(Int)
  /// A node of the graph whose feature maps are shown; kept within what is there.
  case chooseNode(Int)
  /// Finishes the step, saves and ends.
  case stop
}

/// How fast steps follow each other.
public enum Pace: Hashable, Sendable {
  case stepsPerSecond(Double)
  case flatOut
}
