import Blobs
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import NIOHTTP1
import Passwords
import Store
import Wire
import WorkingTime

/// The one place where an error becomes an HTTP status.
///
/// `code` is stable and documented. Anything not listed here is a defect of ours: it is logged whole, and the caller is told nothing but `internal`.
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    let code: ProblemCode
    var refusal: String?
    var explanation: Explanation?
    var findings: [Finding]?
    var retryAfter: Int?
    var allow: [String]?
    /// Further header fields that tell the particulars.
    var fields: HTTPFields = [:]

    init(
        _ status: HTTPResponse.Status, _ code: ProblemCode, refusal: String? = nil, explanation: Explanation? = nil, findings: [Finding]? = nil,
        retryAfter: Int? = nil, allow: [String]? = nil
    ) {
        self.status = status
        self.code = code
        self.refusal = refusal
        self.explanation = explanation
        self.findings = findings
        self.retryAfter = retryAfter
        self.allow = allow
    }

    init(_ error: any Error) {
        self =
            switch error {
            case let problem as Problem: problem
            case Denial.signedOut: Problem(.unauthorized, .signedOut, refusal: Denial.signedOut.code, explanation: Denial.signedOut.explanation)
            case let denial as Denial: Problem(.forbidden, .forbidden, refusal: denial.code, explanation: denial.explanation)
            case let fault as RequestFault: Problem(fault)
            case let error as StoreError: Problem(error)
            case let refusal as ReviewRefusal: Problem(refusal)
            case let refusal as CaseRefusal: Problem(refusal)
            case let refusal as AcceptanceRefusal: Problem(refusal)
            case let refusal as any Explained: Problem(.conflict, .notAllowed, refusal: refusal.code, explanation: refusal.explanation)
            case let error as BlobError: Problem(error)
            case PasswordFault.busy: Problem(.serviceUnavailable, .overloaded, retryAfter: 3)
            case let error as HTTPError: Problem(error)
            case is NIOTooManyBytesError: Problem(.contentTooLarge, .tooLarge)
            // A body whose framing cannot be read: the sender's fault, met only when the body is.
            case is HTTPParserError: Problem(.badRequest, .request)
            default: Problem(.internalServerError, .internal)
            }
    }

    /// Whether the log gets an entry about somebody who was not allowed.
    var isDenial: Bool { code == .forbidden }

    private init(_ fault: RequestFault) {
        self =
            switch fault {
            case .notJSON(let fault): Problem(.badRequest, .request, explanation: fault.explanation)
            case .findings(let findings): Problem(.unprocessableContent, .invalid, findings: findings)
            }
    }

    private init(_ error: StoreError) {
        self =
            switch error {
            case .missing: Problem(.notFound, .missing)
            case .stale: Problem(.conflict, .stale)
            case .exists(let constraint): Problem(.conflict, .exists, explanation: Self.taken(constraint))
            case .overlap(let name): Problem(.conflict, .ruleOverlap, explanation: Self.overlap(name))
            case .keyReused: Problem(.unprocessableContent, .keyReused)
            case .keyInFlight: Problem(.conflict, .inFlight, retryAfter: 1)
            case .noSpace: Problem(.insufficientStorage, .noSpace)
            case .overloaded, .unavailable: Problem(.serviceUnavailable, .overloaded, retryAfter: 1)
            case .outcomeUnknown: Problem(.serviceUnavailable, .outcomeUnknown, retryAfter: 1)
            case .invalid: Problem(.unprocessableContent, .invalid)
            }
    }

    private init(_ refusal: ReviewRefusal) {
        self =
            switch refusal {
            case .qualification(.notDeclared): Problem(.conflict, .notAllowed, refusal: refusal.code, explanation: refusal.explanation)
            case .roleMayNot, .otherBody, .conflictOfInterest, .recusedEarlier, .specialty(.roleMayNot), .qualification:
                Problem(.forbidden, .forbidden, refusal: refusal.code, explanation: refusal.explanation)
            case .checkpointsOpen(let points):
                Problem(
                    .conflict, .notAllowed, refusal: refusal.code, explanation: refusal.explanation,
                    findings: points.map { point in
                        Finding(
                            code: refusal.code, severity: .reject, file: "/decision", message: point.text, remedy: refusal.explanation.remedy,
                            basis: point.basis.first?.line)
                    })
            case .staleAttempt, .heldByAnother: Problem(.conflict, .stale, refusal: refusal.code, explanation: refusal.explanation)
            case .notAllowed, .reasonMissing, .legalBasisMissing, .attemptMissing, .alreadyHolds, .nothingToReturn, .blockingComments,
                .commentsUnchecked,
                .adviceStands,
                .noAdvice, .checkNeeded, .checkNotNeeded, .notTheCheckedDecision, .checkerIsReviewer, .checkerTookPart, .checkerDecides,
                .checksSpecialty, .draftsLeft, .unclaimed, .notInHand, .specialty:
                Problem(.conflict, .notAllowed, refusal: refusal.code, explanation: refusal.explanation)
            }
    }

    private init(_ refusal: CaseRefusal) {
        self =
            switch refusal {
            case .roleMayNot: Problem(.forbidden, .forbidden, refusal: refusal.code, explanation: refusal.explanation)
            case .notAllowed, .reasonMissing, .itemsMissing, .nothingToSeal, .partsUnsealed, .notConfirmed, .alreadyConfirmed, .packageNotAcceptable,
                .setsUnconfirmed, .confirmedBySamePerson, .setBaseMoved, .takesNoPackages, .reviewsUndecided, .reviewsFailed, .blockingComments,
                .nothingFails, .itemsUnanswered, .conflictsOpen, .noConflict, .debtsOpen, .roundLimit, .nothingToEscalate, .nothingChanged,
                .changeLacksSet,
                .nothingToRevise, .answersNotDue, .choosesNoBody,
                .otherIssuer,
                .issuerReviewed, .issuerHasInterest, .itemsUnrevised, .successorMissing:
                Problem(.conflict, .notAllowed, refusal: refusal.code, explanation: refusal.explanation)
            }
    }

    private init(_ error: BlobError) {
        let explanation = Explanation(
            message: Bilingual(zh: error.message.zh, en: error.message.en), remedy: Bilingual(zh: error.remedy.zh, en: error.remedy.en))
        self =
            switch error {
            case .tooLarge: Problem(.contentTooLarge, .tooLarge, explanation: explanation)
            case .noSpace: Problem(.insufficientStorage, .noSpace)
            case .digestMismatch: Problem(.unprocessableContent, .digest, explanation: explanation)
            case .checksumMismatch: Problem(.checksumMismatch, .checksum, explanation: explanation)
            case .uploadBusy: Problem(.locked, .locked, explanation: explanation, retryAfter: 1)
            case .uploadLost: Problem(.gone, .gone, explanation: explanation)
            case .shuttingDown: Problem(.serviceUnavailable, .draining, retryAfter: 5)
            case .unreachable: Problem(.serviceUnavailable, .overloaded, retryAfter: 10)
            // Paths and digests of what is stored are nobody's business outside.
            case .damaged, .missing, .outOfRange, .foreignFolder, .unmarkedFolder, .unreadableMarker, .noSM3, .uploadClosed, .emptyStore, .refused,
                .system:
                Problem(.internalServerError, .internal)
            }
    }

    private init(_ error: HTTPError) {
        self =
            switch error.status {
            case .notFound: Problem(.notFound, .route)
            case .contentTooLarge: Problem(.contentTooLarge, .tooLarge)
            default: Problem(.badRequest, .request)
            }
    }

    private init(_ refusal: AcceptanceRefusal) {
        self =
            switch refusal {
            case .profileNotInForce(let name):
                Problem(
                    .conflict, .notAllowed, refusal: "acceptance.profile_not_in_force",
                    explanation: Explanation(
                        message: Bilingual(zh: "规则档案 \(name) 现在不生效。", en: "Rule profile \(name) is not in force now."),
                        remedy: Bilingual(zh: "请管理员启用该档案,或以有效档案另立报审件。", en: "Have it put in force, or open the case under one that is.")))
            case .bodyChoice(let choices): Problem(choices)
            case .bodiesBarred(let discipline, let barred): Problem(barring: barred, from: discipline)
            case .noReviewBody(let discipline):
                Problem(
                    .conflict, .notAllowed, refusal: "acceptance.no_review_body",
                    explanation: Explanation(
                        message: Bilingual(
                            zh: "没有登记\(discipline.label.zh)专业的审查机构。", en: "No review body is registered for \(discipline.label.en)."),
                        remedy: Bilingual(zh: "请系统管理员登记审查机构后再受理。", en: "Have the system administrator register one, then accept.")))
            }
    }

    /// What is taken already, by the name of the constraint that said so.
    private static func taken(_ constraint: String) -> Explanation? {
        let what: Bilingual? =
            switch constraint {
            case "organisation_credit_code_is_unique":
                Bilingual(zh: "该统一社会信用代码已登记。", en: "An organisation with this credit code is registered already.")
            case "person_sign_in_name_is_unique": Bilingual(zh: "该登录名已被使用。", en: "The sign-in name is taken.")
            case "project_code_is_unique": Bilingual(zh: "该项目代码已登记。", en: "A project with this code is registered already.")
            case "person_role_administrations_exclude_each_other": Bilingual(zh: "一人不得兼任两种管理员。", en: "Nobody holds two of the three administrations.")
            case "package_one_sealed_part": Bilingual(zh: "本单位本轮已封存一个图纸包。", en: "This institute has sealed a package for this round already.")
            case "checkpoint_tick_stands_once": Bilingual(zh: "该要点已勾选;要改先撤回。", en: "The point is ticked already; take the tick back first.")
            case "comment_is_superseded_once": Bilingual(zh: "该意见已被更正。", en: "The comment has been corrected already.")
            default: nil
            }
        let remedy =
            constraint == "project_code_is_unique"
            ? Bilingual(
                zh: "同一项目可有多件报审件:在已登记的项目下新建(POST /v1/cases),或由其建设单位办理;代码填错的请改正。",
                en:
                    "A project may have several cases: open another in the one that is registered (POST /v1/cases), or leave it to its owner; or correct the code."
            ) : Bilingual(zh: "查看已有的记录,或改正请求。", en: "Look at the one that exists, or change the request.")
        return what.map { Explanation(message: $0, remedy: remedy) }
    }

    private static func overlap(_ name: String) -> Explanation {
        Explanation(
            message: Bilingual(zh: "与规则 \(name) 的生效期重叠。", en: "It would be in force on the same days as \(name)."),
            remedy: Bilingual(zh: "先为原规则规定失效日,或改动本规则的生效期。", en: "End the other rule first, or move the days of this one."))
    }
}
