import Foundation
import JointReview
import Postgres
import Store

/// A regulator's query over a log of millions: every condition alone, with a project and with a range of time, pages of 100, warm.
///
/// `LIANSHEN_BENCH_ENTRIES` says how many; the log is filled as it would have grown, in the order of its clock, so that indexes are as full as they
/// would be. That takes a quarter of an hour for ten million.
struct QueryFigure: Figure {
    let name = "query"
    private static let database = "query"
    private let site: Site
    private let entries: Int

    init(_ site: Site) {
        self.site = site
        entries = ProcessInfo.processInfo.environment["LIANSHEN_BENCH_ENTRIES"].flatMap { Int($0) } ?? site.plan.count(10_000_000, quick: 50_000)
    }

    func prepare() async throws {
        try await site.disk.psql("DROP DATABASE IF EXISTS \(Self.database) WITH (FORCE); CREATE DATABASE \(Self.database) TEMPLATE template0")
        try await site.disk.migrate(Self.database)
        let script = try String(contentsOfFile: "\(site.plan.folder)/limits/entries.sql", encoding: .utf8)
        try await site.disk.psql(script, in: Self.database, variables: ["entries": "\(entries)"])
    }

    func clear() async { _ = try? await site.disk.psql("DROP DATABASE IF EXISTS \(Self.database) WITH (FORCE)") }

    /// What is asked for; the number makes each question another one.
    private static let conditions: [(String, @Sendable (inout AuditFilter, Int) -> Void)] = [
        ("time", { _, _ in }), ("project", { $0.project = id("p", $1 % 2000) }), ("person", { $0.person = id("u", $1 % 1024) }),
        ("organisation", { $0.organisation = id("o", $1 % 128) }), ("object", { $0.object = id("b", $1 * 7) }),
        ("act", { $0.act = ["review.claim", "case.certify", "package.upload", "draw.make"][$1 % 4] }),
        ("result", { $0.result = ["denied", "ok"][$1 % 2] }), ("province", { $0.region = DivisionPrefix(["32", "33", "41"][$1 % 3]) }),
        ("city", { $0.region = DivisionPrefix("32\(10 + $1 % 13)") }), ("county", { $0.region = DivisionPrefix("32\(10 + $1 % 13)0\(1 + $1 % 9)") }),
    ]

    private static let settings = ["alone", "with a project", "with a range of time"]

    var cells: [Cell] {
        Self.conditions.flatMap { name, condition in
            Self.settings.map { setting in Cell(name: "\(name), \(setting)") { try await measure(condition, setting) } }
        } + [Cell(name: "disk") { try await disk() }]
    }

    private func measure(_ condition: @escaping @Sendable (inout AuditFilter, Int) -> Void, _ setting: String) async throws -> Sample {
        let times = site.plan.count(300, quick: 20)
        let span = Double(entries) * 3
        let start = Date(timeIntervalSinceNow: -span)
        return try await site.disk.withStore(Self.database, connections: 1) { store in
            var taken: [Double] = []
            // Once unmeasured, then once for the figure: warm is what a regulator sees who turns pages.
            for turn in 0..<2 * times {
                let number = turn % times
                var filter = AuditFilter()
                condition(&filter, number)
                let place = start.addingTimeInterval(span * Double(number * 37 % 100) / 100)
                if setting == "with a project" { filter.project = filter.project ?? Self.id("p", number % 2000) }
                if setting == "with a range of time" { (filter.from, filter.to) = (place, place.addingTimeInterval(span / 12)) }
                let (asked, began) = (filter, ContinuousClock.now)
                _ = try await store.transaction(as: .system("bench")) { tx in
                    try await tx.auditEntries(asked, after: number.isMultiple(of: 2) ? (place, 0) : nil, limit: 101)
                }
                if turn >= times { taken.append((ContinuousClock.now - began).seconds * 1000) }
            }
            taken.sort()
            return Sample(
                rate: Double(taken.count) / (taken.reduce(0, +) / 1000),
                extra: ["p50": median(taken), "p99": taken[min(taken.count - 1, taken.count * 99 / 100)]])
        }
    }

    /// Bytes an entry takes: what the log is, and what only its queries need.
    private func disk() async throws -> Sample {
        let words = try await site.disk.psql(
            """
            SET search_path = lianshen;
            WITH part AS (SELECT inhrelid AS oid FROM pg_inherits WHERE inhparent = 'audit_entry'::regclass),
            index AS (SELECT x.indexrelid AS oid, x.indisprimary FROM pg_index x JOIN part ON part.oid = x.indrelid),
            leaf AS (SELECT sum(octet_length(bytes)) AS plain, sum(pg_column_size(bytes)) AS kept, sum(entries) AS entries FROM log_batch)
            SELECT (SELECT sum(pg_relation_size(oid)) FROM part) + (SELECT sum(pg_relation_size(oid)) FROM index WHERE indisprimary)
                   + pg_total_relation_size('log_leaf') + pg_total_relation_size('audit_project_seq'),
                   (SELECT sum(pg_relation_size(oid)) FROM index WHERE NOT indisprimary), (SELECT (plain + kept) / entries FROM leaf)
            """, in: Self.database)
        let numbers = words.split(separator: "|").compactMap { Double($0) }
        guard numbers.count == 3 else { throw BenchError.failed("query", words) }
        // Rows and places, the bytes in the database and in the bundles, and a hash in a tile.
        return Sample(rate: 1, extra: ["log": numbers[0] / Double(entries) + numbers[2] + 32.13, "indexes": numbers[1] / Double(entries)])
    }

    func rows(_ results: Results) -> [Line] {
        let count = number(Double(entries))
        let queries = Self.conditions.flatMap { name, _ in
            Self.settings.compactMap { setting -> Line? in
                let cell = "\(name), \(setting)"
                guard results.has(cell) else { return nil }
                let middle = String(format: "%.1f ms", results.extra("p50", cell))
                return Line("query: by \(cell), of \(count) entries: p99 (p50 \(middle))", .milliseconds(results.extra("p99", cell)), atMost: 50)
            }
        }
        guard results.has("disk") else { return queries }
        return queries + [
            Line("query: bytes an entry of the log, without free texts", .count(results.extra("log", "disk")), atMost: 800),
            Line("query: bytes an entry of the indexes for queries", .count(results.extra("indexes", "disk")), atMost: 500),
        ]
    }

    /// The identities that `limits/entries.sql` gives.
    private static func id(_ kind: String, _ number: Int) -> UUID {
        let digits = String(number, radix: 16)
        return UUID(
            uuidString:
                "00000000-0000-7000-80\(kind.utf8.first.map { String($0, radix: 16) } ?? "00")-\(String(repeating: "0", count: 12 - digits.count))\(digits)"
        )
            ?? UUID()
    }
}
