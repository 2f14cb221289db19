import Engine
import Ground
import Networks
import Tensors

/// What an optimiser remembers of every parameter, and its update of a range of them.
final class OptimizerMemory {
  var optimizer: Optimizer
  private(set) var steps = 0
  private let store: ParameterStore
  /// SGD: the velocity. Adam: mean and square of the gradients.
  private let memories: [(prefix: String, storage: Storage<Lanes>)]

  init(_ optimizer: Optimizer, store: ParameterStore) throws(OutOfMemory) {
    self.optimizer = optimizer
    self.store = store
    let count = store.vectorCount
    switch optimizer.rule {
    case .sgd(let momentum):
      memories = momentum == 0 ? [] : [("momentum", try Storage(count: count))]
    case .adam:
      memories = [("mean", try Storage(count: count)), ("square", try Storage(count: count))]
    }
  }

  /// Counts the step that ``update(gradient:range:)`` then carries out.
  func beginStep() { steps += 1 }

  func update(gradient: UnsafePointer<Lanes>, range: Range<Int>) {
    let parameters = UnsafeMutableRawPointer(store.parameters.pointer)
      .assumingMemoryBound(to: Lanes.self)
    let rate = optimizer.learningRate
    let decay = Float(optimizer.weightDecay)
    switch optimizer.rule {
    case .sgd(let momentum):
      guard let velocity = memories.first?.storage else {
        ParameterUpdate.descend(
          parameters, gradient: gradient, range: range, rate: Float(rate), decay: decay)
        return
      }
      ParameterUpdate.descend(
        parameters, gradient: gradient, velocity: velocity.pointer, range: range,
        rate: Float(rate), momentum: Float(momentum), decay: decay)
    case .adam(let beta1, let beta2, let epsilon):
      let (correction1, correction2) = (1 - power(beta1, steps), 1 - power(beta2, steps))
      ParameterUpdate.adam(
        parameters, gradient: gradient, mean: memories[0].storage.pointer,
        square: memories[1].storage.pointer, range: range, rate: Float(rate / correction1),
        squareCorrection: Float(1 / correction2.squareRoot()), beta1: Float(beta1),
        beta2: Float(beta2), oneMinusBeta1: Float(1 - beta1), oneMinusBeta2: Float(1 - beta2),
        epsilon: Float(epsilon), decay: decay)
    }
  }

  /// By repeated squaring: the C library's `pow` may differ from machine to machine.
  private func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var square = base
    var left = exponent
    while left > 0 {
      if left & 1 == 1 { result *= square }
      square *= square
      left >>= 1
    }
    return result
  }

  var state: OptimizerState {
    OptimizerState(
      steps: steps,
      tensors: Weights(
        memories.flatMap { memory in
          let numbers = Self.numbers(memory.storage)
          return store.entries.map { entry in
            ParameterStore.tensor(
              named: "\(memory.prefix).\(entry.spec.name)", entry, from: numbers)
          }
        }))
  }

  /// - Throws: ``PlanError`` where the state is another optimiser's or network's; nothing is changed then.
  func restore(_ state: OptimizerState) throws(PlanError) {
    guard state.steps >= 0 else { throw .stepsNegative(state.steps) }
    let known = Set(
      memories.flatMap { memory in store.entries.map { "\(memory.prefix).\($0.spec.name)" } })
    for tensor in state.tensors where !known.contains(tensor.name) {
      throw .unknownState(name: tensor.name)
    }
    for memory in memories {
      for entry in store.entries {
        let name = "\(memory.prefix).\(entry.spec.name)"
        guard let tensor = state.tensors[name] else { throw .missingState(name: name) }
        guard tensor.shape == entry.spec.shape else {
          throw .stateShape(name: name, found: tensor.shape, expected: entry.spec.shape)
        }
      }
    }
    steps = state.steps
    for memory in memories {
      for entry in store.entries {
        guard let tensor = state.tensors["\(memory.prefix).\(entry.spec.name)"] else { continue }
        ParameterStore.write(tensor, entry, to: Self.numbers(memory.storage))
      }
    }
  }

  private static func numbers(_ storage: Storage<Lanes>) -> UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(storage.pointer).assumingMemoryBound(to: Float.self)
  }
}
