public import Foundation

/// One entry of the audit log.
public struct AuditEntryBody: Codable, Hashable, Sendable {
    /// How an act ended.
    public enum Result: String, CaseIterable, Sendable, Codable {
        case ok, denied, failed
    }

    /// Identity.
    public var id: UUID
    /// When, by the database's clock.
    public var recordedAt: Date
    /// When, by the business clock.
    public var effectiveAt: Date
    /// Project that it belongs to.
    public var projectId: UUID?
    /// Number within the project, without a gap.
    public var projectSeq: Int?
    /// Case that it belongs to.
    public var caseId: UUID?
    /// What was done; a word of `Act`.
    public var act: String
    /// How it ended.
    public var result: Result
    /// Who did it.
    public var personId: UUID?
    /// For whom.
    public var organisationId: UUID?
    /// In which role.
    public var role: String
    /// What kind of thing it was done to.
    public var objectKind: String
    /// What it was done to.
    public var objectId: UUID?
    /// State before.
    public var fromState: String?
    /// State after.
    public var toState: String?
    /// SHA-256 of the bytes concerned, lower-case hex.
    public var sha256: String?
    /// SM3 of the bytes concerned, lower-case hex.
    public var sm3: String?
    /// Size of the bytes concerned.
    public var size: Int?
    /// Request that it belongs to.
    public var requestId: String
    /// Erasable particulars.
    public var detail: String?
    /// Administrative region of the project, where it has one.
    public var region: String?
    /// Place among the leaves of the log; absent until it has one.
    public var leafIndex: Int?
    /// Where the proof of that is had; absent until there is one.
    public var proof: String?

    /// An entry.
    public init(
        id: UUID, recordedAt: Date, effectiveAt: Date, projectId: UUID?, projectSeq: Int?, caseId: UUID?, act: String, result: Result,
        personId: UUID?, organisationId: UUID?, role: String, objectKind: String, objectId: UUID?, fromState: String?, toState: String?,
        sha256: String?, sm3: String?, size: Int?, requestId: String, detail: String?,
        region: String? = nil, leafIndex: Int? = nil
    ) {
        self.id = id
        self.recordedAt = recordedAt
        self.effectiveAt = effectiveAt
        self.projectId = projectId
        self.projectSeq = projectSeq
        self.caseId = caseId
        self.act = act
        self.result = result
        self.personId = personId
        self.organisationId = organisationId
        self.role = role
        self.objectKind = objectKind
        self.objectId = objectId
        self.fromState = fromState
        self.toState = toState
        self.sha256 = sha256
        self.sm3 = sm3
        self.size = size
        self.requestId = requestId
        self.detail = detail
        self.region = region
        self.leafIndex = leafIndex
        proof = leafIndex.map { "/v1/log/entries/\($0)/proof" }
    }
}

/// What an audit query asks for; everything that is set must hold.
public struct AuditParameters: Hashable, Sendable {
    /// Of a project.
    public var project: UUID?
    /// Of a case.
    public var `case`: UUID?
    /// Done by a person.
    public var person: UUID?
    /// Done for an organisation.
    public var organisation: UUID?
    /// Done to an object.
    public var object: UUID?
    /// What was done.
    public var act: String?
    /// How it ended.
    public var result: AuditEntryBody.Result?
    /// From this instant on.
    public var from: Date?
    /// Before this instant.
    public var to: Date?
    /// Of projects in a province, city or county: its code, with or without the zeros that fill it up.
    public var region: String?

    /// A filter.
    public init(
        project: UUID? = nil, case: UUID? = nil, person: UUID? = nil, organisation: UUID? = nil, object: UUID? = nil, act: String? = nil,
        result: AuditEntryBody.Result? = nil, from: Date? = nil, to: Date? = nil, region: String? = nil
    ) {
        self.project = project
        self.case = `case`
        self.person = person
        self.organisation = organisation
        self.object = object
        self.act = act
        self.result = result
        self.from = from
        self.to = to
        self.region = region
    }

    /// The filter as query parameters, in the order of the document.
    public var parameters: [(String, String)] {
        let parameters: [(String, String?)] = [
            ("project", project?.text), ("case", self.case?.text), ("person", person?.text), ("organisation", organisation?.text),
            ("object", object?.text), ("act", act), ("result", result?.rawValue), ("from", from.map(WireJSON.text)), ("to", to.map(WireJSON.text)),
            ("region", region),
        ]
        return parameters.compactMap { name, value in value.map { (name, $0) } }
    }
}

/// One row of an export that proves itself: the entry, and what its detail was committed to with.
public struct ExportedEntryBody: Codable, Hashable, Sendable {
    /// The entry; its moments are cut to milliseconds, as the log has them.
    public var entry: AuditEntryBody
    /// Salt of the detail in base64; absent where there is none, or it was erased.
    public var salt: String?

    /// A row.
    public init(entry: AuditEntryBody, salt: String?) { (self.entry, self.salt) = (entry, salt) }
}

/// Forms in which entries are exported.
public enum AuditExportForm: String, CaseIterable, Hashable, Sendable, Codable {
    /// Gzipped JSON Lines.
    case lines
    /// A ZIP file that carries its own proof.
    case archive
}
