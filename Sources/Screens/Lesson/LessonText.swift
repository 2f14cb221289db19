import Ground

/// The lesson screen.
enum LessonText: TextTable {
  case lesson, lessons, page, loading
  case scene, noRoom, right, wrong
  case toList, toText, previousScene, firstAndLast
  case turnPage, scroll, intoScene, nextScene, answer, wholeStepper, open, choose
  case choosing

  var text: Bilingual {
    switch self {
    case .lesson: Bilingual("lesson", "bài học")
    case .lessons: Bilingual("lessons", "các bài học")
    case .page: Bilingual("page {0}/{1}", "trang {0}/{1}")
    case .loading: Bilingual("reading the lessons …", "đang đọc các bài học …")
    case .scene: Bilingual("scene {0}", "hình {0}")
    case .noRoom:
      Bilingual(
        "No room for this scene: make the window larger.",
        "Không đủ chỗ cho hình này: hãy mở rộng cửa sổ.")
    case .right: Bilingual("Right.", "Đúng rồi.")
    case .wrong: Bilingual("Not this one.", "Chưa phải.")
    case .toList: Bilingual("all lessons", "mọi bài học")
    case .toText: Bilingual("back to the text", "trở lại bài")
    case .previousScene: Bilingual("scene before", "hình trước")
    case .firstAndLast: Bilingual("first, last page", "trang đầu, cuối")
    case .turnPage: Bilingual("page", "trang")
    case .scroll: Bilingual("scroll", "cuộn")
    case .intoScene: Bilingual("into the scene", "mở hình")
    case .nextScene: Bilingual("next scene", "hình kế")
    case .answer: Bilingual("answer", "trả lời")
    case .wholeStepper: Bilingual("larger", "mở rộng")
    case .open: Bilingual("open", "mở")
    case .choose: Bilingual("choose", "chọn")
    case .choosing: Bilingual("Choose a lesson.", "Hãy chọn một bài học.")
    }
  }
}

/// The help of the lesson screen.
enum LessonHelp: TextTable {
  case pages, scenes, questions

  var text: Bilingual {
    switch self {
    case .pages:
      Bilingual(
        "A lesson is a few short pages. L shows the same page in the other language.",
        "Mỗi bài học gồm vài trang ngắn. Phím L chuyển trang đang đọc sang ngôn ngữ kia.")
    case .scenes:
      Bilingual(
        "The framed scenes are alive: Enter goes into one, then the keys are those of the stepper, Enter makes it "
          + "larger and Esc comes back to the text.",
        "Hình có khung là hình tương tác: Enter để điều khiển, khi đó các phím thuộc về màn hình từng bước; Enter lần "
          + "nữa để mở rộng, Esc để trở lại bài.")
    case .questions:
      Bilingual(
        "Answer a question with its letter; each answer is explained, and you may try them all.",
        "Trả lời câu hỏi bằng chữ cái của phương án; phương án nào cũng có lời giải thích, bạn có thể chọn lần lượt tất cả."
      )
    }
  }
}
