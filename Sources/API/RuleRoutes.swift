import Foundation
import Hummingbird
import HummingbirdCore
import Intake
import JointReview
import Store
import Wire
import WorkingTime

/// The book of rules: `/v1/rules`.
struct RuleRoutes: Sendable {
    let interface: HTTPInterface

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after: (kind: String, name: String, version: Int)? = try page.place { cursor in
            guard cursor.parts.count == 3, let version = Int(cursor.parts[2]) else { return nil }
            return (cursor.parts[0], cursor.parts[1], version)
        }
        let found = try await interface.store.transaction(as: context.anyActor) { tx in try await tx.rules(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor(parts: [$0.kind.rawValue, $0.name, String($0.version)]) }, RuleBody.init))
    }

    /// Adds a version of a rule. What it says must be a rule of its kind: a rule that nobody can read would stop acceptance later.
    func create(_ request: Request, _ context: SignedIn) async throws -> Response {
        let actor = try context.actor(for: .ruleChange)
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewRuleBody.read(bytes)
        let kind = NewRule.Kind(body.kind)
        guard !body.body.holdsNull else { throw Self.fault("/body") }
        let text = Data(try WireJSON.encode(body.body))
        let own = try Self.daysOfRule(kind, text)
        guard let from = CalendarDay(body.effectiveFrom) else { throw Self.fault("/effectiveFrom") }
        let to = try body.effectiveTo.map { text in
            guard let day = CalendarDay(text), day > from else { throw Self.fault("/effectiveTo") }
            return day
        }
        // Two statements of the same days that differ would leave it open which of them holds.
        guard own.map({ $0 == (from, to) }) ?? true else { throw Self.otherDays }
        let author = try context.person.person.signInName
        guard body.approvedBy != author else { throw Self.ownApproval }
        // Approval of the check's rules is an act of its own, by somebody else.
        guard kind != .check || body.approvedBy == nil else { throw Self.fault("/approvedBy") }
        let id = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            let version = try await tx.nextRuleVersion(kind: kind, name: body.name)
            try await tx.insert(
                NewRule(
                    kind: kind, name: body.name, version: version, from: from, to: to, body: String(decoding: text, as: UTF8.self),
                    legalBasis: body.legalBasis, author: author, approvedBy: body.approvedBy), id: id)
            return RuleBody(
                id: id, kind: body.kind, name: body.name, version: version, effectiveFrom: body.effectiveFrom, effectiveTo: body.effectiveTo,
                body: body.body, legalBasis: body.legalBasis, author: author, approvedBy: body.approvedBy)
        }
    }

    /// Ends a rule, today at the earliest: what was accepted under it yesterday was accepted under it.
    func end(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("ruleId")
        let actor = try context.actor(for: .ruleChange)
        let bytes = try await request.jsonBytes(interface.configuration)
        guard let day = CalendarDay(try EndRuleBody.read(bytes).effectiveTo) else { throw Self.fault("/effectiveTo") }
        return try await interface.once(request, as: actor, bytes: bytes) { tx, _ in
            guard day >= CalendarDay(try await tx.businessNow()) else { throw Self.fault("/effectiveTo") }
            return try RuleBody(try await tx.end(rule: id, on: day))
        }
    }

    /// The days that the rule itself names; nil for kinds that name none.
    private static func daysOfRule(_ kind: NewRule.Kind, _ text: Data) throws -> (CalendarDay, CalendarDay?)? {
        do {
            switch kind {
            case .limit:
                let rule = try CanonicalJSON.decode(LimitRule.self, from: text)
                // No day at all cannot be counted, and a year of working days has no more than these: found at acceptance it would stop every case.
                guard (1...250).contains(rule.workingDays) else { throw fault("/body/working_days") }
                return (rule.effectiveFrom, rule.effectiveTo)
            case .profile:
                let rule = try CanonicalJSON.decode(RuleProfile.self, from: text)
                guard Set(rule.lines.map(\.discipline)) == Set(Discipline.allCases) else { throw fault("/body/lines") }
                return (rule.effectiveFrom, rule.effectiveTo)
            case .autoAccept:
                let rule = try CanonicalJSON.decode(AutoAcceptRule.self, from: text)
                return (rule.effectiveFrom, rule.effectiveTo)
            case .check:
                let unknown = CheckRules.unknownKeys(in: text)
                let refused = { (faults: [Finding]) in Problem(.unprocessableContent, .invalid, findings: faults.map { $0.below("/body") }) }
                guard let rules = try? CanonicalJSON.decode(CheckRules.self, from: text) else {
                    // A key that is missing may be the one that was mistyped.
                    throw unknown.isEmpty ? fault("/body") : refused(unknown)
                }
                let faults = unknown + rules.faults(knowing: CodeList.codes)
                guard faults.isEmpty else { throw refused(faults) }
                return (rules.effectiveFrom, rules.effectiveTo)
            case .relevance:
                _ = try CanonicalJSON.decode(Relevance.self, from: text)
                return nil
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw fault("/body")
        }
    }

    private static let otherDays = Problem(
        .unprocessableContent, .invalid,
        findings: [
            Finding(
                code: "rule.days", severity: .reject, file: "/effectiveFrom",
                message: Bilingual(zh: "生效期与规则正文中的不一致", en: "The days differ from those in the rule itself."),
                remedy: Bilingual(zh: "两处写同样的生效日与失效日", en: "Give the same first and last day in both places."))
        ])

    private static let ownApproval = Problem(
        .unprocessableContent, .invalid,
        findings: [
            Finding(
                code: "rule.own_approval", severity: .reject, file: "/approvedBy",
                message: Bilingual(zh: "起草人不得批准自己的规则", en: "Whoever writes a rule does not approve it."),
                remedy: Bilingual(zh: "由另一人批准", en: "Have somebody else approve it."))
        ])

    private static func fault(_ place: String) -> Problem {
        Problem(
            .unprocessableContent, .invalid,
            findings: [
                Finding(
                    code: "rule.unreadable", severity: .reject, file: place,
                    message: Bilingual(zh: "不是该类规则的内容", en: "It is not a rule of this kind."),
                    remedy: Bilingual(zh: "对照 GET /v1/rules 中同类规则改正", en: "Compare it with a rule of the kind in GET /v1/rules."))
            ])
    }
}

