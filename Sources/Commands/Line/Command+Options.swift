import Ground
import Operations
import Stepping
import Tensors

// The declarations from which the parser reads and the help is written, one list a command.

private let inputHelp = Bilingual(
  "the input: arange:5x5, ones:…, zeros:…, random:3x32x32@SEED, [[1,2],[3,4]], FILE.npy, "
    + "FILE.png, FILE.jpg, photo:cat or fashion-mnist/test/17",
  "đầu vào: arange:5x5, ones:…, zeros:…, random:3x32x32@HẠT, [[1,2],[3,4]], TỆP.npy, "
    + "TỆP.png, TỆP.jpg, photo:cat hoặc fashion-mnist/test/17")
private var inputSpec: ValueSyntax<String> {
  .text("SPEC", expected: Bilingual("a tensor such as arange:5x5", "một tensor như arange:5x5"))
}
private let grayHelp = Bilingual("a picture as one channel", "ảnh thành một kênh xám")
private let resizeHelp = Bilingual(
  "a picture at another size, bilinear", "ảnh đổi sang kích thước khác, song tuyến tính")
private let jsonHelp = Bilingual("prints JSON", "in ra JSON")
private let textHelp = Bilingual("prints text instead of a screen", "in văn bản thay cho màn hình")

private func path(_ placeholder: String) -> ValueSyntax<String> {
  .text(placeholder, expected: Bilingual("a path", "một đường dẫn"))
}

private var dataSyntax: ValueSyntax<String> {
  .text(
    "NAME|DIR",
    expected: Bilingual("the name of a data set or a folder", "tên tập dữ liệu hoặc một thư mục"))
}

extension LessonArguments {
  static var options: [OptionSyntax<LessonArguments>] {
    [
      .flag("--text", \.form, .text, textHelp),
      .flag("--list", \.form, .list, Bilingual("lists the lessons", "liệt kê các bài học")),
      .flag(
        "--check", \.form, .check,
        Bilingual("runs what the lesson claims", "chạy những điều bài học khẳng định")),
      .repeated(
        "--lessons", \.choice.folders, "DIR",
        expected: Bilingual("a folder of lessons", "một thư mục bài học"),
        Bilingual(
          "adds the lessons of a folder, as CONVSCOPE_LESSONS does",
          "thêm các bài học trong một thư mục, như CONVSCOPE_LESSONS")
      ) { text in text },
      .flag(
        "--no-course", \.choice.omitsCourse, true,
        Bilingual(
          "the added lessons alone (CONVSCOPE_LESSONS_ONLY=1)",
          "chỉ dùng các bài học được thêm (CONVSCOPE_LESSONS_ONLY=1)")),
    ]
  }
}

