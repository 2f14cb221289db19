import Ground
import Interface
import Lessons
import Tensors
import TestSupport
import Testing
import Training

@testable import Screens

/// Every line of every table of keys does what it says, and what the last line names is there.
@Suite struct KeyTableTests {
  @Test(arguments: KeyScene.all) func `every key changes what its label says`(scene: KeyScene)
    throws
  {
    let app = try scene.app()
    var named: Set<String> = []
    for entry in app.keyEntries {
      for key in entry.strokes.joined() where !scene.idle.contains(key) {
        var after = app
        let effects = after.update(.key(key))
        let label = entry.label.english
        let meaning = try #require(
          KeyMeanings.all[label], "\(scene.name): nothing says what \"\(label)\" does")
        let isDone = meaning(KeyEffect(before: app, after: after, effects: effects))
        #expect(isDone, "\(scene.name): \(key) \"\(label)\"")
        named.insert(label)
      }
    }
    #expect(
      named.isSuperset(of: scene.expected), "\(scene.name): \(scene.expected.subtracting(named))")
  }

  @Test(arguments: KeyScene.all)
  func `every key that the last line names is there, and the way out is named`(scene: KeyScene)
    throws
  {
    for (columns, rows) in [(40, 12), (60, 18), (80, 24), (200, 60)] {
      for language in Language.allCases {
        for glyphs: Capabilities.Glyphs in columns == 80 ? [.unicode, .ascii] : [.unicode] {
          let capabilities = Capabilities(glyphs: glyphs)
          let app = try scene.app(
            language, Size(columns: columns, rows: rows), capabilities: capabilities)
          var canvas = Canvas(
            size: Size(columns: columns, rows: rows), capabilities: capabilities)
          app.draw(on: &canvas)
          let line = canvas.degraded().lastLine
          let entries = app.keyEntries.filter(\.isInLastLine)
          let hints = entries.map { entry -> String in
            let hint = "\(entry.name(glyphs: glyphs)) \(entry.label[language])"
            return glyphs == .ascii ? AsciiGlyphs.text(hint) : hint
          }
          for shown in line.parts where app.overlay == nil {
            #expect(hints.contains(shown), "\(scene.name) \(columns): \(shown) in \(hints)")
          }
          let out = entries.last { $0.leadsOut }.map { $0.name(glyphs: glyphs) }
          if let out, app.overlay == nil, columns >= 40 {
            #expect(line.contains("\(out) "), "\(scene.name) \(columns): \(line)")
          }
        }
      }
    }
  }

  @Test func `two lines of a table never claim one key at the same time`() throws {
    for scene in KeyScene.all {
      var seen: [Key: String] = [:]
      for entry in try scene.app().keyEntries {
        for key in entry.strokes.joined() {
          let other = seen.updateValue(entry.label.english, forKey: key)
          #expect(
            other == nil, "\(scene.name): \(key) is \(other ?? "") and \(entry.label.english)")
        }
      }
    }
  }

  @Test func `the help names every key of the table, in both languages`() throws {
    for scene in KeyScene.all {
      for language in Language.allCases {
        let app = try scene.app(language, Size(columns: 100, rows: 100))
        guard let screen = app.stack.last else { continue }
        let text = app.helpLines(width: 74).map { line in
          if case .key(let keys, let label) = line { "\(keys) \(label)" } else { "" }
        }.joined(separator: "\n")
        for entry in screen.keyEntries(in: app.context) where !entry.leadsOut {
          #expect(text.contains(entry.about[language]), "\(scene.name): \(entry.about[language])")
        }
      }
    }
  }
}

extension Canvas {
  /// The characters of the last line.
  fileprivate var lastLine: String {
    String((0..<size.columns).compactMap { self[$0, size.rows - 1].character })
  }
}

extension String {
  /// The hints of a last line, which stand two spaces apart.
  fileprivate var parts: [String] {
    var parts = [""]
    var rest = self[...]
    while let character = rest.first {
      if rest.hasPrefix("  ") {
        parts.append("")
        rest = rest.drop { $0 == " " }
      } else {
        parts[parts.count - 1].append(character)
        rest = rest.dropFirst()
      }
    }
    return parts.map { part in String(part.split(separator: " ").joined(separator: " ")) }
      .filter { !$0.isEmpty }
  }
}
