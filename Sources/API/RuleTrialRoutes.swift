import Foundation
import Hummingbird
import HummingbirdCore
import Intake
import JointReview
import Store
import Wire

/// From a draft to a rule of the check: try it on what was checked before, then have somebody else approve it.
struct RuleTrialRoutes: Sendable {
    let interface: HTTPInterface

    /// What a set of rules would change for packages of the past, newest first. Only packages for which something would change are listed;
    /// a page may be empty and have a next one.
    func trial(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let id = try context.id("ruleId")
        let actor = try context.actor(for: .ruleTry)
        let (rule, packages) = try await interface.store.transaction(as: actor) { tx in
            (try await tx.rule(id), try await tx.triedPackages(after: after, limit: page.limit + 1))
        }
        guard rule.kind == .check else { throw StoreError.missing("rules of the check \(id)") }
        let rules = try CanonicalJSON.decode(CheckRules.self, from: Data(rule.body.utf8))
        let tried = packages.prefix(page.limit)
        let changed = tried.compactMap { package -> TrialBody? in
            guard let told = package.package else { return nil }
            let trial = RuleTrial(rules, on: told, of: package.facts, knowing: CodeList.codes)
            return trial.changes ? TrialBody(trial, package: package.id, checkedAt: package.checkedAt) : nil
        }
        let next = packages.count > page.limit ? tried.last.map { Cursor($0.checkedAt, $0.id).description } : nil
        return try .json(PageBody(items: changed, next: next))
    }

    /// Puts a draft in force from its first day on; what was in force ends then.
    func approve(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("ruleId")
        let actor = try context.actor(for: .ruleApprove)
        let bytes = try await request.noBody(interface.configuration)
        let approver = try context.person.person.signInName
        return try await interface.once(request, as: actor, bytes: bytes) { tx, _ in
            do { return try RuleBody(try await tx.approve(rule: id, by: approver)) } catch let refusal as RuleApprovalRefusal {
                throw Self.problem(refusal)
            }
        }
    }

    private static func problem(_ refusal: RuleApprovalRefusal) -> Problem {
        switch refusal {
        case .ownDraft:
            Problem(
                .conflict, .notAllowed, refusal: "rule.own_approval",
                explanation: Explanation(
                    message: Bilingual(zh: "起草人不得批准自己的规则。", en: "Whoever wrote the rules does not approve them."),
                    remedy: Bilingual(zh: "由另一名安全管理员批准。", en: "Have another security administrator approve them.")))
        case .beginsInThePast:
            Problem(
                .conflict, .notAllowed, refusal: "rule.begins_in_the_past",
                explanation: Explanation(
                    message: Bilingual(zh: "规则的生效日已过。", en: "The rules begin on a day that is over."),
                    remedy: Bilingual(zh: "另立一版,生效日为今日或以后。", en: "Add a version that begins today or later.")))
        case .noDraft:
            Problem(
                .conflict, .notAllowed, refusal: "rule.no_draft",
                explanation: Explanation(
                    message: Bilingual(zh: "该规则不是待批准的草案。", en: "The rule is no draft that waits for approval."),
                    remedy: Bilingual(zh: "查看规则列表。", en: "Look at the list of rules.")))
        }
    }
}
