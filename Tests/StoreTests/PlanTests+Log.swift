import Foundation
import JointReview
import Store
import Testing

extension PlanTests {
    /// The log by each of its conditions, alone, and with a span of time and a place to go on from.
    static let queries: [List] = {
        let conditions: [(String, @Sendable (inout AuditFilter, FilledStore) throws -> Void)] = [
            ("all", { _, _ in }), ("project", { $0.project = $1.reviewed.project }), ("case", { $0.caseID = $1.reviewed.id }),
            ("person", { $0.person = try $1.cast.actor("fire").person }), ("organisation", { $0.organisation = $1.cast.owner.id }),
            ("object", { $0.object = $1.package.id }), ("act", { filter, _ in filter.act = "review.decide" }),
            ("denials", { filter, _ in filter.result = "denied" }), ("results", { filter, _ in filter.result = "ok" }),
            ("province", { filter, _ in filter.region = DivisionPrefix("320000") }),
            ("city", { filter, _ in filter.region = DivisionPrefix("3208") }),
            ("county", { filter, _ in filter.region = DivisionPrefix("320812") }),
        ]
        return conditions.flatMap { name, condition in
            ["", " after", " in a project"].map { setting in
                List("auditEntries by \(name)\(setting)") { tx, filled in
                    var filter = AuditFilter()
                    try condition(&filter, filled)
                    if setting == " in a project" { filter.project = filled.reviewed.project }
                    guard setting == " after" else {
                        _ = try await tx.auditEntries(filter, after: nil, limit: page)
                        return
                    }
                    (filter.from, filter.to) = (Date(timeIntervalSinceNow: -20 * 86_400), Date(timeIntervalSinceNow: 86_400))
                    _ = try await tx.auditEntries(filter, after: (Date(timeIntervalSinceNow: -10 * 86_400), 5), limit: page)
                }
            }
        }
    }()
}
