import Ground
import Interface
import Stepping
import Tensors

/// What is read or computed before there is a step, and how far that is.
struct OpeningLine {
  let input: TensorSpec?
  /// `nil` while the input is read.
  let progress: ForwardProgress?

  func draw(on canvas: inout Canvas, in rect: Rect, _ context: ScreenContext) {
    let language = context.language
    let room = rect.inset(columns: 1, rows: 1)
    guard let progress else {
      canvas.write(
        StepperText.loading.filled(input?.description ?? "", in: language), in: room,
        style: Theme.dim)
      return
    }
    let format = language.numbers
    canvas.write(
      StepperText.computing.filled(
        progress.name, format.integer(progress.number), format.integer(progress.count),
        in: language), in: room)
    let done = (Double(progress.number - 1) + progress.share) / Double(max(1, progress.count))
    ProgressLine(share: done).draw(on: &canvas, in: room.splitRows(1).rest.line(0))
  }
}
