import Ground

extension OperationGuide {
  static let add = OperationGuide(
    help: Bilingual(
      "The inputs are added cell by cell: a residual block joins its path and its shortcut like this.",
      "Các đầu vào được cộng từng ô một: khối phần dư nối nhánh chính với đường tắt bằng phép cộng này."
    ))
}
