import JointReview
import Locks
import Logging
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// A database that runs short of disk or memory: somebody has to hear of it.
@Suite(.timeLimit(.minutes(2))) struct ShortageTests {
    @Test(arguments: [("53100", StoreError.noSpace), ("53200", .unavailable), ("53300", .unavailable)])
    func aShortageHasItsNameAndALineInTheLog(_ state: String, _ expected: StoreError) async throws {
        try await TestStore.with { kit in
            let gathered = Gathered()
            let logger = Logger(label: "test") { _ in gathered }
            let pool = Pool(configuration: PoolConfiguration(url: kit.database.url(role: "lianshen_service")), logger: logger)
            let store = Store(pool: pool, logger: logger)
            try await kit.database.run(
                """
                CREATE FUNCTION lianshen.is_short() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'short' USING ERRCODE = '\(state)'; END $$;
                CREATE TRIGGER is_short BEFORE INSERT ON lianshen.audit_entry FOR EACH ROW EXECUTE FUNCTION lianshen.is_short()
                """)
            await #expect(throws: expected) {
                try await store.transaction(as: .system("test")) { try await $0.record(.sessionSignIn, kind: "token", object: nil) }
            }
            #expect(gathered.errors == ["The database is short of room"])
            await store.close()
        }
    }
}

private struct Gathered: LogHandler {
    private let lines = Locked<[String]>([])
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    var errors: [String] { lines.withLock { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard event.level >= .error else { return }
        lines.withLock { $0.append("\(event.message)") }
    }
}
