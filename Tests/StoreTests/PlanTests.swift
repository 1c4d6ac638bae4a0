import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing
import WorkingTime

/// Every list has an index that is ordered as the list is: what a page costs does not grow with what lies behind it.
@Suite struct PlanTests {
    struct List: Sendable {
        let name: String
        /// Rows that the list may touch; a page of 20 and what hangs on it.
        var bound: Double = 400
        let run: @Sendable (Store, FilledStore) async throws -> Void

        init(_ name: String, bound: Double = 400, as actor: String = "owner", _ verb: @escaping @Sendable (Tx, FilledStore) async throws -> Void) {
            self.name = name
            self.bound = bound
            run = { store, filled in try await store.transaction(as: filled.cast.actor(actor)) { try await verb($0, filled) } }
        }
    }

    private static let past = (Date(timeIntervalSinceNow: -7 * 86_400), UUID())
    static let page = 20

    private static let lists: [List] = [
        List("caseRecords") { tx, _ in _ = try await tx.caseRecords(after: nil, limit: page) },
        List("caseRecords after") { tx, _ in _ = try await tx.caseRecords(after: past, limit: page) },
        List("projects") { tx, _ in _ = try await tx.projects(after: nil, limit: page) },
        List("projects after") { tx, _ in _ = try await tx.projects(after: past, limit: page) },
        List("notices") { tx, _ in _ = try await tx.notices(after: nil, limit: page) },
        List("notices after", as: "fire") { tx, _ in _ = try await tx.notices(after: past, limit: page) },
        List("queue", as: "fire") { tx, _ in _ = try await tx.queue(.fire, after: nil, limit: page) },
        List("queue after", as: "fire") { tx, _ in _ = try await tx.queue(.fire, after: (Date(), UUID()), limit: page) },
        // Who has a part in the project is looked for in all its cases, which are two hundred here, with nine parties each.
        List("claimNext", bound: 2500, as: "fire") { tx, _ in _ = try await tx.claimNext(.fire) },
        List("reviewsInHand", as: "fire") { tx, _ in _ = try await tx.reviewsInHand(limit: page) },
        List("reviewsInHand of a person", as: "fire") { tx, filled in
            _ = try await tx.reviewsInHand(of: try #require(filled.cast.actor("fire").person))
        },
        List("reviews of a case") { tx, filled in _ = try await tx.reviews(of: filled.reviewed.id) },
        List("clauses") { tx, _ in _ = try await tx.clauses(limit: page) },
        List("clauses after") { tx, _ in _ = try await tx.clauses(after: .init(code: "GB 77", edition: "x", clause: "1"), limit: page) },
        List("clauses that hold a text") { tx, _ in _ = try await tx.clauses(holding: "登高场地", limit: page) },
        List("basis of a comment") { tx, filled in
            _ = try await tx.basisFindings(.clause(code: "GB 77", edition: "2020", clause: "7.2.2"), .mandatoryClause, in: filled.reviewed.id)
            _ = try await tx.basisFindings(.approvedDrawing(sha256: String(repeating: "a", count: 64)), .generalClause, in: filled.reviewed.id)
        },
        List("own drafts of a review", as: "fire") { tx, filled in
            let review = try #require(try await tx.reviews(of: filled.reviewed.id).first).id
            _ = try await tx.drafts(of: review, asChecker: false, limit: page)
            _ = try await tx.drafts(of: review, asChecker: true, after: past, limit: page)
        },
        List("standard comments", as: "fire") { tx, _ in
            _ = try await tx.standardComments(.fire, limit: page)
            _ = try await tx.standardComments(.fire, after: ("t5", UUID()), limit: page)
        },
        List("messages about a comment", as: "fire") { tx, filled in
            let comment = try #require(try await tx.comments(of: filled.reviewed.id, limit: 1).first)
            _ = try await tx.messages(about: comment.id, limit: page)
            _ = try await tx.messages(about: comment.id, after: past, limit: page)
            _ = try await tx.comment(comment.id)
            _ = try await tx.unshown(to: [filled.cast.owner.id, UUID()], comments: [comment.id], messages: [UUID()])
            _ = try await tx.veil(of: filled.reviewed.id)
        },
        List("who has seen what", as: "fire") { tx, filled in
            _ = try await tx.seenComments(of: filled.reviewed.id, limit: page)
            _ = try await tx.seenComments(of: filled.reviewed.id, after: (past.0, past.1, past.1), limit: page)
            _ = try await tx.unseenComments(of: filled.reviewed.id, limit: page)
            _ = try await tx.unseenComments(of: filled.reviewed.id, after: past, limit: page)
            try await tx.recordSeen(try await tx.comments(of: filled.reviewed.id, limit: page).map(\.id))
        },
        List("check list of a review") { tx, filled in
            _ = try await tx.checkpoints(of: try #require(try await tx.reviews(of: filled.reviewed.id).first))
        },
        List("registered firms") { tx, _ in _ = try await tx.registeredFirms(after: "1", limit: page) },
        List("registered persons") { tx, _ in _ = try await tx.registeredPersons(after: "n-2", limit: page) },
        List("experts of a specialty", bound: 2000) { tx, filled in
            _ = try await tx.expertsFit(for: "结构", on: try #require(CalendarDay("2026-11-22")), in: filled.reviewed.id)
        },
        List("draws of a case") { tx, filled in _ = try await tx.draws(of: filled.reviewed.id, after: past, limit: page) },
        List("allocations of a case") { tx, filled in _ = try await tx.allocations(of: filled.reviewed.id) },
        List("specialties of a review") { tx, filled in
            for review in try await tx.reviews(of: filled.reviewed.id) { _ = try await tx.specialties(of: review) }
        },
        List("comments of a case") { tx, filled in _ = try await tx.comments(of: filled.reviewed.id, limit: page) },
        List("comments of a round, after") { tx, filled in _ = try await tx.comments(of: filled.reviewed.id, round: 1, after: past, limit: page) },
        List("elements of a case") { tx, filled in _ = try await tx.elements(of: filled.reviewed.id, limit: page) },
        List("elements of a case, after") { tx, filled in _ = try await tx.elements(of: filled.reviewed.id, after: "e3", limit: page) },
        List("elements by name") { tx, filled in _ = try await tx.knownElements(of: filled.reviewed.id, among: ["e1", "e9"]) },
        List("comments by identity") { tx, filled in _ = try await tx.knownComments(of: filled.reviewed.id, among: [UUID()]) },
        List("sums of a case") { tx, filled in _ = try await tx.sums(of: filled.reviewed.id, after: past, limit: page) },
        List("groupings of a case") { tx, filled in _ = try await tx.groupings(of: filled.reviewed.id, limit: page) },
        List("groupings of a case, after") { tx, filled in _ = try await tx.groupings(of: filled.reviewed.id, after: 7, limit: page) },
        List("conflicts of a case") { tx, filled in _ = try await tx.conflicts(of: filled.reviewed.id, limit: page) },
        List("conflicts of a case, after") { tx, filled in _ = try await tx.conflicts(of: filled.reviewed.id, after: 1, limit: page) },
        List("one conflict") { tx, filled in
            let first = try #require(try await tx.conflicts(of: filled.reviewed.id, limit: 1).first)
            _ = try await tx.conflict(first.id)
        },
        List("comments of a conflict") { tx, filled in _ = try await tx.comments(of: filled.reviewed.id, among: [UUID()]) },
        List("comments that are closed", as: "fire") { tx, filled in _ = try await tx.closedComments(of: filled.reviewed.id) },
        List("round to merge", bound: 2000) { tx, filled in _ = try await tx.mergeRound(of: filled.reviewed) },
        List("packages of a case") { tx, filled in _ = try await tx.packages(of: filled.reviewed.id) },
        List("uploads", as: "designer") { tx, _ in _ = try await tx.uploads(after: nil, limit: page) },
        List("uploads after", as: "designer") { tx, _ in _ = try await tx.uploads(after: past, limit: page) },
        List("openUploads", as: "designer") { tx, filled in _ = try await tx.openUploads(of: filled.cast.institute.id) },
        List("expireUploads") { tx, _ in _ = try await tx.expireUploads() },
        List("uploadsToFree") { tx, _ in _ = try await tx.uploadsToFree(limit: page) },
        List("sheets of a package") { tx, filled in _ = try await tx.sheets(ofPackage: filled.package.id, limit: page) },
        List("sheets of a package, after") { tx, filled in _ = try await tx.sheets(ofPackage: filled.package.id, after: 0, limit: page) },
        List("pages of a package") { tx, filled in _ = try await tx.pages(ofPackage: filled.package.id, limit: page) },
        List("pages of a package, after") { tx, filled in _ = try await tx.pages(ofPackage: filled.package.id, after: 7, limit: page) },
        List("one page of a package") { tx, filled in _ = try await tx.page(3, ofPackage: filled.package.id) },
        List("how a package was drawn") { tx, filled in _ = try await tx.drawing(of: filled.package.id) },
        List("whether a page may be seen", as: "fire") { tx, filled in
            _ = try await tx.maySee(try await tx.page(3, ofPackage: filled.package.id), of: filled.reviewed.id)
        },
        List("sheets of a round") { tx, filled in _ = try await tx.sheets(ofCase: filled.reviewed.id, round: 1) },
        List("set of a package") { tx, filled in _ = try await tx.composedSet(of: filled.package.id) },
        List("sheets of a set") { tx, filled in _ = try await tx.sheets(ofSet: filled.package.id, limit: page) },
        List("sheets of a set, after") { tx, filled in _ = try await tx.sheets(ofSet: filled.package.id, after: 0, limit: page) },
        List("last set before a package") { tx, filled in _ = try await tx.lastSet(before: filled.package) },
        List("whether a sheet is in force") { tx, _ in _ = try await tx.isInForce(UUID(), round: 1) },
        List("packages in force") { tx, filled in _ = try await tx.packagesInForce(of: filled.reviewed.id, round: 2) },
        List("carry-over of a round") { tx, filled in _ = try await tx.carryOvers(of: filled.reviewed.id, round: 2) },
        List("late findings of a round") { tx, filled in _ = try await tx.lateFindings(of: filled.reviewed.id, round: 1) },
        List("answers, tasks and backchecks") { tx, filled in
            let comments = try await tx.comments(of: filled.reviewed.id, limit: page).map(\.id)
            _ = try await tx.comments(among: comments)
            _ = try await tx.answers(to: comments)
            _ = try await tx.releasedAnswers(to: comments, at: Date())
            _ = try await tx.answerTasks(to: comments, round: 1)
            _ = try await tx.backchecks(of: comments)
            _ = try await tx.isStanding(comments.first ?? UUID())
        },
        List("debts of a case") { tx, filled in _ = try await tx.debts(of: filled.reviewed.id) },
        // The bound is that of a register small enough to be held against every organisation; a large one has its index.
        List("review bodies to choose from", bound: 4000) { tx, filled in
            let book = try await filled.kit.store.transaction(as: .system("rules")) { try await $0.ruleBook() }
            _ = try await tx.reviewBodies(for: .fire, in: filled.reviewed, by: book, limit: page)
            _ = try await tx.reviewBodies(for: .fire, in: filled.reviewed, by: book, after: "5", limit: page)
        },
        List("clock of a case") { tx, filled in
            _ = try await tx.suspensions(of: filled.reviewed.id)
            _ = try await tx.dueChanges(of: filled.reviewed.id)
        },
        List("whose turn it is") { tx, filled in _ = try await tx.turns(of: filled.reviewed.id) },
        List("whether a sheet is unchanged") { tx, filled in
            _ = try await tx.isUnchanged(try #require(try await tx.sheets(ofPackage: filled.package.id).first).id, in: 2, blocks: true)
        },
        List("findings of a package") { tx, filled in _ = try await tx.findings(ofPackage: filled.package.id) },
        List("packages told before") { tx, filled in _ = try await tx.toldPackages(before: filled.package) },
        List("packages to try rules on", as: "designer") { tx, _ in _ = try await tx.triedPackages(after: nil, limit: page) },
        List("checks", as: "designer") { tx, _ in _ = try await tx.packageChecks(after: nil, limit: page) },
        List("checks after", as: "designer") { tx, _ in _ = try await tx.packageChecks(after: past, limit: page) },
        List("one check's job", as: "designer") { tx, _ in _ = try await tx.checkJob(UUID()) },
        List("allowance of checks", as: "designer") { tx, _ in
            try await tx.requireAllowance(CheckAllowance(waiting: 1, bytes: 1, daily: 200), adding: 1)
        },
        List("notices of deficiencies") { tx, filled in
            await #expect(throws: (any Error).self) { _ = try await tx.deficiency(of: filled.reviewed.id, serial: 1) }
        },
        List("sheets that are closed", as: "fire") { tx, filled in _ = try await tx.closedSheets(of: filled.reviewed.id) },
        List("parties of a case") { tx, filled in _ = try await tx.names(of: Set(try await tx.parties(of: filled.reviewed.id).map(\.organisation))) },
        List("jobs of a case") { tx, filled in _ = try await tx.jobs(of: filled.reviewed.id, after: 5, limit: page) },
        List("job of an object") { tx, filled in _ = try await tx.job(.intake, for: filled.reviewed.id) },
        List("cases that organisations may see") { tx, filled in
            _ = try await tx.visibleCases(to: [filled.cast.institute.id, UUID()], among: [filled.reviewed.id, filled.waiting.id, UUID()])
        },
        List("who still listens") { tx, _ in
            let actor = tx.actor
            _ = try await tx.listening([Listener(token: BearerToken(), actor: actor), Listener(token: .session(), actor: actor)], among: [UUID()])
        },
        List("a case at a past instant") { tx, filled in
            let moment = try #require(try await tx.moment(of: filled.reviewed.id, at: Date()))
            _ = try await tx.comments(of: filled.reviewed.id, at: moment)
            _ = try await tx.opinionRounds(of: filled.reviewed.id)
            _ = try await tx.firstOpenness(of: filled.reviewed.id)
        },
        List("messages of a past moment") { tx, filled in
            _ = try await tx.messages(about: try await tx.comments(of: filled.reviewed.id, limit: page).map(\.id), until: Date())
        },
        List("ticks of a past moment") { tx, _ in _ = try await tx.ticks(among: [UUID()]) },
        List("what somebody had opened") { tx, filled in
            _ = try await tx.opened(by: UUID(), in: filled.reviewed.id, until: Date(), limit: page)
        },
        List("rules") { tx, _ in _ = try await tx.rules(after: nil, limit: page) },
        List("rules after") { tx, _ in _ = try await tx.rules(after: ("relevance", "r5", 1), limit: page) },
        List("organisations") { tx, _ in _ = try await tx.organisations(after: nil, limit: page) },
        List("organisations after") { tx, _ in _ = try await tx.organisations(after: "91320", limit: page) },
        List("knownOrganisations", bound: 4000) { tx, _ in _ = try await tx.knownOrganisations(after: nil, limit: page) },
        List("knows") { tx, filled in _ = try await tx.knows(organisation: filled.cast.institute.id) },
        List("storedBytes") { tx, filled in _ = try await tx.storedBytes(of: filled.cast.institute.id) },
        List("opinion of a case") { tx, filled in _ = try await tx.opinion(of: filled.reviewed.id) },
        List("editions of a report") { tx, filled in
            _ = try await tx.reports(of: try await tx.reportEditions(of: filled.reviewed.id).map(\.id))
        },
        List("edition of a report by its number") { tx, filled in _ = try await tx.reportEdition(of: filled.reviewed.id, serial: 1) },
        List("places to follow", bound: 2000) { tx, filled in _ = try await tx.followTasks(of: filled.reviewed.id) },
        List("places followed") { tx, filled in
            _ = try await tx.followedRegions(of: try await tx.comments(of: filled.reviewed.id, limit: page).map(\.id))
        },
        List("changes of a case") { tx, filled in _ = try await tx.changes(of: filled.reviewed.id) },
        List("what a file is worth") { tx, _ in _ = try await tx.files([UInt8](repeating: 7, count: 32), sm3: nil, size: nil, limit: page) },
        List("status of sheets") { tx, filled in _ = try await tx.statuses(of: try await tx.sheets(ofPackage: filled.package.id).map(\.id)) },
        List("reportRecord", bound: 2000) { tx, filled in
            let edition = try #require(try await tx.reportEdition(of: filled.reviewed.id))
            _ = try await tx.reportRecord(of: try await tx.reportEdition(edition.id))
        },
        List("lockCase") { tx, filled in _ = try await tx.lockCase(filled.waiting.id) },
        List("claimJobs") { tx, _ in _ = try await tx.claimJobs([.report, .intake], worker: UUID(), count: 5, lease: .seconds(60)) },
        List("sweepJobs") { tx, _ in _ = try await tx.sweepJobs() },
        List("noticeIdleReviews") { tx, _ in _ = try await tx.noticeIdleReviews(idle: .seconds(3 * 86_400)) },
        List("who stepped aside", as: "fire") { tx, filled in
            let comment = try #require(try await tx.comments(of: filled.reviewed.id, limit: 1).first).id
            for thing in [CaseThing.joint(filled.reviewed.id), .comment(comment), .package(filled.package.id)] {
                _ = try await tx.hasSteppedAside(from: thing)
            }
        },
        List("experts who are barred") { tx, filled in
            let day = try await filled.kit.store.transaction(as: .system("rules")) { try await $0.ruleBook().day }
            _ = try await tx.expertsBarred(for: "结构", on: day, in: filled.reviewed.id)
        },
        List("unstampedReport") { tx, _ in _ = try await tx.unstampedReport() },
        List("reportStamp") { tx, filled in _ = try? await tx.reportStamp(of: filled.reviewed.id, sha256: Array(repeating: 8, count: 32)) },
        List("forgetOld") { tx, _ in _ = try await tx.forgetOld() },
        List("signedIn by a session") { tx, _ in _ = try await tx.signedIn(BearerToken.session()) },
        List("sessions") { tx, _ in _ = try await tx.sessions(limit: page) },
        List("sessions after") { tx, _ in _ = try await tx.sessions(after: (Date(), UUID()), limit: page) },
        List("endSessions") { tx, filled in
            try await tx.endSessions(of: try #require(filled.cast.actor("designer").person), because: .endedElsewhere)
        },
        List("mandates") { tx, _ in _ = try await tx.mandates(limit: page) },
        List("beginTry") { tx, _ in _ = try await tx.beginTry(name: UUID().uuidString, place: "192.0.2.1") },
        List("signedIn") { tx, _ in _ = try await tx.signedIn(BearerToken()) },
    ]

    @Test func everyListReadsWhatItShowsAndNoMore() async throws {
        try await FilledStore.with { filled in
            let large: Set<String> = try await Set(
                filled.kit.look(
                    "SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'lianshen'::regnamespace AND relkind = 'r' AND reltuples > 1000"
                ).map { try $0("name") })
            #expect(
                large.isSuperset(of: [
                    "joint_case", "case_party", "review", "comment", "sheet", "job", "notice", "finding", "set_sheet", "page_thumbnail",
                    "clause", "checkpoint_tick", "comment_draft", "standard_comment", "thread_message", "comment_seen", "element", "linear_sum",
                    "demand", "grouping_record",
                    "conflict", "conflict_member", "settlement",
                    "settlement_decision",
                ]))
            let reader = try await PlanReader(filled.kit)
            for list in Self.lists + Self.queries {
                // Six times: from the sixth on the server may choose a plan that does not look at the values.
                let plans = try await reader.plans { store in for _ in 0..<6 { try await list.run(store, filled) } }
                #expect(plans.count >= 6, "\(list.name): nothing was explained")
                for (text, plan) in plans { Self.check(plan, list, text, large) }
            }
            await reader.store.close()
        }
    }

    private static func check(_ plan: PlanNode, _ list: List, _ text: String, _ large: Set<String>) {
        // A small table may be read whole; what counts is what grows.
        for node in plan.all where node.table.map(large.contains) ?? true {
            if let table = node.table, node.kind == "Seq Scan" {
                #expect(Bool(false), "\(list.name) reads the whole of \(table): \(text)")
            }
            let touched = node.given + node.dropped
            #expect(touched <= list.bound, "\(list.name): \(node.kind) \(node.table ?? "") touches \(Int(touched)) rows: \(text)")
            if node.kind.hasSuffix("Sort") {
                let sorted = node.children.map(\.given).reduce(0, +)
                #expect(sorted <= list.bound, "\(list.name) sorts \(Int(sorted)) rows: \(text)")
            }
        }
    }
}
