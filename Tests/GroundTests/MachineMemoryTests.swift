import Ground
import Testing

@Suite struct MachineMemoryTests {
  @Test func `sizes are multiplied with a check and held against half of the memory`() {
    #expect(MachineMemory.physicalBytes > 0)
    #expect(MachineMemory.bytes(for: [3, 4, 5], bytesPerElement: 8) == 480)
    #expect(MachineMemory.bytes(for: [], bytesPerElement: 8) == 8)
    #expect(MachineMemory.bytes(for: [Int.max, 2], bytesPerElement: 1) == nil)
    #expect(MachineMemory.bytes(for: [1 << 32, 1 << 32], bytesPerElement: 1) == nil)
    #expect(MachineMemory.bytes(for: [-1, 2], bytesPerElement: 1) == nil)
    #expect(MachineMemory.bytes(for: [MachineMemory.limit + 1], bytesPerElement: 1) == nil)
    #expect(MachineMemory.bytes(for: [MachineMemory.limit], bytesPerElement: 1) != nil)
  }
}
