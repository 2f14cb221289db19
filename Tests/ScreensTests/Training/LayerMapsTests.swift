import Commands
import Ground
import Interface
import Networks
import Tensors
import Testing

@testable import Screens
@testable import Training

/// The maps of a layer in rooms of every size.
@Suite struct LayerMapsTests {
  private static let shapes: [Shape] = [
    [6, 28, 28], [16, 10, 10], [1, 1, 1], [3, 224, 224], [64, 7, 7], [512, 4, 9], [10], [400],
    [5_000],
  ]

  private static let rooms = [
    Size(columns: 0, rows: 0), Size(columns: 3, rows: 1), Size(columns: 26, rows: 9),
    Size(columns: 58, rows: 14), Size(columns: 198, rows: 54),
  ]

  /// How a layer is looked at after so many presses of `m`.
  private static func look(_ presses: Int, _ shape: Shape) -> MapLook {
    var look = MapLook()
    for _ in 0..<presses { look.enlarge(shape) }
    return look
  }

  @Test(arguments: shapes, rooms)
  func `whatever finds no room is marked at its edge and can be scrolled to`(
    shape: Shape, room: Size
  ) {
    for presses in 1...2 {
      let wholeLook = Self.look(presses, shape)
      for map in 0..<(wholeLook.room == .one ? min(2, shape[0]) : 1) {
        var look = wholeLook
        if map > 0 { look.choose(by: 1, of: shape[0]) }
        let start = LayerMaps(shape: shape, look: look).part(in: room)
        #expect(start.crop.isDisjoint(with: [.top, .left]))
        #expect(start.crop.contains(.bottom) == (start.last.row > 0))
        #expect(start.crop.contains(.right) == (start.last.column > 0))
        guard !start.shown.isEmpty, room.rows > 0, room.columns > 0 else { continue }
        var part = start
        var seen = Set(part.shown)
        while part.crop.contains(.bottom) {
          let before = part.first.row
          look.scroll(rows: 1, in: part)
          part = LayerMaps(shape: shape, look: look).part(in: room)
          #expect(part.first.row > before)
          #expect(part.crop.contains(.top))
          seen.formUnion(part.shown)
        }
        if look.room == .all || shape.rank == 1 { #expect(seen == Set(0..<shape[0])) }
        for _ in 0...start.last.column {
          look.scroll(columns: 1, in: part)
          part = LayerMaps(shape: shape, look: look).part(in: room)
        }
        #expect(part.first == start.last)
      }
    }
  }

  @Test func `maps take the largest whole factor with which all of them fit`() {
    let room = Size(columns: 198, rows: 54)
    func zoom(_ shape: Shape, fillsRoom: Bool = false) -> GalleryGeometry.Zoom {
      GalleryGeometry(rows: shape[1], columns: shape[2], count: shape[0])
        .arrangement(in: room, fillsRoom: fillsRoom).zoom
    }
    #expect(zoom([6, 28, 28]) == .shrunk(1))
    // Three quarters of the room would stay empty: half of the maps at a time, twice as large.
    #expect(zoom([6, 28, 28], fillsRoom: true) == .enlarged(2))
    #expect(zoom([16, 10, 10], fillsRoom: true) == .enlarged(3))
    #expect(zoom([16, 10, 10]) == .enlarged(3))
    #expect(zoom([1, 5, 5]) == .enlarged(21))
    #expect(zoom([16, 56, 56]) == .shrunk(2))
    for count in 1...80 {
      let geometry = GalleryGeometry(rows: 6, columns: 5, count: count)
      let layout = geometry.arrangement(in: room)
      #expect(layout.count == count)
      #expect(layout.perLine * layout.pitch.columns <= room.columns + 1)
    }
    let units = UnitGrid.arrangement(of: 10, in: room)
    #expect(units.side > 20)
    #expect(units.perLine * units.lines >= 10)
  }

  /// The cells of a frame that are pixels.
  private func pixels(_ frame: Canvas) -> Int { frame.cells.count { $0.character == "▀" } }

  @Test func `at 60x18 one map at full size is reachable while a network trains`() throws {
    let size = Size(columns: 60, rows: 18)
    let session = ScreenSession(
      .train(TrainArguments(options: RecipeOptions(network: "lenet-relu"))), size: size)
    session.headless.deliver(
      .training(.first, .snapshot(try TrainingFixtures.snapshot(network: "lenet-relu"))))
    session.headless.press(.character("m"))
    #expect(session.frame.shows("drawn at 1/2"))
    #expect(session.frame.shows("3 of 6"))
    session.headless.press(.character("m"))
    #expect(session.frame.shows("map 1 of 6, 28x28"))
    #expect(pixels(session.frame) == 28 * 14)
    session.headless.press(.character("}"))
    #expect(session.frame.shows("map 2 of 6, 28x28"))
    session.headless.press(.character("m"))
    #expect(!session.frame.shows("map 2 of 6"))
  }

  @Test func `at 60x18 one map at full size is reachable in an evaluation`() throws {
    let session = try evaluation(Size(columns: 60, rows: 18))
    session.headless.press(.character("m"))
    session.headless.press(.character("m"))
    #expect(session.frame.shows("map 1 of 6, 28x28"))
    #expect(pixels(session.frame) == 28 * 14)
    session.headless.send(.resize(Size(columns: 200, rows: 60)))
    // Three times as large, both ways.
    #expect(pixels(session.frame) == 84 * 42)
  }

  @Test func `one map that finds no room scrolls, and its edges say so`() throws {
    let session = try evaluation(Size(columns: 40, rows: 12))
    session.headless.press(.character("m"))
    session.headless.press(.character("m"))
    #expect(session.frame.shows("▾"))
    #expect(!session.frame.shows("▴"))
    session.headless.press(.character(")"))
    #expect(session.frame.shows("▾"))
    #expect(session.frame.shows("▴"))
    for _ in 0..<20 { session.headless.press(.character(")")) }
    #expect(!session.frame.shows("▾"))
    let end = session.frame
    session.headless.press(.character("("))
    #expect(session.frame != end)
  }

  @Test func `a confusion table that finds no room says so at its edges, and scrolls`() throws {
    let session = try evaluation(Size(columns: 34, rows: 12))
    for _ in 0..<10 { session.headless.press(.up) }
    for _ in 0..<10 { session.headless.press(.left) }
    for edge in ["▸", "▾"] { #expect(session.frame.shows(edge), "\(edge)") }
    for edge in ["◂", "▴"] { #expect(!session.frame.shows(edge), "\(edge)") }
    for _ in 0..<10 { session.headless.press(.down) }
    for _ in 0..<10 { session.headless.press(.right) }
    for edge in ["◂", "▴"] { #expect(session.frame.shows(edge), "\(edge)") }
    for edge in ["▸", "▾"] { #expect(!session.frame.shows(edge), "\(edge)") }
  }

  @Test func `a map that is faint beside the others shows what is in it on a scale of its own`() {
    let shape: Shape = [2, 4, 4]
    // One map spans 0 to 100, the other 0.4 to 0.6, as after a sigmoid.
    let wide: [Float] = (0..<16).map { Float($0) * 100 / 15 }
    let faint: [Float] = (0..<16).map { 0.4 + Float($0) * 0.2 / 15 }
    func colours(_ look: MapLook) -> [Set<Style>] {
      var canvas = Canvas(size: Size(columns: 40, rows: 8))
      LayerMaps(shape: shape, look: look).draw(
        wide + faint, on: &canvas, in: Rect(column: 0, row: 0, columns: 40, rows: 8))
      let drawn: [Int] = (0..<40).filter { canvas[$0, 0].character == "▀" }
      func styles(_ columns: ArraySlice<Int>) -> Set<Style> {
        var styles: Set<Style> = []
        for column in columns {
          for row in 0..<8 { styles.insert(canvas[column, row].style) }
        }
        return styles
      }
      return [styles(drawn.prefix(drawn.count / 2)), styles(drawn.suffix(drawn.count / 2))]
    }
    var look = MapLook()
    #expect(colours(look)[0].count > 4)
    #expect(colours(look)[1].count <= 2)
    look.changeScale()
    #expect(colours(look)[1].count > 4)
  }

  @Test func `the frame says that each map has its own scale`() throws {
    let session = try evaluation(Size(columns: 80, rows: 24))
    session.headless.press(.tab)
    session.headless.press(.character("e"))
    #expect(session.frame.shows("a scale each"))
    session.headless.press(.character("e"))
    #expect(!session.frame.shows("a scale each ─"))
  }

  private func evaluation(_ size: Size) throws -> ScreenSession {
    var arguments = EvaluateArguments(subject: "runs/lenet")
    arguments.data = "fashion-mnist"
    let session = ScreenSession(.evaluate(arguments), size: size)
    session.headless.deliver(.evaluation(arguments, .success(EvaluationFixtures.findings())))
    guard case .lookAtPicture(let request)? = session.effects.last else { return session }
    session.headless.deliver(
      .pictureView(request, .success(try EvaluationFixtures.view(node: 0))))
    return session
  }
}
