import Datasets
import Engine
import Ground
import Tensors

extension Plan {
  /// What the network says about a run of pictures, with the running statistics of its normalisation.
  ///
  /// - Parameter watch: hears of every block of pictures; once it is abandoned the rest is left out, and the result means
  ///   nothing.
  /// - Precondition: the pictures have the network's input shape, their labels are among its classes, and `range` lies
  ///   within the data set.
  public func evaluate(
    _ dataset: Dataset, _ range: Range<Int>, watch: Watch = Watch()
  ) -> Evaluation {
    precondition(dataset.shape == graph.inputShape, "the pictures do not fit the network")
    precondition(dataset.classCount <= classCount, "the data set has more classes than the network")
    precondition(range.lowerBound >= 0 && range.upperBound <= dataset.count, "no such pictures")
    let classes = classCount
    let blocks = (range.count + laneCount - 1) / laneCount
    let indices = Array(range)
    let labels = indices.map { dataset.labels[$0] }
    var logits = [Float](repeating: 0, count: range.count * classes)
    var losses = [Float](repeating: 0, count: blocks * laneCount)
    var predictions = [Int32](repeating: 0, count: blocks * laneCount)
    EvaluationDoor.enter("pictures through \(graph.name)")
    inference.prepare()
    watch.begin(total: range.count)
    dataset.pixels.withUnsafeBufferPointer { pixels in
      logits.withUnsafeMutableBufferPointer { logits in
        losses.withUnsafeMutableBufferPointer { losses in
          predictions.withUnsafeMutableBufferPointer { predictions in
            guard let pixels = pixels.baseAddress, let logits = logits.baseAddress,
              let losses = losses.baseAddress, let predictions = predictions.baseAddress
            else { return }
            nonisolated(unsafe) let places = (pixels, logits, losses, predictions)
            pool.run(pieces: blocks) { [self] block, thread in
              guard !watch.isAbandoned else { return }
              let first = block * laneCount
              let images = min(laneCount, range.count - first)
              evaluateBlock(
                pixels: places.0, pictures: dataset.count,
                indices: Array(indices[first..<first + images]),
                labels: Array(labels[first..<first + images]), thread: thread,
                logits: places.1 + first * classes, losses: places.2 + first,
                predictions: places.3 + first)
              watch.advance(by: images)
            }
          }
        }
      }
    }
    return summary(
      labels: labels, losses: losses, predictions: predictions, logits: logits)
  }

  private func evaluateBlock(
    pixels: UnsafePointer<UInt8>, pictures: Int, indices: [Int], labels: [Int32], thread: Int,
    logits: UnsafeMutablePointer<Float>, losses: UnsafeMutablePointer<Float>,
    predictions: UnsafeMutablePointer<Int32>
  ) {
    let input = inference.input
    indices.withUnsafeBufferPointer { indices in
      guard let places = indices.baseAddress else { return }
      PixelGather.run(
        pixels: pixels, pictures: pictures, indices: places, images: indices.count,
        to: input.pointer(thread), input.layout)
    }
    inference.run(block(thread: thread, images: indices.count))
    guard let output = inference.values.last else { return }
    let result = output.pointer(thread)
    labels.withUnsafeBufferPointer { labels in
      guard let labels = labels.baseAddress else { return }
      let loss = SoftmaxCrossEntropy.run(
        logits: result, classes: classCount, labels: labels, images: indices.count, scale: 1,
        gradient: nil, predictions: predictions)
      for lane in 0..<laneCount { losses[lane] = loss[lane] }
    }
    for lane in indices.indices {
      for index in 0..<classCount { logits[lane * classCount + index] = result[index][lane] }
    }
  }

  private func block(thread: Int, images: Int) -> BlockRun {
    BlockRun(
      slot: thread, thread: thread, block: 0, images: images, group: 0, beginsGroup: false)
  }

  private func summary(
    labels: [Int32], losses: [Float], predictions: [Int32], logits: [Float]
  ) -> Evaluation {
    var loss = 0.0
    var correct = 0
    var confusion = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
    for (index, label) in labels.enumerated() {
      loss += Double(losses[index])
      confusion[Int(label)][Int(predictions[index])] += 1
      if label == predictions[index] { correct += 1 }
    }
    return Evaluation(
      count: labels.count, loss: labels.isEmpty ? 0 : loss / Double(labels.count),
      correct: correct, predictions: predictions.prefix(labels.count).map(Int.init),
      logits: logits, confusion: confusion)
  }
}
