import Tensors

/// The home screen.
enum HomeText: TextTable {
  case about

  var text: Bilingual {
    switch self {
    case .about:
      Bilingual(
        "see how convolutional networks work", "xem mạng tích chập hoạt động ra sao")
    }
  }
}
