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

    @Test func aFindingOfARuleThatWasApprovedMeanwhileIsNotMarked() async throws {
        try await Workshop.with { shop in
            let draft = try await shop.cast.draftCase(shop.kit.store)
            let bytes = try Workshop.bytes()
            let first = try await shop.upload(bytes, into: draft)
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("the first package read") { try await shop.package(first.id).state != .uploaded }
            }
            #expect(try await shop.findings(first).allSatisfy { $0.late == nil })

            var rules = try ShippedRules.checkRules()
            let today = CalendarDay(try await shop.kit.store.transaction(as: .system("t")) { try await $0.businessNow() })
            rules.effectiveFrom = today
            rules.names.longest = 5
            let body = String(decoding: try CanonicalJSON.encode(rules), as: UTF8.self)
            let id = UUID()
            try await shop.kit.store.transaction(as: .system("t")) { tx in
                try await tx.insert(
                    NewRule(
                        kind: .check, name: "strict", version: 1, from: today, to: nil, body: body, legalBasis: "样例", author: "a", approvedBy: nil),
                    id: id)
                _ = try await tx.approve(rule: id, by: "b")
            }
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

    fileprivate func findings(_ package: PackageRecord) async throws -> [Finding] {
        try await kit.store.transaction(as: cast.actor("designer")) { try await $0.findings(ofPackage: package.id) }
    }
}
