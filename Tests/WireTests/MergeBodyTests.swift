import Foundation
import JointReview
import Testing
import Wire

@Suite struct MergeBodyTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func json(_ path: String) throws -> [String: Any] {
        let bytes = try Data(contentsOf: root.appendingPathComponent(path))
        return try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    private static func findings(_ text: String) -> [Finding] {
        do {
            _ = try MergeBody.read(Array(text.utf8))
            return []
        } catch {
            if case .findings(let findings) = error { return findings }
            return [Finding(code: "not_json", severity: .reject, file: "/", message: Bilingual(zh: "", en: ""), remedy: Bilingual(zh: "", en: ""))]
        }
    }

    @Test(arguments: ["sample-case", "storey-height", "faults"])
    func theSamplesAreReadAsTheyLieThereAndFitTheSchema(_ name: String) throws {
        let bytes = try Data(contentsOf: Self.root.appendingPathComponent("Samples/merge/\(name)/comments.json"))
        #expect(try MergeBody.read(bytes) == CanonicalJSON.decode(from: bytes))
        #expect(
            MergeSchema(root: try Self.json("Schemas/merge/1/merge-input.schema.json")).faults(
                in: try Self.json("Samples/merge/\(name)/comments.json")) == [])
        let report = try CanonicalJSON.encode(Merge.report(on: MergeBody.read(bytes)))
        let value = try JSONSerialization.jsonObject(with: report)
        #expect(MergeSchema(root: try Self.json("Schemas/merge/1/merge.schema.json")).faults(in: value) == [])
    }

    @Test func theSchemasNameEveryFieldThatTheFormsHave() throws {
        let sheet = MergeMaterial.Sheet(id: "s", number: "n", title: "t", fileSha256: String(repeating: "a", count: 64))
        let term = LinearSum.Term(element: "e", property: "p", times: 2)
        let material = MergeMaterial(
            sheets: [sheet], elements: [Element(id: "e", building: "1#", storey: "3F", mark: "m", kind: .door)],
            sums: [LinearSum(id: "x", total: term, parts: [term], constant: "1", unit: "mm", partsAtLeastZero: false, sheet: "s", declaredBy: "p")],
            comments: [
                MergeComment(
                    id: "c", discipline: .fire, specialty: "建筑", sheet: "s", region: Region(page: 1, x: 0, y: 0, width: 1, height: 1),
                    severity: .advice,
                    text: "t", basis: .approvalDocument(number: "n", article: "a"), author: "p",
                    demands: [Demand(element: "e", property: "p", relation: .atMost, value: "1", unit: "m")], contradicts: ["d"], supersedes: "b",
                    auditEntry: "1")
            ], groupings: [Grouping(sequence: 1, act: .split, comments: ["c"], by: "p", reason: "r")],
            numbering: Numbering(highest: 1, items: [Numbering.Entry(number: 1, comments: ["c"])]))
        let bytes = try CanonicalJSON.encode(material)
        #expect(try MergeBody.read(bytes) == material)
        let schema = MergeSchema(root: try Self.json("Schemas/merge/1/merge-input.schema.json"))
        #expect(schema.faults(in: try JSONSerialization.jsonObject(with: bytes)) == [])
        #expect(schema.unnamed(in: try JSONSerialization.jsonObject(with: bytes)) == [])
        #expect(schema.faults(in: ["format": "lianshen.merge-input/2", "sheets": [["id": ""]]] as [String: Any]).count >= 4)
    }

    @Test func everyFaultOfTheFormIsFoundAtOnceWithItsPlace() {
        let text = """
            {"format": "lianshen.merge-input/1", "sheets": [{"id": "s", "number": "n", "fileSha256": "XY"}], "extra": 1,
             "comments": [{"id": "c", "discipline": "fires", "sheet": "s", "region": {"page": 0, "x": 0, "y": 0, "width": 0, "height": 1}, "severity": "advice",
               "text": "", "author": "a", "demands": [{"element": "e", "relation": ">=", "value": 1.3}]}]}
            """
        #expect(Self.findings(text).map { "\($0.file) \($0.code)" } == ["/extra field.unknown"])
        let places = Self.findings(text.replacing(#", "extra": 1"#, with: "")).map { "\($0.file) \($0.code)" }
        #expect(
            places == [
                "/sheets/0/fileSha256 field.form", "/comments/0/discipline field.word", "/comments/0/region/page field.range",
                "/comments/0/region/width field.range", "/comments/0/text field.length", "/comments/0/demands/0/relation field.word",
                "/comments/0/demands/0/value field.type",
            ])
    }

    @Test(arguments: [
        "", "{", "[1,2", #"{"format": 1e999999999}"#, String(repeating: "[", count: 1_000_000),
        #"{"a":"# + String(repeating: #"{"a":"#, count: 100_000),
        #"{"format": "x", "format": "y"}"#, "\u{FEFF}{}",
    ])
    func whatIsNoJSONOfOursIsRefused(_ text: String) { #expect(Self.findings(text).map(\.code) == ["not_json"]) }

    @Test(arguments: 0..<8)
    func noChangeOfASampleBringsTheMergeDown(part: Int) throws {
        var state = UInt64(part) &* 977 &+ 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let sound = Array(try Data(contentsOf: Self.root.appendingPathComponent("Samples/merge/storey-height/comments.json")))
        let words = [
            "0", "-1", "1e308", "99999999999999999999", "null", "true", "[]", "{}", "\"\"", "\"≥\"", "\"remove\"", "\"H1\"", "\"1000000000000000\"",
            "\"m²\"",
        ]
        var (merged, refused) = (0, 0)
        for _ in 0..<150 {
            var bytes = sound
            for _ in 0...next(2) {
                let place = next(bytes.count)
                switch next(4) {
                case 0: bytes[place] = UInt8(next(256))
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + next(40)))
                default:
                    // A whole value for another one: what a random byte rarely brings about.
                    let colons = bytes.indices.filter { bytes[$0] == 0x3A }
                    guard !colons.isEmpty else { continue }
                    let start = colons[next(colons.count)] + 1
                    let end = bytes[start...].firstIndex { $0 == 0x2C || $0 == 0x0A || $0 == 0x7D } ?? bytes.count
                    bytes.replaceSubrange(start..<end, with: Array(words[next(words.count)].utf8))
                }
            }
            guard let material = try? MergeBody.read(bytes) else {
                refused += 1
                continue
            }
            let report = Merge.report(on: material)
            #expect(throws: Never.self) { try CanonicalJSON.encode(report) }
            #expect(report.merged != report.findings.contains { $0.severity == .reject })
            merged += 1
        }
        #expect(merged > 5 && refused > 5, "\(merged) \(refused)")
    }

    @Test func aMillionEmptyCommentsAreOneFinding() {
        let text = #"{"format": "lianshen.merge-input/1", "sheets": [], "comments": ["# + String(repeating: "{},", count: 999_999) + "{}]}"
        #expect(Self.findings(text).first.map { "\($0.file) \($0.code)" } == "/comments field.count")
        #expect(Self.findings(text).count == 1)
    }

    @Test func aHundredThousandFaultyCommentsAreAThousandFindings() {
        let text = #"{"format": "lianshen.merge-input/1", "sheets": [], "comments": ["# + String(repeating: "{},", count: 99_999) + "{}]}"
        let findings = Self.findings(text)
        #expect(findings.count == MergeLimits.findings + 1 && findings.last?.code == "merge.more_findings")
    }
}

