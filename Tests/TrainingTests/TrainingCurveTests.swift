import Testing

@testable import Training

@Suite struct TrainingCurveTests {
  @Test func `a short run is kept step by step`() {
    var curve = TrainingCurve()
    for step in 1...10 { curve.append(step: step, value: Double(step)) }
    #expect(curve.points.map(\.step) == Array(1...10))
    #expect(curve.recent == curve.points)
    #expect(curve.last == .init(step: 10, value: 10))
  }

  @Test func `a long run is thinned to means that span all of it`() {
    var curve = TrainingCurve()
    let steps = 10_007
    for step in 1...steps { curve.append(step: step, value: Double(step)) }
    #expect(curve.whole.count < TrainingCurve.capacity)
    #expect(curve.stepsPerPoint == 16)
    // Means of 16 neighbours: the first is that of 1...16.
    #expect(curve.points.first == .init(step: 16, value: 8.5))
    #expect(curve.points.last?.step == steps)
    #expect(curve.recent.count <= TrainingCurve.recentCapacity)
    #expect(curve.recent.last == .init(step: steps, value: Double(steps)))
  }
}
