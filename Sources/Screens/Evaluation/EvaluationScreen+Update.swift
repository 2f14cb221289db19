import Interface
import Training

/// Keys, and the mouse.
extension EvaluationScreen {
  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] {
    guard let findings else { return [] }
    switch event {
    case .key(let key): return press(key, findings, in: context)
    case .mouse(let mouse): return point(mouse, findings, in: context)
    case .paste, .resize, .tick: return []
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

  private mutating func press(
    _ key: Key, _ findings: ExaminationFindings, in context: ScreenContext
  ) -> [ScreenAction] {
    switch key {
    case .character("m"):
      hasLargeMaps.toggle()
      return []
    case .character("["): return moveNode(by: -1)
    case .character("]"): return moveNode(by: 1)
    case .character("x"):
      let filter: PictureSelection.Filter = selection.filter == .mistakes ? .all : .mistakes
      guard selection.choose(filter, of: findings) else { return [] }
      focus = .picture
      return lookIfMoved()
    case .tab, .shiftTab:
      guard findings.report != nil, !hasLargeMaps else { return [] }
      focus = focus == .matrix ? .picture : .matrix
      return []
    default:
      // The large maps are of a picture: the arrows change it.
      return focus == .matrix && !hasLargeMaps ? moveCell(key) : movePicture(key)
    }
  }

  private mutating func moveCell(_ key: Key) -> [ScreenAction] {
    let last = (findings?.report?.evaluation.confusion.count ?? 1) - 1
    switch key {
    case .up, .character("k"): cell.truth -= 1
    case .down, .character("j"): cell.truth += 1
    case .left, .character("h"): cell.said -= 1
    case .right, .character("l"): cell.said += 1
    case .home: cell.said = 0
    case .end: cell.said = last
    case .pageUp: cell.truth = 0
    case .pageDown: cell.truth = last
    case .enter: return enterCell()
    default: return []
    }
    cell.truth = min(max(0, cell.truth), last)
    cell.said = min(max(0, cell.said), last)
    return []
  }

  /// Shows the pictures of the cell under the cursor, from the first on.
  private mutating func enterCell() -> [ScreenAction] {
    guard let findings, selection.choose(.pair(cell), of: findings) else { return [] }
    focus = .picture
    return lookIfMoved()
  }

  private mutating func movePicture(_ key: Key) -> [ScreenAction] {
    switch key {
    case .left, .up, .character("h"), .character("k"): selection.move(by: -1)
    case .right, .down, .character("l"), .character("j"): selection.move(by: 1)
    case .pageUp: selection.move(by: -10)
    case .pageDown: selection.move(by: 10)
    case .home: selection.moveToEnd(false)
    case .end: selection.moveToEnd(true)
    default: return []
    }
    return lookIfMoved()
  }

  private mutating func lookIfMoved() -> [ScreenAction] {
    selection.subject == shown && trouble == nil ? [] : look()
  }

  private mutating func moveNode(by offset: Int) -> [ScreenAction] {
    guard let view else { return [] }
    let node = wantedNode ?? view.maps.node
    let next = min(max(0, node + offset), view.graph.nodes.count - 1)
    guard next != node else { return [] }
    wantedNode = next
    return look()
  }

  private mutating func point(
    _ mouse: Mouse, _ findings: ExaminationFindings, in context: ScreenContext
  ) -> [ScreenAction] {
    let layout = layout(in: context)
    func isIn(_ rect: Rect?) -> Bool { rect?.contains(mouse.point) ?? false }
    let step = mouse.action == .wheelUp ? -1 : 1
    if let rect = layout.matrix, rect.contains(mouse.point) {
      guard mouse.action == .press else { return moveCell(step < 0 ? .up : .down) }
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
    return lookIfMoved()
  }
}
