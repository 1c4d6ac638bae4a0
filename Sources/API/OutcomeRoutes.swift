import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// What comes of a review: opinion, report, notices.
struct OutcomeRoutes: Sendable {
    let interface: HTTPInterface

    func opinion(_ request: Request, _ context: SignedIn) async throws -> Response {
        let round = try Self.round(try QueryParameters(request, allowed: ["round"]))
        let id = try context.id("caseId")
        var body = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            guard let found = try await tx.opinion(of: id, round: round) else { throw Problem.noOpinion }
            // Disclosure stops at a restricted sheet: whoever may not read an item reads the others, and that there are more.
            let (told, withheld) = found.opinion.without(try await tx.closedSheets(of: id))
            var body = OpinionBody(
                id: found.id, caseId: id, round: found.opinion.round, verdict: found.opinion.verdict, sha256: found.sha256.hex,
                issuedAt: found.issuedAt, body: try WireJSON.decode(JSONValue.self, from: told.canonicalBytes()),
                withheldItems: withheld == 0 ? nil : withheld)
            body.receipt = try await tx.newestEntry(of: .opinionIssue, on: found.id).map(ReceiptBody.init(entryId:))
            return body
        }
        if let receipt = body.receipt { body.receipt = (try? await interface.filled(receipt, within: ReceiptPatience(request).time)) ?? receipt }
        return try .json(body)
    }

    /// The rendered report as a file; while its job runs, how far that is.
    func report(_ request: Request, _ context: SignedIn) async throws -> Response {
        let query = try QueryParameters(request, allowed: ["format", "lang", "round", "edition"])
        let round = try Self.round(query)
        let serial = try query.value("edition", Bilingual(zh: "版次,从 1 起", en: "an edition, from 1")) { text in
            Int(text).flatMap { (1...100_000).contains($0) ? $0 : nil }
        }
        let format = try query.word("format", of: Form.self) ?? .json
        let language = try query.word("lang", of: Language.self) ?? .zh
        let kind: ReportFile.Format = format == .json ? .json : language == .zh ? .htmlZh : .htmlEn
        let id = try context.id("caseId")
        let actor = try await interface.actor(for: .reportDownload, on: .joint(id), context)
        let (record, file, job, closed) = try await interface.store.transaction(as: actor) { tx in
            let record = try await tx.caseRecord(id)
            try await ActObject.joint(id).requireNotAside(tx)
            guard let edition = try await tx.reportEdition(of: id, serial: serial, round: round) else { throw StoreError.missing("report of \(id)") }
            // One file for everybody: whoever may not read a line of it gets a view of the record without it, never the file.
            let closed = try await tx.reportTellsOfClosedSheets(of: id) ? try await tx.closedSheetRecords(of: id) : []
            let wanted: ReportFile.Format = closed.isEmpty ? kind : .json
            // The job first: one that ends between the two questions has left its files.
            let job = try await tx.job(.report, for: edition.id)
            // An earlier edition is no answer while the newest is being written.
            let file = try await tx.reports(of: [edition.id])[edition.id]?.first { $0.format == wanted }
            return (record, file, job, closed)
        }
        guard let file else { return try .pending(job) }
        guard let blob = BlobID(bytes: file.sha256) else { throw Problem(.internalServerError, .internal) }
        let bytes = try await interface.blobs.read(blob)
        guard closed.isEmpty else {
            let view = try ReportView(of: try await Data(all: bytes), without: closed, as: kind)
            try await interface.store.transaction(as: actor) { tx in
                try await tx.recordDownload(
                    .reportDownload, kind: "report", object: file.id, sha256: view.sha256, size: view.bytes.count, project: record.project, case: id,
                    isCut: true)
            }
            return view.response(number: record.number)
        }
        try await interface.store.transaction(as: actor) { tx in
            try await tx.recordDownload(
                .reportDownload, kind: "report", object: file.id, sha256: file.sha256, size: file.size, project: record.project, case: id)
        }
        let ending = format == .json ? "json" : "\(language.rawValue).html"
        let type = format == .json ? "application/json; charset=utf-8" : "text/html; charset=utf-8"
        let answer = Response.attachment(bytes, name: "\(record.number).\(ending)", type: type, sha256: file.sha256)
        return try await interface.linked(answer, to: .reportIssue, on: file.id)
    }

    /// Every edition of the report, first to last: none takes the place of another.
    func reports(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let id = try context.id("caseId")
        let (editions, files) = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            let editions = try await tx.reportEditions(of: id)
            return (editions, try await tx.reports(of: editions.map(\.id)))
        }
        return try .json(
            page.slice(editions.reversed(), \.serial) { edition in
                ReportEditionBody(
                    serial: edition.serial, ground: edition.ground, round: edition.round, state: edition.state, madeAt: edition.madeAt,
                    opinionId: edition.opinion,
                    files: (files[edition.id] ?? []).map { .init(format: $0.format.rawValue, sha256: $0.sha256.hex, size: $0.size) })
            })
    }

    func notices(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let found = try await interface.read(.caseView, context) { tx in try await tx.notices(after: after, limit: page.limit + 1) }
        return try .json(
            page.page(found, { Cursor($0.createdAt, $0.id) }) { notice in
                NoticeBody(
                    id: notice.id, caseId: notice.caseID, organisationId: notice.organisation, kind: NoticeBody.Kind(notice.kind),
                    body: try WireJSON.decode(JSONValue.self, from: Data(notice.body.utf8)), createdAt: notice.createdAt, readAt: nil)
            })
    }

    private static func round(_ query: QueryParameters) throws -> Int? {
        try query.value("round", Bilingual(zh: "轮次,从 1 起", en: "a round, from 1")) { Int($0).flatMap { (1...1000).contains($0) ? $0 : nil } }
    }

    private enum Form: String, CaseIterable {
        case json, html
    }

    private enum Language: String, CaseIterable {
        case zh, en
    }
}

extension NoticeBody.Kind {
    fileprivate init(_ kind: Notice.Kind) {
        self =
            switch kind {
            case .deficiency: .deficiency
            case .refusal: .refusal
            case .deadline: .deadline
            case .reviewOpened: .reviewOpened
            case .decisionCarried: .decisionCarried
            case .opinion: .opinion
            case .idleReview: .idleReview
            case .report: .report
            case .reassigned: .reassigned
            case .withdrawn: .withdrawn
            case .jobFailed: .jobFailed
            case .conflict: .conflict
            case .settlement: .settlement
            case .change: .change
            case .escalation: .escalation
            case .debt: .debt
            case .revocation: .revocation
            case .suspension: .suspension
            case .dueMoved: .dueMoved
            case .overdue: .overdue
            case .bodyReplaced: .bodyReplaced
            }
    }
}

extension Problem {
    /// The case is there, and its opinion is not: nothing was issued yet, or not in the round that is asked for.
    static let noOpinion = Problem(
        .notFound, .missing, refusal: "case.no_opinion",
        explanation: Explanation(
            message: Bilingual(zh: "本件(或所问的那一轮)还没有出具审查意见。", en: "No opinion was issued for the case, or for the round that is asked for."),
            remedy: Bilingual(
                zh: "全部审查类别作出结论后出具;现在轮到谁见 GET /v1/cases/{id}/turn。",
                en: "It is issued when every discipline has decided; GET /v1/cases/{id}/turn tells whose turn it is.")))
}
