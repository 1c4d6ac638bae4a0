import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// Editions of a report in the database.
@Suite struct ReportEditionTests {
    /// The schema as it was before there were editions: one report for each opinion.
    private static let before = """
        SET search_path = lianshen;
        ALTER TABLE report ADD COLUMN opinion_id uuid REFERENCES opinion;
        UPDATE report r SET opinion_id = e.opinion_id FROM report_edition e WHERE e.edition_id = r.edition_id;
        ALTER TABLE report DROP COLUMN edition_id;
        ALTER TABLE report ADD CONSTRAINT report_one_per_opinion_and_format UNIQUE (opinion_id, format);
        DROP TABLE report_edition;
        """

    @Test func whatWasIssuedBeforeThereWereEditionsIsTheFirstEditionWithItsFiles() async throws {
        try await Cast.with { kit, cast in
            let reviewed = try await cast.reviewedCase(kit.store)
            let owner = try cast.actor("owner")
            let edition = try await kit.store.transaction(as: owner) { tx in
                let edition = try #require(try await tx.reportEdition(of: reviewed.id))
                let file = ReportFile(id: UUID(), edition: edition.id, format: .json, sha256: Array(repeating: 8, count: 32), size: 9)
                try await tx.insert([file], case: reviewed.id)
                return edition
            }
            let step = try #require(Migration.all.first { $0.name == "report_editions" })
            try await kit.database.run(Self.before)
            try await kit.database.run("SET search_path = lianshen;\n" + step.text)
            try await kit.store.transaction(as: owner) { tx in
                let after = try #require(try await tx.reportEdition(of: reviewed.id))
                #expect(after.id == edition.opinion && after.serial == 1 && after.ground == .opinion && after.state == .opinionsIssued)
                #expect(after.sequence == edition.sequence && after.entry == edition.entry && after.round == 1)
                #expect(try await tx.reports(of: [after.id])[after.id]?.map(\.sha256) == [Array(repeating: 8, count: 32)])
                #expect(try await tx.reportRecord(of: after).opinion?.id == edition.opinion)
            }
        }
    }

    @Test func anEditionIsNeverChangedAndAFormIsWrittenOnce() async throws {
        try await Cast.with { kit, cast in
            let reviewed = try await cast.reviewedCase(kit.store)
            let edition = try await kit.store.transaction(as: cast.actor("owner")) { try #require(try await $0.reportEdition(of: reviewed.id)) }
            for (round, digest) in [UInt8(1), 2].enumerated() {
                try await kit.store.transaction(as: .system("w")) { tx in
                    let file = ReportFile(
                        id: UUID(), edition: edition.id, format: .htmlZh, sha256: Array(repeating: digest, count: 32), size: round)
                    try await tx.insert([file], case: reviewed.id)
                }
            }
            #expect(try await kit.number("SELECT count(*) FROM lianshen.report") == 1)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'report.issue'") == 1)
            for change in [
                "UPDATE lianshen.report_edition SET ground = 'pass'", "DELETE FROM lianshen.report_edition", "DELETE FROM lianshen.report",
            ] {
                await #expect(throws: (any Error).self, "\(change)") { try await kit.database.run(change, role: "lianshen_service") }
            }
        }
    }

    @Test func everyFileWaitsForItsTimestampAndGetsOneOnceHoweverManyAskForIt() async throws {
        try await Cast.with { kit, cast in
            let reviewed = try await cast.reviewedCase(kit.store)
            let edition = try await kit.store.transaction(as: cast.actor("owner")) { try #require(try await $0.reportEdition(of: reviewed.id)) }
            for (format, digest) in [(ReportFile.Format.htmlZh, UInt8(1)), (.json, 2)] {
                try await kit.store.transaction(as: .system("w")) { tx in
                    let file = ReportFile(id: UUID(), edition: edition.id, format: format, sha256: Array(repeating: digest, count: 32), size: 9)
                    try await tx.insert([file], case: reviewed.id)
                    #expect(try await tx.reportStamp(of: reviewed.id, sha256: file.sha256) == nil)
                    await #expect(throws: StoreError.self) { try await tx.reportStamp(of: reviewed.id, sha256: Array(repeating: 9, count: 32)) }
                }
            }
            var stamped: Set<[UInt8]> = []
            while let file = try await kit.store.transaction(as: .system("w"), { try await $0.unstampedReport() }) {
                stamped.insert(file.sha256)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in UInt8(0)..<4 {
                        group.addTask { try await kit.store.transaction(as: .system("w")) { try await $0.keep([number], at: Date(), of: file.id) } }
                    }
                    try await group.waitForAll()
                }
                let owner = try cast.actor("owner")
                let token = try await kit.store.transaction(as: owner) { try await $0.reportStamp(of: reviewed.id, sha256: file.sha256) }
                #expect(token?.count == 1)
            }
            #expect(stamped.count == 2)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'report.stamp'") == 2)
        }
    }
}
