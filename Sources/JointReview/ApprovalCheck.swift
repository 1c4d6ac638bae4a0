import Foundation

/// The number of an approval document (文号), e.g. 示规条〔2026〕018号 or 建字第2026-018号: who gave it, its year, its place in that year.
public struct ApprovalNumber: Hashable, Sendable {
    /// The word before the year, without 字 and 第.
    public let issuer: String
    /// Year.
    public let year: Int
    /// Number in that year.
    public let serial: Int

    /// The first number in a text; nil where there is none. Brackets, dashes, spaces and leading zeros make no difference.
    public init?(in text: String) {
        let plain = text.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
        let form = /(?<issuer>\p{L}*)[〔\[\(【]?(?<year>(?:19|20)\d{2})[〕\]\)】]?年?第?[-‐‑–—]?(?<serial>\d{1,6})/
        guard let found = plain.firstMatch(of: form), let year = Int(found.year), let serial = Int(found.serial) else { return nil }
        var issuer = String(found.issuer)
        for word in ["第", "字"] where issuer.hasSuffix(word) { issuer.removeLast() }
        guard !issuer.isEmpty else { return nil }
        (self.issuer, self.year, self.serial) = (issuer, year, serial)
    }

    /// Whether both are of one kind by one authority; the name of a document may stand before the number.
    func isSameKind(as other: ApprovalNumber) -> Bool { issuer.hasSuffix(other.issuer) || other.issuer.hasSuffix(issuer) }
}

/// The approval document that a comment rests on, held against the documents that were handed in.
///
/// Hints, never a refusal: an approval may be known to the body without lying in the package. Articles are not kept here. Source: domain §0a.7.
public struct ApprovalCheck: Hashable, Sendable {
    /// A document of the sets in force, or one that the project names.
    public struct Document: Hashable, Sendable {
        /// Title.
        public let title: String
        /// Path in its package; empty for one that only the project names.
        public let file: String

        /// A document.
        public init(title: String, file: String) { (self.title, self.file) = (title, file) }

        /// Its number, from the title or else from the name of the file.
        var number: ApprovalNumber? { ApprovalNumber(in: title) ?? ApprovalNumber(in: file.split(separator: "/").last.map(String.init) ?? "") }
    }

    /// What was handed in.
    public let documents: [Document]
    /// Present year in China.
    public let year: Int

    /// What there is to hold a number against.
    public init(documents: [Document], year: Int) { (self.documents, self.year) = (documents, year) }

    /// What is to be said of the number that a comment cites.
    public func findings(on cited: String, at place: String) -> [Finding] {
        let plain = Clause.plain(cited)
        guard !documents.contains(where: { Clause.plain($0.title + $0.file).contains(plain) }) else { return [] }
        guard let wanted = ApprovalNumber(in: cited) else { return [missing(cited, at: place)] }
        guard wanted.year <= year else {
            return [
                warning(
                    "basis.document_later", place,
                    Bilingual(zh: "\(cited) 的年份 \(wanted.year) 尚未到来", en: "The year of \(cited), \(wanted.year), has not come yet."),
                    Bilingual(zh: "核对文号", en: "Check the number."))
            ]
        }
        let alike = documents.filter { $0.number?.isSameKind(as: wanted) == true }
        guard !alike.contains(where: { $0.number?.year == wanted.year && $0.number?.serial == wanted.serial }) else { return [] }
        guard let other = alike.first else { return [missing(cited, at: place)] }
        return [
            warning(
                "basis.document_differs", place,
                Bilingual(zh: "送审的是“\(other.title)”,意见所引为 \(cited)", en: "What was handed in is “\(other.title)”; the comment cites \(cited)."),
                Bilingual(zh: "核对年份与编号;若确为另一批准文件,请保留其出处", en: "Check year and number; for another document keep its source."))
        ]
    }

    private func missing(_ cited: String, at place: String) -> Finding {
        let known = documents.prefix(BasisCheck.mostNear).map(\.title).joined(separator: "、")
        return warning(
            "basis.document_unknown", place,
            Bilingual(zh: "送审文件中没有批准文件 \(cited)", en: "No document that was handed in is \(cited)."),
            known.isEmpty
                ? Bilingual(zh: "核对文号,或请报审方补交该文件", en: "Check the number, or ask the applicant for the document.")
                : Bilingual(
                    zh: "核对文号,或请报审方补交该文件;送审文件有:\(known)", en: "Check the number, or ask the applicant for the document; handed in are: \(known)."))
    }

    private func warning(_ code: String, _ place: String, _ message: Bilingual, _ remedy: Bilingual) -> Finding {
        Finding(code: code, severity: .warn, file: place, message: message, remedy: remedy)
    }
}
