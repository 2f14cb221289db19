import Ground
import Interface
import Operations
import Stepping
import Tensors
import TestSupport
import Testing

@testable import Screens

@Suite struct StepperScreenTests {
  private let d2l = "step conv --input arange:3x3 --kernel [[0,1],[2,3]]"

  /// The state of the stepper on top.
  private func stepper(_ app: CommandSession) throws -> StepperScreen {
    try #require(app.session.program.stack.last as? StepperScreen)
  }

  @Test func `the sum of a cell is written out with its numbers`() throws {
    let app = try CommandSession(d2l + " --at 0,0,0")
    #expect(app.text.contains("output[0,0,0] = 0·0 + 1·1 + 3·2 + 4·3 = 19"))
    app.press(.end)
    #expect(app.text.contains("output[0,1,1] = 4·0 + 5·1 + 7·2 + 8·3 = 43"))
  }

  @Test func `padding is drawn as padding and the output fills up to the current cell`() throws {
    let app = try CommandSession(d2l + " --padding 1 --at 0,1,1")
    #expect(app.text.contains("input 3x3, padding 1"))
    #expect(app.text.contains("·     ·     ·     ·     ·"))
    #expect(app.text.contains("0     3     8     4"))
    #expect(app.text.contains("9[   19]"))
    #expect(!app.text.contains("25"))
    #expect(app.text.contains("height = width = (3 + 2·1 - 2) / 1 + 1 = 4"))
    #expect(app.text.contains("step 6 of 16"))
    #expect(app.text.contains("24 multiply-adds so far"))
  }

  @Test func `keys move the cell, on and back, by row and to the ends`() throws {
    let moves: [(keys: [Key], index: Int)] = [
      ([.right], 1), ([.right, .right, .left], 1), ([.character("n")], 1), ([.down], 4),
      ([.down, .down, .up], 4), ([.end], 15), ([.end, .right], 15), ([.end, .home], 0),
      ([.left], 0), ([.character("l"), .character("j"), .character("h")], 4),
      ([.right, .backspace], 0),
    ]
    for (keys, index) in moves {
      let app = try CommandSession(d2l + " --padding 1")
      for key in keys { app.press(key) }
      #expect(try stepper(app).index == index, "\(keys)")
      #expect(try !stepper(app).player.isPlaying, "\(keys)")
    }
  }

  @Test func `it plays by itself, pauses, and stops at the end`() throws {
    let app = try CommandSession(d2l)
    #expect(try stepper(app).player.isPlaying)
    app.session.advance(by: .milliseconds(500))
    #expect(try stepper(app).index == 1)
    app.press(.space)
    app.session.advance(by: .seconds(5))
    #expect(try stepper(app).index == 1)
    app.press(.space)
    app.session.advance(by: .seconds(60))
    #expect(try stepper(app).index == 3)
    #expect(app.session.program.tickInterval == nil)
    app.press(.space)
    #expect(try stepper(app).index == 0)
  }

  @Test func `a whole picture passes within half a minute`() throws {
    let app = try CommandSession("step conv --input random:28x28")
    app.session.advance(by: .seconds(31))
    #expect(try stepper(app).index == 675)
  }

  @Test func `plus and minus change the speed and keep within what there is`() throws {
    let app = try CommandSession(d2l)
    app.press(.character("+"))
    #expect(app.text.contains("4 steps a second"))
    for _ in 0..<30 { app.press(.character("-")) }
    #expect(app.text.contains("0.5 steps a second"))
    for _ in 0..<30 { app.press(.character("+")) }
    #expect(try stepper(app).player.rate == 3000)
    #expect(app.session.program.tickInterval ?? .zero >= .milliseconds(33))
  }

  @Test func `without animation nothing plays and no key says so`() throws {
    let app = try CommandSession(d2l, isAnimated: false)
    #expect(app.session.program.tickInterval == nil)
    #expect(!app.text.contains("Space"))
    app.press(.right)
    #expect(try stepper(app).index == 1)
  }

