public import Foundation
public import JointReview

/// A check of a package before it is handed in.
public struct CheckBody: Codable, Hashable, Sendable {
    /// How far a check is.
    public enum State: String, CaseIterable, Sendable, Codable {
        case waiting, done, failed
    }

    /// Identity.
    public var id: UUID
    /// Name of the file as sent.
    public var fileName: String
    /// SHA-256 of the bytes, lower-case hex.
    public var sha256: String
    /// Bytes.
    public var size: Int
    /// How far it is.
    public var state: State
    /// When it was sent.
    public var createdAt: Date
    /// When it was done; its bytes are gone since.
    public var finishedAt: Date?
    /// Package whose set it is held against.
    public var baseId: UUID?

    /// A check.
    public init(
        id: UUID, fileName: String, sha256: String, size: Int, state: State, createdAt: Date, finishedAt: Date? = nil, baseId: UUID? = nil
    ) {
        self.id = id
        self.fileName = fileName
        self.sha256 = sha256
        self.size = size
        self.state = state
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.baseId = baseId
    }
}

/// One thing that the desk asks for when it returns a case, with its basis: what nobody can name a basis for is not asked for.
public struct DemandBody: RequestBody, Hashable {
    /// What is asked for.
    public var text: String
    /// The clause or rule that it rests on.
    public var basis: String
    /// What to do.
    public var remedy: String?
    /// File of the package that it is about.
    public var file: String?
    /// Sheet that it is about.
    public var sheet: String?

    /// A demand.
    public init(text: String, basis: String, remedy: String? = nil, file: String? = nil, sheet: String? = nil) {
        self.text = text
        self.basis = basis
        self.remedy = remedy
        self.file = file
        self.sheet = sheet
    }

    /// The fields.
    public static let shape = Shape(
        .required("text", .text(1...1000)), .required("basis", .text(1...500)), .optional("remedy", .text(1...1000)),
        .optional("file", .text(1...1000)),
        .optional("sheet", .text(1...200)))
}

/// A notice of deficiencies as lists show it.
public struct DeficiencyBody: Codable, Hashable, Sendable {
    /// Number within its case, from 1.
    public var serial: Int
    /// Number printed on it.
    public var number: String
    /// When it was issued.
    public var issuedAt: Date
    /// Things to be put right.
    public var items: Int
    /// Those that could have been told before.
    public var lateItems: Int
    /// SHA-256 of its canonical JSON.
    public var sha256: String

    /// A notice.
    public init(_ notice: DeficiencyNotice, sha256: String) {
        serial = notice.serial
        number = notice.number
        issuedAt = notice.issuedAt
        items = notice.items.count
        lateItems = notice.items.count(where: \.isLate)
        self.sha256 = sha256
    }
}

/// `POST /v1/sheets/{id}/restrict`: who may not open a sheet, and why.
public struct RestrictSheetBody: RequestBody, Hashable {
    /// Whether disclosure between bodies stops at the sheet.
    public var restricted: Bool
    /// Why.
    public var reason: String
    /// Disciplines whose bodies may open it all the same; where none are named, the kind of the sheet decides.
    public var disciplines: [Discipline]?

    /// A flag.
    public init(restricted: Bool, reason: String, disciplines: [Discipline]? = nil) {
        self.restricted = restricted
        self.reason = reason
        self.disciplines = disciplines
    }

    /// The fields.
    public static let shape = Shape(
        .required("restricted", .boolean), .required("reason", .text(1...500)),
        .optional("disciplines", .list(.words(of: Discipline.self), 1...5)))
}
