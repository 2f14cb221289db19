import Ground

/// The maps of a layer, on the screens that show them.
enum MapText: TextTable {
  case maps, oneMap, units, shownOf, shownFrom, range, drawnAt
  case eachScale, oneScale, eachOrOneScale
  case stepThrough
  case large, alone, largeAndAlone, allPanels, map, scrollAcross, scrollDown

  var text: Bilingual {
    switch self {
    case .maps: Bilingual("{0} maps {1}", "{0} ánh xạ {1}")
    case .oneMap: Bilingual("map {0} of {1}, {2}", "ánh xạ {0} trong {1}, {2}")
    case .units: Bilingual("{0} units", "{0} nút")
    case .shownOf: Bilingual("{0} of {1}", "{0} trong {1}")
    case .shownFrom: Bilingual("{0}–{1} of {2}", "{0}–{1} trong {2}")
    case .range: Bilingual("{0} to {1}", "{0} đến {1}")
    case .drawnAt: Bilingual("drawn at 1/{0}", "vẽ nhỏ 1/{0}")
    case .eachScale: Bilingual("a scale each", "thang riêng")
    case .oneScale: Bilingual("one scale", "thang chung")
    case .eachOrOneScale:
      Bilingual(
        "a scale of values for each map, or one for all",
        "thang giá trị riêng cho từng ánh xạ, hoặc chung cho tất cả")
    case .stepThrough: Bilingual("step through the layer", "đi từng bước qua tầng")
    case .large: Bilingual("maps large", "ánh xạ lớn")
    case .alone: Bilingual("one map", "một ánh xạ")
    case .largeAndAlone:
      Bilingual("maps large, one map alone, all panels", "ánh xạ lớn, chỉ một ánh xạ, mọi khung")
    case .allPanels: Bilingual("all panels", "mọi khung")
    case .map: Bilingual("map", "ánh xạ")
    case .scrollAcross: Bilingual("scroll across", "cuộn ngang")
    case .scrollDown: Bilingual("scroll down", "cuộn dọc")
    }
  }
}