extension StepArguments {
  static var options: [OptionSyntax<StepArguments>] {
    [
      .parsed(
        "--input", \.request.input, "SPEC",
        expected: Bilingual("a tensor such as arange:5x5", "một tensor như arange:5x5"), inputHelp
      ) { text throws(SpecError) in try TensorSpec(parsing: text) },
      .flag("--gray", \.request.pictureLook.isGray, true, grayHelp),
      .value("--resize", \.request.pictureLook.size, .pair("HxW", from: 1), resizeHelp),
      .parsed(
        "--kernel", \.request.kernel, "SPEC|NAME",
        expected: Bilingual("a kernel such as sobel-x", "một hạt nhân như sobel-x"),
        Bilingual(
          "the kernel: a tensor, or sobel-x, sobel-y, sharpen, box-blur, gaussian, laplacian, "
            + "emboss, identity",
          "hạt nhân: một tensor, hoặc sobel-x, sobel-y, sharpen, box-blur, gaussian, laplacian, "
            + "emboss, identity")
      ) { text throws(SpecError) in try KernelSpec(parsing: text) },
      .parsed(
        "--pointwise", \.request.pointwise, "SPEC",
        expected: Bilingual("a kernel such as random:3x2x1x1", "một hạt nhân như random:3x2x1x1"),
        Bilingual(
          "the second convolution of separable, OxCx1x1",
          "phép tích chập thứ hai của separable, OxCx1x1")
      ) { text throws(SpecError) in
        try TensorSpec(parsing: text, field: "pointwise", defaultSeed: 1)
      },
      .parsed(
        "--weight", \.request.weight, "SPEC",
        expected: Bilingual("a matrix such as random:3x25", "một ma trận như random:3x25"),
        Bilingual("the weights of a dense layer, OxF", "trọng số của tầng kết nối đầy đủ, OxF")
      ) { text throws(SpecError) in
        try TensorSpec(parsing: text, field: "weight", defaultSeed: 1)
      },
      .repeated(
        "--other", \.request.others, "SPEC",
        expected: Bilingual("a tensor such as ones:5x5", "một tensor như ones:5x5"),
        Bilingual("the other input", "đầu vào kia")
      ) { text throws(SpecError) in try TensorSpec(parsing: text, field: "other") },
      .value(
        "--bias", \.request.bias, .numbers,
        Bilingual(
          "one number per output channel", "hệ số điều chỉnh, mỗi kênh ra một số")),
      .value(
        "--size", \.request.size, .pair("KH[xKW]", from: 1),
        Bilingual(
          "the window of the pooling, or the size of a kernel that is learned",
          "cửa sổ gộp, hoặc kích thước hạt nhân cần học")),
      .value(
        "--stride", \.request.stride, .pair("SH[,SW]", from: 1),
        Bilingual(
          "cells from one window to the next (pooling: the size)",
          "sải bước giữa hai cửa sổ (gộp: bằng kích thước cửa sổ)")),
      .value(
        "--padding", \.request.paddingChoice, .padding,
        Bilingual(
          "rows and columns added on each side, or same (conv)",
          "số hàng và cột đệm mỗi phía, hoặc same (conv)")),
      .value(
        "--total-padding", \.request.totalPadding, .pair("PH[,PW]", from: 0),
        Bilingual(
          "rows and columns of both sides together", "số hàng và cột đệm của cả hai phía cộng lại")),
      .value(
        "--padding-mode", \.request.paddingMode, .choice("MODE"),
        Bilingual("what stands in the padding (zeros)", "những gì đứng trong phần đệm (zeros)")),
      .flag(
        "--flip", \.request.isFlipped, true,
        Bilingual(
          "turns the kernel by half a turn: a convolution as in mathematics",
          "xoay hạt nhân nửa vòng: tích chập theo nghĩa toán học")),
      .flag(
        "--ceil", \.request.roundsUp, true,
        Bilingual("sizes of poolings round up", "kích thước của phép gộp làm tròn lên")),
      .flag(
        "--exclude-padding", \.request.excludesPadding, true,
        Bilingual(
          "an average is over the input alone", "trung bình chỉ tính trên đầu vào")),
      .value(
        "--dilation", \.request.dilation, .pair("DH[,DW]", from: 1),
        Bilingual("cells from one tap to the next", "độ giãn giữa hai phần tử của cửa sổ")),
      .value(
        "--groups", \.request.groups, .integer("G", from: 1),
        Bilingual("groups of channels", "số nhóm kênh")),
      .value(
        "--output-padding", \.request.outputPadding, .pair("PH[,PW]", from: 0),
        Bilingual(
          "rows and columns added at the bottom and right of the output",
          "số hàng và cột thêm vào phía dưới và bên phải đầu ra")),
      .value(
        "--output", \.request.outputSize, .pair("H[xW]", from: 1),
        Bilingual("the size of the output", "kích thước đầu ra")),
      target,
      .value(
        "--iterations", \.request.iterations, .integer("N", from: 0),
        Bilingual("steps of gradient descent (learn)", "số bước hạ gradient (learn)")),
      .value(
        "--rate", \.request.rate, .number("P", allowsZero: true),
        Bilingual("the share that dropout drops (0.5)", "tỉ lệ bị dropout bỏ đi (0.5)")),
      .flag(
        "--inference", \.request.isInference, true,
        Bilingual("dropout lets everything through", "dropout cho mọi số đi qua")),
      .value(
        "--gamma", \.request.gamma, .numbers,
        Bilingual("scales of the channels (1)", "hệ số nhân của các kênh (1)")),
      .value(
        "--beta", \.request.beta, .numbers,
        Bilingual("shifts of the channels (0)", "độ dời của các kênh (0)")),
      .value(
        "--eps", \.request.epsilon, .number("X", allowsZero: false),
        Bilingual("added to the variance (1e-5)", "cộng thêm vào phương sai (1e-5)")),
      .value(
        "--mean", \.request.mean, .numbers,
        Bilingual(
          "means to normalise with (the input's own)",
          "trung bình dùng để chuẩn hóa (của chính đầu vào)")),
      .value(
        "--variance", \.request.variance, .numbers,
        Bilingual(
          "variances to normalise with (the input's own)",
          "phương sai dùng để chuẩn hóa (của chính đầu vào)")),
      .value(
        "--channels", \.request.channels, .integer("C", from: 1),
        Bilingual("output channels of the block", "số kênh ra của khối")),
      .value(
        "--seed", \.request.seed, .seed,
        Bilingual("the seed of the weights", "hạt giống của trọng số")),
      .value(
        "--network", \.request.network,
        .text("NETWORK", expected: Bilingual("the name of a network", "tên một mạng")),
        Bilingual(
          "the network whose block or layer it is: a name, or a checkpoint",
          "mạng chứa khối hay tầng: một tên, hoặc một checkpoint")),
      .value(
        "--block", \.request.block,
        .text("NAME", expected: Bilingual("a block such as layer2.0", "một khối như layer2.0")),
        Bilingual("the block of that network: layer2.0", "khối trong mạng đó: layer2.0")),
      .value(
        "--layer", \.request.layer,
        .text("NAME", expected: Bilingual("a layer such as conv1", "một tầng như conv1")),
        Bilingual(
          "the layer of that network, on what enters it: layer1.0.conv1",
          "tầng của mạng đó, trên đúng những gì đi vào nó: layer1.0.conv1")),
      .value(
        "--weights", \.request.weights, path("FILE"),
        Bilingual("the network's weights (safetensors)", "trọng số của mạng (safetensors)")),
      .value(
        "--classes", \.request.classes, .integer("N", from: 1),
        Bilingual("the network's classes", "số lớp phân loại của mạng")),
      .value(
        "--at", \.request.place, .place,
        Bilingual(
          "a cell of the output or the gradient, from 0",
          "một ô của đầu ra hoặc của gradient, tính từ 0")),
      .flag(
        "--backward", \.request.isBackward, true,
        Bilingual("steps through a gradient", "đi từng bước qua một gradient")),
      .parsed(
        "--gradient", \.request.gradient, "SPEC",
        expected: Bilingual("a tensor such as ones:3x3", "một tensor như ones:3x3"),
        Bilingual(
          "the gradient that arrives at the output (ones)", "gradient đến đầu ra (toàn số 1)")
      ) { text throws(SpecError) in try TensorSpec(parsing: text, field: "gradient") },
      .value(
        "--of", \.request.target,
        .text("NAME", expected: Bilingual("a name such as kernel", "một tên như kernel")),
        Bilingual(
          "what the gradient goes back to: input, other, kernel, weight, bias, gamma, beta",
          "nơi gradient truyền về: input, other, kernel, weight, bias, gamma, beta")),
      .value(
        "--lr", \.request.learningRate, .number("X", allowsZero: true),
        Bilingual(
          "the learning rate: with --backward tells the parameter after one step",
          "tốc độ học: cùng --backward thì cho biết tham số sau một bước")),
      .flag("--text", \.form, .text, textHelp),
      .flag("--json", \.form, .json, jsonHelp),
      .flag(
        "--no-output", \.request.includesOutput, false,
        Bilingual("leaves the output out of the JSON", "JSON không kèm đầu ra")),
    ]
  }
}

