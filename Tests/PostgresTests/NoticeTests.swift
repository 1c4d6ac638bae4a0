import Foundation
import Locks
import Logging
import Postgres
import Testing

@Suite struct NoticeTests {
    /// Gathers what is logged.
    private final class Lines: Sendable {
        let texts = Locked<[String]>([])
    }

    private struct Gatherer: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.texts.withLock { $0.append("\(event.level) \(event.metadata?["notice"]?.description ?? "")") }
        }
    }

    @Test func warningsOfTheServerGoToTheLog() async throws {
        let lines = Lines()
        let pool = Pool(
            configuration: PoolConfiguration(url: try await Cluster.shared.url()), logger: Logger(label: "notices") { _ in Gatherer(lines: lines) })
        try await pool.withConnection { try await $0.script(trusted: "DO $$ BEGIN RAISE WARNING 'mind the %', 'gap'; END $$") }
        await pool.close()
        #expect(lines.texts.withLock { $0 }.contains { $0.hasPrefix("warning WARNING 01000: mind the gap") })
    }

    @Test func moreValuesThanAStatementHoldsAreRefused() async throws {
        try await withPool({ $0.size = 1 }) { pool async throws in
            let values: [SQL] = (0..<65_536).map { "(\($0))" }
            let error = await #expect(throws: DatabaseError.self) { try await pool.single("VALUES \(SQL.joined(values, separator: ", "))") }
            #expect(error?.sqlState == .programLimitExceeded)
            #expect(error?.isConnectionLost == false)
            let most = try await pool.single("VALUES \(SQL.joined(Array(values.dropLast()), separator: ", "))")
            #expect(most.count == 65_535)
        }
    }
}