/// As much of JSON Schema as the merge's two schemas use; a keyword that it does not know is a fault.
private struct MergeSchema {
    let root: [String: Any]
    private static let known: Set<String> = [
        "$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties", "items", "enum", "const", "pattern", "minimum",
        "minLength", "minItems",
    ]

    func faults(in value: Any) -> [String] { faults(in: value, by: root, at: "$") }

    /// Members that no schema names.
    func unnamed(in value: Any) -> [String] { unnamed(in: value, by: root, at: "$") }

    private func resolved(_ schema: [String: Any]) -> [String: Any] {
        guard let name = (schema["$ref"] as? String)?.split(separator: "/").last, let definitions = root["$defs"] as? [String: Any] else {
            return schema
        }
        return definitions[String(name)] as? [String: Any] ?? ["unknown": name]
    }

    private func unnamed(in value: Any, by schema: [String: Any], at place: String) -> [String] {
        let schema = resolved(schema)
        if let object = value as? [String: Any] {
            let parts = schema["properties"] as? [String: [String: Any]] ?? [:]
            return object.flatMap { key, member in parts[key].map { unnamed(in: member, by: $0, at: "\(place).\(key)") } ?? ["\(place).\(key)"] }
        }
        guard let items = value as? [Any], let part = schema["items"] as? [String: Any] else { return [] }
        return items.flatMap { unnamed(in: $0, by: part, at: place + "[]") }
    }

    private func faults(in value: Any, by unresolved: [String: Any], at place: String) -> [String] {
        let schema = resolved(unresolved)
        var faults = schema.keys.filter { !Self.known.contains($0) }.map { "\(place): unknown keyword \($0)" }
        if let constant = schema["const"] as? String, constant != value as? String { faults.append("\(place): not \(constant)") }
        if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") { faults.append("\(place): not allowed") }
        switch schema["type"] as? String {
        case "object":
            guard let object = value as? [String: Any] else { return faults + ["\(place): no object"] }
            faults += (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(place).\($0): missing" }
            for (key, part) in schema["properties"] as? [String: [String: Any]] ?? [:] {
                if let member = object[key] { faults += self.faults(in: member, by: part, at: "\(place).\(key)") }
            }
        case "array":
            guard let items = value as? [Any] else { return faults + ["\(place): no array"] }
            if items.count < schema["minItems"] as? Int ?? 0 { faults.append("\(place): too few") }
            let part = schema["items"] as? [String: Any] ?? [:]
            for (index, item) in items.enumerated() { faults += self.faults(in: item, by: part, at: "\(place)[\(index)]") }
        case "string":
            guard let text = value as? String else { return faults + ["\(place): no string"] }
            if text.count < schema["minLength"] as? Int ?? 0 { faults.append("\(place): too short") }
            if let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil {
                faults.append("\(place): \(text)")
            }
        case "integer": if (value as? Int).map({ $0 < schema["minimum"] as? Int ?? .min }) ?? true { faults.append("\(place): no such integer") }
        case "number": if value as? Double == nil { faults.append("\(place): no number") }
        case "boolean": if value as? Bool == nil { faults.append("\(place): no boolean") }
        default: if schema["const"] == nil && schema["enum"] == nil { faults.append("\(place): no type") }
        }
        return faults
    }
}
