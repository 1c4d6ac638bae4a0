/// How much work one look at a password takes.
public struct PasswordCost: Hashable, Sendable {
    /// Memory in KiB; at least eight for each lane.
    public let memory: UInt32
    /// Passes over the memory.
    public let passes: UInt32
    /// Lanes, computed side by side.
    public let lanes: UInt32

    /// A cost; what the algorithm cannot do is raised to the least that it can.
    public init(memory: UInt32, passes: UInt32, lanes: UInt32) {
        self.lanes = max(1, min(lanes, 16))
        self.passes = max(1, passes)
        self.memory = max(8 * self.lanes, memory)
    }

    /// RFC 9106, section 4, second recommended option, which is above every line of OWASP's list: 64 MiB, 3 passes, 4 lanes.
    public static let recommended = PasswordCost(memory: 64 << 10, passes: 3, lanes: 4)

    /// Whether it asks for less than another in any respect that an attacker gains by.
    func isBelow(_ other: PasswordCost) -> Bool {
        memory < other.memory || passes < other.passes
    }
}
