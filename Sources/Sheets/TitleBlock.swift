public import JointReview

/// What the text of a title block says (图签), each word with its place. Nothing is guessed: a field that is not there is absent, and one that the
/// page answers in two ways says so in `others`.
public struct TitleBlock: Hashable, Sendable, Codable {
    /// A field of a title block.
    public enum Field: String, CaseIterable, Sendable, Codable {
        case number, title, revision, specialty, stage, scale, date
        case project, projectNumber = "project_number", part, owner
        case designer, drafter, checker, reviewer, approver
        case specialtyLead = "specialty_lead"
        case projectLead = "project_lead"

        /// Whether its value is a person's name.
        public var isPerson: Bool {
            [.designer, .drafter, .checker, .reviewer, .approver, .specialtyLead, .projectLead].contains(self)
        }
    }

    /// How a value stands to its label.
    public enum Position: String, CaseIterable, Sendable, Codable {
        /// In one line of text, after a colon.
        case inline
        /// To the right of it.
        case right
        /// Under it.
        case below
    }

    /// One field as it was read.
    public struct Reading: Hashable, Sendable, Codable {
        /// The value, in plain characters (NFKC, one kind of hyphen).
        public var value: String
        /// Where the value stands.
        public var place: Region
        /// The label as printed.
        public var label: String
        /// How the value stands to the label.
        public var position: Position
        /// Other values that the same label has elsewhere in the block: then somebody must look.
        public var others: [String]
    }

    /// A seal whose words are in the text layer. A seal that is a picture or drawn lines has none; a digital seal is a signature.
    public struct Seal: Hashable, Sendable, Codable {
        /// What a seal is for.
        public enum Kind: String, CaseIterable, Sendable, Codable {
            /// The institute's seal for issued drawings (出图专用章).
            case issue
            /// A registered architect's or engineer's seal (注册执业章).
            case registered
            /// The review body's seal (审查专用章).
            case review
        }

        /// What it is for.
        public var kind: Kind
        /// The words of it, joined.
        public var text: String
        /// Number of the seal or certificate, where one is printed with it.
        public var number: String?
        /// Until when it is valid, as printed.
        public var validUntil: String?
        /// Where it stands.
        public var place: Region
    }

    /// The fields that were found.
    public var fields: [Field: Reading]
    /// The seals that were found.
    public var seals: [Seal]

    /// The value of a field that the page answers in one way.
    public func value(_ field: Field) -> String? {
        fields[field].flatMap { $0.others.isEmpty ? $0.value : nil }
    }

    init(fields: [Field: Reading], seals: [Seal]) {
        self.fields = fields
        self.seals = seals
    }

    // A dictionary whose keys are an enum would be written as an array of keys and values.
    private enum CodingKeys: String, CodingKey { case fields, seals }

    /// Reads what `encode` wrote; unknown fields are passed over.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let named = try container.decode([String: Reading].self, forKey: .fields)
        fields = named.reduce(into: [:]) { found, pair in Field(rawValue: pair.key).map { found[$0] = pair.value } }
        seals = try container.decode([Seal].self, forKey: .seals)
    }

    /// Writes the fields as an object with their names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(fields.reduce(into: [String: Reading]()) { $0[$1.key.rawValue] = $1.value }, forKey: .fields)
        try container.encode(seals, forKey: .seals)
    }
}

/// One row of a drawing list (图纸目录) as it stands on its own sheet.
public struct ListedDrawing: Hashable, Sendable, Codable {
    /// Sheet number.
    public var number: String
    /// Title.
    public var title: String
    /// Paper as printed, e.g. `A1`.
    public var paper: String?
    /// Revision as printed.
    public var revision: String?
    /// Remark as printed.
    public var remark: String?
    /// The row on the page.
    public var place: Region
}
