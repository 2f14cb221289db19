import Ground
import Operations
import Stepping
import Tensors

/// What becomes of a kernel whose geometry is changed on the screen. O I KH KW.
extension Tensor {
  /// The same filters in a window of another size: the middle of both lies on one cell, what is new
  /// is 0, what is outside is cut off.
  ///
  /// - Throws: ``SpecError`` when the new kernel would take more than half of the memory.
  func embedded(in size: Pair) throws(SpecError) -> Tensor {
    let (filters, channels) = (shape[0], shape[1])
    let sizes = [filters, channels, size.height, size.width]
    guard (try? MemoryPrice(sizes, bytesEach: MemoryLayout<Double>.size).require()) != nil,
      let newShape = Shape(checking: sizes)
    else {
      throw SpecError(field: "size", reason: .sizesTooLarge("\(size)"))
    }
    var resized = Tensor.zeros(newShape)
    let top = Self.shift(from: shape[2], to: size.height)
    let left = Self.shift(from: shape[3], to: size.width)
    for filter in 0..<filters {
      for channel in 0..<channels {
        for row in max(0, -top)..<max(max(0, -top), min(shape[2], size.height - top)) {
          for column in max(0, -left)..<max(max(0, -left), min(shape[3], size.width - left)) {
            resized[filter, channel, row + top, column + left] =
              self[filter, channel, row, column]
          }
        }
      }
    }
    return resized
  }

  /// Where the first row of the old window comes to lie. From odd to even the new row is the last
  /// one, from even to odd the first: so two steps keep the middle, and going back undoes them.
  private static func shift(from old: Int, to new: Int) -> Int {
    (new - old + (old.isMultiple(of: 2) ? 1 : 0)) >> 1
  }
}

extension StepRequest {
  /// Another number of filters: random ones are drawn anew, of others the first are kept, and repeated.
  ///
  /// - Throws: ``SpecError`` when the new kernel would take more than half of the memory, ``StepError`` when the
  ///   groups do not divide the number.
  mutating func setOutputChannels(_ count: Int, of convolution: ConvolutionSteps) throws {
    let old = convolution.kernel
    let sizes = [count] + old.shape.sizes.dropFirst()
    guard count.isMultiple(of: convolution.groups) else {
      throw StepError.groupsDoNotDivideOutput(groups: convolution.groups, filters: count)
    }
    guard (try? MemoryPrice(sizes, bytesEach: MemoryLayout<Double>.size).require()) != nil,
      let shape = Shape(checking: sizes)
    else { throw SpecError(field: "channels", reason: .sizesTooLarge("\(count)")) }
    if case .tensor(.filled(let fill, let before)) = kernel, before.rank == 4 {
      kernel = .tensor(.filled(fill, shape))
    } else {
      let filter = old.elements.count / old.shape[0]
      kernel = KernelSpec(
        literal: Tensor(
          shape: shape,
          elements: (0..<shape.count).map {
            old.elements[$0 / filter % old.shape[0] * filter + $0 % filter]
          }))
      groups = convolution.groups == 1 ? nil : convolution.groups
    }
  }

  /// Whether a kernel of two sizes goes over each of several channels by itself.
  func sharesKernel(over convolution: ConvolutionSteps) -> Bool {
    let isPlane =
      switch kernel {
      case .named: true
      case .tensor(.literal(let tensor)): tensor.shape.rank == 2
      case .tensor(.filled(_, let shape)): shape.rank == 2
      default: false
      }
    return isPlane && convolution.inputShape[0] > 1
  }

  /// One filter over all channels in place of one that goes over each by itself: their sum.
  mutating func sumChannels(of convolution: ConvolutionSteps) {
    let shape = convolution.kernel.shape
    kernel = KernelSpec(
      literal: convolution.kernel.reshaped(to: [1, shape[0], shape[2], shape[3]]))
    groups = nil
  }
}

extension ConvolutionSteps {
  /// The same filters in another number of groups: a filter keeps the weights of the channels that it
  /// still reads, and has 0 for those that it did not read before.
  ///
  /// - Throws: ``StepError`` when the groups do not divide the channels.
  func kernel(regroupedInto groups: Int) throws(StepError) -> Tensor {
    let (channels, filters) = (inputShape[0], kernel.shape[0])
    guard channels.isMultiple(of: groups) else {
      throw .groupsDoNotDivideInput(groups: groups, channels: channels)
    }
    guard filters.isMultiple(of: groups) else {
      throw .groupsDoNotDivideOutput(groups: groups, filters: filters)
    }
    let perGroup = channels / groups
    let area = window.kernel.area
    var regrouped = Tensor.zeros([filters, perGroup, window.kernel.height, window.kernel.width])
    for filter in 0..<filters {
      let before = self.channels(of: filter)
      let first = filter / (filters / groups) * perGroup
      for channel in before where (first..<first + perGroup).contains(channel) {
        let source = (filter * before.count + channel - before.lowerBound) * area
        let target = (filter * perGroup + channel - first) * area
        for tap in 0..<area {
          regrouped.elements[target + tap] = kernel.elements[source + tap]
        }
      }
    }
    return regrouped
  }
}
