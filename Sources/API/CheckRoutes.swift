import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// The check before handing in: `/v1/checks`. The bytes pass through, a machine job reads them as intake would, and nothing of them stays but the answer.
struct CheckRoutes: Sendable {
    let interface: HTTPInterface

    func receive(_ request: Request, _ context: SignedIn) async throws -> Response {
        guard !request.headers.contains(.contentRange) else { throw Problem(.badRequest, .request) }
        let query = try QueryParameters(request, allowed: ["name", "class", "size", "base", "nonClassified"])
        // Before a byte is read. Whoever sends a package declares it non-classified, here as when a case is opened.
        let isDeclared = try query.value("nonClassified", Bilingual(zh: " true 或 false", en: "true or false")) { Bool($0) } ?? true
        guard isDeclared else { throw FanOut.Refusal.classified }
        let name = try UploadRoute.fileName(query)
        let facts = try query.word("class", of: ProjectFacts.Class.self).map { kind in
            ProjectFacts(class: kind, size: try query.word("size", of: ProjectFacts.Size.self) ?? .medium)
        }
        let base = try query.id("base")
        let expected = try UploadRoute.declaredDigest(request)
        let key = try request.idempotencyKey
        let actor = try context.actor(for: .packageCheck)
        guard let organisation = actor.organisation else { throw Denial.signedOut }
        let limit = interface.configuration.largestCheck
        if let announced = request.headers[.contentLength].flatMap(Int64.init), announced > limit { throw BlobError.tooLarge(limit: limit) }
        let seat = UploadShare(organisation, interface.checking)
        defer { seat.end() }
        // One seat a request: what is still arriving counts as much as what waits.
        guard let arriving = seat.reach(1), arriving <= Int64(interface.configuration.checks.waiting) else { throw Self.problem(.tooManyWaiting) }
        let allowance = interface.configuration.checks
        let route = request.routeForKeys
        if let base { try await requireBase(base, context) }
        try await interface.store.transaction(as: actor) { tx in
            if let key, try await tx.isKept(key, route: route) { return }
            try await Self.explained { try await tx.requireAllowance(allowance) }
        }
        let id = UUID()
        let (sha256, size) = try await interface.blobs.spool.receive(request.body, as: id.text, limit: limit, expected: expected)
        let once = key.map { IdempotentRequest(key: $0, route: route, bodyDigest: sha256.bytes) }
        do {
            let response = try await interface.once(once, as: actor, status: .accepted, located: "/v1/checks") { tx, _ in
                try await Self.explained { try await tx.requireAllowance(allowance, adding: Int(size)) }
                return CheckBody(try await tx.insertCheck(id, fileName: name, sha256: sha256.bytes, size: Int(size), facts: facts, base: base))
            }
            // A repetition is answered with the first one's check, which has its own bytes.
            if response.headers[.idempotencyReplayed] != nil { try await interface.blobs.spool.remove(id.text) }
            return response
        } catch {
            // Of an unknown outcome the bytes stay for the job that may be there; a worker takes what nobody waits for.
            if error as? StoreError != .outcomeUnknown { try? await interface.blobs.spool.remove(id.text) }
            throw error
        }
    }

    /// The base must be a package that the asker's organisation sees and may open whole: what a check says of a set tells of its sheets.
    private func requireBase(_ base: UUID, _ context: SignedIn) async throws {
        try await interface.read(.caseView, on: .package(base), context) { tx in
            _ = try await tx.package(base)
            guard try await tx.madeSet(of: base) != nil else {
                throw QueryParameters.fault("base", Bilingual(zh: "收件检查通过的图纸包", en: "a package that intake has read and not rejected"))
            }
            guard try await tx.mayOpenSet(of: base) else { throw Denial.restricted }
        }
    }

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let actor = try context.actor(for: .packageCheck)
        let found = try await interface.store.transaction(as: actor) { tx in try await tx.packageChecks(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor($0.createdAt, $0.id) }, CheckBody.init))
    }

    /// The report as JSON or as a page; while no machine has read the package, how far that is.
    func check(_ request: Request, _ context: SignedIn) async throws -> Response {
        let form = try ReportForm(request)
        let id = try context.id("checkId")
        let actor = try context.actor(for: .packageCheck)
        let (report, job) = try await interface.store.transaction(as: actor) { tx in
            _ = try await tx.packageCheck(id)
            // The job first: one that ends between the two questions has left its report.
            let job = try await tx.checkJob(id)
            return (try await tx.checkReport(ofCheck: id), job)
        }
        guard let report else { return try .pending(job) }
        return try form.response(report)
    }

    /// What the allowance refuses, as a problem with its remedy.
    private static func explained(_ body: () async throws -> Void) async throws {
        do { try await body() } catch let refusal as CheckRefusal { throw problem(refusal) }
    }

    private static func problem(_ refusal: CheckRefusal) -> Problem {
        switch refusal {
        case .tooManyWaiting:
            Problem(
                .tooManyRequests, .rate, refusal: "check.too_many_waiting",
                explanation: Explanation(
                    message: Bilingual(zh: "本单位正在检查的图纸包已达上限。", en: "As many packages of your organisation as allowed are being checked."),
                    remedy: Bilingual(zh: "待其中一个检查完毕后再发。", en: "Send it when one of them is done.")), retryAfter: 10)
        case .tooManyBytes:
            Problem(
                .insufficientStorage, .quota, refusal: "check.too_many_bytes",
                explanation: Explanation(
                    message: Bilingual(
                        zh: "本单位待检查的字节数已达上限。", en: "The packages of your organisation that wait to be checked are too large together."),
                    remedy: Bilingual(zh: "待其中一个检查完毕后再发,或用 lianshen check 离线检查。", en: "Wait for one of them, or check offline with lianshen check.")))
        case .tooManyToday:
            Problem(
                .tooManyRequests, .rate, refusal: "check.too_many_today",
                explanation: Explanation(
                    message: Bilingual(zh: "本单位一日内的检查次数已达上限。", en: "Your organisation has used up its checks of a day."),
                    remedy: Bilingual(zh: "用 lianshen check 离线检查,或次日再发。", en: "Check offline with lianshen check, or try tomorrow.")),
                retryAfter: 3600)
        }
    }
}

extension CheckBody {
    fileprivate init(_ check: PackageCheck) {
        let state: State =
            switch check.state {
            case .waiting: .waiting
            case .done: .done
            case .failed: .failed
            }
        self.init(
            id: check.id, fileName: check.fileName, sha256: check.sha256.hex, size: check.size, state: state, createdAt: check.createdAt,
            finishedAt: check.finishedAt, baseId: check.base)
    }
}
