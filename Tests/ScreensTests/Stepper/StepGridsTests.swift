import Ground
import Interface
import Operations
import Stepping
import Tensors
import TestSupport
import Testing

@testable import Screens

/// Where the grids of a step stand, at every size of terminal.
struct StepGridsTests {
  private func stepper(_ app: CommandSession) throws -> StepperScreen {
    try #require(app.session.program.stack.last as? StepperScreen)
  }

  private func grids(_ app: CommandSession) throws -> StepGrids {
    try #require(StepperLayout(try stepper(app), in: app.session.program.context).grids)
  }

  private static let operations = [
    "step conv --input random:28x28 --kernel sobel-x --at 0,5,5",
    "step conv --input random:28x28 --kernel random:5x5 --at 0,5,5",
    "step conv --input random:28x28 --kernel random:9x9 --padding 4",
    "step conv --input arange:7x7 --kernel sobel-x --dilation 2",
    "step conv --input random:4x6x6 --kernel random:2x4x3x3",
    "step conv --input random:3x32x32 --kernel random:2x3x7x7",
    "step maxpool --input random:1x40x40 --size 3", "step avgpool --input arange:9x30",
    "step globalavgpool --input random:3x14x14", "step relu --input random:2x30x30",
    "step sigmoid --input random:64", "step batchnorm --input random:3x20x20",
    "step add --input random:2x20x20 --other random:2x20x20@1",
    "step linear --input random:1x8x8 --weight random:10x64",
  ]

  @Test(arguments: [
    "step conv --input random:28x28 --kernel sobel-x --at 0,5,5",
    "step conv --input random:28x28 --kernel random:5x5 --at 0,5,5",
    "step conv --input arange:7x7 --kernel sobel-x --dilation 2",
    "step conv --input random:4x6x6 --kernel random:2x4x3x3",
  ])
  func `window and kernel get their room first`(line: String) throws {
    for size in [Size(columns: 60, rows: 18), Size(columns: 80, rows: 24)] {
      for language in [Language.english, .vietnamese] {
        let app = try CommandSession(
          line, language: language, columns: size.columns, rows: size.rows)
        let grids = try grids(app)
        #expect(grids.cropOfFocus().isEmpty, "\(size)\n\(app.text)")
        let hasKernel = grids.places.contains { if case .kernel = $0.panel { true } else { false } }
        #expect(hasKernel, "\(size)\n\(app.text)")
      }
    }
  }

