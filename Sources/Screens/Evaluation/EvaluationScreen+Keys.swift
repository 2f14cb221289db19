import Commands
import Interface
import Stepping
import Tensors
import Training

/// The keys of the evaluation screen: of the confusion matrix, and of one picture.
extension EvaluationScreen {
  func bindings(in context: ScreenContext) -> [KeyBinding<EvaluationScreen>] {
    matrixBindings + pictureBindings + viewBindings(in: context) + jumpBindings
      + [
        KeyBinding(.enter, MapText.stepThrough, when: !isInMatrix && layerRequest != nil) {
          evaluation, _ in evaluation.layerRequest.map { [.open(.step(StepArguments($0)))] } ?? []
        },
        .mapScale(\.mapLook, of: self, shape: view?.maps.shape),
      ]
  }

  private func mapBindings(in context: ScreenContext) -> [KeyBinding<EvaluationScreen>] {
    let shape = view?.maps.shape
    let part = shape.flatMap { shape in
      layout(in: context).maps.map {
        LayerMaps(shape: shape, look: mapLook).part(inside: $0)
      }
    }
    return KeyBinding.maps(\.mapLook, of: self, shape: shape, part: part)
  }

  /// Whether the arrows move in the matrix. The large maps are of a picture.
  private var isInMatrix: Bool { findings != nil && focus == .matrix && !mapLook.isLarge }

  private var isAtPictures: Bool { findings != nil && !isInMatrix && selection.subjects.count > 1 }

  private var matrixBindings: [KeyBinding<EvaluationScreen>] {
    let classes = findings?.report?.evaluation.confusion.count ?? 0
    return [
      KeyBinding(
        [
          ([.left, .character("h")], 0), ([.right, .character("l")], 1),
          ([.up, .character("k")], 2), ([.down, .character("j")], 3),
        ], EvaluationText.cellKeys.text, when: isInMatrix && classes > 1
      ) { evaluation, direction, _ in
        let step = direction % 2 == 0 ? -1 : 1
        evaluation.moveCell(
          rows: direction < 2 ? 0 : step, columns: direction < 2 ? step : 0)
        return []
      },
      KeyBinding(.enter, EvaluationText.showPictures, when: isInMatrix && cellCount > 0) {
        evaluation, _ in evaluation.enterCell()
      },
    ]
  }

  private var pictureBindings: [KeyBinding<EvaluationScreen>] {
    [
      KeyBinding(
        .left, .right,
        also: [
          (.up, .down), (.character("h"), .character("l")), (.character("k"), .character("j")),
        ], EvaluationText.picture, when: isAtPictures
      ) { evaluation, step, _ in
        evaluation.selection.move(by: step)
        return evaluation.look()
      }
    ]
  }

  private func viewBindings(in context: ScreenContext) -> [KeyBinding<EvaluationScreen>] {
    let isMistakes = selection.filter == .mistakes
    return [
      KeyBinding(
        .tab, also: [.shiftTab], EvaluationText.panel,
        when: findings?.report != nil && !mapLook.isLarge
      ) { evaluation, _ in
        evaluation.focus = evaluation.focus == .matrix ? .picture : .matrix
        return []
      },
      KeyBinding(
        .character("["), .character("]"), EvaluationText.layer,
        when: findings != nil && layout(in: context).maps != nil && view != nil
      ) { evaluation, step, _ in evaluation.moveNode(by: step) },
      KeyBinding(
        .character("x"), isMistakes ? EvaluationText.allPictures : .mistakes, about: .mistakes,
        when: isMistakes || hasMistakes
      ) { evaluation, _ in
        guard let findings = evaluation.findings,
          evaluation.selection.choose(isMistakes ? .all : .mistakes, of: findings)
        else { return [] }
        evaluation.focus = .picture
        return evaluation.look()
      },
      // What leads out of the large maps comes before what leads out of the pictures.
    ] + mapBindings(in: context) + [backToCell]
  }

  private var backToCell: KeyBinding<EvaluationScreen> {
    KeyBinding.out(EvaluationText.backToCell, when: focus == .picture && selection.filter != .all) {
      // Back to the cell that led here.
      if let findings = $0.findings { $0.selection.choose(.all, of: findings) }
      $0.focus = .matrix
    }
  }

  private var jumpBindings: [KeyBinding<EvaluationScreen>] {
    let last = max(0, (findings?.report?.evaluation.confusion.count ?? 1) - 1)
    return [
      KeyBinding(.pageUp, .pageDown, EvaluationText.ten, when: isAtPictures) {
        evaluation, step, _ in
        evaluation.selection.move(by: 10 * step)
        return evaluation.look()
      },
      KeyBinding(.home, .end, EvaluationText.ends, when: isAtPictures) { evaluation, step, _ in
        evaluation.selection.moveToEnd(step > 0)
        return evaluation.look()
      },
      KeyBinding(.home, .end, EvaluationText.columnEnds, when: isInMatrix && last > 0) {
        evaluation, step, _ in
        evaluation.moveCell(columns: step * last)
        return []
      }.unnamed(),
      KeyBinding(.pageUp, .pageDown, EvaluationText.rowEnds, when: isInMatrix && last > 0) {
        evaluation, step, _ in
        evaluation.moveCell(rows: step * last)
        return []
      }.unnamed(),
    ]
  }
}
