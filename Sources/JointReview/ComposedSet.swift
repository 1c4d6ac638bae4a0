/// The set that a package makes of the last complete one (组成后的全套图纸): what is reviewed, and what owner and institute confirm.
///
/// A partial package brings what changed, and everything else stays as it was; a complete one brings everything. Either way each sheet is told
/// apart from what it was before.
public struct ComposedSet: Hashable, Sendable, Codable {
    /// The set that the package was applied to.
    public struct Base: Hashable, Sendable, Codable {
        /// Name of the package that made it.
        public var name: String
        /// SHA-256 of that package in lower-case hex.
        public var sha256: String
    }

    /// One sheet, in force or taken away.
    public struct Line: Hashable, Sendable, Codable {
        /// Number as the sheet has it, or had it.
        public var number: String
        /// What became of it.
        public var standing: SheetStanding
        /// Whether the package does not bring it, and it stays in force as it was.
        public var carried: Bool
        /// The sheet in force; nil when it was taken away.
        public var sheet: SheetSet.Sheet?
        /// The sheet as it was before, where that is another one.
        public var before: SheetSet.Sheet?
        /// What the list of changes says of it.
        public var declared: PackageManifest.Change?
    }

    /// One document in force.
    public struct DocumentLine: Hashable, Sendable, Codable {
        /// The document.
        public var document: SheetSet.Document
        /// Whether the package does not bring it.
        public var carried: Bool
    }

    /// Whether the package brings only what changed.
    public var partial: Bool
    /// What it was applied to; nil for the first set.
    public var base: Base?
    /// The sheets: in the order of the base for a partial package, with those that are new behind; else in the order of the package, with those
    /// that are gone behind.
    public var sheets: [Line]
    /// The documents in force.
    public var documents: [DocumentLine]

    /// The set that a package makes of a base.
    /// - Parameters:
    ///   - sheets, documents: what is there of the lists, with its digests.
    ///   - base: the last complete set; nil when this is the first one.
    public init(_ manifest: PackageManifest, sheets: [SheetSet.Sheet], documents: [SheetSet.Document], on base: SheetSet?) {
        partial = manifest.isPartial
        self.base = base.map { Base(name: $0.name, sha256: $0.sha256) }
        let brought = Self.byNumber(sheets)
        let earlier = Self.byNumber(base?.sheets ?? [])
        let declared = Dictionary(manifest.changes.map { (SheetNumber.plain($0.number), $0) }, uniquingKeysWith: { first, _ in first })
        let removed = Set(manifest.removed.map(SheetNumber.plain))
        func line(_ sheet: SheetSet.Sheet) -> Line {
            let before = earlier[sheet.plainNumber]
            return Line(
                number: sheet.number, standing: before.map { SheetStanding(from: $0, to: sheet) } ?? .added, carried: false, sheet: sheet,
                before: before, declared: declared[sheet.plainNumber])
        }
        func gone(_ sheet: SheetSet.Sheet) -> Line {
            Line(number: sheet.number, standing: .removed, carried: false, sheet: nil, before: sheet, declared: declared[sheet.plainNumber])
        }
        if partial {
            let old = (base?.sheets ?? []).map { sheet in
                if let new = brought[sheet.plainNumber] { return line(new) }
                if removed.contains(sheet.plainNumber) { return gone(sheet) }
                return Line(number: sheet.number, standing: .sameBytes, carried: true, sheet: sheet, declared: declared[sheet.plainNumber])
            }
            self.sheets = old + sheets.filter { earlier[$0.plainNumber] == nil }.map(line)
            self.documents = Self.documents(base?.documents ?? [], replacedBy: documents)
        } else {
            self.sheets = sheets.map(line) + (base?.sheets ?? []).filter { brought[$0.plainNumber] == nil }.map(gone)
            self.documents = documents.map { DocumentLine(document: $0, carried: false) }
        }
    }

    /// How many sheets have a standing.
    public func count(_ standing: SheetStanding) -> Int { sheets.count { $0.standing == standing } }

    /// The sheets in force.
    public var inForce: [SheetSet.Sheet] { sheets.compactMap(\.sheet) }

    /// The set as the base of the next package. `name` and `sha256` are those of the package that made it.
    public func set(name: String, sha256: String) -> SheetSet {
        SheetSet(name: name, sha256: sha256, sheets: inForce, documents: documents.map(\.document))
    }

    /// What owner and institute confirm, as text: a line for each sheet and each document in force, fields between tabs. Its SHA-256 names the set,
    /// and anybody can compute it from the files.
    public var text: String {
        let sheets = inForce.map { "sheet\t\($0.number)\t\($0.page)\t\($0.fileSHA256)\n" }
        return (sheets + documents.map { "document\t\($0.document.title)\t\($0.document.sha256)\n" }).joined()
    }

    /// Documents have no number: one of the same title takes the place of the other.
    private static func documents(_ old: [SheetSet.Document], replacedBy new: [SheetSet.Document]) -> [DocumentLine] {
        let titles = Set(new.map { SheetNumber.plain($0.title) })
        return old.filter { !titles.contains(SheetNumber.plain($0.title)) }.map { DocumentLine(document: $0, carried: true) }
            + new.map { DocumentLine(document: $0, carried: false) }
    }

    /// A number that comes twice is a finding of its own; the first one stands here.
    private static func byNumber(_ sheets: [SheetSet.Sheet]) -> [String: SheetSet.Sheet] {
        Dictionary(sheets.map { ($0.plainNumber, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
