import Blobs
import Foundation
import HTTPTypes
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
        guard record.state.takesPackages else { throw CaseRefusal.takesNoPackages(record.state) }
    }

    /// Refuses one upload more than an institute may have at the same time, requests and unfinished ones together.
    static func requireRoom(for count: Int, _ configuration: InterfaceConfiguration) throws {
        let most = configuration.mostUploads
        guard count > most else { return }
        throw Problem(
            .tooManyRequests, .tooManyUploads,
            explanation: Explanation(
                message: Bilingual(zh: "本单位已有 \(most) 个未完成的上传。", en: "Your organisation has \(most) unfinished uploads already."),
                remedy: Bilingual(
                    zh: "完成或终止其中一些;见 GET /v1/uploads。", en: "Finish or terminate some of them; GET /v1/uploads lists them.")),
            retryAfter: 60)
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
            code: "query.value", severity: .reject, file: place,
            message: name.isEmpty
                ? Bilingual(zh: "缺少文件名", en: "The file name is missing.") : Bilingual(zh: "文件名不可用", en: "The file name cannot be used."),
            remedy: Bilingual(
                zh: "在 \(place) 给出 1 至 255 个字符,不含路径分隔符与控制字符", en: "Give 1 to 255 characters without separators or controls, at \(place)."))
    }
}
