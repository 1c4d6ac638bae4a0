import Testing

@testable import SampleCase

@Suite struct DXFTests {
    /// Group codes and values in turn; nil when a code is no number.
    private func pairs(_ bytes: [UInt8]) -> [(code: Int, value: String)]? {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard lines.count.isMultiple(of: 2) else { return nil }
        var found: [(Int, String)] = []
        for index in stride(from: lines.startIndex, to: lines.endIndex, by: 2) {
            guard let code = Int(lines[index].drop { $0 == " " }) else { return nil }
            found.append((code, String(lines[index + 1])))
        }
        return found
    }

    @Test func theFileIsPairsOfCodeAndValueWithUniqueHandles() throws {
        let groups = try #require(pairs(FloorPlanDXF.bytes(round: 1)))
        #expect(groups.first?.value == "SECTION" && groups.last?.value == "EOF")
        let body = groups.drop { $0.value != "TABLES" }
        let handles = body.filter { $0.code == 5 }.map(\.value)
        #expect(handles.count == Set(handles).count)
        #expect(groups.contains { $0.code == 1 && $0.value == "AC1032" })
    }

    @Test(arguments: [(1, "A", "1200"), (2, "B", "1000")])
    func theTitleBlockTellsNumberAndRevision(_ round: Int, _ revision: String, _ width: String) throws {
        let groups = try #require(pairs(FloorPlanDXF.bytes(round: round)))
        var fields: [String: String] = [:]
        var value = ""
        var inside = false
        for group in groups {
            if group.code == 0 { inside = group.value == "ATTRIB" }
            if inside && group.code == 1 { value = group.value }
            if inside && group.code == 2 { fields[group.value] = value }
        }
        #expect(fields["NUMBER"] == "建施-06")
        #expect(fields["REVISION"] == revision)
        #expect(fields["PROJECT"]?.contains("样例") == true)
        #expect(groups.contains { $0.value == "M-0312 洞口\(width)x2100" })
    }
}

@Suite struct FontTests {
    /// The set-up installs it; without it the drawings of these tests would be boxes.
    @Test func theFontOfTheDrawingsIsInstalled() {
        #expect(SampleCase.missingFont == nil)
    }
}
