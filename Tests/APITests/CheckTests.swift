import API
import Blobs
import Foundation
import Intake
import JointReview
import NIOCore
import Sheets
import Store
import TestStore
import Testing
import Wire
import Work

/// The check before handing in, over HTTP: bounded, private, and nothing of it stays but the answer.
@Suite(.timeLimit(.minutes(5))) struct CheckTests {
    private func waitingBytes(_ house: House) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: house.blobs.spool.folder)) ?? []
    }

    private func send(_ house: House, _ name: String = "x.zip", as person: String = "designer", key: String? = nil, bytes: String = "no archive")
        async throws
        -> Answer
    {
        let headers = key.map { [("Idempotency-Key", $0)] } ?? []
        return try await house.send(.post, "/v1/checks?name=\(name)", as: person, bytes: ByteBuffer(string: bytes), headers: headers)
    }

    @Test func aCheckIsAnsweredLikeAnIntakeAndItsBytesAreGoneAfterwards() async throws {
        try await House.with { house in
            let asked = try await send(house)
            let check: CheckBody = try asked.json()
            #expect(asked.status == 202 && asked["Location"] == "/v1/checks/\(check.id.text)" && check.state == .waiting && check.size == 10)
            #expect(waitingBytes(house) == [check.id.text])
            let pending = try await house.call(.get, "/v1/checks/\(check.id.text)", as: "designer")
            #expect(pending.status == 202 && pending["Retry-After"] == "1")

            let craft = CheckCraft(spool: house.blobs.spool, intake: Intake(confinement: await Confinement.detect()))
            let worker = Worker(
                store: house.store, crafts: [craft], bell: Bell(), pace: Worker.Pace(poll: .milliseconds(50)), logger: TestStore.quiet)
            let working = Task { try await worker.run() }
            defer { working.cancel() }
            let answer = try await eventually("the report") {
                let answer = try await house.call(.get, "/v1/checks/\(check.id.text)", as: "designer")
                return answer.status == 200 ? answer : nil
            }
            let report: CheckReportBody = try answer.json()
            #expect(!report.acceptable && report.findings.map(\.code) == ["zip.not_a_zip"] && report.package.sha256 == check.sha256)
            try await eventually("the bytes gone") { waitingBytes(house).isEmpty ? true : nil }
            let page = try await house.call(.get, "/v1/checks/\(check.id.text)?format=html&lang=en", as: "designer")
            #expect(page["Content-Type"] == "text/html; charset=utf-8" && page.text.contains("zip.not_a_zip") && page.text.contains("Not acceptable"))
            #expect(page["Content-Security-Policy"]?.hasPrefix("sandbox") == true)
            // No package, no case, no blob came of it; but the log knows who asked.
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 0)
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'package.check' AND object_id = '\(check.id)'") == 1)
            let list = try await house.call(.get, "/v1/checks", as: "drafter").json(PageBody<CheckBody>.self)
            #expect(list.items.map(\.id) == [check.id] && list.items.map(\.state) == [.done])
        }
    }

    @Test func nobodyElseSeesACheckAndOnlyDesignersAskForOne() async throws {
        try await House.with { plain in
            let check: CheckBody = try await send(plain).json()
            let house = try await plain.withOutside()
            #expect(try await house.call(.get, "/v1/checks/\(check.id.text)", as: "outside_project_leader").brief == "404 missing")
            #expect(try await house.call(.get, "/v1/checks", as: "outside_project_leader").json(PageBody<CheckBody>.self).items.isEmpty)
            #expect(try await send(house, as: "owner").brief == "403 forbidden")
            #expect(try await house.call(.get, "/v1/checks/\(check.id.text)", as: "fire").brief == "403 forbidden")
        }
    }

    @Test func whatIsDeclaredClassifiedIsRefusedBeforeAByteIsRead() async throws {
        try await House.with { house in
            let refused = try await send(house, "x.zip&nonClassified=false")
            #expect(try refused.brief == "409 not-allowed" && refused.problem.refusal == "project.classified", "\(refused.brief)")
            #expect(waitingBytes(house).isEmpty)
            #expect(try await house.count("SELECT count(*) FROM lianshen.package_check") == 0)
            #expect(try await send(house, "x.zip&nonClassified=perhaps").problem.findings?.map(\.file) == ["?nonClassified"])
            for name in ["x.zip&nonClassified=true", "y.zip"] { #expect(try await send(house, name).status == 202) }
            // Sending it is the declaration, and the log keeps it.
            #expect(
                try await house.count(
                    "SELECT count(*) FROM lianshen.audit_entry e JOIN lianshen.audit_detail d USING (audit_id) WHERE e.act = 'package.check' AND d.body LIKE '%non_classified%'"
                ) == 2)
        }
    }

    @Test func soManyAtOnceAndNoMore() async throws {
        try await House.with(configure: { $0.checks = CheckAllowance(waiting: 2, bytes: 1 << 20, daily: 100) }) { house in
            let answers = try await together(5) { _ in try await send(house) }
            #expect((1...2).contains(answers.count { $0.status == 202 }))
            #expect(answers.allSatisfy { $0.status == 202 || $0.brief == "429 rate" })
            let refused = try #require(answers.first { $0.status == 429 })
            #expect(try refused.problem.refusal == "check.too_many_waiting" && refused["Retry-After"] != nil)
            #expect(waitingBytes(house).count == answers.count { $0.status == 202 })
        }
        try await House.with(configure: { $0.checks = CheckAllowance(waiting: 10, bytes: 15, daily: 2) }) { house in
            #expect(try await send(house).status == 202)
            let large = try await send(house)
            #expect(large.brief == "507 quota")
            #expect(try await send(house, bytes: "small").status == 202)
            let third = try await send(house, bytes: "")
            #expect(try third.problem.refusal == "check.too_many_today")
            #expect(waitingBytes(house).count == 2)
        }
    }

    @Test func whatIsTooLargeOrNotAsDeclaredLeavesNothing() async throws {
        try await House.with(configure: { $0.largestCheck = 100 }) { house in
            #expect(try await send(house, bytes: String(repeating: "x", count: 101)).brief == "413 too-large")
            let wrong = try await house.send(
                .post, "/v1/checks?name=x.zip", as: "designer", bytes: ByteBuffer(string: "bytes"),
                headers: [("X-Content-SHA256", String(repeating: "0", count: 64))])
            #expect(wrong.brief == "422 digest")
            #expect(try await send(house, "").brief == "422 invalid")
            let unknown = try await house.send(.post, "/v1/checks?name=x.zip&class=castle", as: "designer", bytes: ByteBuffer(string: "bytes"))
            #expect(unknown.brief == "422 invalid")
            #expect(waitingBytes(house).isEmpty)
            #expect(try await house.count("SELECT count(*) FROM lianshen.package_check") == 0)
        }
    }

    @Test func aRepetitionGetsTheFirstOnesCheck() async throws {
        try await House.with { house in
            let first = try await send(house, key: "k1")
            let again = try await send(house, key: "k1")
            #expect(again.isReplay && first.body == again.body)
            #expect(waitingBytes(house) == [try first.json(CheckBody.self).id.text])
            #expect(try await send(house, key: "k1", bytes: "other").brief == "422 key-reused")
            #expect(waitingBytes(house).count == 1)
        }
    }
}
