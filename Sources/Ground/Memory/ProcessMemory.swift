/// How much memory this process may have, and what one request may take of it.
public enum ProcessMemory {
  /// The least of the machine's memory, the limit of its control groups, `RLIMIT_AS` and `RLIMIT_DATA`.
  public static let bytes: Int = {
    let limits = [machine, ControlGroups().memoryLimit, resource(RLIMIT_AS), resource(RLIMIT_DATA)]
    // Where the system says nothing at all, what any machine has.
    return limits.compactMap(\.self).min() ?? 1 << 30
  }()

  /// The most that one request may take: more than half of the memory is bad input.
  public static var limit: Int { bytes / 2 }

  /// The machine's physical memory.
  private static var machine: Int? {
    let (bytes, overflow) = Int(sysconf(Int32(_SC_PHYS_PAGES)))
      .multipliedReportingOverflow(by: Int(sysconf(Int32(_SC_PAGESIZE))))
    return !overflow && bytes > 0 ? bytes : nil
  }

  #if canImport(Darwin)
    private typealias Resource = Int32
  #elseif canImport(Glibc)
    private typealias Resource = __rlimit_resource
  #else
    private typealias Resource = Int32
  #endif

  /// What `ulimit` allows; `nil` for no limit.
  private static func resource(_ resource: Resource) -> Int? {
    var limit = rlimit()
    #if canImport(Glibc)
      let status = getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    #else
      let status = getrlimit(resource, &limit)
    #endif
    guard status == 0 else { return nil }
    // No limit is the largest number of the system's type.
    let bytes = Int(clamping: limit.rlim_cur)
    return bytes < Int.max ? bytes : nil
  }
}
