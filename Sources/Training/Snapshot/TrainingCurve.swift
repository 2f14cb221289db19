/// A quantity over the steps of a run: recent steps one by one, the whole run thinned.
///
/// A plot of a long run has far more steps than columns. Once `capacity` points are kept, neighbours
/// are merged to their mean, so that a point then stands for twice as many steps; the curve always
/// spans the whole run at a bounded cost, and is the same for the same run whoever watches it.
public struct TrainingCurve: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    /// The last step that the point stands for, counted from 1.
    public var step: Int
    /// The mean over its steps.
    public var value: Double

    public init(step: Int, value: Double) {
      self.step = step
      self.value = value
    }
  }

  /// The whole run; each point is the mean of ``stepsPerPoint`` steps.
  public private(set) var whole: [Point] = []
  /// The last steps, one point each.
  public private(set) var recent: [Point] = []
  /// A power of two.
  public private(set) var stepsPerPoint = 1

  private var pendingSum = 0.0
  private var pendingCount = 0

  /// The most points that ``whole`` keeps; even.
  public static let capacity = 1024
  /// The most points that ``recent`` keeps.
  public static let recentCapacity = 256

  public init() {}

  /// A curve as a checkpoint kept it.
  ///
  /// - Returns: `nil` if the parts cannot come from a run.
  init?(
    whole: [Point], recent: [Point], stepsPerPoint: Int, pendingSum: Double, pendingCount: Int
  ) {
    guard whole.count < Self.capacity, recent.count <= Self.recentCapacity,
      (1...1 << 40).contains(stepsPerPoint), stepsPerPoint.nonzeroBitCount == 1,
      (0..<stepsPerPoint).contains(pendingCount)
    else { return nil }
    self.whole = whole
    self.recent = recent
    self.stepsPerPoint = stepsPerPoint
    self.pendingSum = pendingSum
    self.pendingCount = pendingCount
  }

  /// The sum and number of the steps that do not fill a point of ``whole`` yet.
  var pending: (sum: Double, count: Int) { (pendingSum, pendingCount) }

  public var isEmpty: Bool { recent.isEmpty }

  /// The newest value.
  public var last: Point? { recent.last }

  /// The whole run up to the newest step: ``whole`` and the mean of the steps since its last point.
  public var points: [Point] {
    guard pendingCount > 0, let last = recent.last else { return whole }
    return whole + [Point(step: last.step, value: pendingSum / Double(pendingCount))]
  }

  /// Adds the value of the next step.
  mutating func append(step: Int, value: Double) {
    recent.append(Point(step: step, value: value))
    // Twice the room before the oldest half goes: one removal in many steps, not one a step.
    if recent.count > Self.recentCapacity { recent.removeFirst(Self.recentCapacity / 2) }
    pendingSum += value
    pendingCount += 1
    guard pendingCount == stepsPerPoint else { return }
    whole.append(Point(step: step, value: pendingSum / Double(pendingCount)))
    pendingSum = 0
    pendingCount = 0
    if whole.count == Self.capacity { halve() }
  }

  private mutating func halve() {
    whole = stride(from: 0, to: whole.count, by: 2).map { first in
      Point(
        step: whole[first + 1].step, value: (whole[first].value + whole[first + 1].value) / 2)
    }
    stepsPerPoint *= 2
  }
}
