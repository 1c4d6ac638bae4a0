public import WorkingTime

/// Something owed after an acceptance with debts (容缺事项): the case is reviewed without it, and not passed without it.
public struct Debt: Hashable, Sendable {
    /// Number in the case, from 1.
    public let serial: Int
    /// What is owed.
    public let item: String
    /// Last day on which it is in time.
    public let dueOn: CalendarDay
    /// Whether it was handed in.
    public let isSettled: Bool

    /// Something owed.
    public init(serial: Int, item: String, dueOn: CalendarDay, isSettled: Bool = false) {
        (self.serial, self.item, self.dueOn, self.isSettled) = (serial, item, dueOn, isSettled)
    }

    /// The debt after somebody received what was owed.
    /// - Parameter state: where its case stands.
    public func settled(in state: CaseState) throws(DebtRefusal) -> Debt {
        guard !isSettled else { throw .settled }
        guard !state.isTerminal else { throw .caseOver(state) }
        return Debt(serial: serial, item: item, dueOn: dueOn, isSettled: true)
    }

    /// Longest time for which something is owed, in days: two years. What may come later than that is no missing item but another case.
    public static let longestDays = 731

    /// Everything that is wrong with what is to be owed, item by item.
    /// - Parameter today: the business day.
    public static func findings(_ debts: [Debt], today: CalendarDay) -> [Finding] {
        var seen: Set<String> = []
        return debts.enumerated().flatMap { index, debt in
            var findings: [Finding] = []
            if debt.dueOn < today {
                findings.append(
                    Finding(
                        code: "debt.due_past", severity: .reject, file: "/debts/\(index)/dueOn",
                        message: Bilingual(zh: "补齐期限 \(debt.dueOn) 已过", en: "\(debt.dueOn) is over."),
                        remedy: Bilingual(zh: "期限不早于今天 (\(today))", en: "Name a day that is not before today, \(today).")))
            }
            if debt.dueOn > today + longestDays {
                findings.append(
                    Finding(
                        code: "debt.due_too_late", severity: .reject, file: "/debts/\(index)/dueOn",
                        message: Bilingual(zh: "补齐期限 \(debt.dueOn) 超过 \(longestDays) 天", en: "\(debt.dueOn) is more than \(longestDays) days ahead."),
                        remedy: Bilingual(
                            zh: "期限不晚于 \(today + longestDays)", en: "Name a day that is not after \(today + longestDays).")))
            }
            if !seen.insert(debt.item).inserted {
                findings.append(
                    Finding(
                        code: "debt.twice", severity: .reject, file: "/debts/\(index)/item",
                        message: Bilingual(zh: "同一事项列了两次", en: "The same item comes twice."),
                        remedy: Bilingual(zh: "每项只列一次", en: "List every item once.")))
            }
            return findings
        }
    }
}

/// Why a debt is not settled.
public enum DebtRefusal: Error, Hashable, Sendable {
    /// It was settled already.
    case settled
    /// Its case is over.
    case caseOver(CaseState)
}

extension DebtRefusal: Explained {
    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .settled: "debt.settled"
        case .caseOver: "debt.case_over"
        }
    }

    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .settled:
            Explanation("该容缺事项已补齐", "The item was handed in already.", remedy: "查看 /v1/cases/{id}/debts", "See /v1/cases/{id}/debts.")
        case .caseOver(let state):
            Explanation(
                "报审件处于“\(state.label.zh)”,不再补齐材料", "The case is \(state.label.en); nothing is owed any more.",
                remedy: "如需继续请新建报审件", "Open a new case where one is needed.")
        }
    }
}
