import Commands
import Ground
import Operations
import Stepping
import Tensors

/// A value of a step that can be changed on the screen, by the name of its option.
enum SettingField: String, Hashable, Sendable, CaseIterable {
  case kernel, channels, size, stride, padding
  case outputPadding = "output-padding"
  case dilation, groups, output, target, rate, seed, bias, input, gradient

  /// The fields of an operation, in the order in which they are drawn.
  static func fields(of request: StepRequest) -> [SettingField] {
    // What goes back can be changed; what it goes through, forward.
    if request.isBackward { return request.layer == nil ? [.gradient] : [] }
    // All else is the network's own.
    if request.layer != nil { return [.input] }
    switch request.operation {
    case .residual: return []
    case .convolution:
      return [.kernel, .channels, .size, .stride, .padding, .dilation, .groups, .bias, .input]
    default:
      // What a kernel is made of changes with it.
      let options = request.operation.declaration.ownOptions.subtracting([.groups])
      return allCases.filter { field in
        field == .input
          || field != .gradient
            && StepOption(rawValue: field.rawValue).map(options.contains) == true
      }
    }
  }

  var name: Bilingual {
    switch self {
    case .input: StepperText.fieldInput.text
    case .gradient: StepperText.fieldGradient.text
    case .kernel: StepperText.fieldFilter.text
    case .channels: StepperText.fieldChannels.text
    case .size: StepperText.fieldSize.text
    case .stride: StepperText.fieldStride.text
    case .padding: StepperText.fieldPadding.text
    case .outputPadding: StepperText.fieldOutputPadding.text
    case .dilation: StepperText.fieldDilation.text
    case .groups: StepperText.fieldGroups.text
    case .output: StepperText.output.text
    case .target: StepperText.fieldTarget.text
    case .rate: StepperText.fieldRate.text
    case .seed: StepperText.fieldSeed.text
    case .bias: StepperText.fieldBias.text
    }
  }
}

/// The value of a field as text, as it would be typed on the command line.
extension StepRequest {
  func text(of field: SettingField, steps: Steps?) -> String {
    switch field {
    case .input: input?.description ?? ""
    case .gradient: gradient?.description ?? "ones"
    case .kernel:
      if case .named(let name) = kernel { name.rawValue } else { kernel?.description ?? "" }
    case .channels: steps?.convolution.map { "\($0.kernel.shape[0])" } ?? ""
    case .size:
      if case .shift(let shift) = steps?.layer {
        "\(shift.size)"
      } else {
        Self.text(steps?.window?.kernel ?? size ?? .one, separator: "x")
      }
    case .stride: Self.text(steps?.window?.stride ?? stride ?? .one)
    case .padding: isPaddedToSame ? "same" : Self.text(padding ?? .zero)
    case .outputPadding: Self.text(outputPadding ?? .zero)
    case .dilation: Self.text(dilation ?? .one)
    case .output: Self.text(outputSize ?? .one, separator: "x")
    case .target: "\(targetClass ?? 0)"
    case .rate: "\(rate ?? 0.5)"
    case .seed: "\(seed ?? 0)"
    case .groups: "\(steps?.convolution?.groups ?? groups ?? 1)"
    case .bias: bias.map { $0.map { "\($0)" }.joined(separator: ",") } ?? "0"
    }
  }

  /// How many numbers a field holds that are written out one by one; 0 for anything with a name.
  func literalCount(of field: SettingField) -> Int {
    switch field {
    case .input:
      if case .literal(let tensor) = input { tensor.elements.count } else { 0 }
    case .kernel:
      if case .tensor(.literal(let tensor)) = kernel { tensor.elements.count } else { 0 }
    default: 0
    }
  }

