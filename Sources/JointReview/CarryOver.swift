public import Foundation

/// Which decisions of the disciplines survive a later package, and why (结论沿用): one rule over the digests of the sheets and the relevance matrix.
///
/// A decision stands while everything that concerns its discipline is drawn as it was when it was made. Same content stands by rule; the same look
/// stands after one recorded confirmation; anything else ends it. Source: domain §0a.3, §0a.4.
public struct CarryOver: Hashable, Sendable, Codable {
    /// A decision of the round before.
    public struct Decided: Hashable, Sendable {
        /// Whose it is.
        public let discipline: Discipline
        /// The review that it ended.
        public let review: UUID
        /// What was decided.
        public let decision: Decision

        /// A decision of the round before.
        public init(discipline: Discipline, review: UUID, decision: Decision) {
            (self.discipline, self.review, self.decision) = (discipline, review, decision)
        }
    }

    /// A reviewer's word that two plots show the same: good for exactly these two pages, and for his discipline.
    public struct Confirmation: Hashable, Sendable {
        /// For which discipline.
        public let discipline: Discipline
        /// SHA-256 of the file before, and its page.
        public let before: Page
        /// SHA-256 of the file now, and its page.
        public let after: Page

        /// One page of one file.
        public struct Page: Hashable, Sendable {
            let fileSHA256: String
            let page: Int
        }

        /// The word of a reviewer of a discipline on two plots of one sheet.
        public init(_ discipline: Discipline, from before: SheetSet.Sheet, to after: SheetSet.Sheet) {
            self.discipline = discipline
            self.before = Page(fileSHA256: before.fileSHA256, page: before.page)
            self.after = Page(fileSHA256: after.fileSHA256, page: after.page)
        }
    }

    /// One reason: a sheet by its number, a document by its title, or the decision itself.
    public struct Reason: Hashable, Sendable, Codable {
        /// What the reason is about.
        public enum Subject: Hashable, Sendable, Codable {
            case sheet(number: String)
            case document(title: String)
            case decision
        }

        /// What it is about.
        public let subject: Subject
        /// Why.
        public let ground: CarryGround
    }

    /// What becomes of one decision.
    public struct Verdict: Hashable, Sendable, Codable {
        /// Whose decision.
        public let discipline: Discipline
        /// The review that it ended.
        public let review: UUID
        /// Every reason, in the order of the set; none is left out when another one is enough.
        public let reasons: [Reason]

        /// Kept, held up until somebody confirms, or dropped: the strongest of the reasons.
        public var effect: CarryGround.Effect { reasons.map(\.ground.effect).max() ?? .keeps }

        /// The same decision judged on two parts of the set together: every reason of both counts, one for the decision itself once.
        public func joined(with other: Verdict) -> Verdict {
            let own = Set(reasons.filter { $0.subject == .decision })
            return Verdict(discipline: discipline, review: review, reasons: reasons + other.reasons.filter { !own.contains($0) })
        }

        /// The reasons that decide it; for a kept decision all of them.
        public var deciding: [Reason] { reasons.filter { $0.ground.effect == effect } }
    }

    /// Version of the relevance matrix that was used.
    public let relevance: Int
    /// What becomes of each decision, in the order of the disciplines.
    public let verdicts: [Verdict]

    /// What becomes of the decisions that were made on `base` when `set` takes its place.
    /// - Parameters:
    ///   - decisions: those of the round before, in any order.
    ///   - base: the set that was reviewed.
    ///   - set: the set that a later package made of it.
    ///   - confirmed: the reviewers' words on plots that look the same.
    public init(of decisions: [Decided], from base: SheetSet, to set: ComposedSet, by relevance: Relevance, confirmed: Set<Confirmation> = []) {
        self.relevance = relevance.version
        let documents = Self.documents(from: base.documents, to: set.documents.map(\.document))
        let order = Dictionary(uniqueKeysWithValues: Discipline.allCases.enumerated().map { ($1, $0) })
        verdicts = decisions.sorted { (order[$0.discipline] ?? 0, $0.review.uuidString) < (order[$1.discipline] ?? 0, $1.review.uuidString) }.map {
            decided in
            let own = decided.decision == .fail ? [Reason(subject: .decision, ground: .failed)] : []
            let sheets = set.sheets.compactMap { line in
                Self.ground(line, decided.discipline, relevance, confirmed).map { Reason(subject: .sheet(number: line.number), ground: $0) }
            }
            return Verdict(discipline: decided.discipline, review: decided.review, reasons: own + sheets + documents)
        }
    }

    /// The ground that a sheet gives to a discipline; none when it neither concerns it nor differs.
    private static func ground(_ line: ComposedSet.Line, _ discipline: Discipline, _ relevance: Relevance, _ confirmed: Set<Confirmation>)
        -> CarryGround?
    {
        // Both kinds count: a sheet does not escape a discipline by being called something else in the later package.
        let kinds = [line.before?.kind, line.sheet?.kind].compactMap { $0 }
        guard kinds.contains(where: { relevance.concerns(discipline, $0) }) else { return line.standing.isDifferent ? .notConcerned : nil }
        // The same bytes under another name of its kind are judged by other rules in the next round: whoever it concerns looks at that now.
        if Set(kinds).count > 1 { return .kindChanged }
        switch line.standing {
        case .sameBytes: return .sameBytes
        case .samePage: return .samePage
        case .sameLook, .changed, .added, .removed: break
        }
        // A list is no design; what it lists is judged sheet by sheet. It must have been one before, too.
        if kinds.allSatisfy({ $0 == .drawingList }) { return .drawingList }
        switch line.standing {
        case .sameLook:
            guard let before = line.before, let after = line.sheet else { return .changed }
            return confirmed.contains(Confirmation(discipline, from: before, to: after)) ? .confirmedLook : .unconfirmedLook
        case .added: return .added
        case .removed: return .removed
        case .sameBytes, .samePage, .changed: return .changed
        }
    }

    /// What the documents say to every discipline: the rules do not tell whom a document concerns, so it concerns all.
    private static func documents(from before: [SheetSet.Document], to after: [SheetSet.Document]) -> [Reason] {
        let old = Dictionary(grouping: before) { SheetNumber.plain($0.title) }
        let new = Dictionary(grouping: after) { SheetNumber.plain($0.title) }
        var told: Set<String> = []
        return (after + before).compactMap { document in
            let title = SheetNumber.plain(document.title)
            guard told.insert(title).inserted else { return nil }
            let ground: CarryGround
            switch (old[title], new[title]) {
            case (let old?, let new?) where Set(old.map(\.kind)) != Set(new.map(\.kind)): ground = .kindChanged
            case (let old?, let new?) where Set(old.map(\.sha256)) == Set(new.map(\.sha256)): ground = .sameBytes
            case (.some, .some): ground = .changed
            case (nil, _): ground = .added
            case (_, nil): ground = .removed
            }
            let isProceedings = ((old[title] ?? []) + (new[title] ?? [])).allSatisfy { proceedings.contains($0.kind) }
            return Reason(subject: .document(title: document.title), ground: ground != .sameBytes && isProceedings ? .proceedings : ground)
        }
    }

    /// Kinds of documents that belong to the proceedings and design nothing: what a resubmission brings by its nature.
    static let proceedings: Set<String> = ["回复单", "修改说明", "设计变更通知单", "审查文书"]
}
