import Foundation
import JointReview
import Sheets
import Testing

/// What real programs write is plain: a form that few drawings had would make every new round one of confirmations.
@Suite(.enabled(if: Workbench.corpus != nil)) struct PlainShareTests {
    private func share(_ files: [URL]) async throws -> (plain: Int, pages: Int, why: [String]) {
        let reader = SheetReader(confinement: await Confinement.detect())
        var (plain, pages, why) = (0, 0, [String]())
        for file in files {
            let (facts, findings) = await reader.read(path: file.path, name: file.lastPathComponent)
            pages += facts?.pages.count ?? 0
            plain += facts?.pages.count { $0.pageDigest != nil } ?? 0
            why += findings.filter { ["sheet.not_plain", "sheet.irregular"].contains($0.code) }.map { "\(file.lastPathComponent): \($0.message.en)" }
        }
        return (plain, pages, why)
    }

    private func drawings() throws -> [URL] {
        let folder = try #require(Workbench.corpus).appendingPathComponent("drawings")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter { $0.pathExtension == "pdf" }
    }

    @Test func everyPageOfTheRealDrawingsIsPlain() async throws {
        let (plain, pages, why) = try await share(try drawings())
        #expect(plain == 14 && pages == 14, "\(plain) of \(pages): \(why)")
    }

    /// The same drawings as other programs save them.
    @Test(arguments: [
        ["qpdf", "--linearize"], ["qpdf", "--object-streams=generate"], ["qpdf", "--linearize", "--object-streams=generate"], ["pdftocairo", "-pdf"],
    ])
    func everyPageStaysPlainWhenItIsSavedAgain(_ command: [String]) async throws {
        let bench = try Workbench()
        let saved = try drawings().map { drawing in
            let copy = bench.folder.appendingPathComponent(drawing.lastPathComponent)
            try bench.run(command[0], Array(command.dropFirst()) + [drawing.path, copy.path])
            return copy
        }
        let (plain, pages, why) = try await share(saved)
        #expect(plain == 14 && pages == 14, "\(plain) of \(pages): \(why)")
    }
}
