public import Foundation

/// Everything that a report shows, as one value: what the store assembles, `Reports` renders and a machine can read.
///
/// Every line carries `audit`: identities of the audit entries behind it, each of which is in `entries`. Instants are UTC; digests are
/// lower-case hex. Names and texts are as they were when the record was made.
public struct ReportRecord: Hashable, Sendable, Codable {
    /// Version of this form.
    public static let currentFormat = "lianshen-report/2"

    /// Version of the form.
    public var format: String
    /// When the record was made (database clock).
    public var madeAt: Date
    /// The database was created with a business clock of its own: dates are not real, and every page says so.
    public var isSimulated: Bool
    /// The project is an invented sample, and every page says so.
    public var isSample: Bool
    /// The project.
    public var project: Project
    /// The case, its state and its times.
    public var `case`: CaseLine
    /// Organisations of the case, with the people who acted for them.
    public var parties: [Party]
    /// Packages of all rounds, oldest first.
    public var packages: [Package]
    /// Sheets of the reviewed set in the order of the package.
    public var sheets: [Sheet]
    /// Documents and references of the reviewed set.
    public var files: [File]
    /// All five disciplines, in the order of `Discipline`.
    public var disciplines: [DisciplineLine]
    /// The merged opinion; nil while a discipline is undecided.
    public var opinion: OpinionLine?
    /// Every comment ever published in the case, superseded ones too, oldest first.
    public var comments: [CommentLine]
    /// The audit entries that the lines name, in the order of the log.
    public var entries: [Entry]
    /// Persons that conflicts and settlements name and nothing else does.
    public var people: [Person]?
    /// Which edition it is; nil in records of form 1, of which there was one for each opinion.
    public var edition: EditionLine?
    /// What ended the review, a change or the case until then, first to last; nil in records of form 1.
    public var conclusions: [ConclusionLine]?
    /// Every round whose opinion was out then, first to last; nil in records of form 1.
    public var rounds: [RoundLine]?
    /// What was owed after an acceptance with debts, as listed; nil where nothing was.
    public var debts: [DebtLine]?
    /// Bodies that stepped aside as a whole, first to last; nil where none did.
    public var replacedBodies: [ReplacedBody]?

    /// What is left out of it for its reader; nil in an edition as it was issued.
    public var withheld: Withheld?

    private enum CodingKeys: String, CodingKey {
        case format, project, `case`, parties, packages, sheets, files, disciplines, opinion, comments, entries, people, edition, conclusions, rounds
        case debts, withheld
        case replacedBodies = "replaced_bodies"
        case madeAt = "made_at"
        case isSimulated = "simulated"
        case isSample = "sample"
    }

    /// A record.
    public init(
        madeAt: Date, isSimulated: Bool, isSample: Bool, project: Project, case: CaseLine, parties: [Party], packages: [Package], sheets: [Sheet],
        files: [File], disciplines: [DisciplineLine], opinion: OpinionLine?, comments: [CommentLine], entries: [Entry],
        people: [Person]? = nil, edition: EditionLine? = nil, conclusions: [ConclusionLine]? = nil, rounds: [RoundLine]? = nil,
        debts: [DebtLine]? = nil, replacedBodies: [ReplacedBody]? = nil
    ) {
        self.format = Self.currentFormat
        self.madeAt = madeAt
        self.isSimulated = isSimulated
        self.isSample = isSample
        self.project = project
        self.case = `case`
        self.parties = parties
        self.packages = packages
        self.sheets = sheets
        self.files = files
        self.disciplines = disciplines
        self.opinion = opinion
        self.comments = comments
        self.entries = entries
        self.people = people
        (self.edition, self.conclusions, self.rounds, self.debts, self.replacedBodies) = (edition, conclusions, rounds, debts, replacedBodies)
    }

    /// Audit entries that a line names and `entries` lacks; empty in a whole record.
    public var danglingEntries: [Int64] {
        let known = Set(entries.map(\.id))
        var named = project.audit + `case`.audit + (opinion?.audit ?? [])
        named += parties.flatMap(\.audit) + packages.flatMap(\.audit) + sheets.flatMap(\.audit) + files.flatMap(\.audit)
        named += disciplines.flatMap(\.audit) + comments.flatMap(\.audit) + (conclusions ?? []).flatMap(\.audit) + (rounds ?? []).flatMap(\.audit)
        named += (debts ?? []).flatMap(\.audit) + (replacedBodies ?? []).map(\.audit)
        return Set(named).subtracting(known).sorted()
    }
}
