import Foundation
import JointReview
import Store
import Synchronization
import Testing
import Yams

/// One operation of `Schemas/openapi.yaml`.
struct Operation: Sendable, CustomTestStringConvertible {
    let id: String
    let method: Verb
    /// `/v1/cases/{caseId}`.
    let path: String
    /// Whether anybody may call it.
    let isPublic: Bool
    let takesKey: Bool
    let takesMatch: Bool
    let takesBody: Bool

    var testDescription: String { id }

    /// Codes that the document lists for problems.
    static let codes: Set<String> = {
        let problem = ((document["components"] as? [String: Any])?["schemas"] as? [String: Any])?["Problem"] as? [String: Any]
        let code = (problem?["properties"] as? [String: Any])?["code"] as? [String: Any]
        return Set(code?["enum"] as? [String] ?? [])
    }()

    static let text: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? String(contentsOf: root.appending(path: "Schemas/openapi.yaml"), encoding: .utf8)) ?? ""
    }()

    private static var document: [String: Any] { (try? Yams.load(yaml: text)) as? [String: Any] ?? [:] }

    static let all: [Operation] = {
        let paths = document["paths"] as? [String: [String: Any]] ?? [:]
        return paths.sorted { $0.key < $1.key }.flatMap { path, members in
            members.sorted { $0.key < $1.key }.compactMap { method, value in
                guard let operation = value as? [String: Any], let id = operation["operationId"] as? String,
                    let verb = Verb(rawValue: method.uppercased())
                else { return nil as Operation? }
                let references = (operation["parameters"] as? [[String: Any]] ?? []).compactMap { $0["$ref"] as? String }
                return Operation(
                    id: id, method: verb, path: path,
                    isPublic: (operation["security"] as? [Any])?.isEmpty == true, takesKey: references.contains { $0.hasSuffix("/idempotencyKey") },
                    takesMatch: references.contains { $0.hasSuffix("/ifMatch") }, takesBody: operation["requestBody"] != nil)
            }
        }
    }()

    /// The path about the objects of one case.
    func path(_ names: [String: String]) -> String {
        var text = path
        for (name, value) in names { text = text.replacing("{\(name)}", with: value) }
        return text
    }
}

extension House {
    /// What the placeholders of a path stand for in one case.
    func names(_ opened: Opened, comment: UUID, token: UUID) throws -> [String: String] {
        [
            "caseId": opened.id.text, "packageId": opened.package.id.text, "sheetId": opened.sheets[0].id.text,
            "reviewId": try opened.review(.fire).id.text, "commentId": comment.text, "projectId": opened.project.text,
            "organisationId": cast.owner.id.text, "personId": try cast.person("owner").id.text, "tokenId": token.text, "sessionId": UUID().text,
            "mandateId": UUID().text,
            "discipline": "fire",
            "ruleId": UUID().text, "checkId": UUID().text, "serial": "1", "uploadId": UUID().text,
            "sumId": UUID().text, "conflictId": UUID().text, "draftId": UUID().text, "entryId": UUID().text, "index": "0", "standardId": UUID().text,
            "drawId": UUID().text,
            "day": "2026-11-22",
        ]
    }

    /// Numbers that no other organisation of the tests has.
    private static let serials = Atomic(1000)