  /// The request with one value replaced.
  ///
  /// - Parameter steps: what the request stands for now; a kernel is resized from it.
  /// - Throws: what is wrong with the text. Whether the values fit each other shows only when the
  ///   steps are made.
  func setting(
    _ field: SettingField, to text: String, steps: Steps?
  ) throws -> StepRequest {
    var changed = self
    switch field {
    case .input: changed.input = try TensorSpec(parsing: text).looked(at: pictureLook)
    case .gradient:
      changed.gradient = text == "ones" ? nil : try TensorSpec(parsing: text, field: "gradient")
    case .kernel:
      changed.kernel = try KernelSpec(parsing: text)
    case .size:
      let size = try Self.read(text, .pair("", from: 1), field)
      if operation == .convolution {
        guard let convolution = steps?.convolution else { return self }
        try Self.requireFit(of: size, in: convolution)
        changed.kernel = try KernelSpec(literal: convolution.kernel.embedded(in: size))
        changed.groups = convolution.groups
      } else {
        changed.size = size
      }
    case .channels:
      let count = try Self.read(text, .integer("", from: 1), field)
      guard let convolution = steps?.convolution else { return self }
      try changed.setOutputChannels(count, of: convolution)
    case .stride: changed.stride = try Self.read(text, .pair("", from: 1), field)
    case .padding: changed.paddingChoice = try Self.read(text, .padding, field)
    case .outputPadding: changed.outputPadding = try Self.read(text, .pair("", from: 0), field)
    case .dilation: changed.dilation = try Self.read(text, .pair("", from: 1), field)
    case .output: changed.outputSize = try Self.read(text, .pair("", from: 1), field)
    case .target: changed.targetClass = try Self.read(text, .integer("", from: 0), field)
    case .rate: changed.rate = try Self.read(text, .number("", allowsZero: true), field)
    case .seed: changed.seed = try Self.read(text, .seed, field)
    case .groups:
      let groups = try Self.read(text, .integer("", from: 1), field)
      guard let convolution = steps?.convolution else { return self }
      changed.kernel = KernelSpec(literal: try convolution.kernel(regroupedInto: groups))
      changed.groups = groups
    case .bias:
      let numbers = try Self.read(text, .numbers, field)
      changed.bias = numbers.allSatisfy { $0 == 0 } && numbers.count == 1 ? nil : numbers
    }
    return changed
  }

  /// Refuses a window that does not fit before its kernel takes any memory.
  private static func requireFit(
    of size: Pair, in convolution: ConvolutionSteps
  ) throws(StepError) {
    var window = convolution.window
    window.kernel = size
    do {
      _ = try window.outputSize(for: Pair(convolution.inputShape[1], convolution.inputShape[2]))
    } catch {
      throw .operation(.window(error), .convolution)
    }
  }

  /// The text that + and - make of a value; `nil` where there is no next one.
  func neighbor(
    of text: String, in field: SettingField, by step: Int, steps: Steps? = nil
  ) -> String? {
    switch field {
    case .input: neighborInput(of: text, by: step)
    case .gradient: neighborGradient(of: text, by: step, steps: steps)
    case .kernel:
      KernelName.allCases.cycled(from: KernelName(rawValue: text), by: step)?.rawValue
    case .size where operation == .shift:
      Self.shifted(text, by: 2 * step, separator: "x")
    case .size, .output: Self.shifted(text, by: step, separator: "x")
    case .stride, .padding, .outputPadding, .dilation, .target, .seed:
      Self.shifted(text, by: step, separator: ",")
    case .rate: Self.neighborRate(of: text, by: step)
    case .channels: neighborChannels(of: text, by: step, steps: steps)
    case .groups: neighborGroups(of: text, by: step, steps: steps)
    case .bias: nil
    }
  }

  /// From ones to random numbers, and on through their seeds.
  private func neighborGradient(of text: String, by step: Int, steps: Steps?) -> String? {
    guard text == "ones" else { return neighborInput(of: text, by: step) ?? "ones" }
    guard step > 0, let shape = steps?.operationOutputShape else { return nil }
    return TensorSpec.filled(.random(seed: 0), Extent(shape).shape).description
  }

