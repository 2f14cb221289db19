import Ground

/// What people read for the labels of the data sets that are known by name.
enum ClassNames {
  static let known: [String: [Bilingual]] = [
    "digits": numbers(10),
    "mnist": numbers(10),
    "fashion-mnist": fashionMNIST,
    "cifar-10": cifar10,
  ]

  /// Labels that are their own names: `0`, `1`, …
  static func numbers(_ count: Int) -> [Bilingual] {
    (0..<count).map { Bilingual(String($0), String($0)) }
  }

  /// Xiao, Rasul and Vollgraf, "Fashion-MNIST" (2017), in the spelling of D2L.
  static let fashionMNIST = [
    Bilingual("t-shirt", "áo phông"),
    Bilingual("trouser", "quần dài"),
    Bilingual("pullover", "áo len"),
    Bilingual("dress", "váy liền"),
    Bilingual("coat", "áo khoác"),
    Bilingual("sandal", "dép quai hậu"),
    Bilingual("shirt", "áo sơ mi"),
    Bilingual("sneaker", "giày thể thao"),
    Bilingual("bag", "túi xách"),
    Bilingual("ankle boot", "bốt cổ ngắn"),
  ]

  /// Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
  static let cifar10 = [
    Bilingual("airplane", "máy bay"),
    Bilingual("automobile", "ô tô"),
    Bilingual("bird", "chim"),
    Bilingual("cat", "mèo"),
    Bilingual("deer", "hươu"),
    Bilingual("dog", "chó"),
    Bilingual("frog", "ếch"),
    Bilingual("horse", "ngựa"),
    Bilingual("ship", "tàu thủy"),
    Bilingual("truck", "xe tải"),
  ]

  /// A name from a file in both languages: CIFAR-10's own classes have a Vietnamese name, others stay as they are.
  static func named(_ name: String) -> Bilingual {
    cifar10.first { $0.english == name } ?? Bilingual(name, name)
  }
}
