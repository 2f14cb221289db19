import Stepping
import Tensors
import Interface
import Training

/// The mouse, and what keys do.
extension EvaluationScreen {
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    guard let findings else { return [] }
    switch event {
    case .mouse(let mouse): return point(mouse, findings, in: context)
    case .key, .paste, .resize, .tick: return []
    }
  }

  /// Pictures in the cell under the cursor.
  var cellCount: Int {
    guard let confusion = findings?.report?.evaluation.confusion,
      confusion.indices.contains(cell.truth), confusion[cell.truth].indices.contains(cell.said)
    else { return 0 }
    return confusion[cell.truth][cell.said]
  }

  var hasMistakes: Bool {
    guard let evaluation = findings?.report?.evaluation else { return false }
    return evaluation.correct < evaluation.count
  }

  mutating func moveCell(rows: Int = 0, columns: Int = 0) {
    let last = (findings?.report?.evaluation.confusion.count ?? 1) - 1
    cell.truth = min(max(0, cell.truth + rows), last)
    cell.said = min(max(0, cell.said + columns), last)
  }

  /// Shows the pictures of the cell under the cursor, from the first on.
  mutating func enterCell() -> [ScreenAction] {
    guard let findings, selection.choose(.pair(cell), of: findings) else { return [] }
    focus = .picture
    return look()
  }

  mutating func moveNode(by offset: Int) -> [ScreenAction] {
    guard let view else { return [] }
    let node = wantedNode ?? view.maps.node
    let next = min(max(0, node + offset), view.graph.nodes.count - 1)
    guard next != node else { return [] }
    wantedNode = next
    mapLook.rewind()
    return look()
  }

  private mutating func point(
    _ mouse: Mouse, _ findings: ExaminationFindings, in context: ScreenContext
  ) -> [ScreenAction] {
    let layout = layout(in: context)
    func isIn(_ rect: Rect?) -> Bool { rect?.contains(mouse.point) ?? false }
    let step = mouse.action == .wheelUp ? -1 : 1
    if let rect = layout.matrix, rect.contains(mouse.point) {
      guard mouse.action == .press else {
        moveCell(rows: step)
        return []
      }
      let matrix = matrix(in: context.language)
      guard let clicked = matrix?.cell(at: mouse.point, in: matrixRoom(in: rect)) else {
        focus = .matrix
        return []
      }
      let isAgain = clicked == cell && focus == .matrix
      focus = .matrix
      cell = clicked
      return isAgain ? enterCell() : []
    }
    guard mouse.action != .press else {
      if isIn(layout.picture) || isIn(layout.verdict) || isIn(layout.maps) { focus = .picture }
      return []
    }
    if isIn(layout.maps) { return moveNode(by: step) }
    selection.move(by: step)
    return look()
  }
}

extension EvaluationScreen {
  /// The steps of the layer whose maps are shown, on the picture at hand; `nil` for one that computes nothing.
  var layerRequest: StepRequest? {
    guard let view, let shown,
      var request = StepRequest(layer: view.maps.node, of: view.graph)
    else { return nil }
    request.network = arguments.subject
    request.weights = arguments.weights
    request.classes = arguments.classes
    switch (shown, arguments.data) {
    case (.test(let index), let data?):
      request.input = .sample(SampleSpec(dataset: data, split: .test, index: index))
    case (.input, _):
      request.input = try? arguments.pictureSpec
    case (.test, nil):
      // The pictures of the run, which the checkpoint knows.
      request.input = .literal(
        Tensor(shape: view.shape, elements: view.values, precision: .single))
    }
    return request
  }
}
