import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// A later package is applied to the institute's last sealed set; owner and institute confirm what comes of it.
@Suite(.timeLimit(.minutes(5))) struct ComposedSetTests {
    @Test func aPackageOfChangesIsComposedWithTheSetSealedLast() async throws {
        try await Cast.with { kit, cast in
            let (record, first) = try await cast.returned(kit.store)
            let partial = try await cast.partial(record, kit.store)
            let (set, lines) = try await kit.store.transaction(as: cast.actor("owner")) { tx in
                (try await tx.composedSet(of: partial.id), try await tx.sheets(ofSet: partial.id))
            }
            #expect(set.partial && set.base == first.id && set.carried == 1)
            #expect(set.counts == [.sameBytes: 1, .changed: 1, .added: 1])
            #expect(lines.map(\.sheet.package) == [first.id, partial.id, partial.id] && lines.map(\.isCarried) == [true, false, false])
            #expect(lines[1].declared == .revised && lines[1].declaredText == "移门" && lines[2].before == nil)
            #expect(set.documents.map(\.document.title) == ["修改说明"])
            // What is confirmed is the digest of a text that anybody can write down.
            let text = lines.map { "sheet\t\($0.sheet.entry.number)\t1\t\($0.sheet.fileSHA256.map { String(format: "%02x", $0) }.joined())\n" }
                .joined()
            let digest = try await kit.look(
                "SELECT encode(sha256(convert_to(\(text + "document\t修改说明\t" + String(repeating: "0", count: 64) + "\n"), 'UTF8')), 'hex') AS digest")
            #expect(try digest[0]("digest") as String == set.sha256.map { String(format: "%02x", $0) }.joined())
        }
    }

    @Test func bothConfirmBeforeTheCaseGoesOnAndWhatIsReviewedIsTheWholeSet() async throws {
        try await Cast.with { kit, cast in
            let (record, first) = try await cast.returned(kit.store)
            let partial = try await cast.partial(record, kit.store)
            await #expect(throws: CaseRefusal.setsUnconfirmed(1)) { try await cast.seal(partial, kit.store) }
            _ = try await cast.confirmSet(partial, .institute, kit.store)
            try await cast.seal(partial, kit.store)
            await #expect(throws: CaseRefusal.setsUnconfirmed(1)) { try await cast.apply(.confirm, record.id, kit.store) }
            let set = try await cast.confirmSet(partial, .owner, kit.store)
            #expect(set.confirmations.map(\.side) == [.institute, .owner] && set.version == 3)
            _ = try await cast.apply(.confirm, record.id, kit.store)
            #expect(try await cast.apply(.resubmit, record.id, kit.store).state == .submitted)
            let reviewed = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofCase: record.id, round: 1) }
            #expect(reviewed.map(\.package) == [first.id, partial.id, partial.id])
            // The sheet that was replaced is not under review any more; the one that was carried over is.
            let before = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofPackage: first.id) }
            let inForce = try await kit.store.transaction(as: cast.actor("owner")) { tx in
                (try await tx.isInForce(before[0].id, round: 1), try await tx.isInForce(before[1].id, round: 1))
            }
            #expect(inForce == (true, false))
            let acts = try await kit.look("SELECT to_state FROM lianshen.audit_entry WHERE act = 'package.confirm_set' ORDER BY audit_id")
            #expect(try acts.map { try $0("to_state") as String } == ["confirmed_by_institute", "confirmed_by_owner"])
        }
    }

    @Test func confirmingTwiceIsOneConfirmationAndAnotherDigestIsStale() async throws {
        try await Cast.with { kit, cast in
            let (record, _) = try await cast.returned(kit.store)
            let partial = try await cast.partial(record, kit.store)
            _ = try await cast.confirmSet(partial, .owner, kit.store)
            #expect(try await cast.confirmSet(partial, .owner, kit.store).confirmations.count == 1)
            await #expect(throws: StoreError.self) {
                try await kit.store.transaction(as: cast.actor("owner")) {
                    _ = try await $0.confirmSet(of: partial, as: .owner, sha256: Array(repeating: 0, count: 32))
                }
            }
            #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'package.confirm_set'") == 1)
        }
    }

    @Test func theNextUploadMakesConfirmationsVoidAndKeepsThemOnRecord() async throws {
        try await Cast.with { kit, cast in
            let (record, _) = try await cast.returned(kit.store)
            let partial = try await cast.partial(record, kit.store)
            for side in SetConfirmation.Side.allCases { _ = try await cast.confirmSet(partial, side, kit.store) }
            let next = try await cast.partial(record, kit.store)
            let set = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.composedSet(of: partial.id) }
            #expect(set.confirmations.count == 2 && set.confirmations.allSatisfy { $0.voidedAt != nil } && set.version == 5)
            await #expect(throws: CaseRefusal.setsUnconfirmed(1)) { try await cast.seal(partial, kit.store) }
            let voided = try await kit.look(
                "SELECT from_state, object_id FROM lianshen.audit_entry WHERE act = 'package.confirm_set' AND to_state = 'void' ORDER BY from_state")
            #expect(try voided.map { try $0("from_state") as String } == ["confirmed_by_institute", "confirmed_by_owner"])
            // Confirmed anew, it goes on all the same: the other upload may have been a mistake.
            _ = try await cast.confirmSet(partial, .institute, kit.store)
            try await cast.seal(partial, kit.store)
            // The other one was applied to a set that is not the last any more.
            _ = try await cast.confirmSet(next, .institute, kit.store)
            await #expect(throws: CaseRefusal.setBaseMoved) { try await cast.seal(next, kit.store) }
        }
    }

    /// Confirming and uploading at the same time: whoever is second finds the other, and nothing is confirmed unseen.
    @Test func aConfirmationAndAnUploadAtTheSameTimeLeaveNoStandingConfirmationBehindAnUpload() async throws {
        try await Cast.with { kit, cast in
            let (record, _) = try await cast.returned(kit.store)
            for _ in 0..<(10 * Scale.factor) {
                let partial = try await cast.partial(record, kit.store)
                async let confirmed = cast.confirmSet(partial, .institute, kit.store)
                async let uploaded = cast.upload(record, kit.store)
                let (set, later) = (try? await confirmed, try await uploaded)
                let now = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.composedSet(of: partial.id) }
                guard let voided = now.confirmations.first?.voidedAt else {
                    // It came after the upload, and so was made by somebody who could see it.
                    #expect(set != nil && now.confirmations.allSatisfy { $0.at >= later.uploadedAt })
                    continue
                }
                #expect(voided >= later.uploadedAt)
            }
        }
    }

    @Test func aRestrictedSheetStaysRestrictedInItsNextRevision() async throws {
        try await Cast.with { kit, cast in
            let (record, first) = try await cast.returned(kit.store)
            let before = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofPackage: first.id) }
            _ = try await kit.store.transaction(as: cast.actor("owner")) {
                try await $0.restrict(before[1], true, to: [.civilDefence], reason: "口部")
            }
            let partial = try await cast.partial(record, kit.store)
            let sheets = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofPackage: partial.id) }
            #expect(sheets.map(\.entry.restricted) == [true, false])
            #expect(
                try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'sheet.restrict' AND object_id = \(sheets[0].id)") == 1)
        }
    }

    @Test func whatWasFoundInFilesThatAreCarriedOverIsFoundInTheSet() async throws {
        try await Cast.with { kit, cast in
            let (record, first) = try await cast.returned(kit.store)
            _ = try await kit.service { session in
                try await session.run(
                    """
                    INSERT INTO finding (package_id, ordinal, case_id, owner_id, code, severity, file, message_zh, message_en, remedy_zh, remedy_en)
                    SELECT package_id, n, case_id, owner_id, 'sheet.font_missing', 'warn', n || '.pdf', 'x', 'x', 'x', 'x' FROM package, generate_series(0, 1) AS n
                     WHERE package_id = \(first.id)
                    """)
            }
            let partial = try await cast.partial(record, kit.store)
            _ = try await cast.confirmSet(partial, .institute, kit.store)
            try await cast.seal(partial, kit.store)
            _ = try await cast.confirmSet(partial, .owner, kit.store)
            _ = try await cast.apply(.confirm, record.id, kit.store)
            _ = try await cast.apply(.resubmit, record.id, kit.store)
            let notice = try await kit.store.transaction(as: cast.actor("clerk")) { tx in
                try await tx.issueDeficiency(of: try await tx.caseRecord(record.id), reason: "r", demands: [])
            }
            // File 0 is carried over, file 1 was replaced.
            #expect(notice.notice.items.map(\.file) == ["0.pdf"])
        }
    }

    /// A database of before this step gets for its packages what the service writes for new ones.
    @Test func theMigrationWritesTheSetsThatTheServiceWouldHaveWritten() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            let package = try await cast.upload(record, kit.store)
            let document = SheetSet.Document(title: "计算书", kind: "计算书", file: "b.pdf", sha256: String(repeating: "ab", count: 32))
            let sheets = (0..<3).map { Cast.sheet($0, of: package) }
            let set = ComposedSet(PackageManifest(project: "", sheets: []), sheets: sheets.map(\.ofSet), documents: [document], on: nil)
            let entry = PackageEntry(
                rawName: [], name: "b.pdf", encoding: "ascii", sha256: Array(repeating: 0xAB, count: 32), size: 1, role: .document)
            try await kit.store.transaction(as: .system("intake")) { tx in
                try await tx.recordIntake(
                    of: package, acceptable: true, report: #"{"documents":[{"title":"计算书","kind":"计算书","file":"b.pdf"}]}"#, entries: [entry],
                    sheets: sheets, findings: [], set: set)
            }
            func kept() async throws -> [String] {
                try await kit.look(
                    """
                    SELECT (SELECT row_to_json(s)::text FROM lianshen.package_set s WHERE s.package_id = k.package_id) || (
                               SELECT string_agg(row_to_json(t)::text, ' ' ORDER BY t.ordinal) FROM lianshen.set_sheet t WHERE t.package_id = k.package_id) AS kept
                      FROM lianshen.package k ORDER BY k.package_id
                    """
                ).map { try $0("kept") }
            }
            let before = try await kept()
            let text = try #require(Migration.all.first { $0.name == "composed_sets" }).text
            let start = try #require(text.firstRange(of: "INSERT INTO package_set")).lowerBound
            let end = try #require(text.firstRange(of: "GRANT SELECT")).lowerBound
            try await kit.database.run("SET search_path = lianshen; DELETE FROM set_sheet; DELETE FROM package_set; \(text[start..<end])")
            #expect(try await kept() == before && before.count == 1 && before[0].contains("计算书"))
        }
    }
}
