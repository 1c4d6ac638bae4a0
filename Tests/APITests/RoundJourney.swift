import Foundation
import JointReview
import NIOCore
import SampleCase
import Store
import Testing
import Wire

/// The sample case through its rounds, step by step over HTTP.
struct RoundJourney: Sendable {
    let house: House
    let id: UUID

    var path: String { "/v1/cases/\(id.text)" }

    /// A draft with the institute invited.
    static func begin(_ house: House) async throws -> RoundJourney { RoundJourney(house: house, id: try await house.draft().id) }

    /// Uploads the sample's package of a round and waits until it is read.
    func send(_ round: Int, replaces: String?) async throws -> DrawingPackageBody {
        let bytes = ByteBuffer(bytes: try SampleCase.package(round: round, replaces: replaces))
        let sent = try await house.send(.put, path + "/packages?name=r\(round).zip", as: "designer", bytes: bytes)
        let package = "/v1/packages/\(try sent.json(DrawingPackageBody.self).id.text)"
        return try await eventually("a read package") {
            let now: DrawingPackageBody = try await house.call(.get, package, as: "designer").json()
            return now.state == .uploaded ? nil : now
        }
    }

    /// Uploads, confirms, seals and submits the package of a round; the lead accepts the first.
    func handIn(_ round: Int, replaces: String? = nil) async throws -> DrawingPackageBody {
        let package = try await send(round, replaces: replaces)
        let place = "/v1/packages/\(package.id.text)"
        if package.partial == true {
            let set: PackageSetBody = try await house.call(.get, place + "/set", as: "designer").json()
            for person in ["designer", "owner"] {
                try await done(.post, place + "/set/confirm", as: person, #"{"sha256":"\#(set.sha256)"}"#)
            }
        }
        try await done(.post, place + "/seal", as: "designer")
        try await done(.post, path + "/confirm", as: "owner")
        try await done(.post, path + "/submit", as: "owner")
        if round == 1 { try await done(.post, path + "/accept", as: "clerk") }
        return package
    }

    @discardableResult
    func done(_ method: Verb, _ path: String, as person: String, _ json: String? = nil) async throws -> Answer {
        let answer = try await house.call(method, path, as: person, json: json)
        #expect((200..<300).contains(answer.status), "\(path): \(answer.brief) \(answer.text)")
        return answer
    }

    func record() async throws -> CaseBody { try await house.call(.get, path, as: "owner").json() }

    /// The review that a discipline has in the present round.
    func review(_ discipline: Discipline) async throws -> ReviewBody {
        let round = try await record().round
        let reviews: PageBody<ReviewBody> = try await house.call(.get, path + "/reviews", as: "clerk").json()
        return try #require(reviews.items.first { $0.discipline == discipline && $0.round == round })
    }

    /// Takes the discipline's review up, where it waits or was given to its reviewer.
    @discardableResult
    func take(_ discipline: Discipline) async throws -> ReviewBody {
        let review = try await review(discipline)
        guard [.pending, .assigned].contains(review.state) else { return review }
        return try await done(.post, "/v1/reviews/\(review.id.text)/claim", as: discipline.rawValue).json()
    }

    func comment(
        _ discipline: Discipline, on sheet: UUID, _ severity: Severity = .mandatoryClause, _ text: String, late: String? = nil
    ) async throws -> Answer {
        let review = try await review(discipline)
        let basis = severity.blocks ? #","basis":{"kind":"clause","code":"GB 50016","edition":"2014","clause":"5.5.21"}"# : ""
        let late = late.map { #","lateReason":"\#($0)""# } ?? ""
        let body =
            #"{"attempt":\#(review.attempt),"sheetId":"\#(sheet.text)","region":{"page":1,"x":100,"y":100,"width":50,"height":40},"#
            + #""severity":"\#(severity.rawValue)","text":"\#(text)"\#(basis)\#(late)}"#
        return try await house.call(.post, "/v1/reviews/\(review.id.text)/comments", as: discipline.rawValue, json: body)
    }

    /// Ticks what is open on the review's list, on the first sheet in force.
    func tickOpen(_ review: ReviewBody) async throws {
        guard let package = try await rounds().last?.packageIds.last else { return }
        let sheets: PageBody<SetSheetBody> = try await house.call(.get, "/v1/packages/\(package.text)/set/sheets?limit=200", as: "owner").json()
        let sheet = try #require(sheets.items.first { $0.standing != .removed }).sheet
        try await house.tickOpen(review, on: sheet.id)
    }

    /// Decides; a pass of a reviewer who holds the review comes with its ticks.
    func decide(_ discipline: Discipline, _ decision: Decision) async throws -> Answer {
        let review = try await review(discipline)
        if decision != .fail, [.inReview, .verifying].contains(review.state) { try await tickOpen(review) }
        let body = #"{"attempt":\#(review.attempt),"decision":"\#(decision.rawValue)"}"#
        return try await house.call(.post, "/v1/reviews/\(review.id.text)/decide", as: discipline.rawValue, json: body)
    }

    func answer(_ comment: UUID, as person: String = "designer", _ verdict: JointReview.Answer.Verdict, _ text: String, sheet: String? = nil)
        async throws -> Answer
    {
        let place = sheet.map { #","place":{"sheetNumber":"\#($0)","x":100,"y":100,"width":60,"height":50}"# } ?? ""
        return try await house.call(
            .put, "/v1/comments/\(comment.text)/answer", as: person, json: #"{"verdict":"\#(verdict.rawValue)","text":"\#(text)"\#(place)}"#)
    }

    func backcheck(_ comment: UUID, as discipline: Discipline, _ verdict: BackcheckVerdict, _ text: String? = nil) async throws -> Answer {
        let review = try await review(discipline)
        let text = text.map { #","text":"\#($0)""# } ?? ""
        return try await house.call(
            .post, "/v1/comments/\(comment.text)/backcheck", as: discipline.rawValue,
            json: #"{"attempt":\#(review.attempt),"verdict":"\#(verdict.rawValue)"\#(text)}"#)
    }

    func sheet(_ number: String, of package: DrawingPackageBody) async throws -> SheetBody {
        let found: PageBody<SetSheetBody> = try await house.call(.get, "/v1/packages/\(package.id.text)/set/sheets?limit=200", as: "owner").json()
        return try #require(found.items.first { $0.sheet.number == number }).sheet
    }

    func rounds() async throws -> [RoundBody] { try await house.call(.get, path + "/rounds", as: "owner").json(RoundsBody.self).items }

    func items(as person: String = "owner") async throws -> [ItemBody] {
        try await house.call(.get, path + "/items?limit=200", as: person).json(PageBody<ItemBody>.self).items
    }
}
