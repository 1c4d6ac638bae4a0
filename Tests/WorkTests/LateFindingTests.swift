import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing
import WorkingTime

/// Packages of the same bytes: what could have been told with an earlier one, and what could not because its rule did not exist.
@Suite(.timeLimit(.minutes(5))) struct LateFindingTests {
    @Test func aFindingThatTheSameRulesLeftOutBeforeIsMarked() async throws {
        try await Workshop.with { shop in
            let draft = try await shop.cast.draftCase(shop.kit.store)
            let bytes = try Workshop.bytes()
            let first = try await shop.upload(bytes, into: draft)
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("the first package read") { try await shop.package(first.id).state != .uploaded }
            }
            let told = try await shop.findings(first)
            let left = try #require(told.first { RuleCode(rawValue: $0.code) == nil })
            _ = try await shop.kit.look("DELETE FROM lianshen.finding WHERE package_id = \(first.id) AND code = \(left.code)")
            let second = try await shop.upload(bytes, into: draft)
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("the second package read") { try await shop.package(second.id).state != .uploaded }
            }
            let found = try await shop.findings(second)
            #expect(found.count == told.count && found.allSatisfy { ($0.late == true) == ($0.code == left.code) })
        }
    }

    /// On one day a set of rules may be ended and another of the same name begin.
    @Test func twoSetsOfOneDayAreTwo() async throws {
        try await Workshop.with { shop in
            let draft = try await shop.cast.draftCase(shop.kit.store)
            let bytes = try Workshop.bytes()
            var marks: [[Bool?]] = []
            for longest in [300, 5] {
                let rules = try await shop.put(in: "ours") { $0.names.longest = longest }
                let package = try await shop.upload(bytes, into: draft)
                try await shop.working([shop.intakeCraft]) {
                    try await shop.eventually("read") { try await shop.package(package.id).state != .uploaded }
                }
                marks.append(try await shop.findings(package).filter { $0.code == "file.name_too_long" }.map(\.late))
                let today = CalendarDay(try await shop.kit.store.transaction(as: .system("t")) { try await $0.businessNow() })
                if longest == 300 { _ = try await shop.kit.store.transaction(as: .system("t")) { try await $0.end(rule: rules, on: today) } }
            }
            #expect(marks == [[], [nil, nil]])
        }
    }

    @Test func aFindingOfARuleThatWasApprovedMeanwhileIsNotMarked() async throws {
        try await Workshop.with { shop in
            let draft = try await shop.cast.draftCase(shop.kit.store)
            let bytes = try Workshop.bytes()
            let first = try await shop.upload(bytes, into: draft)
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("the first package read") { try await shop.package(first.id).state != .uploaded }
            }
            #expect(try await shop.findings(first).allSatisfy { $0.late == nil })

            _ = try await shop.put(in: "strict") { $0.names.longest = 5 }
            let second = try await shop.upload(bytes, into: draft)
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("the second package read") { try await shop.package(second.id).state != .uploaded }
            }
            let found = try await shop.findings(second)
            #expect(found.count { $0.code == "file.name_too_long" } == 2)
            #expect(found.allSatisfy { $0.late == nil })
            // From then on it could have been told.
            _ = try await shop.kit.look("DELETE FROM lianshen.finding WHERE package_id = \(second.id) AND code = 'file.name_too_long'")
            let third = try await shop.upload(bytes, into: draft)
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("the third package read") { try await shop.package(third.id).state != .uploaded }
            }
            #expect(try await shop.findings(third).filter { $0.late == true }.map(\.code) == ["file.name_too_long", "file.name_too_long"])
        }
    }
}

extension Workshop {
    fileprivate func upload(_ bytes: [UInt8], into draft: CaseRecord) async throws -> PackageRecord {
        let stored = try await upload(bytes)
        return try await kit.store.transaction(as: cast.actor("designer")) { tx in
            try await tx.insertPackage(
                UUID(), into: draft, institute: cast.institute.id, fileName: "图纸.zip", sha256: stored.sha256, sm3: nil, size: stored.size)
        }
    }

    /// Puts other rules of the check in force today.
    fileprivate func put(in name: String, _ change: @Sendable (inout CheckRules) -> Void) async throws -> UUID {
        var rules = try ShippedRules.checkRules()
        let today = CalendarDay(try await kit.store.transaction(as: .system("t")) { try await $0.businessNow() })
        rules.effectiveFrom = today
        change(&rules)
        let body = String(decoding: try CanonicalJSON.encode(rules), as: UTF8.self)
        let id = UUID()
        try await kit.store.transaction(as: .system("t")) { tx in
            let version = try await tx.nextRuleVersion(kind: .check, name: name)
            try await tx.insert(
                NewRule(
                    kind: .check, name: name, version: version, from: today, to: nil, body: body, legalBasis: "样例", author: "a", approvedBy: nil),
                id: id)
            _ = try await tx.approve(rule: id, by: "b")
        }
        return id
    }

    fileprivate func findings(_ package: PackageRecord) async throws -> [Finding] {
        try await kit.store.transaction(as: cast.actor("designer")) { try await $0.findings(ofPackage: package.id) }
    }
}
