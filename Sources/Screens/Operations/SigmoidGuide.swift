import Ground

extension OperationGuide {
  static let sigmoid = OperationGuide(
    help: Bilingual(
      "The sigmoid works cell by cell and squeezes every number in between 0 and 1: "
        + "1 / (1 + e^-x).",
      "Hàm sigmoid làm việc trên từng ô, ép mọi số vào khoảng giữa 0 và 1: "
        + "1 / (1 + e^-x)."))
}
