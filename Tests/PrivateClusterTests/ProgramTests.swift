import PrivateCluster
import Testing

@Suite struct ProgramTests {
    /// More than a pipe holds, so that the writer is still at it when the reader is gone.
    @Test func aProgramThatLeavesItsInputUnreadEndsNobodyElse() async throws {
        let much = String(repeating: "select 1;\n", count: 200_000)

        let outcome = try? await Command("/bin/false", []).outcome(input: much)

        #expect(outcome == nil || outcome?.status == 1)
    }
}
