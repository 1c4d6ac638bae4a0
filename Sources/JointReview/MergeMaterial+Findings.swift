import Foundation

extension MergeMaterial {
    /// Everything that is wrong with the material, at once, each with its place as a JSON Pointer; empty when it can be merged.
    public var findings: [Finding] {
        var check = MaterialCheck(self)
        check.all()
        return check.told
    }

    /// Whether a text may be an identity. They are compared as Swift compares texts; two that are equal there must be the same bytes, or the order of
    /// the input would show.
    public static func isIdentity(_ id: String) -> Bool {
        if (1...200).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return true }
        return (1...200).contains(id.unicodeScalars.count) && !id.hasControls && !id.unicodeScalars.contains { $0.value < 0x20 } && !id.isBlank
            && id.precomposedStringWithCanonicalMapping.utf8.elementsEqual(id.utf8)
    }
}

/// The state of one check. It stops telling, not counting, after so many findings: a file of a million faults is answered with a page.
private struct MaterialCheck {
    private let material: MergeMaterial
    private let sheets: Set<String>
    private let elements: Set<String>
    private let comments: Set<String>
    private var findings: [Finding] = []
    private var count = 0

    init(_ material: MergeMaterial) {
        self.material = material
        sheets = Set(material.sheets.map(\.id))
        elements = Set(material.elements.map(\.id))
        comments = Set(material.comments.map(\.id))
    }

    var told: [Finding] {
        count > findings.count ? findings + [MergeCode.moreFindings.finding(at: "/", "\(findings.count) / \(count)")] : findings
    }

    private mutating func add(_ finding: @autoclosure () -> Finding) {
        count += 1
        if findings.count < MergeLimits.findings { findings.append(finding()) }
    }

    private mutating func add(_ code: MergeCode, _ place: String, _ detail: String = "") { add(code.finding(at: place, detail)) }

    mutating func all() {
        if material.format != MergeMaterial.currentFormat { add(.format, "/format", material.format) }
        let counts = [
            ("/sheets", material.sheets.count, MergeLimits.sheets), ("/comments", material.comments.count, MergeLimits.comments),
            ("/elements", material.elements.count, MergeLimits.elements), ("/sums", material.sums.count, MergeLimits.sums),
            ("/groupings", material.groupings.count, MergeLimits.groupings),
            ("/comments/*/demands", material.comments.indices.reduce(0) { $0 + material.comments[$1].demands.count }, MergeLimits.demands),
            ("/comments/*/contradicts", material.comments.indices.reduce(0) { $0 + material.comments[$1].contradicts.count }, MergeLimits.demands),
            ("/numbering/items", material.numbering?.items.count ?? 0, MergeLimits.numbers),
        ]
        let tooMany = counts.filter { $0.1 > $0.2 }
        for (place, count, most) in tooMany { add(.tooMany, place, "\(count) > \(most)") }
        // What is too much is not looked at any further.
        guard tooMany.isEmpty else { return }
        identities("/sheets", material.sheets.map(\.id), known: sheets.count)
        identities("/elements", material.elements.map(\.id), known: elements.count)
        identities("/sums", material.sums.map(\.id), known: Set(material.sums.map(\.id)).count)
        identities("/comments", material.comments.map(\.id), known: comments.count)
        for (place, sheet) in material.sheets.enumerated() where !Self.isDigest(sheet.fileSha256) { add(.sheetDigest, "/sheets/\(place)/fileSha256") }
        for (place, sum) in material.sums.enumerated() { look(at: sum, "/sums/\(place)") }
        for place in material.comments.indices { look(at: material.comments[place], place) }
        circles()
        groupings()
        numbering()
    }

    private mutating func identities(_ list: String, _ ids: [String], known: Int) {
        for (place, id) in ids.enumerated() where !MergeMaterial.isIdentity(id) { add(.idForm, "\(list)/\(place)/id", id) }
        guard known < ids.count else { return }
        var seen: Set<String> = []
        for (place, id) in ids.enumerated() where !seen.insert(id).inserted { add(.idTwice, "\(list)/\(place)/id", id) }
    }

