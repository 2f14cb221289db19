extension Picture {
  /// The same picture with every pixel as a square of so many pixels.
  ///
  /// - Parameter factor: 1 or more.
  public func enlarged(by factor: Int) -> Picture {
    guard factor > 1 else { return self }
    let width = columns * factor
    let planes = planes.map { plane in
      (0..<rows * factor * width).map { plane[$0 / width / factor * columns + $0 % width / factor] }
    }
    func enlarged(_ range: Range<Int>) -> Range<Int> {
      range.lowerBound * factor..<range.upperBound * factor
    }
    let outline = outline.map {
      GridWindow(rows: enlarged($0.rows), columns: enlarged($0.columns), style: $0.style)
    }
    return Picture(
      rows: rows * factor, columns: width, planes: planes, palette: palette, outline: outline)
      ?? self
  }

  /// The largest whole factor at which a picture of so many pixels fits a room; 1 where not even the picture itself does.
  public static func largestFactor(rows: Int, columns: Int, in room: Size) -> Int {
    guard rows > 0, columns > 0 else { return 1 }
    return max(1, min(room.columns / columns, 2 * room.rows / rows))
  }
}
