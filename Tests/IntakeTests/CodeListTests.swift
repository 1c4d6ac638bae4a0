import Foundation
import JointReview
import Testing

@testable import Intake

/// The one list of codes, and the rules that weigh them.
@Suite struct CodeListTests {
    private static let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Schemas/rules/1")

    private func shipped() throws -> CheckRules { try ShippedRules.checkRules() }

    private func places(_ change: (inout CheckRules) -> Void) throws -> [String] {
        var rules = try shipped()
        change(&rules)
        return rules.faults(knowing: CodeList.codes).map { "\($0.code) \($0.file)" }
    }

    @Test func everyCodeStandsInTheListOnceWithMeaningAndRemedyInBothLanguages() {
        #expect(Set(CodeList.rows.map(\.code)).count == CodeList.rows.count && CodeList.rows.count > 90)
        for row in CodeList.rows {
            #expect(!row.meaning.zh.isEmpty && !row.meaning.en.isEmpty && !row.remedy.zh.isEmpty && !row.remedy.en.isEmpty, "\(row.code)")
            #expect(!row.meaning.en.contains("{") && !row.remedy.zh.contains("{"), "\(row.code)")
            #expect(CodeList.markdown.contains("| `\(row.code)` |"), "\(row.code)")
        }
    }

    @Test func theShippedRulesFollowTheirSchemaAndHaveNoFault() throws {
        let schema = try #require(
            JSONSerialization.jsonObject(with: try Data(contentsOf: Self.rules.appendingPathComponent("check.schema.json"))) as? [String: Any])
        let value = try #require(
            JSONSerialization.jsonObject(with: try Data(contentsOf: Self.rules.appendingPathComponent("check.json"))) as? [String: Any])
        #expect(Schema(root: schema).faults(in: value, by: schema, at: "$") == [])
        #expect(try shipped().faults(knowing: CodeList.codes) == [])
        #expect(try shipped().materials.count >= 10 && shipped().checklist.count >= 8)
        var broken = value
        broken["materials"] = [["id": "x", "basis": []]]
        broken["paper"] = ["sizes": ["B1"]]
        #expect(Schema(root: schema).faults(in: broken, by: schema, at: "$").count >= 8)
    }

    @Test func aDemandWithoutALegalBasisIsRefused() throws {
        #expect(try places { $0.materials[1].basis = [] } == ["rule.no_basis /materials/1/basis"])
        #expect(try places { $0.materials[1].basis = [LegalBasis(text: " ", status: .checked)] } == ["rule.no_basis /materials/1/basis"])
        #expect(try places { $0.checklist[2].basis = [] } == ["rule.no_basis /checklist/2/basis"])
        #expect(
            try places { $0.materials[0].title = Bilingual(zh: "法律规定的其他材料", en: "other material") } == ["rule.catch_all /materials/0/title"])
        #expect(try places { $0.materials[0].anyOf = [CheckRules.Evidence()] } == ["rule.no_evidence /materials/0/any_of"])
        #expect(try places { $0.materials[1].id = $0.materials[0].id } == ["rule.repeated /materials/1/id"])
    }

    @Test func noRuleMakesAWarningOfWhatCannotBeRead() throws {
        #expect(try places { $0.severities["zip.overlap"] = .warn } == ["rule.fixed_severity /severities/zip.overlap"])
        #expect(try places { $0.severities["sheet.damaged"] = .warn } == ["rule.fixed_severity /severities/sheet.damaged"])
        #expect(try places { $0.severities["sheet.imaginary"] = .reject } == ["rule.unknown_code /severities/sheet.imaginary"])
        #expect(try places { $0.severities = ["zip.overlap": .reject, "sheet.type_mismatch": .warn, "manifest.missing": .reject] } == [])
    }

    @Test func aBoundThatIsNoneAndDaysTheWrongWayRoundAreFaults() throws {
        #expect(
            try places { $0.limits = .init(pages: 0, fileBytes: -1) } == ["rule.not_positive /limits/pages", "rule.not_positive /limits/file_bytes"])
        #expect(try places { $0.limits = .init(sheets: 0, bytes: -1) } == ["rule.not_positive /limits/sheets", "rule.not_positive /limits/bytes"])
        #expect(try places { $0.effectiveTo = $0.effectiveFrom } == ["rule.days /effective_to"])
    }

    @Test func aConventionForNamesWithoutBasisOrWithAFormThatNobodyReadsIsAFault() throws {
        let basis = [LegalBasis(text: "样例规定", status: .toBeChecked)]
        let pattern = CheckRules.Pattern(id: "a", roles: [.sheet], forms: ["{number} {title}.pdf"], basis: basis)
        #expect(try places { $0.names.patterns = [pattern] } == [])
        #expect(
            try places { $0.names.patterns = [pattern, .init(id: "a", roles: [], forms: ["{nummer}.pdf", "图.pdf"], basis: [])] } == [
                "rule.no_basis /names/patterns/1/basis", "rule.name_form /names/patterns/1/roles", "rule.name_form /names/patterns/1/forms/0",
                "rule.name_form /names/patterns/1/forms/1", "rule.repeated /names/patterns/1/id",
            ])
        #expect(
            try places { $0.names.patterns = [.init(id: "a", roles: [.sheet], forms: [], basis: basis)] } == [
                "rule.name_form /names/patterns/0/forms"
            ])
    }

    @Test func aKeyThatNobodyKnowsIsAFaultThatNamesItAndTheKnownOnes() throws {
        var value = try #require(
            JSONSerialization.jsonObject(with: try Data(contentsOf: Self.rules.appendingPathComponent("check.json"))) as? [String: Any])
        #expect(CheckRules.unknownKeys(in: try JSONSerialization.data(withJSONObject: value)) == [])
        value["limit"] = ["sheets": 3]
        value["names"] = ["forbidden": "", "longest": 9, "prefixes": ["建筑": ["建"]], "paterns": [["x": 1]]]
        value["checklist"] = [["id": "a", "basis": [["text": "t", "artikel": "1"]]]]
        let found = CheckRules.unknownKeys(in: try JSONSerialization.data(withJSONObject: value))
        #expect(
            found.map { "\($0.code) \($0.file)" } == [
                "rule.unknown_key /checklist/0/basis/0/artikel", "rule.unknown_key /limit", "rule.unknown_key /names/paterns",
            ])
        #expect(found[2].message.zh.contains("“paterns”") && found[2].message.en.contains("forbidden, longest, patterns, prefixes"))
        #expect(CheckRules.unknownKeys(in: Data("[1]".utf8)) == [] && CheckRules.unknownKeys(in: Data("{".utf8)) == [])
    }

    /// One list of keys in the program and one in the schema would drift apart.
    @Test func theKeysThatAreKnownAreThoseOfTheSchema() throws {
        let schema = try #require(
            JSONSerialization.jsonObject(with: try Data(contentsOf: Self.rules.appendingPathComponent("check.schema.json"))) as? [String: Any])
        #expect(Self.keys(of: schema, in: schema) == .object(CheckRules.keys))
    }

    private static func keys(of schema: [String: Any], in root: [String: Any]) -> CheckRules.Keys {
        var schema = schema
        if let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last,
            let all = root["$defs"] as? [String: [String: Any]]
        {
            schema = all[String(name)] ?? [:]
        }
        if let items = schema["items"] as? [String: Any] {
            guard case .object(let known) = keys(of: items, in: root) else { return .value }
            return .rows(known)
        }
        if let properties = schema["properties"] as? [String: [String: Any]] { return .object(properties.mapValues { keys(of: $0, in: root) }) }
        return schema["type"] as? String == "object" ? .words : .value
    }
}