    /// A body that is right in form for an operation, about the objects of one case.
    func body(_ operation: Operation, _ opened: Opened) throws -> String? {
        guard operation.takesBody else { return nil }
        let serial = Self.serials.add(1, ordering: .relaxed).newValue
        switch operation.id {
        case "bootstrap":
            return #"{"code":"x","organisation":{"creditCode":"\#(Cast.creditCode(serial))","name":"n"},"person":{"signInName":"p-1","name":"n"}}"#
        case "createOrganisation": return #"{"creditCode":"\#(Cast.creditCode(serial))","name":"n","functions":[{"function":"owner"}]}"#
        case "createPerson":
            return #"{"organisationId":"\#(cast.owner.id.text)","signInName":"p\#(UUID().text.prefix(12))","name":"n","roles":[{"role":"owner"}]}"#
        case "issueToken": return #"{"label":"l","days":1}"#
        case "handOver": return #"{"toPersonId":"\#(try cast.person("fire_second").id.text)","reason":"r"}"#
        case "giveMandate":
            return
                #"{"kind":"delegation","holderId":"\#(try cast.person("owner").id.text)","roles":["reviewer"],"until":"2099-01-01T00:00:00Z","reason":"r"}"#
        case "beginSession": return #"{"signInName":"nobody","password":"x"}"#
        case "changePassword": return #"{"oldPassword":"x","newPassword":"y"}"#
        case "invitePerson": return #"{"hours":1}"#
        case "acceptInvitation": return #"{"code":"x","password":"y"}"#
        case "createProject": return #"{"name":"n","region":"320800","facts":{"class":"building","funding":"filed","size":"medium"}}"#
        case "createCase":
            return #"{"projectId":"\#(opened.project.text)","title":"t","leadId":"\#(cast.lead.id.text)","nonClassified":true}"#
        case "inviteInstitute": return #"{"organisationId":"\#(cast.institute.id.text)"}"#
        case "sendBackCase", "refuseCase", "withdrawCase", "withdrawSum", "failCase", "disputeCase", "supersedeCase", "closeCase", "requestChange",
            "dropChange", "escalateCase", "revokeCase", "replaceBody", "approveGreenChannel", "disablePerson", "erasePerson",
            "enablePerson":
            return #"{"reason":"r"}"#
        case "suspendReview", "suspendCase": return #"{"cause":"force_majeure","reason":"r"}"#
        case "acceptCaseWithDebts": return #"{"debts":[{"item":"i","dueOn":"2099-01-01"}]}"#
        case "settleDebt": return #"{"note":"n"}"#
        case "returnCase": return #"{"reason":"r","items":["i"]}"#
        case "confirmPackageSet": return #"{"sha256":"\#(String(repeating: "0", count: 64))"}"#
        case "restrictSheet": return #"{"restricted":true,"reason":"r"}"#
        case "assignReview": return #"{"personId":"\#(try cast.person("fire").id.text)"}"#
        case "reassignReview": return #"{"personId":"\#(try cast.person("fire_second").id.text)","reason":"r"}"#
        case "releaseReview": return #"{"attempt":1,"reason":"r"}"#
        case "decideReview": return #"{"attempt":1,"decision":"pass"}"#
        case "importFirms", "importPersons": return "some bytes"
        case "chooseBody": return #"{"organisationId":"\#(try cast.person("fire").organisation.text)"}"#
        case "reopenReview", "setAsideReview": return #"{"reason":"r","basis":"样例"}"#
        case "declareIndependence": return #"{"independent":true}"#
        case "commitToDraw": return #"{"purpose":"p","count":1,"specialty":"建筑"}"#
        case "assignSpecialty": return #"{"specialty":"电气","reviewerId":"\#(try cast.person("fire").id.text)"}"#
        case "claimSpecialty", "checkSpecialty": return #"{"specialty":"电气"}"#
        case "finishSpecialty": return #"{"specialty":"电气","attempt":1}"#
        case "returnSpecialty", "releaseSpecialty", "recuseSpecialty": return #"{"specialty":"电气","attempt":1,"reason":"r"}"#
        case "draftOpinion": return #"{"attempt":1,"decision":"pass"}"#
        case "returnDraft": return #"{"reason":"r"}"#
        case "publishComment": return comment(opened, attempt: 1)
        case "supersedeComment": return String(comment(opened, attempt: 1).dropLast()) + #","reason":"r"}"#
        case "beginDraft", "rewriteDraft": return #"{"text":"t"}"#
        case "publishDraft", "publishDrafts": return #"{"attempt":1}"#
        case "addStandardComment": return #"{"title":"t","severity":"advice","text":"t"}"#
        case "writeMessage": return #"{"visibility":"applicant","text":"t"}"#
        case "setOpenness": return #"{"openness":"with_opinion","reason":"r"}"#
        case "importClauses": return "code,edition"
        case "tickCheckpoints": return #"{"attempt":1,"items":[{"checkpoint":"fire-design","verdict":"not_applicable","note":"n"}]}"#
        case "untickCheckpoint": return #"{"attempt":1,"checkpoint":"fire-design","reason":"r"}"#
        case "recuseReview": return #"{"attempt":1,"reason":"r"}"#
        case "settleDisputeOfCase": return #"{"outcome":"fail","reason":"r"}"#
        case "addElement": return #"{"mark":"M-\#(serial)","kind":"door"}"#
        case "declareSum":
            return #"{"total":{"element":"e","property":"p"},"parts":[{"element":"f","property":"p"}],"unit":"mm","sheetId":"\#(UUID().text)"}"#
        case "groupComments": return #"{"act":"split","comments":["\#(UUID().text)"],"reason":"r"}"#
        case "settleConflict":
            return #"{"meeting":{"heldOn":"2026-01-05","minutes":"m","participants":[{"organisationId":"\#(cast.owner.id.text)"}]},"#
                + #""decisions":[{"commentId":"\#(UUID().text)","outcome":"stands","reason":"r"}]}"#
        case "answerComment": return #"{"verdict":"not_accepted","text":"t"}"#
        case "assignAnswer": return #"{"personId":"\#(try cast.person("drafter").id.text)"}"#
        case "releaseAnswers": return "{}"
        case "backcheckComment": return #"{"attempt":1,"verdict":"closed"}"#
        case "confirmLook": return #"{"attempt":1,"sheetId":"\#(opened.sheets[0].id.text)"}"#
        case "createRule": return Self.acceptance(name: "n", from: "2031-01-01")
        case "writeCalendar": return CalendarTests.notice(2045)
        case "endRule": return #"{"effectiveTo":"2031-01-01"}"#
        case "uploadPackage", "appendUpload", "createCheck", "fillAnswerSheet": return "some bytes"
        case "createUpload": return ""
        case "verifyFile": return #"{"sha256":"\#(String(repeating: "0", count: 64))"}"#
        default:
            Issue.record("no body for \(operation.id)")
            return nil
        }
    }

    /// A rule of acceptance by the system.
    static func acceptance(name: String, from: String, to: String? = nil) -> String {
        let end = to.map { #","effective_to":"\#($0)""# } ?? ""
        let rowEnd = to.map { #","effectiveTo":"\#($0)""# } ?? ""
        return #"{"kind":"auto_accept","name":"\#(name)","effectiveFrom":"\#(from)"\#(rowEnd),"legalBasis":"样例","body":{"id":"\#(name)","#
            + #""title":{"zh":"样例","en":"sample"},"allows_warnings":true,"#
            + #""effective_from":"\#(from)"\#(end),"basis":{"text":"样例","status":"to_be_checked"}}}"#
    }
}
