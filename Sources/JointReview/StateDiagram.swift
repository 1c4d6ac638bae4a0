import Foundation

/// The two state machines as the code has them: for documents, and for tests that hold SQL to the same moves.
public enum StateDiagram {
    /// One possible move.
    public struct Move: Hashable, Sendable {
        /// State before.
        public let from: String
        /// Act, as on the wire.
        public let action: String
        /// State after.
        public let to: String
    }

    /// Every move of a case that some standing and role allow, in the order of states and acts.
    public static let caseMoves: [Move] = {
        var moves: [Move] = []
        for state in CaseState.allCases {
            for action in CaseAction.samples {
                for standing in [Case.Standing.nothingOpen, .somethingOpen, .somethingBlocks, .manyParts, .manyRounds] {
                    let before = Case(id: UUID(), state: state, isConfirmed: action.kind != .confirm, standing: standing)
                    for role in Role.allCases {
                        guard let after = try? before.applying(action, by: role) else { continue }
                        moves.append(Move(from: state.rawValue, action: action.kind.rawValue, to: after.state.rawValue))
                        break
                    }
                }
            }
        }
        return moves.unique
    }()

    /// Every move of a review that some standing and person allow, in the order of states and acts.
    public static let reviewMoves: [Move] = {
        var moves: [Move] = []
        for state in ReviewState.allCases {
            for action in ReviewAction.samples {
                for (standing, needsChecker) in [
                    (Review.Standing(blockingComments: 1), false), (Review.Standing(), false), (Review.Standing(), true),
                ] {
                    for role in Role.allCases {
                        if let after = attempt(action, in: state, as: role, standing, needsChecker) {
                            moves.append(Move(from: state.rawValue, action: action.kind.rawValue, to: after.rawValue))
                        }
                    }
                }
            }
        }
        return moves.unique
    }()

    /// Moves as a Mermaid state diagram.
    public static func mermaid(_ moves: [Move]) -> String {
        (["stateDiagram-v2"] + moves.map { "    \($0.from) --> \($0.to): \($0.action)" }).joined(separator: "\n") + "\n"
    }

    /// Both machines with the names of their states, as the documentation has them.
    public static var document: String {
        func names(_ states: [(String, Bilingual)]) -> String { states.map { "| `\($0.0)` | \($0.1.zh) | \($0.1.en) |" }.joined(separator: "\n") }
        func chapter(_ title: String, _ states: [(String, Bilingual)], _ moves: [Move]) -> String {
            "## \(title)\n\n| state | 状态 | |\n|---|---|---|\n\(names(states))\n\n```mermaid\n\(mermaid(moves))```\n"
        }
        let head = "# 状态机 State machines\n\n由程序生成:`lianshen states`。 Made by the program: `lianshen states`.\n"
        let cases = chapter("报审件 Case", CaseState.allCases.map { ($0.rawValue, $0.label) }, caseMoves)
        let reviews = chapter("专业审查 Review", ReviewState.allCases.map { ($0.rawValue, $0.label) }, reviewMoves)
        return head + "\n" + cases + "\n" + reviews
    }

    private static func attempt(
        _ action: ReviewAction, in state: ReviewState, as role: Role, _ standing: Review.Standing, _ needsChecker: Bool
    ) -> ReviewState? {
        let holder = UUID()
        // The drafted decision is the one that is tried, so that a checked review can decide it.
        let review = Review(
            id: UUID(), discipline: .fire, state: state, reviewer: holder, attempt: 1, drafted: action.decision, needsChecker: needsChecker,
            checker: UUID(), resumesTo: .inReview, standing: standing)
        let holds = ActingPerson(person: holder, organisation: UUID(), role: role)
        let other = ActingPerson(person: UUID(), organisation: UUID(), role: role)
        return (try? review.applying(action, by: holds, attempt: 1).state) ?? (try? review.applying(action, by: other, attempt: 1).state)
    }
}

extension Case.Standing {
    static let nothingOpen = Case.Standing(packageIsAcceptable: true)
    static let somethingOpen = Case.Standing(unsealedParts: 1, packageIsAcceptable: true, openConflicts: 1)
    static let manyRounds = Case.Standing(packageIsAcceptable: true, roundLimit: 1)
    /// A comment that blocks stands.
    static let somethingBlocks = Case.Standing(blockingComments: 1)
    static let manyParts = Case.Standing(unsealedParts: 2, packageIsAcceptable: true)
}

extension Array where Element: Hashable {
    fileprivate var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
