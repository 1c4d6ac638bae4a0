public import JointReview

/// Every problem that the interface answers with; stable, listed in the OpenAPI document.
public enum ProblemCode: String, CaseIterable, Sendable, Codable {
    case request
    case signedOut = "signed-out"
    case forbidden
    case missing
    case route
    case method
    case tooSlow = "too-slow"
    case stale
    case notAllowed = "not-allowed"
    case exists
    case ruleOverlap = "rule-overlap"
    case inFlight = "in-flight"
    case tooLarge = "too-large"
    case mediaType = "media-type"
    case invalid
    case digest
    case keyReused = "key-reused"
    case rate
    case `internal`
    case overloaded
    case outcomeUnknown = "outcome-unknown"
    case draining
    case quota
    case noSpace = "no-space"
    case tusVersion = "tus-version"
    case offset
    case checksum
    case locked
    case gone
    case tooManyUploads = "too-many-uploads"
}

/// The body of every answer that is not a success: RFC 9457 with a stable code, both languages, and the remedy.
public struct ProblemBody: Codable, Hashable, Sendable {
    /// `urn:lianshen:problem:<code>`.
    public var type: String
    /// What kind of problem, in a few words.
    public var title: String
    /// HTTP status.
    public var status: Int
    /// Stable code; a word of `ProblemCode`, or one that a newer server knows.
    public var code: String
    /// The domain's own code for a refused act, e.g. `case.not_confirmed`.
    public var refusal: String?
    /// What is wrong here.
    public var detail: Bilingual
    /// What to do about it.
    public var remedy: Bilingual
    /// Request id; quote it when you ask for help.
    public var instance: String
    /// Every fault of the input.
    public var findings: [Finding]?

    /// A problem.
    public init(
        code: ProblemCode, status: Int, title: String, detail: Bilingual, remedy: Bilingual, instance: String, refusal: String? = nil,
        findings: [Finding]? = nil
    ) {
        self.type = "urn:lianshen:problem:\(code.rawValue)"
        self.title = title
        self.status = status
        self.code = code.rawValue
        self.refusal = refusal
        self.detail = detail
        self.remedy = remedy
        self.instance = instance
        self.findings = findings
    }

    /// The code as a word that this version knows.
    public var known: ProblemCode? { ProblemCode(rawValue: code) }
}
