import Ground
import Tensors
import Testing

@Suite struct JSONTests {
  @Test func `members keep their order and whole numbers have no point`() {
    let json: JSON = ["b": 1, "a": [1.5, 19.0, nil, true], "text": "Tiếng \"Việt\"\n\u{1}"]
    #expect(
      json.description
        == #"{"b":1,"a":[1.5,19,null,true],"text":"Tiếng \"Việt\"\n\u0001"}"#)
  }

  @Test func `NaN and the infinities are null`() {
    #expect(JSON([Double.nan, .infinity, -.infinity]).description == "[null,null,null]")
  }

  @Test func `numbers read back exactly`() throws {
    var generator = SeededGenerator(seed: 1)
    var numbers: [Double] = [
      0, -0.0, 0.1, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0x1p53, 0x1p53 + 2,
      -0x1p63, 1e15,
    ]
    while numbers.count < 2_000 {
      let number = Double(bitPattern: generator.next())
      if number.isFinite { numbers.append(number) }
    }
    for number in numbers {
      let back = try JSON(parsing: JSON.number(number).description).doubleValue
      #expect(back?.bitPattern == number.bitPattern, "\(number)")
    }
    for whole in [Int.min, -1, 0, Int.max] {
      #expect(try JSON(parsing: JSON.integer(whole).description) == .integer(whole))
    }
  }

  @Test func `a tensor is nested lists, outermost axis first`() {
    let tensor = Tensor(shape: [1, 2, 2], elements: [19, 25, 37, 43])
    #expect(JSON(tensor).description == "[[[19,25],[37,43]]]")
    #expect(JSON(Tensor(shape: [2], elements: [1, 2])).description == "[1,2]")
    #expect(JSON(Tensor(shape: [], elements: [7])).description == "7")
  }

  @Test func `what is written is parsed to the same value`() throws {
    let json: JSON = [
      "empty": [:], "list": [[], [1, 2.5, "é", false]], "nested": ["k": nil], "": "\\/\t",
    ]
    #expect(try JSON(parsing: json.description) == json)
    #expect(try JSON(parsing: " [ 1 , 2 ]\n") == [1, 2])
    #expect(try JSON(parsing: #""\u0041\ud83d\ude00\/""#) == "A😀/")
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, JSONError(.duplicateKey("a"), at: 7)),
    ("[1,]", JSONError(.unexpected(found: UInt8(ascii: "]"), expected: .value), at: 3)),
    (
      "[1 2]",
      JSONError(.unexpected(found: UInt8(ascii: "2"), expected: .separator(close: "]")), at: 3)
    ),
    ("01", JSONError(.unexpected(found: UInt8(ascii: "1"), expected: .endOfText), at: 1)),
    ("1.", JSONError(.unexpected(found: nil, expected: .digit), at: 2)),
    ("NaN", JSONError(.unexpected(found: UInt8(ascii: "N"), expected: .value), at: 0)),
    ("", JSONError(.unexpected(found: nil, expected: .value), at: 0)),
    ("1e999", JSONError(.numberOutOfRange, at: 0)),
    ("\"a", JSONError(.unexpected(found: nil, expected: .character("\"")), at: 2)),
    ("\"\t\"", JSONError(.controlCharacter(9), at: 1)),
    (#""\ud800""#, JSONError(.loneSurrogate, at: 1)),
    (#""\x""#, JSONError(.unexpected(found: UInt8(ascii: "\\"), expected: .escape), at: 1)),
    ("{1:2}", JSONError(.unexpected(found: UInt8(ascii: "1"), expected: .key), at: 1)),
  ])
  func `texts that are not strict JSON are refused with the place`(
    text: String, error: JSONError
  ) {
    #expect(throws: error) { try JSON(parsing: text) }
  }

  @Test func `nesting is limited`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError(.tooDeep(64), at: 64)) { try JSON(parsing: deep) }
    let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(throws: Never.self) { try JSON(parsing: allowed) }
  }

  @Test func `a string that is not UTF-8 is refused`() {
    #expect(throws: JSONError(.invalidUTF8, at: 0)) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test func `damaged texts are refused or read, never trapped on`() {
    var generator = SeededGenerator(seed: 2)
    let seed = Array(#"{"a":[1,-2.5e3,"\u0041\n",null,true],"b":{"c":[[]]}}"#.utf8)
    for _ in 0..<5_000 {
      var bytes = seed
      for _ in 0...generator.integer(below: 3) {
        let place = generator.integer(below: bytes.count)
        switch generator.integer(below: 3) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes.remove(at: place)
        default: bytes.insert(bytes[generator.integer(below: bytes.count)], at: place)
        }
      }
      if let json = try? JSON(parsing: bytes) {
        #expect((try? JSON(parsing: json.bytes))?.bytes == json.bytes)
      }
    }
  }
}
