import Ground

/// The training screen.
enum TrainingText: TextTable {
  case title, on
  case epoch, step, parameters
  case running, paused, done, interrupted, diverged, starting, stopping
  case flatOut, stepsPerSecond, oneStepPerSecond
  case imagesPerSecond, gone, toGo, rate, threads, oneThread
  case loss, accuracy, byEpoch, logarithmic, smoothed
  case train, test, trainShort, testShort
  case rateInFull, momentum, batchSize, keyRate, keyBatch, keyOptimizer
  case filters, testPicture, trainPicture, verdict
  case leftOut
  case pause, resume, pauseAndResume, stepOnce, pace, picture, layer, logAxis, linearAxis, smooth,
    rough
  case otherRun, start, evaluate, evaluateEnded
  case savedIn, leave, keepRun
  case network, data, chooseIntroduction

  var text: Bilingual {
    switch self {
    case .title: Bilingual("train", "huấn luyện")
    case .on: Bilingual("{0} on {1}", "{0} trên {1}")
    case .epoch: Bilingual("epoch {0}/{1}", "epoch {0}/{1}")
    case .step: Bilingual("step {0}", "bước {0}")
    case .parameters: Bilingual("{0} parameters", "{0} tham số")
    case .running: Bilingual("running", "đang chạy")
    case .paused: Bilingual("paused", "tạm dừng")
    case .done: Bilingual("done", "xong")
    case .interrupted: Bilingual("stopped", "đã dừng")
    case .diverged: Bilingual("diverged", "phân kỳ")
    case .starting:
      Bilingual("reading the data, building the network …", "đang đọc dữ liệu, dựng mạng …")
    case .stopping:
      Bilingual("finishing the step, saving …", "đang làm nốt bước này, lưu lại …")
    case .flatOut: Bilingual("flat out", "hết tốc lực")
    case .stepsPerSecond: Bilingual("{0} steps a second", "{0} bước mỗi giây")
    case .oneStepPerSecond: Bilingual("1 step a second", "1 bước mỗi giây")
    case .imagesPerSecond: Bilingual("{0} images/s", "{0} ảnh/giây")
    case .gone: Bilingual("{0} gone", "đã chạy {0}")
    case .toGo: Bilingual("{0} to go", "còn {0}")
    case .rate: Bilingual("lr {0}", "tốc độ học {0}")
    case .rateInFull: Bilingual("learning rate {0}", "tốc độ học {0}")
    case .momentum: Bilingual("momentum {0}", "động lượng {0}")
    case .batchSize: Bilingual("batch {0}", "batch {0}")
    case .keyRate: Bilingual("learning rate", "tốc độ học")
    case .keyBatch: Bilingual("batch", "batch")
    case .keyOptimizer: Bilingual("optimiser", "thuật toán tối ưu")
    case .threads: Bilingual("{0} threads", "{0} luồng")
    case .oneThread: Bilingual("1 thread", "1 luồng")
    case .loss: Bilingual("loss", "mất mát")
    case .accuracy: Bilingual("accuracy", "độ chính xác")
    case .byEpoch: Bilingual("{0} by epoch", "{0} theo epoch")
    case .logarithmic: Bilingual("log", "log")
    case .smoothed: Bilingual("smoothed", "làm mượt")
    case .train: Bilingual("train", "huấn luyện")
    case .trainShort: Bilingual("train", "h.luyện")
    case .testShort: Bilingual("test", "k.tra")
    case .test: Bilingual("test", "kiểm tra")
    case .filters: Bilingual("{0} filters {1}", "{0} bộ lọc {1}")
    case .testPicture: Bilingual("test {0}", "ảnh {0}")
    case .trainPicture: Bilingual("train {0}", "ảnh {0}")
    case .verdict: Bilingual("it says", "mạng đoán")
    case .leftOut:
      Bilingual(
        "no room for maps and picture", "không đủ chỗ cho ánh xạ và ảnh")
    case .pause: Bilingual("pause", "tạm dừng")
    case .resume: Bilingual("go on", "chạy tiếp")
    case .pauseAndResume: Bilingual("pause, go on", "tạm dừng, chạy tiếp")
    case .stepOnce: Bilingual("one step", "một bước")
    case .pace: Bilingual("pace", "nhịp")
    case .picture: Bilingual("picture", "ảnh")
    case .layer: Bilingual("layer", "tầng")
    case .logAxis: Bilingual("log axis", "trục log")
    case .linearAxis: Bilingual("linear axis", "trục thường")
    case .smooth: Bilingual("smooth", "làm mượt")
    case .rough: Bilingual("as it is", "để nguyên")
    case .otherRun: Bilingual("choose another", "chọn lượt khác")
    case .keepRun: Bilingual("keep this run", "giữ lượt này")
    case .start: Bilingual("train it", "huấn luyện")
    case .evaluate: Bilingual("evaluate", "đánh giá")
    case .evaluateEnded:
      Bilingual("evaluate, once the run has ended", "đánh giá, khi lượt huấn luyện đã kết thúc")
    case .savedIn: Bilingual("Saved in {0}", "Đã lưu trong {0}")
    case .leave:
      Bilingual(
        "Stop this run? It is saved first.", "Dừng lượt huấn luyện này? Nó sẽ được lưu lại.")
    case .network: Bilingual("network", "mạng")
    case .data: Bilingual("data", "dữ liệu")
    case .chooseIntroduction:
      Bilingual(
        "Choose a network and the pictures that it learns from.",
        "Hãy chọn một mạng và tập ảnh để nó học.")
    }
  }
}

/// The help of the training screen.
enum TrainingHelp: TextTable {
  case curves, panels, pace, saving

  var text: Bilingual {
    switch self {
    case .curves:
      Bilingual(
        "The loss of every batch before its update, and the share of right answers in it; the second curve "
          + "is measured on the test pictures after each epoch. The number below is the mean of the epoch so far.",
        "Mất mát của từng batch trước khi cập nhật, và tỉ lệ đoán đúng trong batch ấy; đường thứ hai được đo trên "
          + "tập kiểm tra sau mỗi epoch. Con số bên dưới là trung bình của epoch cho đến lúc này.")
    case .panels:
      Bilingual(
        "Below: one picture, what a layer makes of it, and how sure the network is of each class. They change as "
          + "it learns.",
        "Bên dưới: một bức ảnh, kết quả của một tầng trên ảnh ấy, và xác suất mà mạng gán cho từng lớp. Chúng thay đổi khi "
          + "mạng học.")
    case .pace:
      Bilingual(
        "At full speed an epoch passes before you can look: slow it down with -, or pause and go step by step.",
        "Chạy hết tốc lực thì một epoch trôi qua trước khi kịp nhìn: nhấn - để chậm lại, hoặc tạm dừng rồi đi từng bước."
      )
    case .saving:
      Bilingual(
        "Leaving saves the run; convscope train --resume FOLDER goes on with it.",
        "Khi thoát, lượt huấn luyện được lưu; convscope train --resume THƯ_MỤC sẽ chạy tiếp.")
    }
  }
}
