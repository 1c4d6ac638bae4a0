import Foundation
import JointReview
import SampleCase
import Testing
import Wire

@Suite(.timeLimit(.minutes(5))) struct RefusalTests {
    @Test func aRefusalNamesCodeAndRemedyInBothLanguages() async throws {
        let cast = try await Cast.shared
        let opened = try await cast.openCase("不完整的报审件")
        let problem = try await cast.owner.refused("submit", opened.id.text)
        #expect(problem.code == "not-allowed")
        let told = try await cast.owner.run("submit", opened.id.text)
        #expect(told.status == 1 && told.output == "")
        for part in ["拒绝 Refused", problem.code, problem.detail.zh, problem.detail.en, problem.remedy.zh, problem.remedy.en] {
            #expect(!part.isEmpty && told.errors.contains(part))
        }
        #expect(try await cast.owner.refused("accept", opened.id.text).code == "forbidden")
        #expect(try await cast.owner.refused("case", "show", UUID().uuidString).code == "missing")
    }

    @Test func everyFindingIsToldAtOnce() async throws {
        let service = try await Service.shared
        let told = try await service.administrator.run(
            "organisation", "create", "--credit-code", "123", "--name", "", "--region", String(repeating: "x", count: 101), "--function", "owner")
        #expect(told.status == 1)
        for place in ["/creditCode", "/name", "/region"] { #expect(told.errors.contains(place)) }
    }

    @Test func aRejectedPackageChecksWithOne() async throws {
        let cast = try await Cast.shared
        let opened = try await cast.openCase("损坏的图纸包")
        try await withFolder { folder in
            let bytes = try SampleCase.package(round: 1)
            try Data(bytes.prefix(bytes.count / 2)).write(to: URL(fileURLWithPath: folder + "/broken.zip"))
            let uploaded: DrawingPackageBody = try await cast.designer.ask("upload", opened.id.text, folder + "/broken.zip")
            let check = try await cast.designer.run("package", "check", uploaded.id.text)
            #expect(check.status == 1 && check.output.contains("✗ 不可受理 · not acceptable"))
            #expect(try await cast.designer.refused("package", "seal", uploaded.id.text).status == 409)
        }
    }

    @Test func theDeskAndTheOwnerMoveACaseBackAndForth() async throws {
        let cast = try await Cast.shared
        try await withFolder { folder in
            let path = folder + "/sample.zip"
            try SampleCase.package(round: 1, to: path)
            let id = try await cast.sealedCase("来回", package: path).id.text
            #expect(try await cast.owner.ask("case", "send-back", id, "--reason", "缺图", answering: CaseBody.self).state == .draft)
            let other = try await cast.sealedCase("退件", package: path).id.text
            _ = try await cast.owner.ask("case", "confirm", other, answering: CaseBody.self)
            _ = try await cast.owner.ask("case", "submit", other, answering: CaseBody.self)
            let returned: CaseBody = try await cast.desk.ask("case", "return", other, "--reason", "材料不全", "--item", "委托书", "--item", "勘察报告")
            #expect(returned.state == .deficient && returned.reason == "材料不全")
            let notices: PageBody<NoticeBody> = try await cast.owner.ask("notices", "--all")
            #expect(
                notices.items.contains { $0.caseId == returned.id && $0.kind == .deficiency && $0.body["items"]?.string?.contains("勘察报告") == true })
            #expect(try await cast.owner.ask("case", "withdraw", other, "--reason", "改方案", answering: CaseBody.self).state == .withdrawn)
            #expect(try await cast.desk.refused("case", "refuse", other, "--reason", "越权").code == "not-allowed")
        }
    }

    @Test func rulesAreTheSecurityAdministrators() async throws {
        let cast = try await Cast.shared
        let rule = #"{"kind":"limit","name":"test-\#(UUID().text)","effectiveFrom":"2099-01-01","body":{"days":7},"legalBasis":"样例"}"#
        let refused = try await cast.service.administrator.run("rules", "add", "-", input: rule)
        #expect(refused.status == 1 && refused.errors.contains("forbidden"))
        let broken = try await cast.security.run("rules", "add", "-", input: #"{"kind":"limit","surprise":1}"#)
        #expect(broken.status == 1 && broken.errors.contains("/surprise") && broken.errors.contains("/legalBasis"))
        #expect(try await cast.security.run("rules", "add", "-", input: "nonsense").status == 2)
        let listed: PageBody<RuleBody> = try await cast.security.ask("rules")
        #expect(listed.items.contains { $0.kind == .limit })
    }
}
