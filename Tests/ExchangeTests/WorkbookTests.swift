import Archive
import Exchange
import Foundation
import JointReview
import Testing

/// Workbooks go out and come back: ours, those that other programs save, and hostile ones.
@Suite struct WorkbookTests {
    static func sheet() -> AnswerSheet {
        AnswerSheet(
            case: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)), round: 1,
            rows: (1...3).map { number in
                AnswerSheet.Row(
                    comment: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(number))), item: number, sheet: "建施-0\(number)",
                    discipline: .fire, severity: .mandatoryClause, text: "疏散宽度 <1.1 m> & “不足”\n第二行 _x0041_ 𠮷", basis: nil,
                    answer: number == 2
                        ? Answer(verdict: .accepted, text: "=1+1", place: .init(sheetNumber: "建施-06", x: 1.25, y: 2, width: 30, height: 40)) : nil)
            })
    }

    @Test func whatIsWrittenIsReadAsItWas() throws {
        let sheet = Self.sheet()
        let bytes = try Workbook.bytes(of: sheet)
        #expect(bytes == (try Workbook.bytes(of: sheet)), "the same list gives the same bytes")
        let (filled, findings) = Workbook.read(bytes)
        #expect(findings.isEmpty)
        let back = try #require(filled)
        for (index, cells) in sheet.cells.enumerated() {
            #expect(back.rows[index + 1] == Dictionary(uniqueKeysWithValues: cells.map { ($0.letter, $1) }))
        }
        #expect(sheet.answers(in: back).answers.isEmpty)
    }

    @Test func charactersThatXMLCannotCarryComeBack() throws {
        let row = AnswerSheet.Row(
            comment: UUID(), item: 1, sheet: "A\u{7}B", discipline: .fire, severity: .advice, text: "tab\tline\nbell\u{7} _x0007_ \u{B}", basis: nil,
            answer: nil)
        let sheet = AnswerSheet(case: UUID(), round: 1, rows: [row])
        let back = try #require(Workbook.read(try Workbook.bytes(of: sheet)).sheet)
        #expect(back.rows[2]?["F"] == .text(row.text) && back.rows[2]?["C"] == .text("A\u{7}B"))
    }

    /// What LibreOffice makes of our table: other parts, shared strings, styles of its own.
    @Test func aTableThatLibreOfficeSavedIsTheSameTable() throws {
        let sample = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Samples/answers/libreoffice.xlsx")
        var files = [Array(try Data(contentsOf: sample))]
        if let fresh = try Self.convertedByLibreOffice() { files.append(Array(fresh)) }
        for bytes in files {
            #expect(String(decoding: bytes, as: UTF8.self).contains("sharedStrings"))
            let (filled, findings) = Workbook.read(bytes)
            #expect(findings.isEmpty, "\(findings)")
            let (answers, wrong) = Self.sheet().answers(in: try #require(filled))
            #expect(answers.isEmpty && wrong.isEmpty, "\(wrong)")
        }
    }

    /// Ours, opened and saved by LibreOffice where there is one.
    static func convertedByLibreOffice() throws -> Data? {
        let program = "/usr/bin/soffice"
        guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: "workbook-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (before, after) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try FileManager.default.createDirectory(at: before, withIntermediateDirectories: true)
        try Data(try Workbook.bytes(of: sheet())).write(to: before.appending(path: "answers.xlsx"))
        let run = Process()
        run.executableURL = URL(filePath: program)
        run.arguments = [
            "-env:UserInstallation=file://\(folder.path())/profile", "--headless", "--convert-to", "xlsx", "--outdir", after.path(),
            before.appending(path: "answers.xlsx").path(),
        ]
        run.standardOutput = FileHandle.nullDevice
        run.standardError = FileHandle.nullDevice
        try run.run()
        run.waitUntilExit()
        let made = after.appending(path: "answers.xlsx")
        return try? Data(contentsOf: made)
    }

    /// Changes parts of our workbook, takes some away, adds others.
    private static func forged(_ edits: [String: String?], replacing: [(String, String)] = []) throws -> [UInt8] {
        let archive = try #require(ZipArchive.open(bytes: try Workbook.bytes(of: sheet())).archive)
        return try ZipWriter.bytes { zip in
            for entry in archive.entries where edits[entry.name] == nil {
                var text = String(decoding: try archive.bytes(of: entry, limit: 1 << 20), as: UTF8.self)
                for (old, new) in replacing { text = text.replacing(old, with: new) }
                try zip.add(entry.name, Array(text.utf8))
            }
            for (name, text) in edits.sorted(by: { $0.key < $1.key }) { if let text { try zip.add(name, Array(text.utf8)) } }
        }
    }

    @Test func sharedStringsInRunsAreReadAndReadingAidsAreNot() throws {
        let types =
            #"<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#
        let relation =
            #"<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
        let shared =
            #"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>不</t></r><r><t>采纳</t></r><rPh sb="0" eb="1"><t>bu</t></rPh></si></sst>"#
        let bytes = try Self.forged(
            ["xl/sharedStrings.xml": shared],
            replacing: [
                ("</Types>", types), ("rId2\"", "rId2\""), (#"Target="styles.xml"/></Relationships>"#, #"Target="styles.xml"/>"# + relation),
                (#"<c r="H4" s="1"/>"#, #"<c r="H4" s="1" t="s"><v>0</v></c>"#),
            ])
        let (filled, findings) = Workbook.read(bytes)
        #expect(findings.isEmpty && filled?.rows[4]?["H"] == .text("不采纳"))
    }

    @Test func whatComputesLeadsElsewhereOrRunsIsRefused() throws {
        let link = #"<Relationships xmlns="x"><Relationship Id="r" Type="t" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"#
        let cases: [(code: String, bytes: [UInt8])] = [
            ("workbook.formula", try Self.forged([:], replacing: [(#"<c r="I4" s="1"/>"#, #"<c r="I4"><f>HYPERLINK("http://x")</f><v>1</v></c>"#)])),
            ("workbook.macros", try Self.forged(["xl/vbaProject.bin": "x"])),
            ("workbook.macros", try Self.forged([:], replacing: [("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml")])),
            ("workbook.links_elsewhere", try Self.forged(["xl/externalLinks/externalLink1.xml": "<x/>"])),
            ("workbook.links_elsewhere", try Self.forged(["xl/worksheets/_rels/sheet1.xml.rels": link])),
            ("workbook.embedded", try Self.forged(["xl/embeddings/oleObject1.bin": "x"])),
            ("workbook.unreadable", Array("PK".utf8)),
            ("workbook.unreadable", try Self.forged(["_rels/.rels": nil])),
            ("workbook.too_large", Array(repeating: 0, count: Workbook.largest + 1)),
            ("workbook.cell_unreadable", try Self.forged([:], replacing: [(#"<c r="I4" s="1"/>"#, #"<c r="I4" t="s"><v>7</v></c>"#)])),
        ]
        for (code, bytes) in cases {
            let (filled, findings) = Workbook.read(bytes)
            #expect(filled == nil, "\(code)")
            #expect(findings.contains { $0.code == code } || code == "workbook.unreadable" && !findings.isEmpty, "\(code): \(findings.map(\.code))")
        }
        // Every formula is named, not only the first.
        let two = try Self.forged([:], replacing: [(#"s="1"/>"#, #"s="1"><f>1</f></c>"#)])
        #expect(Workbook.read(two).findings.count > 10)
    }

    @Test func entitiesAndDocumentTypesAreNotRead() throws {
        let bomb =
            #"<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"#
        let (filled, findings) = Workbook.read(try Self.forged(["xl/worksheets/sheet1.xml": bomb]))
        #expect(filled == nil && !findings.isEmpty)
    }
}
