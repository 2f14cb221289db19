import Ground

/// What an author calls the kinds of nodes that the Markdown library has names of its own for.
enum MarkdownWords {
  static func name(of kind: String) -> Bilingual {
    switch kind {
    case "image": Bilingual("a picture", "hình ảnh")
    case "link": Bilingual("a link", "liên kết")
    case "block_quote": Bilingual("a quotation (>)", "đoạn trích dẫn (>)")
    case "thematic_break": Bilingual("a line across the page (---)", "đường kẻ ngang (---)")
    case "html_block", "html_inline": Bilingual("HTML", "mã HTML")
    case "heading": Bilingual("a heading", "đề mục")
    case "list": Bilingual("a list", "danh sách")
    case "item", "tasklist": Bilingual("an item of a list", "mục của danh sách")
    case "table", "table_header", "table_row", "table_cell": Bilingual("a table", "bảng")
    case "code_block": Bilingual("a block of code", "khối mã")
    case "paragraph": Bilingual("a paragraph", "đoạn văn")
    case "footnote_reference", "footnote_definition":
      Bilingual("a footnote", "chú thích cuối trang")
    default: Bilingual("a kind of Markdown", "một loại cú pháp Markdown")
    }
  }
}
