import Blobs
import Foundation
import JointReview
import Store
import Wire

/// What a plain upload and one that may be continued have in common: who may hand in a package, under what name, and what becomes of its bytes.
enum PackageArrival {
    /// Refuses an organisation that is not an institute of the case, and a case that takes no packages any more.
    static func requireOpen(_ tx: Tx, _ id: UUID) async throws {
        try await requireOpen(tx, try await tx.caseRecord(id))
    }

    static func requireOpen(_ tx: Tx, _ record: CaseRecord) async throws {
        try await tx.requireSeat(for: .packageUpload, in: record)
        guard record.state.takesPackages else { throw CaseRefusal.notAllowed(.sealPart, from: record.state) }
    }

    /// Bytes that count against an institute's quota: its packages, and what it was promised room for.
    static func chargedBytes(_ tx: Tx, _ institute: UUID) async throws -> Int64 {
        Int64(try await tx.storedBytes(of: institute)) + Int64(try await tx.openUploads(of: institute).bytes)
    }

    /// Records bytes that are durable as a package of the case; the entry and the intake job commit with it.
    static func record(
        _ digests: BlobDigests, as name: String, in caseID: UUID, of institute: UUID, id: UUID, _ tx: Tx, _ outbox: Outbox
    ) async throws -> PackageRecord {
        let (record, _) = try await tx.lockCase(caseID)
        try await requireOpen(tx, record)
        let package = try await tx.insertPackage(
            id, into: record, institute: institute, fileName: name, sha256: digests.sha256.bytes, sm3: digests.sm3?.bytes, size: Int(digests.size))
        outbox.add(.case, case: caseID, object: caseID)
        return package
    }

    /// What is wrong with the name of a file; nil when nothing is.
    static func finding(ofName name: String, at place: String) -> Finding? {
        let isPlain = (1...255).contains(name.unicodeScalars.count) && !name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        guard !isPlain || name.contains("/") || name.contains("\\") || name == "." || name == ".." else { return nil }
        return Finding(
            code: "query.value", severity: .reject, file: place, message: Bilingual(zh: "文件名不可用", en: "The file name cannot be used."),
            remedy: Bilingual(zh: "1 至 255 个字符,不含路径分隔符与控制字符", en: "Give 1 to 255 characters without separators or controls."))
    }
}
