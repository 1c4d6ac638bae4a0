import Foundation
import JointReview
import Store
import WorkingTime

/// The parties and answers of the made cases. Numbers stand for identities, the same in `limits/*.sql`.
enum Answers {
    /// Identity number `n` of a kind: `a` organisations, `b` people, `c` projects, `d` cases.
    static func id(_ kind: String, _ n: Int) -> UUID {
        let digits = String(n, radix: 16)
        let text = "0000000\(kind)-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        return UUID(uuidString: text) ?? UUID()
    }

    static let owner = id("a", 1)
    static let lead = id("a", 2)
    static let regulator = id("a", 3)
    /// The review body of each discipline, in the disciplines' order.
    static let bodies = Discipline.allCases.indices.map { id("a", 11 + $0) }
    static let rule = "demo-auto-accept"
    /// What an entry carries in place of a person.
    static let commitment = [UInt8](repeating: 7, count: 32)

    static let clerk = Actor(person: id("b", 1), organisation: lead, role: .deskClerk, requestID: "bench", commitment: commitment)
    static let ownerActor = Actor(person: id("b", 2), organisation: owner, role: .owner, requestID: "bench", commitment: commitment)

    /// A project to which all five disciplines apply.
    static let facts = ProjectFacts(hasHazardousStore: true)

    static func acting(_ actor: Actor) throws -> ActingPerson {
        guard let person = actor.person, let organisation = actor.organisation else { throw BenchError.failed("actor", "nobody") }
        return ActingPerson(person: person, organisation: organisation, role: actor.role)
    }

    /// Reviewer number `n` works in discipline `n` mod 5.
    static func reviewer(_ n: Int) -> Actor {
        Actor(person: id("b", 100 + n), organisation: bodies[n % bodies.count], role: .reviewer, requestID: "bench", commitment: commitment)
    }

    static func discipline(_ n: Int) -> Discipline { Discipline.allCases[n % Discipline.allCases.count] }

    /// What the shipped profile says about that project.
    static func disciplines() throws -> [DisciplineApplicability] {
        guard let profile = try ShippedRules.profiles().profiles.first(where: { $0.id == "national-current" }) else {
            throw BenchError.failed("rules", "the profile national-current is not shipped")
        }
        let answers = try FanOut.reviews(for: facts, profile: profile)
        guard answers.allSatisfy({ $0.applicability == .applies }) else { throw BenchError.failed("rules", "not all five disciplines apply") }
        return answers
    }

    static func deadline() throws -> Deadline {
        let day = CalendarDay(Date.now)
        return Deadline(rule: "first-review-promised", workingDays: 7, startDay: day, lastDay: day, due: Date.now.addingTimeInterval(10 * 86_400))
    }

    /// SQL for a table of the answers and the deadline, so that pgbench writes the same bytes as the product.
    static func table() throws -> String {
        func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
        func json(_ value: some Encodable) throws -> String { literal(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)) }
        let rows = try disciplines().enumerated().map { index, answer in
            try
                "(\(index), \(literal(answer.discipline.rawValue)), \(literal(answer.basisLine)), \(json(answer)), \(json(deadline())), '\(bodies[index])')"
        }
        return try """
        SET search_path = lianshen;
        CREATE TABLE bench_answer (nth int PRIMARY KEY, discipline text, legal_basis text, grounds jsonb, deadline jsonb, body_id uuid);
        INSERT INTO bench_answer VALUES \(rows.joined(separator: ",\n"));
        GRANT SELECT ON bench_answer TO lianshen_service;
        CREATE TABLE bench_facts AS SELECT \(json(facts))::jsonb AS facts;

        """
    }
}