  @Test(arguments: [
    (
      "step conv --input random:16x16 --kernel random:7x7 --dilation 2", Size(columns: 80, rows: 24)
    ),
    ("step maxpool --input random:28x28 --size 7 --dilation 3", Size(columns: 80, rows: 24)),
    (
      "step conv --input random:3x28x28 --kernel random:2x3x5x5 --dilation 3,2",
      Size(columns: 60, rows: 18)
    ),
  ])
  func `a dilated window loses its gaps before a grid loses its place`(
    line: String, size: Size
  ) throws {
    let app = try CommandSession(line, columns: size.columns, rows: size.rows)
    let grids = try grids(app)
    #expect(grids.leftOut.isEmpty && grids.cropOfFocus().isEmpty, "\(app.text)")
    let taps = try #require(grids.places.first { $0.drawing == .taps })
    let view = try #require(try stepper(app).view)
    // A click on a number of the window goes where its cell is.
    let corner = Point(column: taps.inner.column + 2, row: taps.inner.row)
    #expect(
      view.cell(at: corner, of: taps, in: app.session.program.context)
        == GridIndex(row: view.reads.row, column: view.reads.column))
    #expect(app.text.contains("window, dilation"))
  }

  @Test func `a window has its four corners whatever the padding and whatever error there is`()
    throws
  {
    let app = try CommandSession("step conv --input arange:6x6 --kernel sobel-x --padding 0")
    func hasCorners() -> Bool { "┏┓┗┛".allSatisfy { app.text.contains($0) } }
    #expect(hasCorners())
    app.press(.tab, .right, .right, .right, .right)
    for _ in 0..<3 {
      app.press(.character("+"))
      #expect(hasCorners(), "\(app.text)")
    }
    app.press(.enter)
    app.type("x")
    app.press(.enter)
    #expect(app.text.contains("padding 3x: expected") && hasCorners(), "\(app.text)")
  }

  @Test(arguments: operations)
  func `what is cut off is marked at its edge, and nothing leaves its room`(line: String) throws {
    try expectMarks(line) { app in
      let stepper = try stepper(app)
      guard let view = stepper.view else { return nil }
      return StepperLayout(stepper, in: app.session.program.context).grids.map { (view, $0) }
    }
  }

  @Test(arguments: [0, 3, 6])
  func `so it is in every stage of a block`(stage: Int) throws {
    let line = "step residual --network resnet8 --block layer2.0 --input random:3x16x16"
    try expectMarks(line) { app in
      if app.session.program.stack.last is BlockScreen {
        for _ in 0..<stage { app.press(.character("]")) }
      }
      let screen = try #require(app.session.program.stack.last as? BlockScreen)
      let blocks = try #require(screen.blocks)
      return BlockLayout(screen, blocks, in: app.session.program.context).grids
        .map { (blocks.view(ofStage: screen.stage, at: screen.index), $0) }
    }
  }

  @Test func `so it is at home`() throws {
    try expectMarks("") { app in
      let home = try #require(app.session.program.stack.last as? HomeScreen)
      let context = app.session.program.context
      guard let view = home.demonstration, let scene = home.scene(in: context) else { return nil }
      return (view, scene.grids)
    }
  }

  /// Opens a screen at every size and holds the grids of its view against the frame.
  private func expectMarks(
    _ line: String, view find: (CommandSession) throws -> (StepView, StepGrids)?
  ) throws {
    for columns in [40, 60, 80, 120, 200] {
      for rows in [12, 18, 24, 40, 60] {
        for capabilities in [Capabilities(), Capabilities(glyphs: .ascii, colors: .none)] {
          let app = try CommandSession(
            line, columns: columns, rows: rows, capabilities: capabilities)
          guard let (view, grids) = try find(app) else { continue }
          let context = app.session.program.context
          let frame = app.session.frame
          for place in grids.places {
            #expect(
              place.rect.endColumn <= grids.room.endColumn
                && place.rect.endRow <= grids.room.endRow, "\(columns)x\(rows) \(place)")
            let crop = view.crop(of: place, context)
            guard !crop.isEmpty, place.rect.rows >= 3, place.rect.columns >= 8 else { continue }
            let edge = frame.edge(of: place.rect, isFramed: place.isFramed)
            for mark in AsciiGlyphs.text(crop.marks) {
              #expect(
                edge.contains(mark), "\(columns)x\(rows) \(place.panel) \(crop)\n\(app.text)")
            }
          }
        }
      }
    }
  }

  @Test func `a kernel that finds no room is looked at part by part`() throws {
    let app = try CommandSession(
      "step conv --input random:28x28 --kernel random:15x15 --at 0,5,5", columns: 60, rows: 18)
    #expect(!(try grids(app).cropOfFocus().isEmpty))
    let first = app.text
    app.press(.character(">"))
    #expect(app.text != first)
    app.press(.character("<"))
    #expect(app.text == first)
    app.press(.character(")"))
    #expect(app.text != first)
  }

  @Test func `one grid at a time has all of the room, also in a small terminal`() throws {
    let app = try CommandSession(
      "step conv --input random:28x28 --kernel sobel-x", columns: 60, rows: 18)
    app.press(.character("m"))
    let place = try #require(try grids(app).places.first)
    let view = try #require(try stepper(app).view)
    #expect(try grids(app).places.count == 1)
    #expect(view.crop(of: place, app.session.program.context).isEmpty)
    app.press(.character("m"), .character("m"))
    #expect(try grids(app).places.map(\.panel) == [.output])
    app.press(.escape)
    #expect(try grids(app).places.count == 4)
    #expect(!app.session.isFinished)
  }

  @Test(arguments: [
    "step conv", "step conv --input random:28x28 --kernel sobel-x", "step maxpool", "",
    "step residual",
  ])
  func `in a large terminal grids and maps are larger by whole factors`(line: String) throws {
    let small = try CommandSession(line, columns: 80, rows: 24)
    let large = try CommandSession(line, columns: 200, rows: 60)
    let scales = try [small, large].map { app in
      let context = app.session.program.context
      switch app.session.program.stack.last {
      case let screen as StepperScreen:
        return try #require(StepperLayout(screen, in: context).grids).places.map(\.scale).max()
      case let screen as HomeScreen:
        return screen.scene(in: context)?.grids.places.map(\.scale).max()
      case let screen as BlockScreen:
        let blocks = try #require(screen.blocks)
        return BlockLayout(screen, blocks, in: context).grids?.places.map(\.scale).max()
      default: return nil
      }
    }
    #expect(scales[0] == 1)
    #expect((scales[1] ?? 0) > 1, "\(large.text)")
  }

  @Test func `sizes of any number are drawn, clicked and stepped without a trap`() throws {
    let largest = [2_305_843_009_213_693_960, 4_611_686_018_427_387_000]
    for padding in largest {
      for operation in ["conv --kernel sobel-x", "maxpool --size 3"] {
        let app = try CommandSession(
          "step \(operation) --input arange:5x5 --padding \(padding) "
            + "--stride 4611686018427387904", columns: 80, rows: 24)
        for key in [Key.right, .down, .character("m"), .character("m"), .escape, .tab, .up, .end] {
          app.press(key)
          _ = app.text
        }
        for row in 0..<24 { app.click(2 * row, row) }
        for size in [Size(columns: 20, rows: 8), Size(columns: 200, rows: 60)] {
          app.session.send(.resize(size))
          _ = app.text
        }
      }
    }
  }

  @Test
  func `a vector is a column, and the weights of a dense layer stand beside what they multiply`()
    throws
  {
    let app = try CommandSession(
      "step linear --input [[1,2,3]] --weight [[1,0,1],[2,3,4]]", columns: 80, rows: 24)
    let grids = try grids(app)
    #expect(grids.places.map(\.panel) == [.input(channel: 0), .kernel(channel: 0), .output])
    #expect(app.text.contains("weights 0"))
  }
}

extension Canvas {
  /// The characters of a frame, or of the title line of a grid without one.
  fileprivate func edge(of rect: Rect, isFramed: Bool) -> Set<Character> {
    var edge: Set<Character> = []
    for column in rect.column..<rect.endColumn {
      for row in isFramed ? [rect.row, rect.endRow - 1] : [rect.row] {
        if let character = self[column, row].character { edge.insert(character) }
      }
    }
    for row in rect.row..<rect.endRow where isFramed {
      for column in [rect.column, rect.endColumn - 1] {
        if let character = self[column, row].character { edge.insert(character) }
      }
    }
    return Set(AsciiGlyphs.text(String(edge)))
  }
}
