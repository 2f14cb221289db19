import CSupport

/// Whether this machine can run what the engine was compiled to.
public enum MachineFeatures {
  /// The first CPU feature that the kernels were compiled for and this machine lacks (`AVX-512F`),
  /// or `nil` where it has them all.
  ///
  /// Ask before the first kernel: a program that was copied from another machine would otherwise
  /// end in an illegal instruction.
  public static var missing: String? {
    convscope_missing_cpu_feature().map { String(cString: $0) }
  }
}
