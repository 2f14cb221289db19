import Ground
import Testing
import Training

@Suite struct TrainingEventTests {
  private let start = TrainingEvent.start(
    .init(
      network: "lenet", parameters: 61706, trainImages: 60000, testImages: 10000, seed: 7,
      threads: 2))
  private let epoch = TrainingEvent.epoch(
    .init(
      epoch: 3, epochs: 10, trainLoss: 0.5, trainAccuracy: 0.91, testLoss: 0.25,
      testAccuracy: 0.875, imagesPerSecond: 58214.5, seconds: 1.25))

  @Test func `objects have the members of the contract in its order`() {
    #expect(
      start.json?.description
        == #"{"event":"start","network":"lenet","parameters":61706,"train_images":60000,"#
        + #""test_images":10000,"seed":7,"threads":2}"#)
    #expect(
      TrainingEvent.step(.init(step: 100, loss: 0.1)).json?.description
        == #"{"event":"step","step":100,"loss":0.1}"#)
    #expect(
      epoch.json?.description
        == #"{"event":"epoch","epoch":3,"train_loss":0.5,"train_accuracy":0.91,"test_loss":0.25,"#
        + #""test_accuracy":0.875,"images_per_second":58214.5,"seconds":1.25}"#)
    #expect(
      TrainingEvent.end(.init(reason: .diverged, checkpoint: "/runs/a/step-5")).json?.description
        == #"{"event":"end","reason":"diverged","checkpoint":"/runs/a/step-5"}"#)
  }

  @Test func `what is not there or no number is null`() {
    let untested = TrainingEvent.epoch(
      .init(
        epoch: 1, epochs: 1, trainLoss: .infinity, trainAccuracy: 0, testLoss: nil,
        testAccuracy: nil, imagesPerSecond: nil, seconds: nil))
    #expect(
      untested.json?.description
        == #"{"event":"epoch","epoch":1,"train_loss":null,"train_accuracy":0,"test_loss":null,"#
        + #""test_accuracy":null,"images_per_second":null,"seconds":null}"#)
    #expect(
      TrainingEvent.step(.init(step: 1, loss: .nan)).json?.description
        == #"{"event":"step","step":1,"loss":null}"#)
    #expect(TrainingEvent.notice(Bilingual("a", "b")).json == nil)
  }

  @Test func `progress lines follow the language`() {
    #expect(
      start.line(in: .english)
        == "lenet: 61,706 parameters, 60,000 training images, 10,000 test images, seed 7, 2 threads"
    )
    #expect(
      start.line(in: .vietnamese)
        == "lenet: 61.706 tham số, 60.000 ảnh huấn luyện, 10.000 ảnh kiểm tra, hạt giống 7, 2 luồng"
    )
    #expect(
      epoch.line(in: .english)
        == "epoch 3/10  training: loss 0.5000, accuracy 0.9100  test: loss 0.2500, accuracy 0.8750"
        + "  58,214 images/s  1.2 s")
    #expect(
      epoch.line(in: .vietnamese)
        == "epoch 3/10  huấn luyện: mất mát 0,5000, độ chính xác 0,9100  "
        + "kiểm tra: mất mát 0,2500, độ chính xác 0,8750  58.214 ảnh/giây  1,2 giây")
  }
}
