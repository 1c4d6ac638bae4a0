import Archive
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import LogKeeping
import NIOCore
import Store
import TransparencyLog
import Wire

/// An export that proves itself (`LogExport`), made while it leaves: a part in memory at a time, however long the log is.
struct AuditArchive: Sendable {
    let store: Store
    let folder: LogFolder
    let actor: Actor
    /// What was asked for; bounded by the head.
    private let filter: AuditFilter
    private let head: TreeHead
    private let checkpoint: [UInt8]
    private let frame: LogExport.Frame

    /// - Throws: `StoreError.missing` when no head was published yet.
    init(_ interface: HTTPInterface, _ asked: AuditFilter, conditions: String, actor: Actor) async throws {
        guard let folder = interface.log else { throw StoreError.missing("log") }
        guard let checkpoint = try await OffPool.run({ try folder.checkpoint() }) else { throw StoreError.missing("checkpoint") }
        head = try TreeHead(body: SignedNote(checkpoint).body)
        (store, self.folder, self.actor, self.checkpoint) = (interface.store, folder, actor, checkpoint)
        var filter = asked
        filter.leaves = head.size
        self.filter = filter
        frame = LogExport.Frame(covers: asked.coverage, project: asked.project, conditions: conditions, entries: 0, parts: 0)
    }

    var response: Response {
        Response(
            status: .ok, headers: [.contentType: "application/zip", .contentDisposition: ContentDisposition.attachment("audit.zip")],
            body: ResponseBody { writer in
                let zip = ZipStream()
                for file in [LogExport.readme, LogExport.File("checkpoint", checkpoint)] {
                    try await writer.write(ByteBuffer(bytes: try zip.add(file.name, file.bytes)))
                }
                var frame = frame
                var after: (Date, Int)?
                repeat {
                    let (place, part) = (after, frame.parts)
                    let page = try await store.transaction(as: actor) { tx in
                        try await tx.auditEntries(filter, after: place, limit: LogExport.partSize, salted: true)
                    }
                    for file in try await files(of: page, part: part) {
                        try await writer.write(ByteBuffer(bytes: try zip.add(file.name, file.bytes)))
                    }
                    if !page.isEmpty { (frame.entries, frame.parts) = (frame.entries + page.count, part + 1) }
                    after = page.count == LogExport.partSize ? page.last.map { ($0.recordedAt, $0.id) } : nil
                } while after != nil
                if frame.covers == .everything { try await writeLog(to: &writer, zip) }
                let last = try LogExport.frame(frame)
                try await writer.write(ByteBuffer(bytes: try zip.add(last.name, last.bytes)))
                try await writer.write(ByteBuffer(bytes: try zip.end()))
                try await writer.finish(nil)
            })
    }

    private func files(of page: [AuditEntry], part: Int) async throws -> [LogExport.File] {
        guard !page.isEmpty else { return [] }
        let rows = try page.compactMap { entry in
            try entry.leaf.map { (index: $0, line: Array(try WireJSON.encode(ExportedEntryBody(entry)))) }
        }
        let (source, proves) = (LogExportSource(folder, size: head.size), frame.covers != .everything)
        return try await OffPool.run { try source.part(part, rows, proofs: proves) }
    }

    /// The log itself, file by file.
    private func writeLog(to writer: inout any ResponseBodyWriter, _ zip: ZipStream) async throws {
        let source = LogExportSource(folder, size: head.size)
        for address in source.tiles {
            let file = try await OffPool.run { try source.file(address) }
            try await writer.write(ByteBuffer(bytes: try zip.add(file.name, file.bytes)))
        }
    }
}

extension AuditFilter {
    /// How much of the log is asked for.
    fileprivate var coverage: LogExport.Coverage {
        var rest = self
        rest.project = nil
        guard rest == AuditFilter() else { return .selection }
        return project == nil ? .everything : .project
    }
}

extension ExportedEntryBody {
    /// The row of an entry, its moments cut to milliseconds.
    init(_ entry: AuditEntry) {
        var body = AuditEntryBody(entry)
        (body.recordedAt, body.effectiveAt) = (Self.cut(body.recordedAt), Self.cut(body.effectiveAt))
        self.init(entry: body, salt: entry.salt.map { Data($0).base64EncodedString() })
    }

    /// The database counts microseconds: rounded to one first, so that no moment loses a millisecond to its binary form.
    private static func cut(_ date: Date) -> Date {
        let milliseconds = (date.timeIntervalSince1970 * 1_000_000).rounded() / 1000
        return Date(timeIntervalSince1970: milliseconds.rounded(.down) / 1000)
    }
}
