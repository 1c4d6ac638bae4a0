import Foundation
import JointReview
import Testing
import WorkingTime

@Suite struct RegisterTests {
    private static let code = "91320800000000001X"

    private func code(_ serial: Int) -> String {
        let body = "9132080000000" + String(format: "%04d", serial)
        return "0123456789ABCDEFGHJKLMNPQRTUWXY".map { body + String($0) }.first { CreditCode($0) != nil } ?? body
    }

    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    @Test func whatIsWrittenIsReadBackTheSame() throws {
        let firms = try (1...20).map { serial in
            RegisteredFirm(
                creditCode: try CreditCode(reading: code(serial)), name: "【样例】\"第\(serial)\", 审图\n公司".replacing("\n", with: " "), grade: "一类",
                disciplines: serial % 2 == 0 ? [.fire] : [.structural, .civilDefence], region: serial == 3 ? "CN" : "320800",
                validity: Validity(from: try day("2020-01-01"), through: serial == 5 ? nil : try day("2030-12-31")))
        }
        let read = RegisterTable.firms(Array(RegisterTable.text(firms).utf8), file: "f.csv")
        #expect(read.findings.isEmpty && read.firms == firms)
        let persons = try (1...20).map { serial in
            RegisteredPerson(
                number: "样例-\(serial)", name: "样例人员", account: serial == 4 ? nil : "p.\(serial)", firm: try CreditCode(reading: code(serial)),
                grade: "一级",
                specialties: ["建筑", "给排水"], validity: Validity(from: try day("2020-01-01"), through: nil))
        }
        let again = RegisterTable.persons(Array(RegisterTable.text(persons).utf8), file: "p.csv")
        #expect(again.findings.isEmpty && again.persons == persons)
    }

    @Test func everyFaultIsFoundAtOnceWithItsLineAndColumn() {
        let head = RegisterTable.firmColumns.joined(separator: ",")
        let text = """
            \(head)
            \(code(1)),甲,一类,fire;fire,320800,2020-01-01,2019-01-01
            123,,一类,plumbing,320800,gestern,
            \(code(1)),乙,一类,fire,320800,2020-01-01
            \(code(1)),丙,一类,fire,320800,2020-01-01,
            """
        let (firms, findings) = RegisterTable.firms(Array(text.utf8), file: "f.csv")
        #expect(firms.isEmpty)
        let found = Set(findings.map { "\($0.line ?? 0) \($0.file) \($0.code)" })
        #expect(
            found == [
                "2 f.csv#disciplines register.words", "2 f.csv#valid_through register.period", "3 f.csv#credit_code register.credit_code",
                "3 f.csv#name register.text", "3 f.csv#disciplines register.discipline", "3 f.csv#valid_from register.day", "4 f.csv register.fields",
                "5 f.csv#credit_code register.twice",
            ])
        for finding in findings { #expect(!finding.message.zh.isEmpty && !finding.remedy.en.isEmpty) }
        #expect(RegisterTable.firms(Array("x\n".utf8), file: "f").findings.map(\.code) == ["register.header"])
        #expect(RegisterTable.persons([0xFF, 0xFE], file: "f").findings.map(\.code).contains("register.quoting"))
    }

    @Test(arguments: [
        ("320000", "320800", true), ("320800", "320801", true), ("320800", "320900", false), ("CN", "110000", true), ("320800", "320000", false),
        ("000000", "320800", false), ("000000", "000000", true),
    ])
    func aRegionContainsItsOwnParts(_ own: String, _ other: String, _ covers: Bool) throws {
        let firm = RegisteredFirm(
            creditCode: try CreditCode(reading: code(1)), name: "n", grade: "g", disciplines: [.fire], region: own,
            validity: Validity(from: try day("2020-01-01"), through: nil))
        #expect(firm.covers(other) == covers)
    }
}

@Suite struct CandidacyTests {
    private let code = "12000000YANGL0909D"

