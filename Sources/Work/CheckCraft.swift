public import Blobs
import Foundation
public import Intake
import JointReview
public import Store

/// Reads a package that somebody wants to know about before he hands it in. Nothing of it stays but the report.
public struct CheckCraft: Craft {
    /// Check jobs.
    public let kind = Job.Kind.check
    let spool: Spool
    let intake: Intake

    /// A craft over the bytes that pass through.
    public init(spool: Spool, intake: Intake) {
        self.spool = spool
        self.intake = intake
    }

    /// Reads the package as intake would, into a folder that goes with this attempt; then its bytes go too.
    public func carryOut(_ work: Craftwork) async throws {
        let (check, rules, base) = try await work.read { tx in
            let check = try await tx.packageCheck(work.job.object)
            let base = if let base = check.base { try await tx.madeSet(of: base) } else { nil as SheetSet? }
            return (check, try await tx.checkRulesInForce(), base)
        }
        guard check.state == .waiting, let digest = BlobID(bytes: check.sha256) else { return try await work.finish { _ in } }
        let judgement =
            rules == nil && base == nil ? nil : Judgement(rules: rules, facts: check.facts, base: base.map(BaseSet.set) ?? .unknown)
        try await removeLeftOvers(work)
        let path = spool.path(of: check.id.text)
        let isThere = FileManager.default.fileExists(atPath: path)
        let result =
            isThere
            ? try await intake.read(
                path: path, name: check.fileName, digest: digest, into: ScratchFolder(in: spool.folder), judging: judgement,
                opened: { if $0.isLong { try await work.takesLong() } }, slow: { try await work.takesLong() })
            : intake.unread(name: check.fileName, digest: digest, size: Int64(check.size))
        let report = String(decoding: try CanonicalJSON.encode(CheckReport(result)), as: UTF8.self)
        try await work.finish { try await $0.recordCheck(check.id, state: isThere ? .done : .failed, report: report) }
        try await spool.remove(check.id.text)
    }

    /// The check ends with a finding that says so.
    public func abandon(_ job: Job, in tx: Tx) async throws {
        let check = try await tx.packageCheck(job.object)
        guard check.state == .waiting, let digest = BlobID(bytes: check.sha256) else { return }
        let report = CheckReport(intake.unread(name: check.fileName, digest: digest, size: Int64(check.size)))
        try await tx.recordCheck(check.id, state: .failed, report: String(decoding: try CanonicalJSON.encode(report), as: UTF8.self))
        try? FileManager.default.removeItem(atPath: spool.path(of: check.id.text))
    }

    /// What a process left behind that died in between: bytes that no check waits for, scratch folders of attempts that are over.
    private func removeLeftOvers(_ work: Craftwork) async throws {
        let old = Date(timeIntervalSinceNow: -6 * 3600)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: spool.folder)) ?? []
        let leftOver = names.filter { name in
            let changed = try? FileManager.default.attributesOfItem(atPath: spool.path(of: name))[.modificationDate] as? Date
            return changed.map { $0 < old } ?? false
        }
        guard !leftOver.isEmpty else { return }
        let ids = leftOver.compactMap(UUID.init(uuidString:))
        let waiting = Set(try await work.read { try await $0.waitingChecks(among: ids) }.map(\.text))
        for name in leftOver where !waiting.contains(name) { try? FileManager.default.removeItem(atPath: spool.path(of: name)) }
    }
}

extension UUID {
    /// The name of a check's bytes.
    fileprivate var text: String { uuidString.lowercased() }
}
