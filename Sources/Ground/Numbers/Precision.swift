/// The precision in which numbers were given: of float32 as many digits are shown as tell it from the
/// next float32, 0.43137255 rather than 0.43137254901960784.
///
/// It is about display alone; arithmetic and JSON are in `Double`.
public enum Precision: Hashable, Sendable {
  case single, double
}
