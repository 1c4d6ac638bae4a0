import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import Store
import Wire

/// The log as a regulator reads it. That somebody read it is itself an entry.
struct AuditRoutes: Sendable {
    let interface: HTTPInterface

    private static let conditions: Set<String> = ["project", "case", "person", "organisation", "object", "act", "result", "from", "to", "region"]

    func query(_ request: Request, _ context: SignedIn) async throws -> Response {
        let query = try QueryParameters(request, allowed: Self.conditions.union(["limit", "after"]))
        let page = try PageRequest(query)
        // Every page read is itself an entry: without a bound that the first page fixes, a reader of one entry a page would never reach the end.
        let place: (at: Date, id: Int, end: Date)? = try page.place { cursor in
            guard cursor.parts.count == 3, let at = Cursor.instant(cursor.parts[0]), let id = Int(cursor.parts[1]),
                let end = Cursor.instant(cursor.parts[2])
            else { return nil }
            return (at, id, end)
        }
        let asked = try Self.filter(query)
        let (found, end) = try await interface.read(.auditQuery, context) { tx in
            // Nor may an entry that is committed late stand before a page that was read: the bound is the end of what is complete.
            let end = if let place { place.end } else { try await Self.end(of: asked, tx) }
            try await tx.record(.auditQuery, kind: "audit", object: asked.object, detail: ["query": request.uri.query])
            return (try await tx.auditEntries(asked.before(end), after: place.map { ($0.at, $0.id) }, limit: page.limit + 1), end)
        }
        var answer = page.page(found, { Self.cursor($0, until: end) }, AuditEntryBody.init)
        answer.until = end.wholeMilliseconds
        return try .json(answer)
    }

    /// Entries as gzipped JSON Lines, a page at a time, however many there are; bounded by what is complete at the moment of the request, so it ends and
    /// nothing is left out. Or as an archive that proves itself.
    func export(_ request: Request, _ context: SignedIn) async throws -> Response {
        let query = try QueryParameters(request, allowed: Self.conditions.union(["form"]))
        let asked = try Self.filter(query)
        let isArchive = try query.word("form", of: AuditExportForm.self) == .archive
        let actor = try context.actor(for: .auditExport)
        // What lies above the head is nobody's word yet: an archive ends with the entries below it, whatever the clock says.
        let archive = isArchive ? try await AuditArchive(interface, asked, conditions: request.uri.query ?? "", actor: actor) : nil
        let end = try await interface.store.transaction(as: actor) { tx in
            let end = try await Self.end(of: asked, tx)
            try await tx.record(.auditExport, kind: "audit", object: asked.object, detail: ["query": request.uri.query])
            return end
        }
        if let archive { return archive.response }
        let (store, filter) = (interface.store, asked.before(end))
        let body = ResponseBody { writer in
            let gzip = try GzipStream()
            var after: (Date, Int)?
            repeat {
                let place = after
                let page = try await store.transaction(as: actor) { tx in try await tx.auditEntries(filter, after: place, limit: 1000) }
                var lines: [UInt8] = []
                for entry in page { lines += try WireJSON.encode(AuditEntryBody(entry)) + [0x0A] }
                try await writer.write(ByteBuffer(bytes: try gzip.deflate(lines)))
                after = page.count == 1000 ? page.last.map { ($0.recordedAt, $0.id) } : nil
            } while after != nil
            try await writer.write(ByteBuffer(bytes: try gzip.finish()))
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/gzip", .contentDisposition: ContentDisposition.attachment("audit.jsonl.gz"),
                .completeUntil: WireJSON.text(end.wholeMilliseconds),
            ], body: body
        )
    }

    /// Before which instant the answer has every entry: what was asked for, unless that is not complete yet.
    private static func end(of asked: AuditFilter, _ tx: Tx) async throws -> Date {
        let end = try await tx.auditEnd()
        return min(asked.to ?? end, end)
    }

    private static func cursor(_ entry: AuditEntry, until end: Date) -> Cursor {
        Cursor(parts: [Cursor.text(entry.recordedAt), String(entry.id), Cursor.text(end)])
    }

    private static func filter(_ query: QueryParameters) throws -> AuditFilter {
        var filter = AuditFilter()
        filter.project = try query.id("project")
        filter.caseID = try query.id("case")
        filter.person = try query.id("person")
        filter.organisation = try query.id("organisation")
        filter.object = try query.id("object")
        filter.act = try query.word("act", of: Act.self)?.rawValue
        filter.result = try query.word("result", of: AuditEntryBody.Result.self)?.rawValue
        filter.region = try query.value("region", Bilingual(zh: "行政区划代码(省 2 位、市 4 位、县 6 位)", en: "the code of a province, city or county")) {
            DivisionPrefix($0)
        }
        filter.from = try query.instant("from")
        filter.to = try query.instant("to")
        return filter
    }
}

extension Date {
    /// The moment cut to what an answer can say: not later than it is.
    fileprivate var wholeMilliseconds: Date { Date(timeIntervalSince1970: (timeIntervalSince1970 * 1000).rounded(.down) / 1000) }
}

extension AuditFilter {
    /// The same, but only what was recorded before an instant.
    fileprivate func before(_ end: Date) -> AuditFilter {
        var filter = self
        filter.to = min(to ?? end, end)
        return filter
    }
}

extension AuditEntryBody {
    init(_ entry: AuditEntry) {
        self.init(
            id: entry.entry, recordedAt: entry.recordedAt, effectiveAt: entry.effectiveAt, projectId: entry.project,
            projectSeq: entry.projectSequence, caseId: entry.caseID, act: entry.act, result: Result(rawValue: entry.result) ?? .failed,
            personId: entry.person, organisationId: entry.organisation, role: entry.role, objectKind: entry.objectKind, objectId: entry.object,
            fromState: entry.from, toState: entry.to, sha256: entry.sha256, sm3: entry.sm3, size: entry.size, requestId: entry.request,
            detail: entry.detail, region: entry.region, leafIndex: entry.leaf)
    }
}
