import Cosigning
import Foundation
import JointReview
import Locks
import LogKeeping
import NIOCore
import Store
import Testing
import TransparencyLog
import Wire

/// Acts that count answer with the proof that they stand in the public log.
@Suite(.timeLimit(.minutes(10))) struct ReceiptTests {
    private let patient = [("Prefer", "wait=10")]

    @Test func uploadAcceptanceDecisionOpinionReportAndCertificateAnswerWithTheirProofs() async throws {
        try await House.with { house in
            let log = try HouseLog(house)
            try await log.sequencing {
                try await log.settled()
                try await uploads(house, log)
                let opened = try await house.submitted()
                let path = "/v1/cases/\(opened.id.text)"
                let accepted = try await house.call(.post, path + "/accept", as: "clerk", headers: patient)
                try log.require(.caseAccept, accepted)
                #expect(accepted["Preference-Applied"] == "wait=10")
                let reviews = try await house.store.transaction(as: house.cast.actor("clerk")) { try await $0.reviews(of: opened.id) }
                for review in reviews {
                    let name = review.discipline.rawValue
                    let claimed: ReviewBody = try await house.call(.post, "/v1/reviews/\(review.id.text)/claim", as: name).json()
                    // Without a word about waiting an answer waits a second: more than enough.
                    let decided = try await house.call(
                        .post, "/v1/reviews/\(review.id.text)/decide", as: name, json: #"{"attempt":\#(claimed.attempt),"decision":"pass"}"#)
                    #expect(decided.status == 200 && decided["Preference-Applied"] == nil)
                    let receipt = try #require(try decided.json(DecidedBody.self).receipt)
                    let later = try await house.call(.get, receipt.url, as: name, headers: patient)
                    #expect(try later.status == 200 && log.entry(later.text).act == Act.reviewDecide.rawValue)
                }
                try log.require(.opinionIssue, try await house.call(.get, path + "/opinion", as: "owner", headers: patient))
                let report = try await reported(path, house)
                let proof = try await house.call(.get, try #require(report["Lianshen-Receipt"]), as: "owner", headers: patient)
                let entry = try log.entry(proof.text)
                #expect(entry.act == Act.reportIssue.rawValue)
                #expect(try await house.call(.post, path + "/pass", as: "coordinator").status == 200)
                try log.require(.caseCertify, try await house.call(.post, path + "/certify", as: "structural_issuer", headers: patient))
            }
        }
    }

    private func reported(_ path: String, _ house: House) async throws -> Answer {
        let found = Locked<Answer?>(nil)
        try await house.working {
            let report = try await eventually("a report") {
                let answer = try await house.call(.get, path + "/report", as: "owner")
                return answer.status == 200 ? answer : nil
            }
            found.withLock { $0 = report }
        }
        return try #require(found.withLock { $0 })
    }

    private func uploads(_ house: House, _ log: HouseLog) async throws {
        let draft = try await house.draft()
        let plain = try await house.call(
            .put, "/v1/cases/\(draft.id.text)/packages?name=x.zip", as: "designer", json: "not an archive", headers: patient)
        let receipt = try log.require(.packageUpload, plain, status: 201)
        #expect(plain["Content-Type"]?.hasPrefix("application/json") == true)
        let package: DrawingPackageBody = try plain.json()
        let found = try log.entry(try #require(receipt.proof))
        #expect(found.objectID == package.id && found.sha256?.bytes.map { String(format: "%02x", $0) }.joined() == package.sha256)
        // An upload that may be continued has no body to put a proof into: it says where the receipt is.
        let bytes = "some other bytes"
        let metadata = "case \(Data(draft.id.text.utf8).base64EncodedString()),filename \(Data("y.zip".utf8).base64EncodedString())"
        let begun = try await house.send(
            .post, "/v1/uploads", as: "designer", bytes: nil,
            headers: [("Tus-Resumable", "1.0.0"), ("Upload-Length", String(bytes.utf8.count)), ("Upload-Metadata", metadata)])
        let place = try #require(begun["Location"], "\(begun.text)")
        let sent = try await house.send(
            .patch, place, as: "designer", bytes: ByteBuffer(string: bytes),
            headers: [("Tus-Resumable", "1.0.0"), ("Upload-Offset", "0"), ("Content-Type", "application/offset+octet-stream")])
        #expect(sent.status == 204)
        let proof = try await house.call(.get, try #require(sent["Lianshen-Receipt"]), as: "designer", headers: patient)
        #expect(try proof.status == 200 && log.entry(proof.text).act == Act.packageUpload.rawValue)
        #expect(proof["Content-Disposition"]?.contains(".tlog-proof") == true)
    }

    @Test func withTheSequencerStoppedTheActIsDoneAndTheReceiptComesLater() async throws {
        try await House.with { house in
            let log = try HouseLog(house)
            let (first, second) = (try await house.submitted(title: "甲"), try await house.submitted(title: "乙"))
            // No log yet: nobody waits.
            let early = try await house.call(.post, "/v1/cases/\(first.id.text)/accept", as: "clerk", key: "k1")
            #expect(try early.status == 200 && early.json(CaseBody.self).receipt?.pending == true)
            try await log.sequencing { try await log.settled() }
            let late = try await house.call(.post, "/v1/cases/\(second.id.text)/accept", as: "clerk", key: "k2", headers: [("Prefer", "wait=1")])
            let kept = try #require(try late.json(CaseBody.self).receipt)
            #expect(late.status == 202 && kept.pending && kept.proof == nil && late["Retry-After"] == "1" && late["Lianshen-Receipt"] == kept.url)
            #expect(try late.json(CaseBody.self).state == .inFirstReview, "the act is done")
            let silent = try await house.call(.post, "/v1/cases/\(second.id.text)/accept", as: "clerk", key: "k2", headers: [("Prefer", "wait=0")])
            #expect(silent.status == 202 && silent.isReplay)
            let waiting = try await house.call(.get, kept.url, as: "clerk", headers: [("Prefer", "wait=0")])
            #expect(try waiting.status == 202 && waiting.json(ReceiptBody.self) == ReceiptBody(entryId: kept.entryId))
            let status: LogStatusBody = try await house.call(.get, "/log/status").json()
            #expect(status.waiting > 0 && status.oldestWaitingSeconds != nil && status.alarms.isEmpty && status.witnesses.isEmpty)
            try await log.sequencing {
                let proof = try await house.call(.get, kept.url, as: "clerk", headers: patient)
                #expect(try proof.status == 200 && log.entry(proof.text).id == kept.entryId)
                // The same request again: the same act, and now its proof.
                let again = try await house.call(.post, "/v1/cases/\(second.id.text)/accept", as: "clerk", key: "k2", headers: patient)
                #expect(again.isReplay)
                #expect(try log.require(.caseAccept, again).entryId == kept.entryId)
                try await log.settled()
                let settled: LogStatusBody = try await house.call(.get, "/log/status").json()
                #expect(try settled.waiting == 0 && settled.size == log.folder.head()?.size && settled.origin == HouseLog.origin)
                let figures = try await house.call(.get, "/metrics").text
                #expect(figures.contains("lianshen_log_waiting_entries 0\n") && figures.contains("lianshen_log_alarm{kind=\"not_published\"} 0"))
            }
        }
    }

    @Test func receiptsAreForThoseWhoSeeTheObjectAndProofsOfPlacesForEverybody() async throws {
        try await House.with { house in
            let log = try HouseLog(house)
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let review = try opened.review(.fire).id
            let decided = try await house.call(
                .post, "/v1/reviews/\(review.text)/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            let decision = try #require(try decided.json(DecidedBody.self).receipt)
            try await log.sequencing { try await log.settled() }
            func acts(_ object: UUID, _ name: String) async throws -> [LoggedActBody] {
                try await house.call(.get, "/v1/log/receipts?object=\(object.text)", as: name).json(PageBody<LoggedActBody>.self).items
            }
            let package = try await acts(opened.package.id, "owner")
            #expect(package.map(\.act) == [Act.packageUpload.rawValue] && package.allSatisfy { $0.leafIndex != nil })
            for name in ["owner", "designer", "fire", "planning", "regulator"] {
                #expect(try await house.call(.get, package[0].url, as: name).status == 200, "\(name)")
            }
            // A decision is its own body's until the opinion tells it.
            #expect(try await house.call(.get, decision.url, as: "fire").status == 200)
            #expect(try await acts(review, "fire").map(\.act) == [Act.reviewDecide.rawValue])
            for name in ["owner", "planning"] {
                #expect(try await house.call(.get, decision.url, as: name).brief == "404 missing", "\(name)")
                #expect(try await acts(review, name).isEmpty)
            }
            let asked = try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'audit.query'")
            #expect(try await house.call(.get, decision.url, as: "regulator").status == 200)
            #expect(try await acts(review, "regulator").count > 1)
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'audit.query'") == asked + 2)

            #expect(try await house.call(.get, decision.url).status == 401)
            for id in [UUID().text, "01938d9e-0000-7000-8000-000000000000", "x"] {
                #expect(try await house.call(.get, "/v1/log/receipts/\(id)", as: "regulator").brief == "404 missing", "\(id)")
            }
            #expect(try await house.call(.get, "/v1/log/receipts?object=\(UUID().text)", as: "owner").brief == "404 missing")
            #expect(try await house.call(.get, "/v1/log/receipts", as: "owner").status == 422)
            let head = try #require(try log.folder.head())
            for index in [0, head.size - 1] {
                let proof = try await house.call(.get, "/v1/log/entries/\(index)/proof")
                let receipt = try LogReceipt(Array(proof.text.utf8))
                #expect(proof.status == 200 && receipt.extra == nil && receipt.index == index)
                let bundle = TileAddress(entries: 0, width: head.size)
                let entry = try EntryBundle.decode(log.folder.require(bundle), count: head.size)[index]
                try receipt.check(leaf: TreeHash.leaf(entry), policy: LogPolicy(logs: log.keys.keys.map(\.verifier)))
            }
            for index in ["\(head.size)", "-1", "x", "99999999999999999999"] {
                #expect(try await house.call(.get, "/v1/log/entries/\(index)/proof").brief == "404 missing", "\(index)")
            }
            let witnessed = try await house.call(.get, "/log/checkpoint.witnessed")
            #expect(witnessed.status == 404, "no witness is asked")
        }
    }
}
