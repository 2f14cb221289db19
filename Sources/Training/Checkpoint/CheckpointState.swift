import Datasets
import Ground
import Tensors

/// What `state.json` holds: all of a run but its tensors.
struct CheckpointState: Hashable, Sendable {
  /// Of the format; raised when an older program could not read it.
  static let version = 1

  var progress: TrainingProgress
  var recipe: Recipe
  var data: DataIdentity
}

/// Which pictures a run was trained on, without the pictures.
struct DataIdentity: Hashable, Sendable {
  var name: String
  /// `[C, H, W]`
  var shape: Shape
  var classes: [Bilingual]
  /// After `--limit`.
  var trainImages: Int
  var testImages: Int
  /// Of the training images, after `--limit`.
  var digest: String
  /// `nil` without test images.
  var testDigest: String?

  /// More are no list of classes.
  static let mostClasses = 1 << 16

  init(_ data: DatasetPair) {
    name = data.name
    shape = data.shape
    classes = data.classes
    trainImages = data.train.count
    testImages = data.test?.count ?? 0
    digest = data.train.digest
    testDigest = data.test?.digest
  }

  init(
    name: String, shape: Shape, classes: [Bilingual], trainImages: Int, testImages: Int,
    digest: String, testDigest: String?
  ) {
    self.name = name
    self.shape = shape
    self.classes = classes
    self.trainImages = trainImages
    self.testImages = testImages
    self.digest = digest
    self.testDigest = testDigest
  }
}
