import Crypto
import Exchange
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import NIOCore
import Store
import Wire

/// The item list as a table for designers who work in one: out as XLSX, and back with their answers. `/v1/cases/{caseId}/answers`.
struct AnswerSheetRoutes: Sendable {
    let interface: HTTPInterface

    static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// The open items of the newest opinion; an institute gets its own, with what it has answered so far.
    func download(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        let (sheet, number) = try await interface.read(.caseView, on: .joint(id), context) { tx in
            let record = try await tx.caseRecord(id)
            return (try await tx.answerSheet(of: record), record.number)
        }
        let bytes = try await OffPool.run { try Workbook.bytes(of: sheet) }
        let headers: HTTPFields = [
            .contentType: Self.mediaType, .contentDisposition: ContentDisposition.attachment("\(number)-\(sheet.round).xlsx"),
            .reprDigest: "sha-256=:\(Data(SHA256.hash(data: bytes)).base64EncodedString()):",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Takes a filled-in table: every answer that differs from what is known becomes a draft, or none does.
    func upload(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let actor = try await interface.actor(for: .answerWrite, on: .joint(id), context)
        // Nobody's bytes are opened before it is known that the case is his.
        try await interface.store.transaction(as: actor) { tx in
            try await tx.requireSeat(for: .answerWrite, in: try await tx.caseRecord(id))
        }
        let type = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased().filter { !$0.isWhitespace } }
        guard type == Self.mediaType else { throw Problem(.unsupportedMediaType, .mediaType) }
        let bytes = try await request.bytes(interface.configuration, limit: Workbook.largest)
        let (filled, faults) = await OffPool.run { Workbook.read(bytes) }
        guard let filled else { throw Problem(.unprocessableContent, .invalid, findings: faults) }
        return try await interface.once(request, as: actor, bytes: bytes) { tx, _ in
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .answerWrite, in: record)
            guard record.state.preparesNextRound else { throw CaseRefusal.answersNotDue(record.state) }
            guard let institute = tx.actor.organisation else { throw Denial.seat(.answerWrite) }
            let written = try await tx.take(filled, in: record, of: institute)
            return ReleasedAnswersBody(items: written.map(AnswerBody.init))
        }
    }
}

extension Tx {
    /// The table of the newest opinion as it would go out now to the actor's organisation.
    fileprivate func answerSheet(of record: CaseRecord) async throws -> AnswerSheet {
        guard let opinion = try await opinion(of: record.id)?.opinion else { throw Problem.noOpinion }
        let closed = try await closedSheets(of: record.id)
        let isInstitute = try await !partyRoles(in: record.id).isDisjoint(with: ["design_institute", "survey_firm"])
        let items = opinion.items.filter { !closed.contains($0.sheet.id) }.sorted { $0.number < $1.number }
        let ids = items.flatMap(\.sources)
        let comments = Dictionary(uniqueKeysWithValues: try await comments(among: ids).map { ($0.id, $0) })
        let institutes = try await institutes(ofSheets: comments.values.map(\.comment.sheet))
        let known = Dictionary(grouping: try await answers(to: ids).filter { $0.round == record.round }, by: \.comment)
        let done = Set(try await backchecks(of: ids).filter { $0.verdict == .closed }.map(\.comment))
        let rows = items.flatMap { item in
            item.sources.compactMap { id -> AnswerSheet.Row? in
                guard let record = comments[id] else { return nil }
                let comment = record.comment
                guard comment.severity != .information, !done.contains(id) else { return nil }
                guard !isInstitute || institutes[comment.sheet] == actor.organisation else { return nil }
                return AnswerSheet.Row(
                    comment: id, item: item.number, sheet: item.sheet.number, discipline: comment.discipline, severity: comment.severity,
                    text: AnswerSheet.text(of: comment, record.demands), basis: comment.basis, answer: known[id]?.first?.answer)
            }
        }
        return AnswerSheet(case: record.id, round: record.round, rows: rows)
    }

    /// Writes what a table says, all of it or nothing.
    fileprivate func take(_ filled: FilledSheet, in record: CaseRecord, of institute: UUID) async throws -> [AnswerRecord] {
        let (answers, faults) = try await answerSheet(of: record).answers(in: filled)
        var findings = faults
        var places: [String: PageBox?] = [:]
        for (comment, answer) in answers {
            let row = filled.row(of: comment)
            if let number = answer.place?.sheetNumber, places[number] == nil {
                places[number] = .some(try await answeredPage(number, in: record, of: institute))
            }
            let page = answer.place.flatMap { places[$0.sheetNumber] ?? nil }
            findings += answer.findings(on: page).map { $0.at(row) }
            // What has gone out is the project leader's to replace.
            if actor.role == .specialtyDesigner, try await isReleased(comment, in: record) { throw Denial.role(.answerRelease) }
            try await requireWriter(ofAnswerTo: comment, in: record)
        }
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
        var written: [AnswerRecord] = []
        for (comment, answer) in answers { written.append(try await write(answer, to: comment, in: record, of: institute)) }
        return written
    }
}

extension FilledSheet {
    /// The row in which a comment stands.
    fileprivate func row(of comment: UUID) -> Int {
        rows.first { $0.value["A"] == .text(comment.text) }?.key ?? 0
    }
}

extension Finding {
    /// The same finding at the cell that it is about.
    fileprivate func at(_ row: Int) -> Finding {
        let column: AnswerSheet.Column =
            switch file {
            case "/text": .answer
            case "/place/sheetNumber": .shownOn
            default: .x
            }
        return Finding(code: code, severity: severity, file: "\(column.letter)\(row)", sheet: sheet, line: row, message: message, remedy: remedy)
    }
}