extension StepArguments {
  /// A class, or what a kernel should learn to make: the operation says which it takes.
  private static var target: OptionSyntax<StepArguments> {
    let number = ValueSyntax<Int>.integer("K", from: 0)
    return OptionSyntax(
      name: "--target", placeholder: "K|SPEC|NAME", expected: number.expected,
      help: Bilingual(
        "the class of the example, from 0 (crossentropy); the output to learn, or the kernel that makes it (learn)",
        "lớp thật của ví dụ, tính từ 0 (crossentropy); đầu ra cần học, hoặc hạt nhân tạo ra nó (learn)"
      )
    ) { arguments, text throws(CommandLineError) in
      if let number = number.read(text) {
        arguments.request.targetChoice = .classNumber(number)
        return
      }
      do throws(SpecError) {
        arguments.request.targetChoice = .output(try KernelSpec(parsing: text, field: "target"))
      } catch {
        guard Double(text) != nil else { throw .badSpec(error) }
        throw .badValue(ValueError(field: "target", found: text, expected: number.expected))
      }
    }
  }
}

extension StepRequest.Operation {
  /// The options that this operation takes; those of no operation's own belong to all.
  var ownOptions: Set<String> { Set(declaration.options.map { "--\($0.rawValue)" }) }
}

extension ShowArguments {
  static var options: [OptionSyntax<ShowArguments>] {
    [
      .value(
        "--input", \.inputShape, .picture,
        Bilingual("the sizes of the input", "kích thước đầu vào")),
      .value(
        "--classes", \.classes, .integer("N", from: 1),
        Bilingual("the number of classes", "số lớp phân loại")),
      .flag(
        "--text", \.form, .text,
        Bilingual("prints the table instead of a screen", "in bảng thay cho màn hình")),
      .flag("--json", \.form, .json, jsonHelp),
    ]
  }
}

