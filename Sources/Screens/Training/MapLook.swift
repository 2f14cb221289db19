import Interface
import Tensors

/// How large a person looks at the maps of a layer, and at what of them.
struct MapLook: Hashable, Sendable {
  enum Room: Hashable, Sendable {
    /// A panel among others.
    case panel
    /// All of the room for all maps, or for as many as find some.
    case all
    /// All of the room for one map.
    case one
  }

  enum Scale: Hashable, Sendable {
    /// One for all maps of the layer, so that they can be compared.
    case shared
    /// One a map, from its own least value to its largest: what is in a map that is faint beside the others.
    case each
  }

  private(set) var room = Room.panel
  private(set) var scale = Scale.shared
  /// The map that is alone.
  private(set) var map = 0
  /// How far the maps are scrolled: lines of them, or rows and columns of the one.
  private(set) var scroll = GridIndex(row: 0, column: 0)

  var isLarge: Bool { room != .panel }

  /// From the panel to all of the room for all maps, then for one, then back.
  mutating func enlarge(_ shape: Shape) {
    room = next(shape)
    scroll = GridIndex(row: 0, column: 0)
  }

  /// Where ``enlarge(_:)`` leads. The units of a dense layer are one picture already.
  func next(_ shape: Shape) -> Room {
    switch room {
    case .panel: .all
    case .all: shape.rank == 3 ? .one : .panel
    case .one: .panel
    }
  }

  mutating func changeScale() { scale = scale == .shared ? .each : .shared }

  /// Back to all panels.
  mutating func close() {
    room = .panel
    scroll = GridIndex(row: 0, column: 0)
  }

  /// Another layer has other maps.
  mutating func rewind() {
    map = 0
    scroll = GridIndex(row: 0, column: 0)
  }

  mutating func choose(by step: Int, of count: Int) {
    guard count > 0 else { return }
    map = (min(map, count - 1) + step + count) % count
  }

  /// Scrolls on or back, as far as there is more of what finds no room.
  mutating func scroll(rows: Int = 0, columns: Int = 0, in part: LayerMaps.Part) {
    func moved(_ place: Int, by step: Int, _ stride: Int, _ last: Int) -> Int {
      min(max(0, place + step * stride), last)
    }
    scroll = GridIndex(
      row: moved(part.first.row, by: rows, part.stride.row, part.last.row),
      column: moved(part.first.column, by: columns, part.stride.column, part.last.column))
  }
}

extension KeyBinding {
  /// The keys of a layer's maps.
  ///
  /// - Parameters:
  ///   - look: where the owner keeps how they are looked at.
  ///   - shape: the layer's output; `nil` while there is none.
  ///   - part: what of them is shown; `nil` where they have no room.
  static func maps(
    _ look: WritableKeyPath<Owner, MapLook> & Sendable, of owner: Owner, shape: Shape?,
    part: LayerMaps.Part?
  ) -> [KeyBinding] {
    let current = owner[keyPath: look]
    let last = part?.last ?? GridIndex(row: 0, column: 0)
    let count = shape.map { $0.rank == 3 ? $0[0] : 1 } ?? 0
    let label: MapText =
      switch shape.map(current.next) {
      case .all?: .large
      case .one?: .alone
      case .panel?, nil: .allPanels
      }
    return [
      KeyBinding(.character("m"), label, about: .largeAndAlone, when: shape != nil) { owner, _ in
        if let shape { owner[keyPath: look].enlarge(shape) }
        return []
      },
      KeyBinding(
        .character("{"), .character("}"), MapText.map, when: current.room == .one && count > 1
      ) { owner, step, _ in
        owner[keyPath: look].choose(by: step, of: count)
        return []
      },
      KeyBinding(.character("<"), .character(">"), MapText.scrollAcross, when: last.column > 0) {
        owner, step, _ in
        if let part { owner[keyPath: look].scroll(columns: step, in: part) }
        return []
      },
      KeyBinding(.character("("), .character(")"), MapText.scrollDown, when: last.row > 0) {
        owner, step, _ in
        if let part { owner[keyPath: look].scroll(rows: step, in: part) }
        return []
      },
      .out(MapText.allPanels, when: shape != nil && current.isLarge) {
        $0[keyPath: look].close()
      },
    ]
  }

  /// The key for the scale of a layer's maps, as ``maps(_:of:shape:part:)``.
  static func mapScale(
    _ look: WritableKeyPath<Owner, MapLook> & Sendable, of owner: Owner, shape: Shape?
  ) -> KeyBinding {
    let count = shape.map { $0.rank == 3 ? $0[0] : 1 } ?? 0
    return KeyBinding(
      .character("e"), owner[keyPath: look].scale == .shared ? MapText.eachScale : .oneScale,
      about: .eachOrOneScale, when: count > 1
    ) { owner, _ in
      owner[keyPath: look].changeScale()
      return []
    }
  }
}
