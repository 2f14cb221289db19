import Ground
import Interface

/// How values are drawn, which differs with what the terminal can show.
enum DrawnText: TextTable {
  case colors, eightColors, noColors
  case signed, greys
  case marks, coloredMarks

  var text: Bilingual {
    switch self {
    case .colors:
      Bilingual(
        "Colours are values: blue below 0, orange above it, the stronger the farther from 0; where none is "
          + "below 0, greys from black to white.",
        "Màu thể hiện giá trị: số âm màu xanh, số dương màu cam, càng xa 0 càng rõ; nếu không có số âm "
          + "thì dùng màu xám, từ đen đến trắng.")
    case .eightColors:
      Bilingual(
        "Numbers far from 0 have a background: blue below 0, yellow above it; where none is below 0, black "
          + "and white.",
        "Số xa 0 có màu nền: số âm nền xanh, số dương nền vàng; nếu không có số âm thì nền đen và trắng."
      )
    case .noColors:
      Bilingual(
        "There are no colours here: numbers stand as they are.",
        "Ở đây không có màu: các số được ghi ra bằng chữ số.")
    case .signed:
      Bilingual(
        "Pictures are made of signs: {0} for values above 0 and {1} for values below it, in this order the "
          + "farther they are from 0, which is blank.",
        "Hình được vẽ bằng ký hiệu: {0} cho số dương và {1} cho số âm, theo thứ tự đó khi càng xa 0; số 0 "
          + "để trống.")
    case .greys:
      Bilingual(
        "Where no value is below 0, {0} go from the smallest to the largest.",
        "Nếu không có số âm thì dùng {0}, từ số nhỏ nhất đến số lớn nhất.")
    case .marks:
      Bilingual(
        "Lines or brackets [ ] stand around the window and around the current cell.",
        "Đường viền hoặc dấu ngoặc [ ] bao quanh cửa sổ và ô hiện tại.")
    case .coloredMarks:
      Bilingual(
        "Lines or brackets in a colour of their own stand around the window and around the current cell.",
        "Đường viền hoặc dấu ngoặc có màu riêng bao quanh cửa sổ và ô hiện tại.")
    }
  }

  /// How numbers and the maps of a stepper are drawn.
  static func numbers(in context: ScreenContext) -> String {
    let language = context.language
    switch context.capabilities.colors {
    case .indexed256: return "\(colors[language]) \(coloredMarks[language])"
    case .eight: return "\(eightColors[language]) \(signs(in: context)) \(coloredMarks[language])"
    case .none: return "\(noColors[language]) \(signs(in: context)) \(marks[language])"
    }
  }

  /// How pictures are drawn.
  static func pictures(in context: ScreenContext) -> String {
    Picture.isShaded(on: context.capabilities) ? signs(in: context) : colors[context.language]
  }

  private static func signs(in context: ScreenContext) -> String {
    func legend(_ palette: Palette) -> ShadeLegend {
      ShadeLegend(palette, glyphs: context.capabilities.glyphs, format: context.numbers)
    }
    let ramps = legend(.signed(limit: 1)).ramps
    return signed.filled(ramps.above, ramps.below, in: context.language) + " "
      + greys.filled(legend(.greys(from: 0, to: 1)).ramps.above, in: context.language)
  }
}
