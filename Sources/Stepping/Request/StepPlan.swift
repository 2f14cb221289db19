import Ground
import Operations
import Tensors

/// The operation that a request asks for, known from the shapes of its tensors alone: checked and priced
/// before a number is loaded.
struct StepPlan: Sendable {
  let layer: Layer
  /// Whether a batch normalisation takes the statistics of its input, or the running ones.
  var mode = Operands.Mode.inference
  /// What ``parameters`` takes beside the tensors that it is made of.
  var parametersPrice = MemoryPrice()
  /// The operation's, in its order.
  var parameters: @Sendable (StepTensors) -> [Tensor] = { _ in [] }
}

/// What is made of steps, which says how much they take beside their tensors.
public enum StepUse: Hashable, Sendable {
  /// The object of `--json`.
  case json
  /// Grids that are cut to a page.
  case text
  /// A screen computes what it shows.
  case screen
}

/// Everything that a request holds at once, with the option that each part comes from.
struct StepPrice {
  /// A part of the price.
  struct Part {
    let option: StepOption
    let subject: StepError.MemorySubject
    let price: MemoryPrice
  }

  private(set) var parts: [Part] = []

  init() {}

  mutating func add(_ subject: StepError.MemorySubject, _ option: StepOption, _ price: MemoryPrice)
  {
    parts.append(Part(option: option, subject: subject, price: price))
  }

  mutating func add(_ price: StepPrice) { parts += price.parts }

  mutating func add(
    _ subject: StepError.MemorySubject, _ option: StepOption, bytesEach: Int
  ) {
    add(subject, option, MemoryPrice(subject.sizes, bytesEach: bytesEach))
  }

  /// - Throws: ``StepError`` that blames the largest part.
  func require(within limit: Int) throws(StepError) {
    let sum = parts.reduce(into: MemoryPrice()) { $0.add($1.price) }
    do {
      try sum.require(within: limit)
    } catch {
      let largest = parts.max { ($0.price.bytes ?? .max) < ($1.price.bytes ?? .max) }
      throw .memory(
        option: largest?.option ?? .input, largest?.subject ?? .tensor(Shape([])), error)
    }
  }
}

extension StepPlan {
  /// What steps on tensors of these shapes take once these are loaded.
  func price(
    of request: StepRequest, on shapes: StepOperands<Shape>, output: Shape, use: StepUse
  ) -> StepPrice {
    let number = MemoryLayout<Double>.size
    var price = StepPrice()
    let made: StepOption = request.kernel != nil ? .kernel : .input
    price.add(.tensor(shapes.kernel ?? shapes.input), made, parametersPrice)
    let larger: StepOption = request.padding == nil ? .input : .padding
    let step = StepCost.bytesPerTerm(use)
    guard request.isBackward else {
      let terms = layer.operation.termsPerCell(of: shapes.inputs)
      price.add(
        .terms(terms), request.operation.declaration.required.first ?? .input, bytesEach: step)
      if use == .json, request.includesOutput {
        price.add(.output(output), larger, bytesEach: number + StepCost.bytesPerCell)
      }
      return price
    }
    // The gradient that arrives, unless it was given.
    if shapes.gradient == nil { price.add(.output(output), larger, bytesEach: number) }
    price.add(
      .terms(layer.operation.termsPerGradientCell(output: output)), larger, bytesEach: step)
    guard use == .json, request.includesOutput else { return price }
    // Going back needs the output, and makes every gradient.
    price.add(.output(output), larger, bytesEach: number)
    for (option, shape) in shapes.named where option != .gradient {
      price.add(.tensor(shape), option, bytesEach: number + StepCost.bytesPerCell)
    }
    price.add(.tensor(shapes.kernel ?? shapes.input), made, parametersPrice)
    return price
  }
}

/// What is written takes in memory: what was measured (91 bytes a cell, 559 a term of JSON, 185 a term of
/// text, x86-64) and half as much again, as text grows by doubling.
enum StepCost {
  /// A cell of an output as a value of JSON, as its text and as what is printed of that.
  static let bytesPerCell = 144

  /// A term, as a value and as it is written.
  static func bytesPerTerm(_ use: StepUse) -> Int {
    switch use {
    case .json: 1024
    case .text, .screen: 256
    }
  }
}