    private mutating func look(at sum: LinearSum, _ place: String) {
        for finding in sum.findings(at: place, elements: elements) { add(finding) }
        if !sheets.contains(sum.sheet) { add(.sheetUnknown, "\(place)/sheet", sum.sheet) }
    }

    private mutating func look(at comment: MergeComment, _ index: Int) {
        if !sheets.contains(comment.sheet) { add(.sheetUnknown, "/comments/\(index)/sheet", comment.sheet) }
        let region = comment.region
        if !region.isVisible || region.page < 1 { add(.regionNotPositive, "/comments/\(index)/region") }
        if comment.text.isBlank || comment.text.utf8.count > 4 * CommentDraft.longestText { add(.textForm, "/comments/\(index)/text") }
        if comment.demands.count > MergeLimits.perComment { add(.tooMany, "/comments/\(index)/demands", "\(comment.demands.count)") }
        if comment.contradicts.count > MergeLimits.perComment { add(.tooMany, "/comments/\(index)/contradicts", "\(comment.contradicts.count)") }
        for (place, demand) in comment.demands.prefix(MergeLimits.perComment).enumerated() {
            for finding in demand.findings(at: "/comments/\(index)/demands/\(place)", elements: elements) { add(finding) }
        }
        for (place, other) in comment.contradicts.prefix(MergeLimits.perComment).enumerated() {
            let pointer = "/comments/\(index)/contradicts/\(place)"
            if other == comment.id {
                add(.contradictsItself, pointer, other)
            } else if !comments.contains(other) {
                add(.commentUnknown, pointer, other)
            }
        }
    }

    /// Chains of corrections that come back to where they began.
    private mutating func circles() {
        var before: [String: String] = [:]
        for place in material.comments.indices {
            if let old = material.comments[place].supersedes { before[material.comments[place].id] = old }
        }
        guard !before.isEmpty else { return }
        var sound: Set<String> = []
        for place in material.comments.indices where material.comments[place].supersedes != nil {
            let comment = material.comments[place]
            var path: Set<String> = []
            var here: String? = comment.id
            while let name = here, !sound.contains(name) {
                guard path.insert(name).inserted else {
                    add(.supersedesInCircle, "/comments/\(place)/supersedes", comment.id)
                    break
                }
                here = before[name]
            }
            // Also those in a circle are told once.
            sound.formUnion(path)
        }
    }

    private mutating func groupings() {
        var sequences: Set<Int> = []
        for (place, grouping) in material.groupings.enumerated() {
            let pointer = "/groupings/\(place)"
            if !sequences.insert(grouping.sequence).inserted { add(.sequenceTwice, pointer + "/sequence", "\(grouping.sequence)") }
            if Set(grouping.comments).count < (grouping.act == .join ? 2 : 1) { add(.groupingEmpty, pointer + "/comments") }
            for (index, comment) in grouping.comments.enumerated() where !comments.contains(comment) {
                add(.commentUnknown, "\(pointer)/comments/\(index)", comment)
            }
        }
    }

    private mutating func numbering() {
        guard let numbering = material.numbering else { return }
        var numbers: Set<Int> = []
        var named: Set<String> = []
        // The number after the highest must exist, too.
        if numbering.highest < 0 || numbering.highest > Int.max - 2 * MergeLimits.comments {
            add(.numberAboveHighest, "/numbering/highest", "\(numbering.highest)")
        }
        for (place, entry) in numbering.items.enumerated() {
            let pointer = "/numbering/items/\(place)"
            if !numbers.insert(entry.number).inserted { add(.numberTwice, pointer + "/number", "\(entry.number)") }
            if entry.number < 1 || entry.number > numbering.highest { add(.numberAboveHighest, pointer + "/number", "\(entry.number)") }
            for (index, comment) in entry.comments.enumerated() where !named.insert(comment).inserted {
                add(.numberTwice, "\(pointer)/comments/\(index)", comment)
            }
        }
    }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
