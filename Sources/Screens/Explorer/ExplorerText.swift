import Ground

/// The network explorer.
enum ExplorerText: TextTable {
  case title, at, parameters, multiplyAdds
  case layerColumn, outputColumn, parametersColumn, multiplyAddsColumn, fieldColumn
  case oneBlock, blocks
  case foldAndUnfold, keepNetwork, ten
  case fold, unfold, move, stepBlock, stepLayer, otherNetwork, train, choose, show
  case shapes, cost, share, noCost, field, noField
  case chooseIntroduction

  var text: Bilingual {
    switch self {
    case .title: Bilingual("show", "mạng")
    case .at: Bilingual("{0} at {1}", "{0} với ảnh {1}")
    case .parameters: Bilingual("{0} parameters", "{0} tham số")
    case .multiplyAdds: Bilingual("{0} multiply-adds", "{0} phép nhân-cộng")
    case .layerColumn: Bilingual("layer", "tầng")
    case .outputColumn: Bilingual("output", "đầu ra")
    case .parametersColumn: Bilingual("parameters", "tham số")
    case .multiplyAddsColumn: Bilingual("multiply-adds", "nhân-cộng")
    case .fieldColumn: Bilingual("sees", "nhìn")
    case .oneBlock: Bilingual("1 block", "1 khối")
    case .blocks: Bilingual("{0} blocks", "{0} khối")
    case .foldAndUnfold: Bilingual("fold or unfold", "gấp lại hay mở ra")
    case .keepNetwork: Bilingual("keep this network", "giữ mạng này")
    case .ten: Bilingual("ten rows", "mười dòng")
    case .fold: Bilingual("fold", "gấp lại")
    case .unfold: Bilingual("unfold", "mở ra")
    case .move: Bilingual("move", "di chuyển")
    case .stepBlock: Bilingual("step through the block", "đi từng bước qua khối")
    case .stepLayer: Bilingual("step through the layer", "đi từng bước qua tầng")
    case .otherNetwork: Bilingual("other network", "mạng khác")
    case .train: Bilingual("train it", "huấn luyện")
    case .choose: Bilingual("choose", "chọn")
    case .show: Bilingual("show it", "xem mạng này")
    case .shapes: Bilingual("{0} to {1}", "{0} thành {1}")
    case .cost: Bilingual("{0} parameters, {1} multiply-adds", "{0} tham số, {1} phép nhân-cộng")
    case .share: Bilingual("{0} and {1} of all", "{0} và {1} của cả mạng")
    case .noCost:
      Bilingual(
        "nothing to learn and no multiply-adds counted",
        "không có tham số phải học, không tính phép nhân-cộng")
    case .field:
      Bilingual(
        "each output cell sees {0} pixels of the picture",
        "mỗi ô đầu ra nhìn thấy {0} điểm ảnh của bức ảnh")
    case .noField:
      Bilingual(
        "each output depends on the whole picture", "mỗi đầu ra phụ thuộc cả bức ảnh")
    case .chooseIntroduction: Bilingual("Choose a network.", "Hãy chọn một mạng.")
    }
  }
}

/// The help of the explorer.
enum ExplorerHelp: TextTable {
  case tree, bars, blocks

  var text: Bilingual {
    switch self {
    case .tree:
      Bilingual(
        "The network from the picture down to the scores of the classes, in the order of execution. Blocks fold; "
          + "their layers have the names that PyTorch gives them.",
        "Mạng được vẽ từ bức ảnh xuống đến điểm số của các lớp, theo thứ tự thực hiện. Các khối gấp lại được; tên các tầng là tên "
          + "trong PyTorch.")
    case .bars:
      Bilingual(
        "The bars are shares of the whole network. Multiply-adds are those of convolutions and dense layers for one "
          + "picture; 'sees' is the receptive field.",
        "Các thanh là phần so với cả mạng. Phép nhân-cộng tính cho các tầng tích chập và kết nối đầy đủ, với một bức ảnh; "
          + "cột 'nhìn' là vùng tiếp nhận.")
    case .blocks:
      Bilingual(
        "An open residual block has two lines: the layers on the right one, the shortcut on the left; both meet at the "
          + "sum. Enter steps through a layer's arithmetic with the network's weights, on what enters it.",
        "Khối phần dư khi mở ra có hai đường: các tầng ở đường bên phải, đường tắt ở bên trái; hai đường gặp nhau ở phép "
          + "tổng. Enter đi từng bước qua phép toán của một tầng, với trọng số của mạng, trên đúng những gì đi vào tầng ấy."
      )
    }
  }
}
