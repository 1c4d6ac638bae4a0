import Foundation
import JointReview
import Store
import Testing

extension Cast {
    /// A case that the desk returned, and the sealed package of two sheets that it has.
    func returned(_ store: Store) async throws -> (record: CaseRecord, package: PackageRecord) {
        let submitted = try await submittedCase(store)
        let record = try await apply(.return(reason: "缺图", items: ["补剖面图"]), submitted.id, store, by: "clerk")
        let package = try await store.transaction(as: actor("owner")) { try await $0.packages(of: submitted.id) }
        return (record, try #require(package.first))
    }

    /// A package of changes that intake has read: sheet 建施-01 in another revision, 建施-09 added, and a change notice.
    func partial(_ record: CaseRecord, _ store: Store) async throws -> PackageRecord {
        let package = try await upload(record, store)
        let last = try await store.transaction(as: .system("intake")) { try await $0.lastSet(before: package) }
        let base = try #require(last)
        let sheets = [1, 9].map { ordinal in
            let sheet = Cast.sheet(ordinal, of: package)
            return SheetRecord(
                id: sheet.id, package: package.id, caseID: record.id, ordinal: ordinal, entry: sheet.entry, width: 2384, height: 1684, rotation: 0,
                fileSHA256: Array(repeating: UInt8(100 + ordinal), count: 32), pageDigest: nil, look: nil)
        }
        let manifest = PackageManifest(
            project: "p", scope: .partial, sheets: sheets.map(\.entry),
            changes: [.init(number: "建施-01", text: "移门"), .init(number: "建施-09", kind: .added, text: "新增")])
        let notice = SheetSet.Document(title: "修改说明", kind: "修改说明", file: "n.pdf", sha256: String(repeating: "0", count: 64))
        let set = ComposedSet(manifest, sheets: sheets.map(\.ofSet), documents: [notice], on: base.set)
        try await store.transaction(as: .system("intake")) { tx in
            try await tx.recordIntake(
                of: package, acceptable: true, report: "{}", entries: [], sheets: sheets, findings: [], set: set, base: base.package)
        }
        return try await store.transaction(as: actor("designer")) { try await $0.package(package.id) }
    }

    /// A package that nobody has read yet.
    func upload(_ record: CaseRecord, _ store: Store) async throws -> PackageRecord {
        try await store.transaction(as: actor("designer")) { tx in
            // As an upload does: whoever confirms meanwhile comes before or after it.
            _ = try await tx.lockCase(record.id)
            return try await tx.insertPackage(
                UUID(), into: record, institute: institute.id, fileName: "q.zip", sha256: Array(repeating: 2, count: 32), sm3: nil, size: 12)
        }
    }

    @discardableResult
    func confirmSet(_ package: PackageRecord, _ side: SetConfirmation.Side, _ store: Store) async throws -> SetRecord {
        try await store.transaction(as: actor(side == .owner ? "owner" : "designer")) { tx in
            try await tx.confirmSet(of: package, as: side, sha256: try await tx.composedSet(of: package.id).sha256)
        }
    }

    func seal(_ package: PackageRecord, _ store: Store) async throws {
        _ = try await store.transaction(as: actor("designer")) { try await $0.sealPart(package.id) }
    }

    @discardableResult
    func apply(_ action: CaseAction, _ id: UUID, _ store: Store, by name: String = "owner") async throws -> CaseRecord {
        try await store.transaction(as: actor(name)) { tx in
            let (record, value) = try await tx.lockCase(id)
            return try await tx.move(record, to: try value.applying(action, by: tx.actor.role), by: action)
        }
    }
}
