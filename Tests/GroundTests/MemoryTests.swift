import Testing

@testable import Ground

@Suite struct MemoryTests {
  @Test func `sizes are multiplied and added with a check`() throws {
    #expect(MemoryPrice([3, 4, 5], bytesEach: 8).bytes == 480)
    #expect(MemoryPrice([], bytesEach: 8).bytes == 8)
    #expect(MemoryPrice().bytes == 0)
    #expect((MemoryPrice([3], bytesEach: 8) + MemoryPrice([2, 2], bytesEach: 1)).bytes == 28)
    for sizes in [[Int.max, 2], [1 << 32, 1 << 32], [-1, 2], [2, -1], [Int.min], [0, -1]] {
      let price = MemoryPrice(sizes, bytesEach: 1) + MemoryPrice([1], bytesEach: 1)
      #expect(price.bytes == nil, "\(sizes)")
      #expect(throws: MemoryExcess(bytes: nil, limit: .max)) { try price.require(within: .max) }
    }
    let most = MemoryPrice([Int.max], bytesEach: 1)
    #expect(most.bytes == Int.max)
    #expect((most + MemoryPrice([1], bytesEach: 1)).bytes == nil)
    try MemoryPrice([100], bytesEach: 1).require(within: 100)
    #expect(throws: MemoryExcess(bytes: 101, limit: 100)) {
      try MemoryPrice([101], bytesEach: 1).require(within: 100)
    }
  }

  @Test func `a request may take half of what the process may have`() {
    #expect(ProcessMemory.bytes > 0)
    #expect(ProcessMemory.limit == ProcessMemory.bytes / 2)
  }

  @Test func `the least limit on the way up the control groups counts, in either version`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/user/me\n1:cpu:/\n0::/a/b/c\n")
    try folder.write(
      "proc/self/mountinfo",
      """
      22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
      32 31 0:29 / /sys/cpu rw - cgroup cgroup rw,cpu
      35 31 0:32 / /sys/memory rw,nosuid shared:9 master:2 - cgroup cgroup rw,memory
      41 31 0:38 / /sys/the\\040unified rw - cgroup2 cgroup2 rw
      """)
    let groups = ControlGroups(processes: folder.path + "/proc", root: folder.path)
    #expect(groups.memoryLimit == nil)
    try folder.write("sys/memory/user/me/memory.limit_in_bytes", "9223372036854771712\n")
    try folder.write("sys/memory/user/memory.limit_in_bytes", "5000\n")
    #expect(groups.memoryLimit == 5000)
    try folder.write("sys/the unified/a/b/c/memory.max", "max\n")
    try folder.write("sys/the unified/a/b/memory.max", "4000\n")
    try folder.write("sys/the unified/a/memory.max", "6000\n")
    #expect(groups.memoryLimit == 4000)
    try folder.write("sys/memory/memory.limit_in_bytes", "3000\n")
    #expect(groups.memoryLimit == 3000)
  }

  @Test func `inside a container the mount begins at its own group`() throws {
    let folder = try TemporaryFolder()
    try folder.write("proc/self/cgroup", "0::/docker/abc/inner\n")
    try folder.write(
      "proc/self/mountinfo", "41 31 0:38 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw\n")
    try folder.write("sys/fs/cgroup/memory.max", "8000\n")
    try folder.write("sys/fs/cgroup/inner/memory.max", "9000\n")
    let groups = ControlGroups(processes: folder.path + "/proc", root: folder.path)
    #expect(groups.memoryLimit == 8000)
    // Another group than the mount's: what can be seen is its beginning.
    try folder.write("proc/self/cgroup", "0::/docker/abcdef\n")
    #expect(groups.memoryLimit == 8000)
    #expect(ControlGroups(processes: folder.path + "/nowhere").memoryLimit == nil)
  }
}
