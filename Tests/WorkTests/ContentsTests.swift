import Blobs
import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing
import TransparencyLog
import Work

/// With the check of a package the digests of everything in it go into the log, in one entry.
@Suite struct ContentsTests {
    private struct Entry {
        let sha256: [UInt8]
        let sm3: [UInt8]?
        let size: Int
    }

    private func entries(of package: UUID, _ shop: Workshop) async throws -> [Entry] {
        try await shop.kit.look("SELECT sha256, sm3, size FROM lianshen.audit_entry WHERE act = 'package.contents' AND object_id = \(package)").map {
            Entry(sha256: try $0("sha256"), sm3: try $0.optional("sm3"), size: try $0("size"))
        }
    }

    /// The list of what stands behind which name and sheet, and the digest to which its own entry commits, one number after that of the contents.
    private func bindings(of package: UUID, _ shop: Workshop) async throws -> (text: [UInt8], logged: [UInt8]) {
        let row = try await shop.kit.look(
            """
            SELECT p.bindings, s.sha256 FROM lianshen.package p JOIN lianshen.audit_entry s ON s.object_id = p.package_id AND s.act = 'package.sheets'
              JOIN lianshen.audit_entry c ON c.object_id = p.package_id AND c.act = 'package.contents' AND s.project_seq = c.project_seq + 1
             WHERE p.package_id = \(package)
            """
        ).first
        let found = try #require(row)
        return (try found("bindings"), try found("sha256"))
    }

    private func contents(of package: UUID, _ shop: Workshop) async throws -> [UInt8]? {
        try await shop.kit.store.transaction(as: shop.cast.actor("designer")) { try await $0.contents(of: package) }
    }

    @Test func theListOfAPackagesDigestsIsWhatItsEntryCommitsTo() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("checked") { try await shop.package(package.id).state == .checked }
            }
            let text = try #require(try await contents(of: package.id, shop))
            let list = try #require(ContentsList(text))
            let entry = try #require(try await entries(of: package.id, shop).first)
            #expect(entry.sha256 == ContentsList.sha256(of: text).bytes && entry.size == text.count)
            #expect(try entry.sm3 == text.withUnsafeBytes { try SM3Digest(hashing: $0) }.bytes)
            // What is listed are the bytes that lie in the store under these names.
            #expect(list.members.count == 2)
            for member in list.members {
                let id = try #require(BlobID(bytes: member.sha256.bytes))
                let digests = try BlobDigests(ofFile: try await shop.blobs.local(id).path)
                #expect(digests.sha256 == id && digests.sm3?.bytes == member.sm3?.bytes && Int(digests.size) == member.size)
            }
            let rows = try await shop.kit.number("SELECT count(*) FROM lianshen.package_entry WHERE sm3 IS NOT NULL")
            #expect(rows == 2)
            // So is which of them stands behind which name and sheet.
            let bound = try await bindings(of: package.id, shop)
            #expect(bound.logged == BindingList.digest(String(decoding: bound.text, as: UTF8.self)).bytes)
            let lines = try #require(BindingList.lines(of: bound.text))
            let digests = Set(list.members.map(\.sha256.hex))
            #expect(lines.count { line in line.hasPrefix("file ") && digests.contains { line.contains($0) } } == 2)
            #expect(lines.contains { $0.hasPrefix("sheet 0 ") })
            // Entry and rows come with the check, in its transaction.
            #expect(
                try await shop.kit.number(
                    """
                    SELECT count(*) FROM lianshen.audit_entry i JOIN lianshen.audit_entry c USING (object_id)
                     WHERE i.act = 'package.intake' AND c.act = 'package.contents' AND c.project_seq = i.project_seq + 1
                    """) == 1)
        }
    }

    @Test func aPackageThatCannotBeReadHasAnEmptyListAndNoSM3WhereNoneIsMade() async throws {
        try await Workshop.with { shop in
            let unread = try await shop.record(sha256: Array(repeating: 0xAB, count: 32), size: 100)
            let plain = try await shop.upload(try Workshop.bytes())
            try await shop.working([IntakeCraft(blobs: shop.blobs, intake: shop.intake, sm3: false)], pace: Workshop.pace(attempts: 2)) {
                try await shop.eventually("both") {
                    let (first, second) = (try await shop.package(unread.id).state, try await shop.package(plain.id).state)
                    return first == .rejected && second == .checked
                }
            }
            #expect(try await contents(of: unread.id, shop) == ContentsList([]).bytes)
            for package in [unread, plain] {
                let entry = try #require(try await entries(of: package.id, shop).first)
                #expect(entry.sm3 == nil)
                let text = try #require(try await contents(of: package.id, shop))
                #expect(entry.sha256 == ContentsList.sha256(of: text).bytes)
            }
            let text = try #require(try await contents(of: plain.id, shop))
            let list = try #require(ContentsList(text))
            #expect(list.members.count == 2 && list.members.allSatisfy { $0.sm3 == nil })
        }
    }
}
