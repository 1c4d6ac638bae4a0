import Foundation
import JointReview
import Postgres
import WorkingTime

extension Store {
    /// Writes the shipped profiles, limits and calendar that the database does not know yet. Run by `migrate`; safe to run again.
    ///
    /// A rule that somebody has versioned stays as it is: only names that are not in the book at all are written. Acceptance by the system is never switched on here.
    public func seedShippedRules() async throws {
        let profiles = try ShippedRules.profiles().profiles.map { profile in
            try NewRule(
                kind: .profile, name: profile.id, version: ShippedRules.version, from: profile.effectiveFrom, to: profile.effectiveTo,
                body: text(profile),
                legalBasis: profile.lines.flatMap(\.basis).first?.line ?? profile.title.zh, author: "lianshen", approvedBy: nil)
        }
        let limits = try ShippedRules.limitRules().rules.map { limit in
            try NewRule(
                kind: .limit, name: limit.id, version: ShippedRules.version, from: limit.effectiveFrom, to: limit.effectiveTo, body: text(limit),
                legalBasis: limit.basis.line, author: "lianshen", approvedBy: nil)
        }
        let check = try ShippedRules.checkRules()
        // The only approval that is no person's: who installs the product takes its rules until somebody approves others.
        let checkRule = try NewRule(
            kind: .check, name: check.id, version: ShippedRules.version, from: check.effectiveFrom, to: check.effectiveTo, body: text(check),
            legalBasis: check.materials.flatMap(\.basis).first?.line ?? check.title.zh, author: "lianshen",
            approvedBy: "随产品发布 shipped with the product")
        let relevance = try NewRule(
            kind: .relevance, name: "relevance", version: ShippedRules.version, from: check.effectiveFrom, to: nil,
            body: text(ShippedRules.relevanceMatrix()), legalBasis: "联合图审各专业相互公开、改动牵涉的专业一并复核(预设值,启用前由主管部门确认)", author: "lianshen", approvedBy: nil)
        try await transaction(as: .system("migrate")) { tx in
            _ = try await tx.sql.first("SELECT pg_advisory_xact_lock(7235044)")
            let known: Set<String> = try await Set(tx.sql.all("SELECT kind || '/' || name AS name FROM rule").map { try $0("name") })
            for rule in profiles + limits + [checkRule, relevance] where !known.contains("\(rule.kind.rawValue)/\(rule.name)") {
                try await tx.insert(rule, id: UUID())
            }
            try await tx.insert(try CalendarTable.entries(ChinaCalendar.table))
        }
    }

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)
    }
}
