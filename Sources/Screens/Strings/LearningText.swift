import Ground

/// A kernel that learns, iteration by iteration.
enum LearningText: TextTable {
  case iteration, loss, logLoss, target, diverges
  case iterationsASecond, iterationASecond
  case keyIteration, keyWeight, keyConvolution, keyGradient
  case helpLoss, helpUpdate

  var text: Bilingual {
    switch self {
    case .iteration: Bilingual("iteration {0} of {1}", "vòng lặp {0} / {1}")
    case .loss: Bilingual("loss", "mất mát")
    case .target: Bilingual("target", "đích")
    case .logLoss: Bilingual("loss, logarithmic", "mất mát, thang logarit")
    case .diverges:
      Bilingual("it diverges: a smaller --lr helps", "phân kỳ: hãy giảm --lr")
    case .iterationsASecond: Bilingual("{0} iterations a second", "{0} vòng mỗi giây")
    case .iterationASecond: Bilingual("1 iteration a second", "1 vòng mỗi giây")
    case .keyIteration: Bilingual("iteration", "vòng lặp")
    case .keyWeight: Bilingual("weight", "trọng số")
    case .keyConvolution: Bilingual("convolution", "vào tích chập")
    case .keyGradient: Bilingual("into the gradient", "vào gradient")
    case .helpLoss:
      Bilingual(
        "The loss is the sum of the squared differences between output and target; the curve shows it for every "
          + "iteration, and where you are.",
        "Mất mát là tổng bình phương sai khác giữa đầu ra và đích; đường cong vẽ mất mát của từng vòng lặp và "
          + "vị trí hiện tại.")
    case .helpUpdate:
      Bilingual(
        "Below them stands how the chosen weight changes in this iteration: the weight minus the learning rate "
          + "times its gradient. b opens that gradient, term by term.",
        "Bên dưới là cách trọng số đang chọn thay đổi trong vòng này: trọng số trừ đi tốc độ học nhân gradient "
          + "của nó. Phím b mở gradient ấy, từng số hạng một.")
    }
  }
}
