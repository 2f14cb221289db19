import Interface
import Tensors

/// The first thing a person sees.
struct HomeScreen: Screen {
  func path(in context: ScreenContext) -> [String] { ["convscope"] }
  func keys(in context: ScreenContext) -> [KeyHint] { [] }

  func help(in context: ScreenContext) -> HelpPage {
    HelpPage(title: HomeText.about[context.language], paragraphs: [], keys: [])
  }

  mutating func update(_ event: Event, in context: ScreenContext) -> [ScreenAction] { [] }

  func draw(on canvas: inout Canvas, in context: ScreenContext) {
    canvas.write(
      HomeText.about[context.language],
      at: Point(column: context.area.column + 1, row: context.area.row + 1), clip: context.area)
  }
}