extension TrainArguments {
  static var options: [OptionSyntax<TrainArguments>] {
    [
      .value(
        "--data", \.options.data, dataSyntax,
        Bilingual(
          "digits, fashion-mnist, cifar-10, or a folder of IDX or CIFAR-10 files",
          "digits, fashion-mnist, cifar-10, hoặc một thư mục chứa tệp IDX hay CIFAR-10")),
      .value(
        "--limit", \.options.limit, .integer("N", from: 1),
        Bilingual("the first N training images alone", "chỉ dùng N ảnh huấn luyện đầu tiên")),
      .value("--epochs", \.options.epochs, .integer("N", from: 1), Bilingual("epochs", "số epoch")),
      .value(
        "--batch", \.options.batch, .integer("N", from: 1),
        Bilingual("images in a batch", "số ảnh mỗi batch")),
      .value(
        "--lr", \.options.learningRate, .number("X", allowsZero: false),
        Bilingual("the learning rate", "tốc độ học")),
      .value(
        "--momentum", \.options.momentum, .number("X", allowsZero: true),
        Bilingual("the momentum of sgd", "động lượng của sgd")),
      .value(
        "--weight-decay", \.options.weightDecay, .number("X", allowsZero: true),
        Bilingual("weight decay, on all parameters", "suy giảm trọng số, trên mọi tham số")),
      .value(
        "--optimizer", \.options.optimizer, .choice("sgd|adam"),
        Bilingual("the optimiser", "thuật toán tối ưu")),
      .value(
        "--seed", \.options.seed, .seed,
        Bilingual("the seed of weights and order", "hạt giống của trọng số và thứ tự ảnh")),
      .value(
        "--threads", \.options.threads, .integer("N", from: 1),
        Bilingual("threads; the cores unless given", "số luồng; mặc định bằng số lõi")),
      .value(
        "--out", \.options.out, path("DIR"),
        Bilingual("the folder of the run", "thư mục của lượt huấn luyện")),
      .value(
        "--resume", \.options.resume, path("DIR"),
        Bilingual(
          "goes on from a checkpoint or a run's latest",
          "tiếp tục từ một checkpoint hoặc bản mới nhất của một lượt")),
      .value(
        "--log-every", \.options.logEvery, .integer("STEPS", from: 1),
        Bilingual("steps from one line to the next", "số bước giữa hai dòng báo cáo")),
      .flag(
        "--headless", \.isHeadless, true,
        Bilingual("prints progress instead of a screen", "in tiến độ thay cho màn hình")),
      .flag(
        "--json", \.isJSON, true,
        Bilingual("prints one JSON object a line", "in mỗi dòng một đối tượng JSON")),
    ]
  }
}

extension EvaluateArguments {
  static var options: [OptionSyntax<EvaluateArguments>] {
    [
      .value(
        "--weights", \.weights, path("FILE"),
        Bilingual("the network's weights (safetensors)", "trọng số của mạng (safetensors)")),
      .value(
        "--classes", \.classes, .integer("N", from: 1),
        Bilingual("the number of classes", "số lớp phân loại")),
      .value(
        "--data", \.data, dataSyntax,
        Bilingual("accuracy on its test images", "độ chính xác trên ảnh kiểm tra của nó")),
      .value(
        "--input", \.input, inputSpec,
        Bilingual(
          "one picture: a tensor, a .npy, .png or .jpg file, or a sample",
          "một ảnh: tensor, tệp .npy, .png hoặc .jpg, hay một mẫu")),
      .flag("--gray", \.pictureLook.isGray, true, grayHelp),
      .value("--resize", \.pictureLook.size, .pair("HxW", from: 1), resizeHelp),
      .flag("--text", \.form, .text, textHelp),
      .flag("--json", \.form, .json, jsonHelp),
    ]
  }
}

extension PlayArguments {
  static var options: [OptionSyntax<PlayArguments>] {
    [
      .flag(
        "--headless", \.isHeadless, true,
        Bilingual("plays without a terminal", "chạy không cần terminal")),
      .value(
        "--size", \.size, .terminalSize,
        Bilingual("the screen, over the tape's own", "kích thước màn hình, thay cho của băng")),
      .flag(
        "--update", \.updatesGoldens, true,
        Bilingual("rewrites the golden frames", "ghi lại các khung hình chuẩn")),
      .value(
        "--record", \.record, path("FILE.cast"),
        Bilingual(
          "records it as asciicast; - is standard output",
          "ghi thành asciicast; - là đầu ra chuẩn")),
      .value(
        "--speed", \.speed, .number("X", allowsZero: false),
        Bilingual("how many times as fast", "nhanh gấp mấy lần")),
      .flag(
        "--hold", \.holds, true,
        Bilingual("the last frame stays until q", "giữ khung hình cuối cho đến khi nhấn q")),
      .flag(
        "--hand-over", \.handsOver, true,
        Bilingual(
          "then leaves the live program to you", "sau đó giao chương trình đang chạy cho bạn")),
    ]
  }
}
