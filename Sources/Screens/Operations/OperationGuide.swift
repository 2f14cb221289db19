import Ground
import Stepping

extension StepRequest.Operation {
  /// What happens in one step, for the help of the screen that shows it.
  var guide: Bilingual {
    switch self {
    case .convolution:
      Bilingual(
        "The window moves over the input. Where it stands, each number under it is multiplied "
          + "by the number of the kernel above it, and the sum is one cell of the output.",
        "Cửa sổ di chuyển trên đầu vào. Tại mỗi vị trí, từng số dưới cửa sổ được nhân với số tương "
          + "ứng của hạt nhân, và tổng là một ô của đầu ra.")
    case .transposedConvolution:
      Bilingual(
        "Transposed convolution: each input cell stamps the kernel, times its number, over the output; "
          + "where stamps overlap they add up.",
        "Tích chập chuyển vị: mỗi ô đầu vào in hạt nhân, nhân với số của nó, lên đầu ra; chỗ các lần in "
          + "chồng lên nhau thì cộng lại.")
    case .separable:
      Bilingual(
        "Depthwise-separable convolution: first one filter a channel looks at the neighbourhood, then a 1x1 "
          + "convolution mixes the channels. It costs a fraction of a full convolution, which does both at once.",
        "Tích chập phân tách theo chiều sâu: trước hết mỗi kênh có một bộ lọc riêng nhìn vùng lân cận, sau đó tích "
          + "chập 1x1 trộn các kênh. Nó chỉ tốn một phần nhỏ so với tích chập đầy đủ, vốn làm cả hai việc cùng lúc."
      )
    case .residual:
      Bilingual(
        "A residual block: two convolutions, each with batch normalisation, and a shortcut past them that is "
          + "added at the end. Every stage of one cell stands in a line.",
        "Khối phần dư: hai phép tích chập, mỗi phép kèm chuẩn hóa theo batch, và một đường tắt đi vòng qua chúng "
          + "rồi được cộng vào cuối. Mỗi dòng là một chặng của cùng một ô.")
    case .block:
      Bilingual(
        "A block of a network, operation by operation, with that network's weights: every stage of one cell "
          + "stands in a line.",
        "Một khối của một mạng, từng phép toán một, với trọng số của mạng đó: mỗi dòng là một chặng của cùng "
          + "một ô.")
    case .learn:
      Bilingual(
        "A kernel learns: it begins at random, and in every iteration each of its weights takes a small step "
          + "against its gradient, until its output looks like the target. Nobody says which filter it should be.",
        "Một hạt nhân tự học: nó bắt đầu ngẫu nhiên, và mỗi vòng lặp từng trọng số bước một bước nhỏ ngược hướng "
          + "gradient, cho đến khi đầu ra giống đích. Không ai cho nó biết phải thành bộ lọc nào.")
    case .shift:
      Bilingual(
        "Shift: each group of channels moves by an offset of its own, what comes from outside is 0. "
          + "Nothing is computed and nothing learned; the 1x1 convolution behind it does the mixing.",
        "Dịch kênh: mỗi nhóm kênh dời đi một khoảng riêng, số từ bên ngoài vào là 0. Không có phép tính "
          + "và không có tham số; tích chập 1x1 đứng sau sẽ trộn các kênh.")
    case .adaptiveAveragePooling:
      Bilingual(
        "Adaptive average pooling: each map is cut into parts as equal as can be, so many that the output "
          + "has the size asked for; each part becomes its mean.",
        "Gộp trung bình thích ứng: mỗi ánh xạ được chia thành các phần đều nhau nhất có thể, đủ để đầu ra "
          + "có kích thước đã chọn; mỗi phần thành trung bình của nó.")
    case .softmax:
      Bilingual(
        "Softmax makes probabilities of the channels of each place: e to the power of each number, over "
          + "the sum of all of them.",
        "Softmax biến các kênh tại mỗi vị trí thành xác suất: e mũ từng số, chia cho tổng của tất cả."
      )
    case .crossEntropy:
      Bilingual(
        "Cross-entropy is the loss of one example: the logarithm of the sum of all exponentials, less the "
          + "logit of its class. It is small where that class has nearly all of the probability.",
        "Entropy chéo là mất mát của một ví dụ: logarit của tổng các hàm mũ, trừ đi logit của lớp thật. "
          + "Nó nhỏ khi lớp ấy chiếm gần hết xác suất.")
    case .dropout:
      Bilingual(
        "Dropout: in training each cell is dropped by chance, and what is kept grows by as much as is "
          + "missing on average; in inference nothing changes.",
        "Dropout: khi huấn luyện, mỗi ô bị bỏ đi một cách ngẫu nhiên, các ô giữ lại được nhân lên để bù "
          + "phần thiếu trung bình; khi suy luận thì không đổi gì.")
    case .maxPooling:
      Bilingual(
        "Max pooling: the window moves over the input, each channel by itself, and the largest "
          + "number under it is one cell of the output.",
        "Gộp cực đại: cửa sổ di chuyển trên đầu vào, từng kênh riêng, và số lớn nhất dưới cửa sổ là "
          + "một ô của đầu ra.")
    case .averagePooling:
      Bilingual(
        "Average pooling: the window moves over the input, each channel by itself, and the mean of "
          + "the numbers under it is one cell of the output.",
        "Gộp trung bình: cửa sổ di chuyển trên đầu vào, từng kênh riêng, và trung bình của các số "
          + "dưới cửa sổ là một ô của đầu ra.")
    case .globalAveragePooling:
      Bilingual(
        "Global average pooling: of each channel's map one number remains, the mean of all its cells.",
        "Gộp trung bình toàn cục: mỗi ánh xạ đặc trưng (một kênh) chỉ còn một số, trung bình của mọi ô trong đó."
      )
    case .linear:
      Bilingual(
        "A linear layer reads every number of the input: each has its own weight for each output, "
          + "and the sum of the products, with the bias, is one output.",
        "Tầng kết nối đầy đủ đọc mọi số của đầu vào: với mỗi đầu ra, từng số có một trọng số riêng; "
          + "tổng các tích, cộng thêm hệ số điều chỉnh, là một đầu ra.")
    case .relu:
      Bilingual(
        "ReLU works cell by cell: what is above 0 passes unchanged, everything else becomes 0.",
        "ReLU làm việc trên từng ô: số lớn hơn 0 đi qua nguyên vẹn, mọi số khác thành 0.")
    case .sigmoid:
      Bilingual(
        "The sigmoid works cell by cell and squeezes every number in between 0 and 1: "
          + "1 / (1 + e^-x).",
        "Hàm sigmoid làm việc trên từng ô, ép mọi số vào khoảng giữa 0 và 1: "
          + "1 / (1 + e^-x).")
    case .tanh:
      Bilingual(
        "tanh works cell by cell and squeezes every number in between -1 and 1; 0 stays 0.",
        "Hàm tanh làm việc trên từng ô, ép mọi số vào khoảng giữa -1 và 1; số 0 vẫn là 0.")
    case .batchNorm:
      Bilingual(
        "Batch normalisation brings each channel to mean 0 and variance 1, then stretches it by γ "
          + "and moves it by β.",
        "Chuẩn hóa theo batch đưa mỗi kênh về trung bình 0 và phương sai 1, rồi nhân với γ và cộng "
          + "thêm β.")
    case .concatenation:
      Bilingual(
        "The inputs stand behind each other, channel after channel; no number is changed.",
        "Các đầu vào được ghép nối tiếp nhau, hết kênh này đến kênh khác; không số nào thay đổi.")
    case .add:
      Bilingual(
        "The inputs are added cell by cell: a residual block joins its path and its shortcut like this.",
        "Các đầu vào được cộng từng ô một: khối phần dư nối nhánh chính với đường tắt bằng phép cộng này."
      )
    }
  }
}
