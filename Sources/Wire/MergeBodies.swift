import Foundation
public import JointReview

extension Shape {
    /// One typed demand. Values are texts, so that 1.30 stays 1.30; what they may say is the type's to judge.
    public static let demand = Shape(
        .required("element", .text(1...200)), .optional("property", .text(0...200)), .required("relation", .words(of: Relation.self)),
        .optional("value", .text(0...200)), .optional("unit", .text(0...64)))

    /// One entry of a case's register of elements.
    public static let element = Shape(
        .required("id", .text(1...200)), .optional("building", .text(0...100)), .optional("storey", .text(0...100)),
        .required("mark", .text(1...200)),
        .required("kind", .words(of: Element.Kind.self)))

    /// One term of a declared sum.
    static let term = Shape(
        .required("element", .text(1...200)), .required("property", .text(1...200)), .optional("times", .integer(LinearSum.timesRange)))

    /// One declared sum.
    public static let linearSum = Shape(
        .required("id", .text(1...200)), .required("total", .object(.term)), .required("parts", .list(.object(.term), 1...LinearSum.mostParts)),
        .optional("constant", .text(1...40)), .required("unit", .text(0...64)), .optional("partsAtLeastZero", .boolean),
        .required("sheet", .text(1...200)), .required("declaredBy", .text(1...200)))

    /// One record of a join or a split.
    public static let grouping = Shape(
        .required("sequence", .integer(0...Int.max)), .required("act", .words(of: Grouping.Act.self)),
        .required("comments", .list(.text(1...200), 1...1000)), .required("by", .text(1...200)), .optional("reason", .text(0...2000)))

    fileprivate static let mergeSheet = Shape(
        .required("id", .text(1...200)), .required("number", .text(1...200)), .optional("title", .text(0...400)),
        .required("fileSha256", .form(.sha256)))

    fileprivate static let mergeComment = Shape(
        .required("id", .text(1...200)), .required("discipline", .words(of: Discipline.self)), .optional("specialty", .text(0...100)),
        .required("sheet", .text(1...200)), .required("region", .object(.region)), .required("severity", .words(of: Severity.self)),
        .required("text", .text(1...CommentDraft.longestText)), .optional("basis", .object(.basis)), .required("author", .text(1...200)),
        .optional("demands", .list(.object(.demand), 0...MergeLimits.perComment)),
        .optional("contradicts", .list(.text(1...200), 0...MergeLimits.perComment)), .optional("supersedes", .text(1...200)),
        .optional("auditEntry", .text(0...200)))

    fileprivate static let numberEntry = Shape(
        .required("number", .integer(1...Int.max)), .required("comments", .list(.text(1...200), 0...10_000)), .required("closed", .boolean))

    /// The material without the elements of its lists: these are looked at one by one, so that a file of a million faults has an end.
    fileprivate static let mergeMaterial = Shape(
        .required("format", .text(1...100)), .required("sheets", .list(.anyObject, 0...MergeLimits.sheets)),
        .optional("elements", .list(.anyObject, 0...MergeLimits.elements)), .optional("sums", .list(.anyObject, 0...MergeLimits.sums)),
        .required("comments", .list(.anyObject, 0...MergeLimits.comments)), .optional("groupings", .list(.anyObject, 0...MergeLimits.groupings)),
        .optional(
            "numbering",
            .object(Shape(.required("highest", .integer(0...Int.max)), .required("items", .list(.anyObject, 0...MergeLimits.numbers))))))
}

/// What `lianshen merge` reads: `Schemas/merge/1/merge-input.schema.json`.
public enum MergeBody {
    /// Largest file that is read, in bytes.
    public static let largest = 256 << 20

    /// Reads material strictly: everything that has not its form is found at once, up to the limit of findings.
    public static func read(_ bytes: some Sequence<UInt8>) throws(RequestFault) -> MergeMaterial {
        let bytes = Array(bytes)
        let value: JSONValue
        do { value = try JSONReader.read(bytes) } catch { throw .notJSON(error) }
        let findings = findings(in: value)
        guard findings.isEmpty else { throw .findings(findings) }
        do {
            return try WireJSON.decode(MergeMaterial.self, from: Data(bytes))
        } catch {
            throw .findings([RequestFault.combination(error)])
        }
    }

    private static func findings(in value: JSONValue) -> [Finding] {
        var findings: [Finding] = []
        for finding in Shape.mergeMaterial.findings(in: value) {
            findings.append(finding)
            if findings.count >= MergeLimits.findings { return findings + [cut] }
        }
        // A list that is too long, or none, has been told; its elements would only bury that.
        guard findings.isEmpty else { return findings }
        let lists: [(String, JSONValue?, Shape)] = [
            ("/sheets", value["sheets"], .mergeSheet), ("/elements", value["elements"], .element), ("/sums", value["sums"], .linearSum),
            ("/comments", value["comments"], .mergeComment), ("/groupings", value["groupings"], .grouping),
            ("/numbering/items", value["numbering"]?["items"], .numberEntry),
        ]
        for (name, list, shape) in lists {
            for (place, element) in (list?.array ?? []).enumerated() {
                findings += shape.findings(in: element, at: "\(name)/\(place)")
                if findings.count >= MergeLimits.findings { return findings.prefix(MergeLimits.findings) + [cut] }
            }
        }
        return findings
    }

    private static var cut: Finding { MergeCode.moreFindings.finding(at: "/", "> \(MergeLimits.findings)") }
}
