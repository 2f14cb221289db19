import Interface

extension StepGrids {
  /// The grids of a gradient that goes back, where not all find room with their numbers: a part in it may have every cell of
  /// a plane, so there is no window to look at. What is small keeps its numbers, the rest become maps.
  mutating func placeBackward() {
    let panels = view.panels.map { $0.of(channel: view.channel) }
    let budget = room.columns - (panels.count - 1)
    let share = budget / panels.count
    var forms = panels.map { panel -> (numbers: Bool, columns: Int, rows: Int) in
      let numbers = sizes.size(of: panel, GridSizes.Form(density: .compact))
      if numbers.columns + 2 <= share, numbers.rows + 2 <= room.rows {
        return (true, numbers.columns + 2, numbers.rows + 2)
      }
      let map = view.heatMap(of: panel).size(on: context.capabilities)
      return (false, max(map.columns + 2, 10), map.rows + 2)
    }
    // What is larger than its share gives way to the others, the first the most.
    var over = forms.reduce(0) { $0 + $1.columns } - budget
    for index in forms.indices where over > 0 {
      let least = max(10, min(forms[index].columns, share))
      let less = min(over, forms[index].columns - least)
      forms[index].columns -= less
      over -= less
    }
    var column = room.column
    for (panel, form) in zip(panels, forms) {
      let free = room.endColumn - column
      guard free >= 8, room.rows >= 4 else {
        leave(panel)
        continue
      }
      add(
        panel, hasNumbers: form.numbers,
        rect: Rect(
          column: column, row: room.row, columns: min(form.columns, free),
          rows: min(form.rows, room.rows)))
      column += form.columns + 1
    }
  }
}
