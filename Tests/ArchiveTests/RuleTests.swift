import Archive
import Foundation
import Testing

@Suite struct RuleTests {
    @Test func aPlainArchiveBreaksNoRule() {
        let plain = ForgedZip([.init("建施-01.pdf"), .init("plans/"), .init("plans/b.pdf", "more data")])
        var marked = plain
        marked.entries[0].flags = 1 << 11
        marked.entries[1] = .init("plans/", "")
        #expect(codes(of: marked.bytes) == [])
    }

    @Test(arguments: ZipFault.Rule.allCases.filter { $0 != .unreadable })
    func everyRuleRefusesItsSample(_ rule: ZipFault.Rule) throws {
        let sample = try RuleSample(rule)
        let found = faults(of: sample.bytes, limits: sample.limits)

        #expect(found.map(\.rule).contains(rule))
        #expect(ZipFault.Rule(rawValue: rule.rawValue) == rule)
        for fault in found {
            // A brace is a fact that the place which found the fault forgot.
            for text in [fault.message.zh, fault.message.en, fault.remedy.zh, fault.remedy.en] {
                #expect(!text.isEmpty && !text.contains("{") && !text.contains("}"), "\(fault.code): \(text)")
            }
        }
    }

    /// Samples break one rule each, so that a rule cannot hide behind another. One cannot: it counts others.
    @Test(arguments: ZipFault.Rule.allCases.filter { $0 != .unreadable })
    func aSampleBreaksNothingElse(_ rule: ZipFault.Rule) throws {
        let alsoBroken: [ZipFault.Rule: Set<ZipFault.Rule>] = [.moreFaults: [.nameColon]]
        let sample = try RuleSample(rule)
        let found = Set(faults(of: sample.bytes, limits: sample.limits).map(\.rule))
        #expect(found.subtracting(alsoBroken[rule] ?? []) == [rule], "\(found.map(\.rawValue).sorted())")
    }

    @Test(arguments: [ZipFault.Rule.zip64, .extra, .headerDiffers]) func theChineseSentenceHoldsNoEnglishWords(_ rule: ZipFault.Rule) throws {
        let sample = try RuleSample(rule)
        let found = faults(of: sample.bytes, limits: sample.limits).filter { $0.rule == rule }
        #expect(!found.isEmpty)
        for fault in found {
            let words = fault.message.zh.replacing("ZIP64", with: "").replacing(#/0x[0-9a-f]+/#, with: "")
            #expect(words.firstMatch(of: #/[A-Za-z]{2}/#) == nil, "\(fault.message.zh)")
        }
    }

    @Test func aMissingFileAndAFolderAreUnreadable() {
        #expect(ZipArchive.open(path: "/nonexistent/a.zip").faults.map(\.code) == ["archive.unreadable"])
        #expect(ZipArchive.open(path: FileManager.default.temporaryDirectory.path).faults.map(\.code) == ["archive.unreadable"])
    }

    @Test func codesAreUniqueAndTextsExistInBothLanguages() {
        for rule in ZipFault.Rule.allCases {
            #expect(rule.rawValue.hasPrefix("zip.") || rule.rawValue.hasPrefix("archive."))
            let chinese = rule.message.zh + rule.remedy.zh
            #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
            let english = rule.message.en + rule.remedy.en
            #expect(!english.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        }
        let sentences = Set(ZipFault.Rule.allCases.map(\.message.en))
        #expect(sentences.count == ZipFault.Rule.allCases.count)
    }

    @Test func allFaultsComeAtOnceAndTheSoundEntriesStayReadable() throws {
        var zip = ForgedZip([.init("good.pdf", "fine"), .init("../evil.pdf"), .init("secret.pdf"), .init("link"), .init("trailing. ")])
        zip.entries[2].flags = 1
        zip.entries[3].attributes = 0o120777 << 16
        let (archive, found) = ZipArchive.open(bytes: zip.bytes)

        #expect(Set(found.map(\.code)) == ["zip.name_traversal", "zip.encrypted", "zip.symlink", "zip.name_trailing"])
        #expect(archive?.entries.map(\.name) == ["good.pdf"])
        #expect(archive?.refusedNames == ["../evil.pdf", "secret.pdf", "link", "trailing. "])
        let entry = try #require(archive?.entry(named: "good.pdf"))
        #expect(try archive?.bytes(of: entry, limit: 10) == Array("fine".utf8))
    }

    @Test func nothingIsOpenedWhereTheArchiveHasTwoReadings() throws {
        for rule in ZipFault.Rule.allCases where rule.isStructural && rule != .unreadable {
            let sample = try RuleSample(rule)
            #expect(ZipArchive.open(bytes: sample.bytes, limits: sample.limits).archive == nil, "\(rule.rawValue)")
        }
    }

    @Test func faultsShowWhatCannotBeSeen() {
        let found = faults(of: ForgedZip([.init("A\u{202E}fdp\u{1B}.exe")]).bytes)
        #expect(found.allSatisfy { $0.entry == "A\\u{202E}fdp\\u{1B}.exe" })
        #expect(!found.isEmpty)
    }
}