  /// A tenth more or less.
  private static func neighborRate(of text: String, by step: Int) -> String? {
    guard let rate = Double(text), (0..<1).contains(rate) else { return nil }
    let tenths = Int((rate * 10).rounded()) + step
    return (0...9).contains(tenths) ? "\(Double(tenths) / 10)" : nil
  }

  /// As many more or fewer as there are groups.
  private func neighborChannels(of text: String, by step: Int, steps: Steps?) -> String? {
    guard let convolution = steps?.convolution, let count = Int(text) else { return nil }
    let next = count.moved(by: step * convolution.groups)
    return next >= 1 ? "\(next)" : nil
  }

  /// The next number that divides the channels on both sides.
  private func neighborGroups(of text: String, by step: Int, steps: Steps?) -> String? {
    guard let convolution = steps?.convolution, let groups = Int(text) else {
      return Self.shifted(text, by: step, separator: ",")
    }
    let (channels, filters) = (convolution.inputShape[0], convolution.kernel.shape[0])
    var next = groups
    repeat {
      next += step
      guard (1...min(channels, filters)).contains(next) else { return nil }
    } while !channels.isMultiple(of: next) || !filters.isMultiple(of: next)
    return "\(next)"
  }

  private func neighborInput(of text: String, by step: Int) -> String? {
    guard let spec = try? TensorSpec(parsing: text) else { return nil }
    switch spec {
    case .filled(.random(let seed), let shape):
      guard step > 0 || seed > 0 else { return nil }
      return TensorSpec.filled(
        .random(seed: step > 0 ? seed &+ 1 : seed - 1), shape
      ).description
    case .filled(let fill, let shape):
      let sizes = shape.sizes.enumerated().map {
        $0.offset < shape.rank - 2 ? $0.element : max(1, $0.element.moved(by: step))
      }
      return Shape(checking: sizes).map { TensorSpec.filled(fill, $0).description }
    case .sample(let sample):
      let index = sample.index.moved(by: step)
      guard index >= 0 else { return nil }
      return TensorSpec.sample(
        SampleSpec(dataset: sample.dataset, split: sample.split, index: index)
      ).description
    case .picture(let picture):
      return picture.neighbor(by: step)?.description
    case .literal, .npy: return nil
    }
  }

  /// Every number of a text moved by one: `1,2` becomes `2,3`.
  private static func shifted(_ text: String, by step: Int, separator: String) -> String? {
    let parts = text.split { $0 == "," || $0 == "x" }.map { Int($0) }
    let numbers = parts.compactMap(\.self)
    guard !numbers.isEmpty, numbers.count == parts.count else { return nil }
    return numbers.map { "\($0.moved(by: step))" }.joined(separator: separator)
  }

  private static func text(_ pair: Pair, separator: String = ",") -> String {
    pair.height == pair.width && separator == ","
      ? "\(pair.height)" : "\(pair.height)\(separator)\(pair.width)"
  }

  private static func read<Value>(
    _ text: String, _ syntax: ValueSyntax<Value>, _ field: SettingField
  ) throws(ValueError) -> Value {
    guard let value = syntax.read(text) else {
      throw ValueError(field: field.rawValue, found: text, expected: syntax.expected)
    }
    return value
  }
}

extension KernelSpec {
  init(literal tensor: Tensor) { self = .tensor(.literal(tensor)) }
}

extension Int {
  /// The sum; what was typed may be the largest number, from which there is no way on.
  fileprivate func moved(by step: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(step)
    return overflow ? self : sum
  }
}

extension Array where Element: Equatable {
  /// The next element in a circle; the first or the last one from outside.
  fileprivate func cycled(from element: Element?, by step: Int) -> Element? {
    guard !isEmpty else { return nil }
    guard let element, let place = firstIndex(of: element) else {
      return step > 0 ? first : last
    }
    return self[(place + step + count) % count]
  }
}