  @Test func `a click on an output cell goes there, on an input cell moves the window there`()
    throws
  {
    let app = try CommandSession("step conv --at 0,0,0")
    let target = try #require(
      try place(ofCell: GridIndex(row: 2, column: 1), of: .output, app))
    app.click(target.column, target.row)
    #expect(try stepper(app).index == 7)
    let center = try #require(
      try place(ofCell: GridIndex(row: 1, column: 1), of: .input(channel: 0), app))
    app.click(center.column, center.row)
    #expect(try stepper(app).index == 0)
  }

  private func place(
    ofCell cell: GridIndex, of panel: StepPanel, _ app: CommandSession
  ) throws -> Point? {
    let screen = try stepper(app)
    let context = app.session.program.context
    let place = try #require(
      StepperLayout(screen, in: context).grids?.places.first { $0.panel == panel })
    for row in place.inner.row..<place.inner.endRow {
      for column in place.inner.column..<place.inner.endColumn {
        let point = Point(column: column, row: row)
        if screen.view?.cell(at: point, of: place, in: context) == cell { return point }
      }
    }
    return nil
  }

  @Test func `settings change on the spot, with the output's size`() throws {
    let changes: [(field: SettingField, key: Character, shape: Shape)] = [
      (.padding, "+", [1, 5, 5]), (.stride, "+", [1, 2, 2]), (.size, "+", [1, 2, 2]),
      (.size, "-", [1, 4, 4]), (.dilation, "+", [1, 1, 1]), (.input, "+", [1, 4, 4]),
    ]
    for (field, key, shape) in changes {
      let app = try CommandSession("step conv")
      select(field, in: app)
      app.press(.character(key))
      #expect(try stepper(app).steps?.outputShape == shape, "\(field) \(key)")
      #expect(try stepper(app).panel.problem == nil, "\(field) \(key)")
    }
  }

  @Test func `the classical filters follow each other by name`() throws {
    let app = try CommandSession("step conv")
    select(.kernel, in: app)
    app.press(.character("+"))
    #expect(app.text.contains("filter ‹sobel-y›"))
    app.press(.character("-"), .character("-"))
    #expect(try stepper(app).request.kernel == .named(.identity))
  }

  @Test func `a value is typed, and taken with Enter`() throws {
    let app = try CommandSession("step conv")
    select(.stride, in: app)
    app.type("2,1")
    app.press(.enter)
    #expect(try stepper(app).steps?.outputShape == [1, 2, 3])
    #expect(app.text.contains("height = (5 + 2·0 - 3) / 2 + 1 = 2   width = (5 + 2·0 - 3) / 1"))
  }

  @Test func `what is typed pushes the next field aside`() throws {
    let app = try CommandSession("step conv", columns: 80, rows: 24)
    select(.kernel, in: app)
    app.press(.enter)
    app.type("-and-more")
    #expect(app.text.contains("filter sobel-x-and-more    output channels 1"))
  }

  @Test func `Esc leaves what was typed, and the step as it was`() throws {
    let app = try CommandSession("step conv")
    select(.stride, in: app)
    app.type("9")
    app.press(.escape)
    #expect(try stepper(app).request.stride == nil)
    #expect(try stepper(app).panel.isFocused)
  }

  @Test func `a wrong value stays in its field with the reason, and the step goes on as it was`()
    throws
  {
    let wrong: [(field: SettingField, text: String, reason: String)] = [
      (.stride, "0", "stride 0: expected one or two whole numbers, 1 or more, such as 2 or 2,3"),
      (.padding, "x", "padding x: expected one or two whole numbers, 0 or more, such as 2 or 2,3"),
      (.size, "7", "size 7: found a window that spans 7, expected at most the padded input's 5"),
      (.groups, "2", "found 2, expected a number that divides the input's 1 channels"),
      (.kernel, "sobel", "did you mean"),
      (.bias, "1,2", "found 2 numbers, expected 1"),
      (.input, "[[1,2],[3]]", "input [[1,2],[3]]: "),
    ]
    for (field, text, reason) in wrong {
      let app = try CommandSession("step conv")
      select(field, in: app)
      app.press(.enter, .control("u"))
      app.type(text)
      app.press(.enter)
      #expect(app.text.contains(reason), "\(field) \(text)\n\(app.text)")
      #expect(try stepper(app).steps?.outputShape == [1, 3, 3], "\(field)")
      #expect(try stepper(app).panel.problem?.text == text, "\(field)")
    }
  }

  @Test func `an error names the field at fault, and Esc brings the value before back`() throws {
    let app = try CommandSession(
      "step conv --input arange:3x5x5 --kernel random:1x3x3x3 --bias 2", columns: 80, rows: 24)
    select(.channels, in: app)
    app.press(.character("+"))
    #expect(app.text.contains("output channels 2 (bias): "), "\(app.text)")
    #expect(app.text.contains("found 1 number, expected 2"))
    #expect(try stepper(app).steps?.outputShape == [1, 3, 3])
    app.press(.escape)
    #expect(try stepper(app).panel.problem == nil)
    #expect(!app.text.contains("(bias)"))
    #expect(try stepper(app).panel.isFocused)
  }

  @Test func `a refused value is taken once its cause is gone`() throws {
    let app = try CommandSession(
      "step conv --input arange:3x5x5 --kernel random:1x3x3x3 --bias 2", columns: 80, rows: 24)
    select(.channels, in: app)
    app.press(.character("+"))
    select(.bias, in: app)
    app.press(.enter, .control("u"))
    app.type("0")
    app.press(.enter)
    #expect(try stepper(app).panel.problem == nil)
    #expect(try stepper(app).steps?.outputShape == [2, 3, 3])
  }

  @Test func `plus on groups goes to the next number that divides`() throws {
    let app = try CommandSession(
      "step conv --input arange:6x5x5 --kernel random:12x6x3x3", columns: 120, rows: 40)
    select(.groups, in: app)
    for groups in [2, 3, 6] {
      app.press(.character("+"))
      #expect(try stepper(app).steps?.convolution?.groups == groups)
      #expect(try stepper(app).panel.problem == nil)
    }
    app.press(.character("+"))
    #expect(try stepper(app).steps?.convolution?.groups == 6)
  }

  @Test func `a kernel of two sizes says that each channel goes by itself, and offers the sum`()
    throws
  {
    let app = try CommandSession(
      "step conv --input arange:3x6x6 --kernel [[1,0],[0,1]] --at 0,0,0", columns: 80, rows: 24)
    #expect(app.text.contains("each channel by itself; S sums them"))
    app.press(.character("S"))
    #expect(try stepper(app).steps?.outputShape == [1, 5, 5])
    #expect(app.text.contains("channel 0: 7 + channel 1: 79 + channel 2: 151"))
    #expect(app.text.contains(" = 237"))
    #expect(!app.text.contains("each channel by itself"))
  }

  @Test func `text never runs into text in the list of terms`() throws {
    for (columns, rows) in [(60, 18), (80, 24), (200, 60)] {
      let app = try CommandSession(
        "step conv --input random:4x6x6 --kernel random:1x4x3x3 --at 0,0,0", columns: columns,
        rows: rows)
      app.press(.character("t"))
      for line in app.lines where line.contains("so far") && line.contains("│ [") {
        #expect(line.contains("  so far"), "\(columns): \(line)")
      }
    }
  }

  @Test func `what no window reads is counted and dim, and the winner of a maximum is marked`()
    throws
  {
    let app = try CommandSession(
      "step maxpool --input random:6x6 --size 3 --stride 4 --at 0,0,0", columns: 80, rows: 24)
    #expect(app.text.contains("never read: rows 3, columns 3"))
    let view = try #require(try stepper(app).view)
    let grid = view.numberGrid(
      of: .input(channel: 0), .compact, view.scale(of: .input(channel: 0)).column(digits: 3))
    #expect(grid.cell(GridIndex(row: 0, column: 0)).emphasis == .winner)
    #expect(grid.cell(GridIndex(row: 1, column: 1)).emphasis == .strong)
    #expect(grid.cell(GridIndex(row: 3, column: 0)).emphasis == .dim)
    // Every cell of the input is read where windows leave nothing out.
    #expect(Window(kernel: Pair(3)).unread(of: Pair(9), output: Pair(7)) == .zero)
    #expect(
      Window(kernel: Pair(2), stride: Pair(3)).unread(of: Pair(8), output: Pair(3)) == Pair(2))
  }

  @Test func `an empty value is refused without a gap before the colon`() throws {
    let app = try CommandSession("step conv", columns: 80, rows: 24)
    select(.stride, in: app)
    app.press(.enter, .backspace, .enter)
    #expect(app.text.contains("stride: expected one or two whole numbers"))
  }

  @Test func `a map of few columns is as wide as its name`() throws {
    for (language, names) in [
      (Language.english, ["┌ input ┐", "┌ output ┐"]),
      (.vietnamese, ["┌ đầu vào ┐", "┌ đầu ra ┐"]),
    ] {
      let app = try CommandSession(
        "step relu --input random:40x3", language: language, columns: 80, rows: 24)
      for name in names { #expect(app.text.contains(name)) }
    }
  }

  @Test func `minus goes on from a refused value, and plus comes back`() throws {
    let app = try CommandSession("step conv")
    select(.padding, in: app)
    app.press(.character("-"), .character("-"))
    #expect(app.text.contains("‹-2›"))
    app.press(.character("+"), .character("+"))
    #expect(try stepper(app).panel.problem == nil)
    #expect(app.text.contains("padding ‹0›"))
  }

  @Test func `a refused value is taken once another setting makes room for it`() throws {
    let app = try CommandSession("step conv")
    select(.size, in: app)
    app.type("7")
    app.press(.enter)
    #expect(try stepper(app).panel.problem?.text == "7")
    select(.padding, in: app)
    app.press(.character("+"))
    #expect(try stepper(app).panel.problem == nil)
    #expect(try stepper(app).steps?.window?.kernel == Pair(7))
  }

  private func select(_ field: SettingField, in app: CommandSession) {
    guard let screen = try? stepper(app) else { return }
    if !screen.panel.isFocused { app.press(.tab) }
    for _ in screen.panel.fields {
      if (try? stepper(app).panel.selected) == field { return }
      app.press(.right)
    }
  }

  @Test func `a kernel resized on the spot keeps its numbers and becomes the person's own`() throws
  {
    let app = try CommandSession("step conv --at 0,1,1 --padding 1")
    let before = try #require(stepper(app).steps?.makeOutput())
    select(.size, in: app)
    app.press(.character("+"), .character("+"))
    select(.padding, in: app)
    app.press(.character("+"))
    #expect(app.text.contains("filter own"))
    #expect(try stepper(app).steps?.window?.kernel == Pair(5))
    #expect(try stepper(app).steps?.makeOutput() == before)
  }

  @Test func `channels and filters are chosen with brackets`() throws {
    let app = try CommandSession(
      "step conv --input random:3x32x32 --kernel random:4x3x3x3 --at 1,5,5")
    #expect(app.text.contains("channel 0"))
    app.press(.character("]"))
    #expect(try stepper(app).channel == 1)
    app.press(.character("]"), .character("]"), .character("]"))
    #expect(try stepper(app).channel == 2)
    app.press(.character("}"))
    #expect(app.text.contains("output[2,5,5]"))
    app.press(.character("{"), .character("{"), .character("{"))
    #expect(app.text.contains("output[0,5,5]"))
  }

  @Test func `a long sum folds, and every term can be reached`() throws {
    let app = try CommandSession(
      "step conv --input arange:3x8x8 --kernel ones:1x3x3x3 --at 0,0,0", columns: 80, rows: 24)
    #expect(app.text.contains(" more: "))
    app.press(.character("t"))
    #expect(app.text.contains("terms of output[0,0,0]"))
    for _ in 0..<26 { app.press(.down) }
    #expect(app.text.contains("[2,2,2]"))
    app.press(.escape)
    #expect(!app.text.contains("terms of"))
    #expect(!app.session.isFinished)
  }

  @Test func `the list of terms puts negative numbers in parentheses, as the sum does`() throws {
    let app = try CommandSession("step conv", columns: 80, rows: 24)
    app.press(.character("t"))
    #expect(app.text.contains("│ [0,1,0]        5 · (-2) = -10"))
  }

  @Test func `several channels stand below each other where there is room`() throws {
    let app = try CommandSession(
      "step conv --input arange:2x3x3 --kernel [[[[0,1],[2,3]],[[1,2],[3,4]]]] --at 0,0,0",
      columns: 120, rows: 40)
    #expect(app.text.contains("input 3x3, channel 0"))
    #expect(app.text.contains("input 3x3, channel 1"))
  }

  @Test func `a large input is a heat map with the numbers under the window`() throws {
    let app = try CommandSession("step conv --input random:28x28 --at 0,5,5")
    let screen = try stepper(app)
    let grids = try #require(StepperLayout(screen, in: app.session.program.context).grids)
    #expect(grids.places.map(\.drawing) == [.heatMap, .excerpt, .numbers(.compact), .heatMap])
    #expect(app.text.contains("▀▀▀▀"))
    #expect(app.text.contains("0.725"))
  }

  @Test func `max pooling shows the numbers it chooses from, average pooling their mean`() throws {
    let maximum = try CommandSession("step maxpool --input arange:3x3 --stride 1 --at 0,0,0")
    #expect(maximum.text.contains("output[0,0,0] = max(0, 1, 3, 4) = 4"))
    let average = try CommandSession("step avgpool --input arange:3x3 --stride 1 --at 0,0,0")
    #expect(average.text.contains("output[0,0,0] = (0 + 1 + 3 + 4) / 4 = 2"))
    let padded = try CommandSession(
      "step maxpool --input arange:4x4 --size 3 --padding 1 --at 0,0,0")
    #expect(padded.text.contains("max(-∞, -∞, -∞, -∞, 0, 1, -∞, 4, 5) = 5"))
  }

  @Test func `numbers and words follow the language, also after it has changed`() throws {
    let app = try CommandSession("step avgpool --at 0,0,0 --input [[0,1],[2,3]]")
    #expect(app.text.contains("= 1.5"))
    app.press(.character("L"))
    #expect(app.text.contains("đầu ra[0,0,0] = (0 + 1 + 2 + 3) / 4 = 1,5"))
    #expect(!app.text.contains("1.5"))
  }

  @Test func `a sample is asked for, shown when it comes, and leafed through`() throws {
    func sample(_ index: Int) -> TensorSpec {
      .sample(SampleSpec(dataset: "fashion-mnist", split: .test, index: index))
    }
    let picture = Tensor(shape: [1, 4, 4], elements: (0..<16).map { Double($0) / 16 })
    let app = try CommandSession(
      "step conv --input fashion-mnist/test/17 --kernel sobel-x",
      answers: [
        .loadInput(sample(17)): [.input(sample(17), .success(picture))],
        .loadInput(sample(18)): [
          .input(
            sample(18),
            .failure(Explanation(Bilingual("it is gone", "không còn"))))
        ],
      ])
    #expect(app.handler.effects == [.loadInput(sample(17))])
    #expect(try stepper(app).steps?.outputShape == [1, 2, 2])
    select(.input, in: app)
    app.press(.character("+"))
    #expect(app.text.contains("input fashion-mnist/test/18: it is gone"))
    #expect(try stepper(app).steps?.outputShape == [1, 2, 2])
  }

  @Test func `while a file is read the screen says so, and a failure says why`() throws {
    let spec = TensorSpec.npy(path: "digit.npy")
    let app = try CommandSession("step conv --input digit.npy")
    #expect(app.text.contains("reading digit.npy …"))
    app.session.deliver(
      .input(spec, .failure(Explanation(Bilingual("digit.npy: cut short", "x")))))
    #expect(app.text.contains("digit.npy: cut short"))
  }

  @Test func `plain ASCII keeps products apart from decimal points`() throws {
    let app = try CommandSession(
      d2l + " --at 0,0,0", capabilities: Capabilities(glyphs: .ascii, colors: .none))
    #expect(app.text.contains("output[0,0,0] = 0*0 + 1*1 + 3*2 + 4*3 = 19"))
    #expect(app.text.allSatisfy { $0.isASCII })
  }

  @Test func `groups that change keep the weights of the channels they still read`() throws {
    let app = try CommandSession("step conv --input arange:2x4x4 --at 0,0,0")
    #expect(try stepper(app).steps?.convolution?.groups == 2)
    let before = try #require(stepper(app).steps?.makeOutput())
    select(.groups, in: app)
    app.press(.character("-"))
    let steps = try #require(stepper(app).steps)
    #expect(steps.convolution?.groups == 1)
    #expect(steps.convolution?.kernel.shape == [2, 2, 3, 3])
    #expect(steps.makeOutput() == before)
  }

  @Test func `no size crashes, in any terminal`() throws {
    let lines = [
      "step conv", "step maxpool", "step conv --input random:3x32x32 --kernel random:2x3x5x5",
      "step conv --input arange:1x40 --kernel [[1,2,3]] --padding 2",
    ]
    for line in lines {
      for columns in [1, 3, 10, 40, 80, 200] {
        for rows in [1, 2, 3, 4, 6, 9, 12, 24, 60] {
          for capabilities in [Capabilities(), Capabilities(glyphs: .ascii, colors: .none)] {
            let app = try CommandSession(
              line, columns: columns, rows: rows, capabilities: capabilities)
            app.press(.tab, .enter)
            _ = app.text
            app.press(.escape, .character("t"))
            _ = app.text
            app.click(columns / 2, rows / 2)
          }
        }
      }
    }
  }
}
