import Foundation
import JointReview
import SampleCase
import Testing
import Wire

/// A package of changes, from the desk's return to the next submission, by nothing but commands.
@Suite(.timeLimit(.minutes(10))) struct SetTests {
    @Test func aReturnedCaseGetsAPackageOfChangesByCommandsAlone() async throws {
        let cast = try await Cast.shared
        try await withFolder { folder in
            let packages = try SampleCase.packages(through: 2)
            let paths = packages.map { folder + "/r\($0.round).zip" }
            for (package, path) in zip(packages, paths) { try Data(package.bytes).write(to: URL(fileURLWithPath: path)) }
            let opened = try await cast.sealedCase("只报修改", package: paths[0])
            _ = try await cast.owner.ask("confirm", opened.id.text, answering: CaseBody.self)
            _ = try await cast.owner.ask("submit", opened.id.text, answering: CaseBody.self)
            let returned: CaseBody = try await cast.desk.ask("case", "return", opened.id.text, "--reason", "须修改", "--item", "总平面退距不足")
            #expect(returned.state == .deficient)

            // The designer looks at it before anybody else does.
            let looked = try await cast.designer.run("check", paths[1], "--base", paths[0])
            #expect(looked.status == 0 && looked.output.contains("已修改 changed 11") && looked.output.contains("修改:登高操作场地加大,2#南移1.5m"))
            try await theServiceFindsTheSame(paths, opened.id, cast)
            let handedIn: DrawingPackageBody = try await cast.designer.ask("upload", opened.id.text, paths[1])
            _ = try await cast.designer.ask("package", "check", handedIn.id.text, answering: CheckReportBody.self)
            let shown = try await cast.owner.run("package", "set", handedIn.id.text, "--all")
            #expect(shown.status == 0)
            for words in ["只报修改 changes only", "沿用 carried over", "已修改 changed", "建施-15", "电施-20"] {
                #expect(shown.output.contains(words), "\(words)")
            }
            let set: PackageSetBody = try await cast.owner.ask("package", "set", handedIn.id.text, "--summary")
            #expect(set.partial && set.carriedCount == 2 && set.confirmations.isEmpty)
            let lines: PageBody<SetSheetBody> = try await cast.owner.ask("package", "set", handedIn.id.text, "--all")
            #expect(lines.items.count == 13)

            #expect(try await cast.designer.refused("package", "seal", handedIn.id.text).refusal == "case.sets_unconfirmed")
            let other = String(repeating: "0", count: 64)
            #expect(try await cast.owner.refused("package", "confirm", handedIn.id.text, "--set", other).code == "stale")
            for account in [cast.designer, cast.owner] {
                let confirmed: PackageSetBody = try await account.ask("package", "confirm", handedIn.id.text, "--set", set.sha256)
                #expect(confirmed.sha256 == set.sha256)
            }
            let sealed: DrawingPackageBody = try await cast.designer.ask("package", "seal", handedIn.id.text)
            #expect(sealed.state == .sealed && sealed.partial == true)
            let listed = try await cast.owner.run("package", "list", opened.id.text)
            #expect(listed.output.contains("只报修改 changes") && listed.output.contains("全套 complete"))
            _ = try await cast.owner.ask("confirm", opened.id.text, answering: CaseBody.self)
            let submitted: CaseBody = try await cast.owner.ask("submit", opened.id.text)
            #expect(submitted.state == .submitted)
        }
    }

    /// `package precheck --base` at the service and `check --base` without one answer the same, to the last member.
    private func theServiceFindsTheSame(_ paths: [String], _ id: UUID, _ cast: Cast) async throws {
        let first = try #require(try await cast.designer.ask("package", "list", id.text, answering: PageBody<DrawingPackageBody>.self).items.first)
        let answers = [
            try await cast.designer.run("check", paths[1], "--base", paths[0], "--json"),
            try await cast.designer.run("package", "precheck", paths[1], "--base", first.id.text, "--json"),
        ]
        let reports = try answers.map { try WireJSON.decode(JSONValue.self, from: Data($0.output.utf8)) }
        #expect(reports[1]["set"]?["sheets"]?.array?.count == 13)
        // Not `==` on the values: a failure would print both.
        let isEqual = reports[0] == reports[1]
        #expect(isEqual)
    }

    @Test func aBaseThatIsNoCompleteSetIsSaidToBeNone() async throws {
        let cast = try await Cast.shared
        try await withFolder { folder in
            let path = folder + "/r2.zip"
            try SampleCase.package(round: 2, to: path)
            let alone = try await cast.designer.run("check", path)
            #expect(alone.status == 0 && alone.output.contains("--base"))
            let refused = try await cast.designer.run("check", path, "--base", path)
            #expect(refused.status == 2 && refused.errors.contains("makes no complete set"))
        }
    }
}
