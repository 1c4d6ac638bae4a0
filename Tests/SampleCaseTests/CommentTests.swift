import Foundation
import JointReview
import Testing

@testable import SampleCase

@Suite struct CommentTests {
    /// What stands on the sheet where a comment points: the drawn value that it objects to.
    static let drawn: [(id: String, words: String)] = [
        ("P1", "10.50"), ("P2", "21600"), ("P3", "138"), ("P4", "次出入口"), ("F1", "15.00"), ("F2", "9.2"), ("F3", "M-0312"), ("F4", "消防控制室"),
        ("F5", "次出入口"),
        ("C1", "47.5"), ("C2", "未设室外出入口"), ("C3", "WL-3"), ("M1", "第三类"), ("M2", "2.2"), ("S1", "四级"), ("S2", "0.92"), ("S3", "1200"), ("S4", "22m"),
        ("S5", "2.7%"),
    ]

    @Test func everyCommentOfTheStoryHasItsPlace() {
        #expect(SampleCase.comments.map(\.id).sorted() == Self.drawn.map(\.id).sorted())
    }

    @Test(arguments: SampleCase.comments)
    func aRegionLiesOnItsSheet(_ comment: SampleComment) throws {
        let sheet = try #require(Drawings.all.first { $0.number == comment.sheet })
        let page = PageBox(width: sheet.paper.width * pointsPerMillimetre, height: sheet.paper.height * pointsPerMillimetre)
        #expect(page.contains(comment.region))
        #expect(comment.region.width > 5 && comment.region.height > 5)
    }

    /// The region is not a guess: the words that the comment is about are read back from inside of it.
    @Test(arguments: drawn)
    func aRegionHoldsWhatTheCommentIsAbout(_ id: String, _ words: String) throws {
        let comment = try #require(SampleCase.comments.first { $0.id == id })
        let sheet = try #require(Drawings.all.first { $0.number == comment.sheet })
        let read = try withFolder { folder in
            let path = folder + "/sheet.pdf"
            try Data(sheet.plot(round: comment.round).bytes).write(to: URL(fileURLWithPath: path))
            return try wordsInside(comment.region, height: sheet.paper.height * pointsPerMillimetre, path)
        }
        #expect(read.contains(words))
    }

    @Test(arguments: SampleCase.comments)
    func aBlockingCommentHasACompleteBasis(_ comment: SampleComment) {
        if comment.severity.blocks { #expect(!comment.bases.isEmpty) }
        #expect(comment.bases.allSatisfy { $0.basis.isComplete })
        #expect(!comment.text.zh.isEmpty && !comment.text.en.isEmpty)
    }

    @Test(arguments: SampleCase.conflicts)
    func aConflictIsTwoDemandsOnOneThing(_ conflict: SampleConflict) throws {
        let pair = try conflict.comments.map { id in try #require(SampleCase.comments.first { $0.id == id }?.demand) }
        #expect(pair[0].element == pair[1].element && pair[0].property == pair[1].property)
        #expect(Set(pair.map(\.relation)) == ["≥", "≤"])
        #expect(conflict.comments.contains(conflict.replaced))
    }

    @Test func everyDemandOfTheStoryIsWellFormedAndAboutSomethingInTheRegister() {
        let demands = SampleCase.comments.compactMap(\.demand) + SampleCase.conflicts.map(\.replacement)
        #expect(demands.map(\.demand).allSatisfy { $0.faults.isEmpty })
        #expect(
            Set(demands.map(\.element)) == Set(SampleCase.elements.map(\.id)) && SampleCase.elements.count == Set(SampleCase.elements.map(\.id)).count
        )
    }

    @Test func oneNoteIsADuplicateAndOneFindingIsLate() {
        #expect(SampleCase.comments.filter { $0.duplicates != nil }.map(\.id) == ["F5"])
        #expect(SampleCase.comments.filter { $0.lateReason != nil }.map(\.id) == ["S5"])
        #expect(SampleCase.comments.contains { $0.bases.contains { $0.toBeChecked } })
    }

    /// Text that poppler finds in a rectangle, white space and typographic hyphens plain.
    private func wordsInside(_ region: Region, height: Double, _ path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
        let top = height - region.y - region.height
        process.arguments =
            [
                "-r", "72", "-x", "\(Int(region.x))", "-y", "\(Int(top))", "-W", "\(Int(region.width) + 1)", "-H", "\(Int(region.height) + 1)", path,
                "-",
            ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self).replacing("\u{2011}", with: "-").replacing("\u{2010}", with: "-")
        return String(text.filter { !$0.isWhitespace })
    }
}
