import Ground
import Tensors

/// The residual block, cell by cell.
enum BlockText: TextTable {
  case block, plainBlock, step
  case inputStatistics, runningStatistics, firstStatistics, normalisation
  case ofInput, running, notLearned
  case blockInput, blockOutput
  case shortcut, leftOut
  case progress
  case keyCell, keyRow, keyStage, keyPlain, keyResidual, keyNext, keyOpen
  case helpIntro, helpStages, helpPlain, helpStatistics

  var text: Bilingual {
    switch self {
    case .block: Bilingual("residual block", "khối phần dư")
    case .plainBlock: Bilingual("plain block", "khối thường")
    case .step: Bilingual("step", "từng bước")
    case .inputStatistics:
      Bilingual(
        "batch normalisation: statistics of this input",
        "chuẩn hóa theo batch: thống kê của đầu vào này")
    case .runningStatistics:
      Bilingual(
        "batch normalisation: the network's running statistics",
        "chuẩn hóa theo batch: thống kê tích lũy của mạng")
    case .firstStatistics:
      Bilingual(
        "batch normalisation: mean 0 and variance 1, nothing is learned yet",
        "chuẩn hóa theo batch: trung bình 0, phương sai 1, chưa học gì")
    case .normalisation:
      Bilingual(
        "mean {0}, variance {1} ({2}), γ {3}, β {4}",
        "trung bình {0}, phương sai {1} ({2}), γ {3}, β {4}")
    case .ofInput: Bilingual("of this input", "của đầu vào này")
    case .running: Bilingual("running", "tích lũy")
    case .notLearned: Bilingual("nothing is learned yet", "chưa học")
    case .blockInput: Bilingual("block input", "đầu vào khối")
    case .blockOutput: Bilingual("block output", "đầu ra khối")
    case .shortcut: Bilingual("shortcut", "đường tắt")
    case .leftOut: Bilingual("– (no shortcut)", "– (không có đường tắt)")
    case .progress:
      Bilingual("cell {0} of {1}, stage {2} of {3}", "ô {0} / {1}, chặng {2} / {3}")
    case .keyCell: Bilingual("cell", "từng ô")
    case .keyRow: Bilingual("row", "từng hàng")
    case .keyStage: Bilingual("stage", "chặng")
    case .keyPlain: Bilingual("without shortcut", "bỏ đường tắt")
    case .keyResidual: Bilingual("residual alone", "chỉ khối phần dư")
    case .keyNext: Bilingual("next stage", "chặng tiếp")
    case .keyOpen: Bilingual("into the stage", "vào chặng")
    case .helpIntro:
      Bilingual(
        "One cell of the output on its way through the block, stage by stage: every line shows the numbers of "
          + "this cell.",
        "Một ô của đầu ra đi qua khối, từng chặng một: mỗi dòng ghi các số của ô này.")
    case .helpStages:
      Bilingual(
        "Above the lines stand the feature maps of the chosen stage: what goes in and what comes out.",
        "Phía trên là các ánh xạ đặc trưng của chặng đang chọn: đầu vào và đầu ra.")
    case .helpPlain:
      Bilingual(
        "s switches the shortcut off: the same block without it, a plain one, stands beside the "
          + "residual one, on the same input and with the same weights.",
        "s tắt đường tắt: cùng khối đó nhưng không có đường tắt, tức khối thường, đứng cạnh khối phần "
          + "dư, cùng đầu vào và cùng trọng số.")
    case .helpStatistics:
      Bilingual(
        "A fresh block normalises with the mean and variance of this input; a network's block with "
          + "the running ones that it has learned.",
        "Khối mới tạo chuẩn hóa bằng trung bình và phương sai của đầu vào này; khối của mạng dùng các "
          + "giá trị tích lũy khi huấn luyện.")
    }
  }
}
