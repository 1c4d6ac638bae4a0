import Foundation
import Locks
import Logging
import Postgres
import Store
import TestDatabase
import TestStore

/// One node of a plan as it was carried out.
struct PlanNode: Sendable {
    var kind: String
    var table: String?
    /// Rows that the node gave, and rows that it read and threw away, over all its loops.
    var given: Double
    var dropped: Double
    var children: [PlanNode]

    init(_ json: [String: Any]) {
        func number(_ key: String) -> Double { (json[key] as? NSNumber)?.doubleValue ?? 0 }
        let loops = max(1, number("Actual Loops"))
        kind = json["Node Type"] as? String ?? ""
        table = json["Relation Name"] as? String
        given = number("Actual Rows") * loops
        dropped = (number("Rows Removed by Filter") + number("Rows Removed by Index Recheck") + number("Rows Removed by Join Filter")) * loops
        children = (json["Plans"] as? [[String: Any]] ?? []).map(PlanNode.init)
    }

    /// The node and everything under it.
    var all: [PlanNode] { [self] + children.flatMap(\.all) }
}

/// Has the server explain every statement of a store as it really ran, through the module auto_explain.
final class PlanReader: Sendable {
    private let reports = Reports()
    let store: Store

    init(_ kit: TestStore) async throws {
        try await kit.database.run(
            """
            DO $$ DECLARE setting text; BEGIN
                FOREACH setting IN ARRAY ARRAY['session_preload_libraries = ''auto_explain''', 'auto_explain.log_min_duration = 0', 'auto_explain.log_analyze = on',
                    'auto_explain.log_timing = off', 'auto_explain.log_format = json', 'auto_explain.log_level = notice']
                LOOP EXECUTE format('ALTER ROLE lianshen_service IN DATABASE %I SET %s', current_database(), setting); END LOOP;
            END $$
            """)
        let reports = reports
        var logger = Logger(label: "plans") { _ in Sink(reports: reports) }
        logger.logLevel = .debug
        store = Store(
            pool: Pool(configuration: PoolConfiguration(url: kit.database.url(role: "lianshen_service"), size: 1), logger: logger),
            logger: TestStore.quiet)
    }

    /// The plans of the statements that `body` ran, with their texts.
    func plans(of body: @Sendable (Store) async throws -> Void) async throws -> [(text: String, plan: PlanNode)] {
        reports.clear()
        try await body(store)
        return reports.all.compactMap { report in
            guard let start = report.firstRange(of: "plan:\n"), let end = report.lastIndex(of: "}") else { return nil }
            let json = try? JSONSerialization.jsonObject(with: Data(report[start.upperBound...end].utf8)) as? [String: Any]
            guard let json, let plan = json["Plan"] as? [String: Any] else { return nil }
            return (json["Query Text"] as? String ?? "", PlanNode(plan))
        }
    }

    private final class Reports: Sendable {
        private let texts = Locked<[String]>([])
        var all: [String] { texts.withLock { $0 } }
        func clear() { texts.withLock { $0 = [] } }
        func take(_ text: String) { texts.withLock { $0.append(text) } }
    }

    private struct Sink: LogHandler {
        let reports: Reports
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            guard let notice = event.metadata?["notice"] else { return }
            reports.take(notice.description)
        }
    }
}
