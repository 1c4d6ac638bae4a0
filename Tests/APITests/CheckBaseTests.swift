import Blobs
import Foundation
import Intake
import JointReview
import NIOCore
import SampleCase
import Sheets
import Store
import Testing
import Wire

/// The check before handing in, held against the set of a package that was handed in before.
@Suite(.timeLimit(.minutes(10))) struct CheckBaseTests {
    private func upload(_ bytes: [UInt8], _ draft: CaseRecord, _ house: House) async throws -> DrawingPackageBody {
        let sent = try await house.send(.put, "/v1/cases/\(draft.id.text)/packages?name=r1.zip", as: "designer", bytes: ByteBuffer(bytes: bytes))
        let path = "/v1/packages/\(try sent.json(DrawingPackageBody.self).id.text)"
        return try await eventually("a read package") {
            let now: DrawingPackageBody = try await house.call(.get, path, as: "designer").json()
            return now.state == .uploaded ? nil : now
        }
    }

    private func ask(_ bytes: [UInt8], base: String?, as person: String = "designer", _ house: House) async throws -> Answer {
        let path = "/v1/checks?name=r2.zip" + (base.map { "&base=\($0)" } ?? "")
        return try await house.send(.post, path, as: person, bytes: ByteBuffer(bytes: bytes))
    }

    private func report(_ asked: Answer, _ house: House) async throws -> CheckReport {
        let check: CheckBody = try asked.json()
        return try await eventually("the report") {
            let answer = try await house.call(.get, "/v1/checks/\(check.id.text)", as: "designer")
            return answer.status == 200 ? try answer.json(CheckReport.self) : nil
        }
    }

    /// What `lianshen check --base` does, without the server.
    private func offline(_ bytes: [UInt8], base: [UInt8], rules: CheckRules?) async throws -> CheckReport {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("base-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in [("r1.zip", base), ("r2.zip", bytes)] { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        let intake = Intake(confinement: await Confinement.detect())
        var judgement = Judgement(rules: rules)
        let path = folder.path + "/"
        judgement.base = try await intake.read(path: path + "r1.zip", name: "r1.zip", into: ScratchFolder(), judging: judgement).asBase
        let report = CheckReport(try await intake.read(path: path + "r2.zip", name: "r2.zip", into: ScratchFolder(), judging: judgement))
        return try JSONDecoder().decode(CheckReport.self, from: report.json())
    }

    /// A package of changes that says it replaces another package than the base: something is found.
    private func changes() throws -> [UInt8] { try SampleCase.package(round: 2, replaces: String(repeating: "0", count: 64)) }

    @Test func aCheckAgainstAPackageHandedInBeforeFindsWhatTheCommandFinds() async throws {
        try await House.with { house in
            try await house.working {
                let base = try SampleCase.package(round: 1)
                let first = try await upload(base, try await house.draft(), house)
                #expect(first.state == .checked)
                let asked = try await ask(changes(), base: first.id.text, house)
                #expect(try asked.status == 202 && asked.json(CheckBody.self).baseId == first.id)
                let online = try await report(asked, house)
                let rules = try await house.store.transaction(as: .system("test")) { try await $0.checkRulesInForce() }
                let offline = try await offline(changes(), base: base, rules: rules)
                #expect(online.findings == offline.findings && online.findings.map(\.code).contains("set.base_differs"))
                let isEqual = online == offline
                #expect(isEqual, "not `==` here: a failure would print both")
                #expect(online.rules?.id == rules?.id && online.rules?.effectiveFrom.count == 10)
                let set = try #require(online.set)
                #expect(set.count(.changed) == 11 && set.sheets.count(where: \.carried) == 2)
                // Without a base nobody knows what stays in force.
                let alone = try await report(try await ask(changes(), base: nil, house), house)
                #expect(alone.set == nil && alone.findings != online.findings)
            }
        }
    }

    @Test func aBaseThatTheAskerDoesNotSeeIsHiddenAndOneThatMakesNoSetIsNone() async throws {
        try await House.with { plain in
            let house = try await plain.withOutside()
            try await house.working {
                let draft = try await house.draft()
                let first = try await upload(try SampleCase.package(round: 1), draft, house)
                let bytes = Array("no archive".utf8)
                #expect(try await ask(bytes, base: first.id.text, as: "outside_project_leader", house).brief == "404 missing")
                #expect(try await ask(bytes, base: UUID().uuidString, house).brief == "404 missing")
                #expect(try await ask(bytes, base: "r1.zip", house).brief == "422 invalid")
                let rejected = try await upload(bytes, draft, house)
                #expect(rejected.state == .rejected)
                let refused = try await ask(bytes, base: rejected.id.text, house)
                #expect(refused.brief == "422 invalid" && refused.text.contains("?base"))
                #expect(try await house.count("SELECT count(*) FROM lianshen.package_check") == 0)
                #expect((try? FileManager.default.contentsOfDirectory(atPath: house.blobs.spool.folder)) ?? [] == [])
            }
        }
    }
}