extension NewRule.Kind {
    fileprivate init(_ kind: RuleBody.Kind) {
        self =
            switch kind {
            case .limit: .limit
            case .profile: .profile
            case .relevance: .relevance
            case .autoAccept: .autoAccept
            case .check: .check
            }
    }
}

extension Finding {
    /// The same fault of a part, in its whole.
    func below(_ pointer: String) -> Finding {
        Finding(code: code, severity: severity, file: pointer + file, sheet: sheet, line: line, message: message, remedy: remedy, basis: basis)
    }
}

extension RuleBody {
    init(_ record: RuleRecord) throws {
        let kind: Kind =
            switch record.kind {
            case .limit: .limit
            case .profile: .profile
            case .relevance: .relevance
            case .autoAccept: .autoAccept
            case .check: .check
            }
        self.init(
            id: record.id, kind: kind, name: record.name, version: record.version, effectiveFrom: record.from, effectiveTo: record.to,
            body: try WireJSON.decode(JSONValue.self, from: Data(record.body.utf8)), legalBasis: record.legalBasis, author: record.author,
            approvedBy: record.approvedBy)
    }
}

extension JSONValue {
    /// Whether a text or name inside holds U+0000, which no JSON column of a database takes.
    fileprivate var holdsNull: Bool {
        switch self {
        case .string(let text): text.utf8.contains(0)
        case .array(let elements): elements.contains(where: \.holdsNull)
        case .object(let members): members.contains { $0.key.utf8.contains(0) || $0.value.holdsNull }
        case .null, .boolean, .integer, .number: false
        }
    }
}
