import Ground

// Written by lessons/embed from the files in lessons/. Change those, and run it again.

/// The course as it was when the program was built.
enum BuiltInLessons {
  static let files: [LessonFile] = [
    LessonFile(
      path: "en/01-dense-to-convolution.md", name: "01-dense-to-convolution", language: .english,
      text: ##"""
        # From a dense layer to a convolution

        Why does a network that looks at pictures have convolutions in it? We begin with a dense layer, ask two
        things of it, and arrive at the convolution with numbers small enough to check by hand.

        ## Every pixel to every output

        A dense layer joins every pixel of the picture `x` to every cell of its output `h`, each pair by a weight of
        its own. Take 3x3 pixels and 2x2 outputs:

        ```formula
        h[i,j] = u[i,j] +  Σ  W[i,j,k,l] · x[k,l]          (1)
                          k,l
        ```

        Each output has 9 weights and a bias `u`: `4·9 + 4 = 40` numbers to learn. In the scene every output is a
        channel with nine weights of its own, chosen with a plan (all biases are 0). The first says
        `0·0 + 1·1 + 3·2 + 4·3 = 19`; its five other weights are 0.

        ```scene
        step conv --input arange:3x3 --kernel [[[[0,1,0],[2,3,0],[0,0,0]]],[[[0,0,1],[0,2,3],[0,0,0]]],[[[0,0,0],[0,1,0],[2,3,0]]],[[[0,0,0],[0,0,1],[0,2,3]]]]
        ```

        ```claim
        step conv --input arange:3x3 --kernel [[[[0,1,0],[2,3,0],[0,0,0]]],[[[0,0,1],[0,2,3],[0,0,0]]],[[[0,0,0],[0,1,0],[2,3,0]]],[[[0,0,0],[0,0,1],[0,2,3]]]] --at 0,0,0
        output = [[[19]],[[25]],[[37]],[[43]]]
        macs = 36
        step.value = 19
        ```

        ## The same weights, named from where they stand

        So far `k,l` counts pixels from the corner of the picture. Let us count from the output's own place
        instead: put `k = i + a` and `l = j + b`, and call the same weight `V[i,j,a,b]`.

        ```formula
        h[i,j] = u[i,j] +  Σ  V[i,j,a,b] · x[i+a, j+b]     (2)
                          a,b
        ```

        Nothing has changed but the names: there are still 40 numbers. Yet look at where the weights 1, 2 and 3 of
        the scene stood:

        | output | their pixels `k,l` | their offsets `a,b` |
        |---|---|---|
        | `h[0,0]` | `0,1`  `1,0`  `1,1` | `0,1`  `1,0`  `1,1` |
        | `h[0,1]` | `0,2`  `1,1`  `1,2` | `0,1`  `1,0`  `1,1` |
        | `h[1,0]` | `1,1`  `2,0`  `2,1` | `0,1`  `1,0`  `1,1` |
        | `h[1,1]` | `1,2`  `2,1`  `2,2` | `0,1`  `1,0`  `1,1` |

        The pixels differ from row to row. The offsets do not. That was the plan.

        ## First wish: the same rule everywhere

        What helps to find a corner at the top left helps to find it at the bottom right. This is *translation
        invariance*: neither `V` nor `u` may depend on the place `i,j`.

        ```formula
        h[i,j] = u +  Σ  V[a,b] · x[i+a, j+b]              (3)
                     a,b
        ```

        Offsets here run from −1 to 2, so one table of `4·4 = 16` weights serves all four outputs: with a bias
        `16 + 1 = 17` numbers in place of 40. The table slides; where it hangs over the edge there is no pixel, and
        the stepper shows padding, which counts as 0. The outputs are the same: 19, 25, 37, 43.

        ```scene
        step conv --input arange:3x3 --kernel [[0,0,0,0],[0,0,1,0],[0,2,3,0],[0,0,0,0]] --padding 1
        ```

        ```claim
        step conv --input arange:3x3 --kernel [[0,0,0,0],[0,0,1,0],[0,2,3,0],[0,0,0,0]] --padding 1
        output = [[[19,25],[37,43]]]
        macs = 64
        ```

        ## Second wish: only the neighbours

        To know whether there is an edge here, nobody looks at the other end of the picture. This is *locality*:
        outside a small distance Δ all weights are 0, and what is always 0 need not be there at all.

        ```formula
                     Δ    Δ
        h[i,j] = u + Σ    Σ   V[a,b] · x[i+a, j+b]         (4)
                   a=−Δ b=−Δ
        ```

        The ring of zeros around our table goes, and `2·2 = 4` weights stay: `4 + 1 = 5` numbers. (A window around
        its middle, as in (4), has odd sides: Δ = 1 gives 3x3. Ours is even, so we count from its corner, as
        libraries do.) Go into the scene and step: `1·0 + 2·1 + 4·2 + 5·3 = 25` is the second cell.

        ```scene
        step conv --input arange:3x3 --kernel [[0,1],[2,3]]
        ```

        ```claim
        step conv --input arange:3x3 --kernel [[0,1],[2,3]] --at 0,0,1
        output = [[[19,25],[37,43]]]
        macs = 16
        step.value = 25
        ```

        ## What it is called

        Equation (4) is the **convolution** of a convolutional layer.

        - The small table `V` is the *kernel*, or *filter*. Nobody writes it by hand: its weights are learned.
        - The output `h` is a *feature map*: how strongly the kernel's pattern is there, place by place.
        - The pixels that one output cell sees are its *receptive field*, here 2x2.

        Strictly speaking (4) is a *cross-correlation*. A mathematician's convolution has `x[i−a, j−b]`, which turns
        the kernel by half a turn. With `[[3,2],[1,0]]` the first cell would be `0·3 + 1·2 + 3·1 + 4·0 = 5`. Since
        the weights are learned, a network learns the turned kernel just as well; so libraries, and this program,
        leave the turning out.

        ```claim
        step conv --input arange:3x3 --kernel [[3,2],[1,0]] --at 0,0,0
        output = [[[5,11],[23,29]]]
        step.value = 5
        ```

        ## What the two wishes save

        | layer | to learn, 3x3 to 2x2 | 28x28 to 24x24 |
        |---|--:|--:|
        | dense, (1) and (2) | 40 | 452,160 |
        | the same rule everywhere, (3) | 17 | 2,602 |
        | only neighbours, (4): 2x2 and 5x5 | 5 | 26 |

        Dense: `28·28·24·24 + 24·24 = 452,160`. Convolution: `5·5 + 1 = 26`, whatever the size of the picture. And
        the picture stays a picture: what lay side by side in `x` lies side by side in `h`.

        LeNet begins with six such kernels, `6·(5·5 + 1) = 156` numbers; the first dense layer of a small network on
        the same 28x28 pictures has `784·256 + 256 = 200,960`.

        ```claim
        show lenet
        layers[0].kind = "conv"
        layers[0].parameters = 156
        ```

        ```claim
        show mlp
        layers[1].kind = "linear"
        layers[1].parameters = 200960
        ```

        ## Try it

        A picture of 5x5 pixels goes through one convolution with a 2x2 kernel and a bias, and comes out as 4x4.
        How many numbers does this layer learn?

        - [ ] 4

          These are the weights of the kernel. The bias `u` in (4) is learned, too: one for all places.

        - [x] 5

          `2·2 + 1 = 5`, the same four weights and one bias in all 16 places. The picture may be as large as it
          likes.

        - [ ] 80

          That would be a kernel and a bias for each output: `16·(2·2 + 1) = 80`. It is local, but not the same rule
          everywhere: the first wish is missing.

        - [ ] 416

          That is the dense layer (1): `25·16 + 16 = 416`. Neither wish has been granted.

        ```claim
        step conv --input ones:5x5 --kernel [[0,1],[2,3]] --no-output
        output_shape = [1,4,4]
        ```

        """##),
    LessonFile(
      path: "vi/01-dense-to-convolution.md", name: "01-dense-to-convolution", language: .vietnamese,
      text: ##"""
        # Từ tầng kết nối đầy đủ đến phép tích chập

        Vì sao mạng nơ-ron nhìn ảnh lại cần tích chập? Ta bắt đầu từ một tầng kết nối đầy đủ, đặt ra cho nó hai yêu
        cầu, và đi đến phép tích chập, với những con số nhỏ đủ để tính nhẩm.

        ## Mọi điểm ảnh nối với mọi đầu ra

        Tầng kết nối đầy đủ nối mỗi điểm ảnh của ảnh `x` với mỗi ô của đầu ra `h`, mỗi cặp có một trọng số riêng. Xét
        ảnh 3x3 và đầu ra 2x2:

        ```formula
        h[i,j] = u[i,j] +  Σ  W[i,j,k,l] · x[k,l]          (1)
                          k,l
        ```

        Mỗi đầu ra có 9 trọng số và một hệ số điều chỉnh `u`, nên phải học `4·9 + 4 = 40` số. Trong hình dưới đây, mỗi
        đầu ra là một kênh có chín trọng số riêng, được chọn có chủ ý (các hệ số điều chỉnh đều bằng 0). Kênh đầu cho
        `0·0 + 1·1 + 3·2 + 4·3 = 19`; năm trọng số còn lại của nó bằng 0.

        ```scene
        step conv --input arange:3x3 --kernel [[[[0,1,0],[2,3,0],[0,0,0]]],[[[0,0,1],[0,2,3],[0,0,0]]],[[[0,0,0],[0,1,0],[2,3,0]]],[[[0,0,0],[0,0,1],[0,2,3]]]]
        ```

        ```claim
        step conv --input arange:3x3 --kernel [[[[0,1,0],[2,3,0],[0,0,0]]],[[[0,0,1],[0,2,3],[0,0,0]]],[[[0,0,0],[0,1,0],[2,3,0]]],[[[0,0,0],[0,0,1],[0,2,3]]]] --at 0,0,0
        output = [[[19]],[[25]],[[37]],[[43]]]
        macs = 36
        step.value = 19
        ```

        ## Vẫn các trọng số ấy, gọi theo vị trí tương đối

        Cho đến giờ, `k,l` được đếm từ góc của bức ảnh. Ta hãy đếm từ chính vị trí của đầu ra: đặt `k = i + a`,
        `l = j + b`, và gọi vẫn trọng số ấy là `V[i,j,a,b]`.

        ```formula
        h[i,j] = u[i,j] +  Σ  V[i,j,a,b] · x[i+a, j+b]     (2)
                          a,b
        ```

        Chỉ có tên gọi thay đổi: vẫn là 40 số. Nhưng hãy xem các trọng số 1, 2 và 3 trong hình vừa rồi nằm ở đâu:

        | đầu ra | điểm ảnh `k,l` | độ lệch `a,b` |
        |---|---|---|
        | `h[0,0]` | `0,1`  `1,0`  `1,1` | `0,1`  `1,0`  `1,1` |
        | `h[0,1]` | `0,2`  `1,1`  `1,2` | `0,1`  `1,0`  `1,1` |
        | `h[1,0]` | `1,1`  `2,0`  `2,1` | `0,1`  `1,0`  `1,1` |
        | `h[1,1]` | `1,2`  `2,1`  `2,2` | `0,1`  `1,0`  `1,1` |

        Điểm ảnh thì mỗi hàng một khác, còn độ lệch thì hàng nào cũng như nhau. Chủ ý nằm ở đó.

        ## Yêu cầu thứ nhất: ở đâu cũng một quy tắc

        Cách nhận ra một góc nhọn ở phía trên bên trái cũng dùng được ở phía dưới bên phải. Đó là tính *bất biến tịnh
        tiến*: cả `V` lẫn `u` đều không được phụ thuộc vào vị trí `i,j`.

        ```formula
        h[i,j] = u +  Σ  V[a,b] · x[i+a, j+b]              (3)
                     a,b
        ```

        Ở đây độ lệch chạy từ −1 đến 2, nên một bảng `4·4 = 16` trọng số dùng chung cho cả bốn đầu ra: thêm một hệ số
        điều chỉnh là `16 + 1 = 17` số, thay cho 40. Bảng này trượt trên ảnh; chỗ nào thò ra ngoài thì không có điểm
        ảnh, nên hình vẽ phần đệm, tính là 0. Các đầu ra vẫn như cũ: 19, 25, 37, 43.

        ```scene
        step conv --input arange:3x3 --kernel [[0,0,0,0],[0,0,1,0],[0,2,3,0],[0,0,0,0]] --padding 1
        ```

        ```claim
        step conv --input arange:3x3 --kernel [[0,0,0,0],[0,0,1,0],[0,2,3,0],[0,0,0,0]] --padding 1
        output = [[[19,25],[37,43]]]
        macs = 64
        ```

        ## Yêu cầu thứ hai: chỉ nhìn lân cận

        Muốn biết ở đây có cạnh hay không, chẳng ai nhìn sang tận đầu kia của bức ảnh. Đó là *tính cục bộ*: ngoài một
        khoảng cách nhỏ Δ, mọi trọng số đều bằng 0, mà đã luôn bằng 0 thì không cần giữ lại nữa.

        ```formula
                     Δ    Δ
        h[i,j] = u + Σ    Σ   V[a,b] · x[i+a, j+b]         (4)
                   a=−Δ b=−Δ
        ```

        Bỏ vòng số 0 quanh bảng, ta còn `2·2 = 4` trọng số: `4 + 1 = 5` số. (Cửa sổ lấy điểm giữa làm gốc như trong (4)
        luôn có cạnh lẻ: Δ = 1 cho cửa sổ 3x3. Cửa sổ của ta có cạnh chẵn nên đếm từ góc, như các thư viện vẫn làm.)
        Hãy vào hình và đi từng bước: ô thứ hai là `1·0 + 2·1 + 4·2 + 5·3 = 25`.

        ```scene
        step conv --input arange:3x3 --kernel [[0,1],[2,3]]
        ```

        ```claim
        step conv --input arange:3x3 --kernel [[0,1],[2,3]] --at 0,0,1
        output = [[[19,25],[37,43]]]
        macs = 16
        step.value = 25
        ```

        ## Những tên gọi

        Công thức (4) chính là phép **tích chập** trong tầng tích chập.

        - Bảng nhỏ `V` là *hạt nhân*, hay *bộ lọc*. Không ai viết tay các trọng số ấy: mạng tự học lấy.
        - Đầu ra `h` là *ánh xạ đặc trưng*: ở mỗi vị trí, mẫu của hạt nhân hiện ra mạnh đến đâu.
        - Những điểm ảnh mà một ô đầu ra nhìn thấy là *vùng tiếp nhận* của ô ấy, ở đây là 2x2.

        Nói cho chặt chẽ, (4) là phép *tương quan chéo*. Phép tích chập trong toán học dùng `x[i−a, j−b]`, tức là xoay
        hạt nhân nửa vòng. Với `[[3,2],[1,0]]`, ô đầu tiên sẽ là `0·3 + 1·2 + 3·1 + 4·0 = 5`. Vì trọng số là do học mà
        có, mạng học hạt nhân đã xoay cũng dễ như vậy; cho nên các thư viện, và cả chương trình này, bỏ bước xoay.

        ```claim
        step conv --input arange:3x3 --kernel [[3,2],[1,0]] --at 0,0,0
        output = [[[5,11],[23,29]]]
        step.value = 5
        ```

        ## Hai yêu cầu ấy tiết kiệm được gì

        | tầng | số cần học, 3x3 thành 2x2 | 28x28 thành 24x24 |
        |---|--:|--:|
        | kết nối đầy đủ, (1) và (2) | 40 | 452.160 |
        | ở đâu cũng một quy tắc, (3) | 17 | 2.602 |
        | chỉ nhìn lân cận, (4): 2x2 và 5x5 | 5 | 26 |

        Kết nối đầy đủ: `28·28·24·24 + 24·24 = 452.160`. Tích chập: `5·5 + 1 = 26`, ảnh lớn bao nhiêu cũng vậy. Và ảnh
        vẫn là ảnh: những gì nằm cạnh nhau trong `x` thì vẫn nằm cạnh nhau trong `h`.

        LeNet mở đầu bằng sáu hạt nhân như thế, `6·(5·5 + 1) = 156` số; còn tầng kết nối đầy đủ đầu tiên của một mạng
        nhỏ trên cùng loại ảnh 28x28 có `784·256 + 256 = 200.960`.

        ```claim
        show lenet
        layers[0].kind = "conv"
        layers[0].parameters = 156
        ```

        ```claim
        show mlp
        layers[1].kind = "linear"
        layers[1].parameters = 200960
        ```

        ## Thử sức

        Một ảnh 5x5 điểm ảnh đi qua một phép tích chập có hạt nhân 2x2 và một hệ số điều chỉnh, cho đầu ra 4x4. Tầng
        này phải học bao nhiêu số?

        - [ ] 4

          Đó là các trọng số của hạt nhân. Hệ số điều chỉnh `u` trong (4) cũng phải học: một số dùng chung cho mọi vị
          trí.

        - [x] 5

          `2·2 + 1 = 5`, vẫn bốn trọng số và một hệ số điều chỉnh ấy ở cả 16 vị trí. Ảnh lớn bao nhiêu cũng được.

        - [ ] 80

          Nếu thế thì mỗi đầu ra có hạt nhân và hệ số điều chỉnh riêng: `16·(2·2 + 1) = 80`. Có tính cục bộ, nhưng chưa
          phải ở đâu cũng một quy tắc: thiếu yêu cầu thứ nhất.

        - [ ] 416

          Đó là tầng kết nối đầy đủ (1): `25·16 + 16 = 416`. Chưa yêu cầu nào được đáp ứng.

        ```claim
        step conv --input ones:5x5 --kernel [[0,1],[2,3]] --no-output
        output_shape = [1,4,4]
        ```

        """##),
  ]
}