    private func person(_ specialties: [String], from: String = "2020-01-01", through: String? = "2030-01-01") throws -> RegisteredPerson {
        RegisteredPerson(
            number: "n", name: "n", account: "a", firm: try CreditCode(reading: code), grade: "一级", specialties: specialties,
            validity: Validity(from: try #require(CalendarDay(from)), through: through.flatMap(CalendarDay.init)))
    }

    private func firm(_ disciplines: [Discipline], through: String? = nil) throws -> RegisteredFirm {
        RegisteredFirm(
            creditCode: try CreditCode(reading: code), name: "n", grade: "一类", disciplines: disciplines, region: "CN",
            validity: Validity(from: try #require(CalendarDay("2020-01-01")), through: through.flatMap(CalendarDay.init)))
    }

    private func refusal(_ candidacy: Candidacy, _ specialty: String?, registration: Bool = true, declaration: Bool = false, opens: Bool = true)
        throws
        -> String?
    {
        let demands = Candidacy.Demands(
            discipline: .structural, registration: registration, declaration: declaration, day: try #require(CalendarDay("2026-11-22")))
        do {
            try candidacy.requireFit(for: specialty, demands, opens: opens)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func qualificationIsForTheSpecialtyAndTheDay() throws {
        let fit = Candidacy(registrations: [try person(["电气"])], firm: try firm([.structural]))
        #expect(try refusal(fit, "电气") == nil)
        #expect(try refusal(fit, nil) == nil)
        #expect(try refusal(fit, "结构") == "review.other_specialty")
        #expect(try refusal(Candidacy(firm: try firm([.structural])), "电气") == "review.not_registered")
        let expired = Candidacy(registrations: [try person(["电气"], through: "2026-11-21")], firm: try firm([.structural]))
        #expect(try refusal(expired, "电气") == "review.registration_not_valid")
        // The last day counts; a second certificate mends the first.
        let last = Candidacy(registrations: [try person(["电气"], through: "2026-11-22")], firm: try firm([.structural]))
        #expect(try refusal(last, "电气") == nil)
        let two = Candidacy(registrations: [try person(["电气"], through: "2021-01-01"), try person(["电气"])], firm: try firm([.structural]))
        #expect(try refusal(two, "电气") == nil)
        #expect(try refusal(Candidacy(), "电气", registration: false) == nil)
    }

    @Test func theFirmIsQualifiedToo() throws {
        let own = try person(["电气"])
        #expect(try refusal(Candidacy(registrations: [own]), "电气") == "review.firm_not_registered")
        #expect(try refusal(Candidacy(registrations: [own], firm: try firm([.fire])), "电气") == "review.firm_other_discipline")
        #expect(try refusal(Candidacy(registrations: [own], firm: try firm([.structural], through: "2026-11-21")), "电气") == "review.firm_not_valid")
    }

    @Test func whoDesignedOrIsEmployedByAPartyIsRefusedWhateverTheProfileSays() throws {
        let designer = UUID()
        #expect(Interests(designers: [designer]).bar(on: [UUID(), designer], of: []) == .qualification(.designer))
        let employed = Candidacy(registrations: [try person(["电气"])], interestedCodes: [code])
        #expect(try refusal(employed, nil, registration: false) == "review.employed_by_party")
        let former = Candidacy(registrations: [try person(["电气"], through: "2026-11-21")], interestedCodes: [code])
        #expect(try refusal(former, nil, registration: false) == nil)
        // Whoever stands for an employee of a party has his interest.
        let standsIn = Candidacy(givers: [try person(["电气"])], interestedCodes: [code])
        #expect(try refusal(standsIn, nil, registration: false) == "review.employed_by_party")
    }

    @Test func independenceIsDeclaredBeforeAReviewIsOpened() throws {
        #expect(try refusal(Candidacy(), nil, registration: false, declaration: true) == "review.independence_not_declared")
        #expect(try refusal(Candidacy(), nil, registration: false, declaration: true, opens: false) == nil)
        #expect(try refusal(Candidacy(hasDeclared: true), nil, registration: false, declaration: true) == nil)
    }
}

@Suite struct BodyAllocationTests {
    private func rule(_ way: String, grades: String = "[]") throws -> AssignmentRule {
        let text = """
            {"registered":["fire"],"declaration":false,"grades":\(grades),"bodies":[{"discipline":"fire","by":"\(way)"}],
            "basis":[{"text":"样例","status":"to_be_checked"}]}
            """
        return try CanonicalJSON.decode(AssignmentRule.self, from: Data(text.utf8))
    }

    private func candidate(
        _ serial: Int, through: String? = nil, disciplines: [Discipline] = [.fire], region: String = "CN", grade: String = "一类",
        registered: Bool = true,
        interested: Bool = false, last: Date? = nil
    ) throws -> BodyAllocation.Candidate {
        let body = "9132080000000" + String(format: "%04d", serial)
        let code = "0123456789ABCDEFGHJKLMNPQRTUWXY".map { body + String($0) }.first { CreditCode($0) != nil } ?? body
        let firm = RegisteredFirm(
            creditCode: try CreditCode(reading: code), name: "n", grade: grade, disciplines: disciplines, region: region,
            validity: Validity(from: try #require(CalendarDay("2020-01-01")), through: through.flatMap(CalendarDay.init)))
        return BodyAllocation.Candidate(
            organisation: UUID(), creditCode: code, registration: registered ? firm : nil, isInterested: interested, lastAllocated: last)
    }

    private func question(_ rule: AssignmentRule?) throws -> BodyAllocation.Question {
        BodyAllocation.Question(discipline: .fire, region: "320800", size: .large, day: try #require(CalendarDay("2026-11-22")), rule: rule)
    }

    @Test func whoIsNotFitIsNeverAllocatedWhateverTheWay() throws {
        let grades = #"[{"grade":"二类","sizes":["small","medium"]}]"#
        let barred: [(BodyAllocation.Candidate, BodyAllocation.Bar)] = [
            (try candidate(1, interested: true), .interested), (try candidate(2, registered: false), .notRegistered),
            (try candidate(3, through: "2026-11-21"), .notValid), (try candidate(4, disciplines: [.structural]), .otherDiscipline),
            (try candidate(5, region: "110000"), .otherRegion), (try candidate(6, grade: "二类"), .grade),
        ]
        for way in AssignmentRule.Way.allCases {
            let allocation = BodyAllocation(of: barred.map(\.0), for: try question(try rule(way.rawValue, grades: grades)))
            #expect(allocation.fit.isEmpty)
            for (candidate, bar) in barred { #expect(allocation.barred[candidate.organisation] == bar) }
            if way == .rotation { #expect(try allocation.body(chosen: nil) == nil) }
        }
        let chosen = BodyAllocation(of: barred.map(\.0), for: try question(try rule("owner_choice", grades: grades)))
        #expect(throws: BodyChoiceRefusal.barred(.notValid)) { try chosen.body(chosen: barred[2].0.organisation) }
        #expect(throws: BodyChoiceRefusal.missing) { try chosen.body(chosen: nil) }
        #expect(throws: BodyChoiceRefusal.unknown) { try chosen.body(chosen: UUID()) }
    }

    @Test func theRotationTakesWhoWaitedLongest() throws {
        let moment = Date(timeIntervalSince1970: 1_795_000_000)
        let three = [try candidate(1, last: moment), try candidate(2, last: moment.addingTimeInterval(-60)), try candidate(3)]
        #expect(try BodyAllocation(of: three, for: try question(try rule("rotation"))).body(chosen: nil) == three[2].organisation)
        #expect(try BodyAllocation(of: Array(three.prefix(2)), for: try question(try rule("rotation"))).body(chosen: nil) == three[1].organisation)
        // Property: over many rounds nobody is ahead of another by more than one.
        var candidates = try (1...7).map { try candidate($0) }
        var turns: [UUID: Int] = [:]
        for round in 0..<100 {
            let taken = try #require(try BodyAllocation(of: candidates, for: try question(try rule("rotation"))).body(chosen: nil))
            turns[taken, default: 0] += 1
            candidates = candidates.map { candidate in
                var next = candidate
                if next.organisation == taken { next.lastAllocated = moment.addingTimeInterval(Double(round)) }
                return next
            }
        }
        #expect((turns.values.max() ?? 0) - (turns.values.min() ?? 0) <= 1 && turns.count == 7)
    }

    @Test func withoutAWayTheOnlyBodyOrThePoolGetsIt() throws {
        let two = [try candidate(1, registered: false), try candidate(2, registered: false)]
        #expect(try BodyAllocation(of: two, for: try question(nil)).body(chosen: nil) == nil)
        #expect(try BodyAllocation(of: [two[0]], for: try question(nil)).body(chosen: nil) == two[0].organisation)
    }
}
