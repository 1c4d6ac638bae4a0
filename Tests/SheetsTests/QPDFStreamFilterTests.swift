import Foundation
import Testing

@testable import Sheets

@Suite struct QPDFStreamFilterTests {
    private func filtered(_ json: String, pieces: Int, limit: Int = 1 << 20) throws -> QPDFStreamFilter {
        var filter = QPDFStreamFilter(limit: limit)
        let bytes = Array(json.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            try bytes[start..<min(start + pieces, bytes.count)].withUnsafeBytes { try filter.consume($0) }
        }
        return filter
    }

    private let json = """
        {"version": 2, "qpdf": [ {"jsonversion": 2, "pdfversion": "1.7"}, {
          "obj:1 0 R": {"value": {"/Type": "/Catalog", "/Title": "u:\\"data\\" } ]", "/data": "u:data", "/N": -0.5}},
          "obj:2 0 R": {"stream": {"data": "SGVsbG8sIHdvcmxkIQ==", "dict": {"/K": ["1 0 R", true, null]}}},
          "obj:3 0 R": {"value": ["1 0 R"]},
          "trailer": {"value": {"/Root": "1 0 R"}} } ] }
        """

    @Test(arguments: [1, 2, 3, 7, 64, 4096]) func theResultDoesNotDependOnHowTheBytesArrive(_ pieces: Int) throws {
        let filter = try filtered(json, pieces: pieces)
        #expect(filter.isComplete)
        #expect(Set(filter.objects.keys) == ["obj:1 0 R", "obj:2 0 R", "obj:3 0 R", "trailer"])
        let objects = PDFObjects(filter)
        guard case .stream(let entries, let sha256) = objects.object("2 0 R") else {
            Issue.record("no stream")
            return
        }
        #expect(sha256 == "315f5bdb76d078c43b8ac0064e4a0164612b1fce77c869345bfc94c75894edd3")
        #expect(entries.keys.sorted() == ["/K"])
        #expect(objects.resolve(objects.trailer.entries?["/Root"]).entries?["/Type"]?.name == "/Catalog")
    }

    @Test func streamsThatUnpackToTooMuchStopTheReading() throws {
        var filter = QPDFStreamFilter(limit: 1 << 20, mostUnpacked: 12)
        #expect(throws: QPDFStreamFilter.Fault.unpacksTooLarge) { try Array(json.utf8).withUnsafeBytes { try filter.consume($0) } }
        #expect(filter.isBomb && filter.unpacked == 13)
        var wider = QPDFStreamFilter(limit: 1 << 20, mostUnpacked: 13)
        try Array(json.utf8).withUnsafeBytes { try wider.consume($0) }
        #expect(wider.isComplete && !wider.isBomb)
    }

    @Test func badJSONAndTooMuchOfItAreFaults() throws {
        #expect(throws: QPDFStreamFilter.Fault.malformed) { try filtered("}", pieces: 10) }
        #expect(throws: QPDFStreamFilter.Fault.structureTooLarge) { try filtered(json, pieces: 10, limit: 50) }
        #expect(throws: QPDFStreamFilter.Fault.malformed) { try filtered(json.replacing("SGVs", with: "S*Vs"), pieces: 10) }
        #expect(try !filtered(String(json.dropLast(3)), pieces: 10).isComplete)
    }
}
