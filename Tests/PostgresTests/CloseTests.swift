import Locks
import Logging
import Postgres
import Testing

@Suite struct CloseTests {
    /// The reactor that has just passed on an answer may find the connection closed by whoever got it: that is no loss, and nobody is warned.
    @Test func anOrderlyCloseIsNotToldAsALoss() async throws {
        let url = try await Cluster.shared.url()
        let told = Told()
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<100 {
                        let pool = Pool(configuration: PoolConfiguration(url: url, size: 1), logger: Logger(label: "test") { _ in told })
                        try await pool.withConnection { try await $0.run("SELECT 1") }
                        await pool.close()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(told.lines.withLock { $0 } == [])
    }
}

/// Keeps what is logged.
private final class Told: LogHandler {
    let lines = Locked<[String]>([])
    var logLevel: Logger.Level {
        get { .warning }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message)") }
    }
}
