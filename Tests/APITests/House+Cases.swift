import Foundation
import JointReview
import Store
import Testing
import Wire

/// One case and what belongs to it.
struct Opened: Sendable {
    let project: UUID
    let record: CaseRecord
    let package: PackageRecord
    let sheets: [SheetRecord]
    let reviews: [Discipline: ReviewRecord]

    var id: UUID { record.id }

    func review(_ discipline: Discipline) throws -> ReviewRecord { try #require(reviews[discipline]) }
}

extension House {
    /// A case in draft, the institute invited; of a project of its own unless one is named.
    func draft(title: String = "示例报审件", profile: String = "national-current", of known: UUID? = nil) async throws -> CaseRecord {
        let new = Project(
            id: UUID(), code: nil, name: "【样例·非真实工程】", region: "320800", owner: cast.owner.id, facts: ProjectFacts(hasHazardousStore: true))
        return try await store.transaction(as: cast.actor("owner")) { tx in
            let project = if let known { try await tx.project(known) } else { new }
            if known == nil { try await tx.insert(new) }
            let record = try await tx.openCase(
                UUID(), project: project, lead: cast.lead.id, title: title, profile: profile, kind: "F", year: 2026)
            try await tx.invite(institute: cast.institute.id, to: record)
            return record
        }
    }

    /// A package in a draft case that intake has read: two sheets, each in a PDF of its own.
    func checked(_ record: CaseRecord) async throws -> (package: PackageRecord, sheets: [SheetRecord]) {
        let bytes = try await keep("a package of \(record.id)")
        let package = try await store.transaction(as: cast.actor("designer")) { tx in
            try await tx.insertPackage(UUID(), into: record, institute: cast.institute.id, fileName: "图纸.zip", sha256: bytes, sm3: nil, size: 47)
        }
        var sheets: [SheetRecord] = []
        for ordinal in 0..<2 {
            sheets.append(
                SheetRecord(
                    id: UUID(), package: package.id, caseID: record.id, ordinal: ordinal,
                    entry: .init(number: "建施-0\(ordinal)", title: "平面", revision: "A", specialty: "建筑", kind: .floorPlan, file: "图/\(ordinal).pdf"),
                    width: 2384, height: 1684, rotation: 0, fileSHA256: try await keep("sheet \(ordinal) of \(record.id)"), pageDigest: nil, look: nil
                ))
        }
        let read = sheets
        try await store.transaction(as: .system("intake")) { tx in
            try await tx.recordIntake(of: package, acceptable: true, report: "{}", entries: [], sheets: read, findings: [])
        }
        return (package, sheets)
    }

    /// A case that was submitted with one sealed package.
    func submitted(title: String = "示例报审件", profile: String = "national-current") async throws -> Opened {
        try await handedIn(try await draft(title: title, profile: profile))
    }

    /// A draft with one sealed package, confirmed and submitted.
    func handedIn(_ record: CaseRecord) async throws -> Opened {
        let (package, sheets) = try await checked(record)
        _ = try await store.transaction(as: cast.actor("designer")) { try await $0.sealPart(package.id) }
        let submitted = try await store.transaction(as: cast.actor("owner")) { tx in
            let (drafted, value) = try await tx.lockCase(record.id)
            let confirmed = try value.applying(.confirm, by: .owner)
            let moved = try await tx.move(drafted, to: confirmed, by: .confirm)
            return try await tx.move(moved, to: confirmed.applying(.submit, by: .owner), by: .submit)
        }
        return Opened(project: record.project, record: submitted, package: package, sheets: sheets, reviews: [:])
    }

    /// A case whose five reviews wait.
    func inReview(title: String = "示例报审件", profile: String = "national-current", of project: UUID? = nil) async throws -> Opened {
        let opened = try await handedIn(try await draft(title: title, profile: profile, of: project))
        let (record, reviews) = try await store.transaction(as: cast.actor("clerk")) { tx in
            (try await tx.accept(opened.id), try await tx.reviews(of: opened.id))
        }
        return Opened(
            project: opened.project, record: record, package: opened.package, sheets: opened.sheets,
            reviews: Dictionary(uniqueKeysWithValues: reviews.map { ($0.discipline, $0) }))
    }

    /// Claims a review as the first reviewer of its discipline and returns the attempt.
    func claim(_ discipline: Discipline, _ opened: Opened) async throws -> Int {
        let id = try opened.review(discipline).id
        return try await store.transaction(as: cast.actor(discipline.rawValue)) { try await $0.claim(id) }.attempt
    }

    /// A case with its opinion: fire failed it for one comment, everybody else passed it.
    func failedByFire() async throws -> (opened: Opened, said: UUID) {
        let opened = try await inReview()
        var said: UUID?
        for discipline in Discipline.allCases {
            let attempt = try await claim(discipline, opened)
            let review = "/v1/reviews/\(try opened.review(discipline).id.text)"
            if discipline == .fire {
                let words = comment(opened, attempt: attempt, severity: "mandatory_clause").dropLast()
                let basis = #","basis":{"kind":"clause","code":"GB 50016","edition":"2014","clause":"5.5.21"}}"#
                said = try await call(.post, review + "/comments", as: "fire", json: words + basis).json(CommentBody.self).id
            }
            let body = #"{"attempt":\#(attempt),"decision":"\#(discipline == .fire ? "fail" : "pass")"}"#
            #expect(try await call(.post, review + "/decide", as: discipline.rawValue, json: body).status == 200)
        }
        return (opened, try #require(said))
    }

    /// Ticks what is open on a review's list, all of it on one sheet, as the first reviewer of its discipline or as somebody named.
    func tickOpen(_ review: ReviewBody, on sheet: UUID, as name: String? = nil) async throws {
        let path = "/v1/reviews/\(review.id.text)/checkpoints"
        let open = try await call(.get, path, as: name ?? review.discipline.rawValue).json(CheckpointsBody.self).items.filter { $0.tick == nil }
        guard !open.isEmpty else { return }
        let body = TickCheckpointsBody(
            attempt: review.attempt, items: open.map { .init(checkpoint: $0.checkpoint, verdict: .met, evidence: [EvidenceBody(sheetId: sheet)]) })
        let answer = try await call(
            .post, path, as: name ?? review.discipline.rawValue, json: String(decoding: try WireJSON.encode(body), as: UTF8.self))
        #expect(answer.status == 200, "\(answer.text)")
    }

    /// The body of a comment on the first sheet of a case.
    func comment(_ opened: Opened, attempt: Int, severity: String = "advice", text: String = "示例意见") -> String {
        """
        {"attempt":\(attempt),"sheetId":"\(opened.sheets[0].id.uuidString.lowercased())","region":{"page":1,"x":10,"y":10,"width":50,"height":20},\
        "severity":"\(severity)","text":"\(text)"}
        """
    }
}
