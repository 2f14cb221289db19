import Ground
import Interface

/// The options that every command takes.
struct CommonOptions {
  var language: Language?
  var isAnimated = true
  var background: ColorScheme.Background?
  var wantsVersion = false

  static var syntax: [OptionSyntax<CommonOptions>] {
    [
      .value(
        "--lang", \.language, .choice("en|vi"),
        Bilingual("the language of the program", "ngôn ngữ của chương trình")),
      .value(
        "--theme", \.background, .choice("dark|light"),
        Bilingual(
          "colours for a dark or a light background (unless given: what the terminal reports)",
          "màu cho nền tối hay nền sáng (nếu không ghi: theo nền mà terminal báo)")),
      .flag(
        "--no-animation", \.isAnimated, false,
        Bilingual("nothing moves by itself", "không có gì tự chuyển động")),
      .flag(
        "--version", \.wantsVersion, true,
        Bilingual("prints the version", "in phiên bản")),
    ]
  }
}

/// A command's own arguments together with those that every command takes.
struct WholeArguments<Own> {
  var common: CommonOptions
  var own: Own
}
