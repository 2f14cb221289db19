import CMarkGFM

/// A CommonMark tree with GitHub's tables and task lists, parsed by cmark-gfm.
///
/// The document owns the C tree; its nodes are views that live only inside ``withRoot(_:)``.
struct MarkdownDocument: ~Copyable {
  private let tree: OpaquePointer

  /// The parser's tables of extensions are global: they are filled once.
  private static let extensionsAreRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// `nil` when the C library has no memory left.
  init?(parsing text: String) {
    _ = Self.extensionsAreRegistered
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_parser_free(parser) }
    for name in ["table", "tasklist"] {
      if let syntax = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, syntax)
      }
    }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return }
        cmark_parser_feed(parser, start, characters.count)
      }
    }
    guard let tree = cmark_parser_finish(parser) else { return nil }
    self.tree = tree
  }

  deinit { cmark_node_free(tree) }

  func withRoot<Result, Failure: Error>(
    _ body: (MarkdownNode) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(MarkdownNode(tree))
  }
}

/// One node of the tree.
struct MarkdownNode {
  private let pointer: OpaquePointer

  fileprivate init(_ pointer: OpaquePointer) {
    self.pointer = pointer
  }

  /// cmark's name of the kind: `paragraph`, `code_block`, `table`, …
  var kind: String { Self.string(cmark_node_get_type_string(pointer)) }

  /// From 1.
  var line: Int { Int(cmark_node_get_start_line(pointer)) }
  /// The last line of a block, from 1.
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }

  /// What a block of code begins with, such as three backticks; `nil` for one that is indented.
  var fence: (sign: Character, count: Int)? {
    var (length, offset): (Int32, Int32) = (0, 0)
    var sign: CChar = 0
    guard cmark_node_get_fenced(pointer, &length, &offset, &sign) != 0 else { return nil }
    return (Character(Unicode.Scalar(UInt8(bitPattern: sign))), Int(length))
  }

  var literal: String { Self.string(cmark_node_get_literal(pointer)) }
  var fenceInfo: String { Self.string(cmark_node_get_fence_info(pointer)) }
  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
  var isOrderedList: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
  var isChecked: Bool { cmark_gfm_extensions_get_tasklist_item_checked(pointer) }

  /// `l`, `c`, `r`, or 0 where the table does not say.
  var columnAlignments: [UInt8] {
    let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
    guard let start = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: count))
  }

  var children: [MarkdownNode] {
    var found: [MarkdownNode] = []
    var next = cmark_node_first_child(pointer)
    while let child = next {
      found.append(MarkdownNode(child))
      next = cmark_node_next(child)
    }
    return found
  }

  private static func string(_ characters: UnsafePointer<CChar>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }
}
