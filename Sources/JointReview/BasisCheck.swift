public import WorkingTime

/// Which day of a project counts for the editions and the force of clauses: data of the rule profile.
public enum ClauseDate: String, CaseIterable, Sendable, Codable {
    /// The day of the design contract; of handing in where the project names none.
    case designContract = "design_contract"
    /// The day on which the case was handed in.
    case submission
}

/// The basis of a comment, held against what the clause library knows of it.
///
/// Only an edition that may not be used is refused: a library is never complete, and what it does not know may be right. Source: domain §0a.7, §0a.8.
public struct BasisCheck: Hashable, Sendable {
    /// What the library knows of the code: the clause where it is there, others like it, and one of the edition.
    public let known: [Clause]
    /// The project's day that counts.
    public let day: CalendarDay
    /// Which day that is.
    public let counts: ClauseDate
    /// Today.
    public let today: CalendarDay

    /// What the library says.
    public init(known: [Clause], day: CalendarDay, counts: ClauseDate, today: CalendarDay) {
        (self.known, self.day, self.counts, self.today) = (known, day, counts, today)
    }

    /// Most near matches that are named.
    public static let mostNear = 5

    /// What is to be said of a clause that a comment of some weight rests on.
    public func findings(on wanted: Clause.Reference, _ severity: Severity, at place: String) -> [Finding] {
        let clause = known.first { $0.reference.isSame(as: wanted) }
        let edition = clause ?? known.first { $0.reference.isSameEdition(as: wanted) }
        var findings = edition.map { editionFindings($0, at: place) } ?? []
        if let clause {
            if severity == .mandatoryClause, clause.isMandatory(on: day) == false { findings.append(forceFinding(clause, at: place)) }
        } else {
            findings.append(unknown(wanted, at: place))
        }
        return findings
    }

    /// Clauses like one that is not there: the same number of another edition or code first, then its neighbours.
    public func near(_ wanted: Clause.Reference) -> [Clause.Reference] {
        let number = Clause.plain(wanted.clause)
        let ranked = known.map(\.reference).filter { !$0.isSame(as: wanted) }.map { reference -> (Int, Clause.Reference) in
            let distance = Self.distance(Array(Clause.plain(reference.clause)), Array(number))
            let other = reference.isSameEdition(as: wanted) ? 0 : (Clause.plain(reference.code) == Clause.plain(wanted.code) ? 1 : 2)
            return (distance * 3 + other, reference)
        }
        return ranked.sorted { ($0.0, $0.1.text) < ($1.0, $1.1.text) }.prefix(Self.mostNear).map(\.1)
    }

    private func editionFindings(_ clause: Clause, at place: String) -> [Finding] {
        let edition = Clause.Reference(code: clause.reference.code, edition: clause.reference.edition, clause: "").text
        let date = counts == .designContract ? Bilingual(zh: "设计合同日", en: "the design contract") : Bilingual(zh: "送审日", en: "submission")
        switch clause.editionStanding(on: day, today: today) {
        case .inForce: return []
        case .oldAllowed:
            return [
                Finding(
                    code: "basis.edition_old", severity: .warn, file: place,
                    message: Bilingual(
                        zh: "\(edition) 已不是现行版本,按过渡规定(\(date.zh) \(day))仍可引用",
                        en: "\(edition) is no longer in force; by the rule of transition (\(date.en), \(day)) it may still be used."),
                    remedy: Bilingual(zh: "确认本项目适用旧版本;否则改引现行版本", en: "Make sure that the old edition applies here, or cite the present one."))
            ]
        case .oldRefused:
            return [
                Finding(
                    code: "basis.edition_refused", severity: .reject, file: place,
                    message: Bilingual(
                        zh: "\(edition) 在\(date.zh) \(day) 已失效,没有过渡规定", en: "\(edition) was over on \(day) (\(date.en)), and no transition allows it."
                    ),
                    remedy: Bilingual(zh: "改引该日有效的版本", en: "Cite the edition in force on that day."))
            ]
        case .later:
            return [
                Finding(
                    code: "basis.edition_later", severity: .warn, file: place,
                    message: Bilingual(zh: "\(edition) 在\(date.zh) \(day) 尚未生效", en: "\(edition) was not in force yet on \(day) (\(date.en))."),
                    remedy: Bilingual(zh: "确认本项目适用新版本;否则改引当时的版本", en: "Make sure that the newer edition applies here, or cite that of the day."))
            ]
        }
    }

    private func forceFinding(_ clause: Clause, at place: String) -> Finding {
        let moved = clause.movedTo.map { Bilingual(zh: ",强制效力已移至 \($0.text)", en: "; the force moved to \($0.text)") } ?? Bilingual(zh: "", en: "")
        return Finding(
            code: "basis.not_mandatory", severity: .warn, file: place,
            message: Bilingual(
                zh: "\(clause.reference.text) 在 \(day) 不是强制性条文\(moved.zh)",
                en: "\(clause.reference.text) is no mandatory clause on \(day)\(moved.en)."),
            remedy: clause.movedTo.map { Bilingual(zh: "改引 \($0.text),或改为一般性条文", en: "Cite \($0.text), or weigh it as a general clause.") }
                ?? Bilingual(zh: "改为一般性条文,或改引强制性条文", en: "Weigh it as a general clause, or cite a mandatory one."))
    }

    private func unknown(_ wanted: Clause.Reference, at place: String) -> Finding {
        let near = near(wanted).map(\.text).joined(separator: "、")
        return Finding(
            code: "basis.clause_unknown", severity: .warn, file: place,
            message: Bilingual(zh: "规范库中没有 \(wanted.text)", en: "The clause library has no \(wanted.text)."),
            remedy: near.isEmpty
                ? Bilingual(zh: "核对编号、版本与条文号;可用 GET /v1/clauses?q= 查找", en: "Check code, edition and clause; GET /v1/clauses?q= searches.")
                : Bilingual(zh: "核对;相近的有:\(near)", en: "Check it; near are: \(near)."))
    }

    /// Letters to change, add or remove (Levenshtein).
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var row = Array(0...other.count)
        for (place, letter) in one.enumerated() {
            var before = row[0]
            row[0] = place + 1
            for index in other.indices {
                let keep = before + (letter == other[index] ? 0 : 1)
                before = row[index + 1]
                row[index + 1] = min(keep, row[index] + 1, before + 1)
            }
        }
        return row[other.count]
    }
}

extension Clause.Reference {
    /// Whether two references mean the same, however they are spaced.
    public func isSame(as other: Clause.Reference) -> Bool { isSameEdition(as: other) && Clause.plain(clause) == Clause.plain(other.clause) }

    /// Whether two references mean the same edition of a code.
    public func isSameEdition(as other: Clause.Reference) -> Bool {
        Clause.plain(code) == Clause.plain(other.code) && Clause.plain(edition) == Clause.plain(other.edition)
    }
}
