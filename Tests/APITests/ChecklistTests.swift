import Foundation
import JointReview
import Store
import Testing
import Wire

/// What reviewers look at in a case, by the rules in force for it.
@Suite(.timeLimit(.minutes(5))) struct ChecklistTests {
    @Test func reviewersReadThePointsOfTheirCaseWithBasisSeverityAndEdition() async throws {
        try await House.with { plain in
            let opened = try await plain.inReview()
            let house = try await plain.withOutside()
            let path = "/v1/cases/\(opened.id.text)/checklist"
            let list: ChecklistBody = try await house.call(.get, path, as: "fire").json()
            let shipped = try ShippedRules.checkRules()
            #expect(list.caseId == opened.id && list.rules?.version == 1 && list.rules?.effectiveFrom == "2016-01-01")
            #expect(list.rules?.title == shipped.title && list.points.map(\.id) == shipped.checklist.map(\.id))
            #expect((list.points + list.materials).allSatisfy { !$0.basis.isEmpty && !$0.text.zh.isEmpty })
            #expect(list.points.allSatisfy { $0.severity == .reject } && list.materials.allSatisfy { $0.severity == .warn })
            // Whoever takes over a discipline has its points.
            let reviews = try await house.call(.get, "/v1/cases/\(opened.id.text)/reviews", as: "fire").json(PageBody<ReviewBody>.self).items
            for point in list.points {
                let own = try #require(shipped.checklist.first { $0.id == point.id }).discipline
                let review = try #require(reviews.first { $0.discipline == own })
                #expect(point.disciplines == [review.mergedInto ?? own] && point.from == (review.mergedInto == nil ? nil : own))
            }
            let fire: ChecklistBody = try await house.call(.get, path + "?discipline=fire", as: "fire").json()
            #expect(fire.points.map(\.id) == ["fire-design"] && fire.materials.allSatisfy { $0.disciplines.contains(.fire) })
            #expect(fire.materials.map(\.id).contains("plumbing"))
            #expect(try await house.call(.get, path + "?discipline=x", as: "fire").brief == "422 invalid")
        }
    }

    @Test func partiesReadItAndNobodyElseLearnsOfTheCase() async throws {
        try await House.with { plain in
            let opened = try await plain.inReview()
            let house = try await plain.withOutside()
            let path = "/v1/cases/\(opened.id.text)/checklist"
            for person in ["owner", "designer", "coordinator", "structural"] {
                #expect(try await house.call(.get, path, as: person).status == 200, "\(person)")
            }
            #expect(try await house.call(.get, path, as: "outside_project_leader").brief == "404 missing")
            #expect(try await house.call(.get, "/v1/cases/\(UUID().text)/checklist", as: "fire").brief == "404 missing")
            // Administrators keep the rules and are no party of any case.
            #expect(try await house.call(.get, path, as: "security").brief == house.call(.get, "/v1/cases/\(opened.id.text)", as: "security").brief)
            #expect(try await house.call(.get, path, as: "security").status != 200)
        }
    }

    @Test func theRulesOfTheDayOfAcceptanceHoldForACaseThatWasAccepted() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)/checklist"
            try await house.sql("UPDATE lianshen.rule SET effective_to = current_date WHERE kind = 'check'")
            try await house.sql("UPDATE lianshen.joint_case SET accepted_at = now() - interval '10 days' WHERE case_id = '\(opened.id)'")
            #expect(try await house.call(.get, path, as: "fire").json(ChecklistBody.self).rules?.version == 1)
            try await house.sql("UPDATE lianshen.joint_case SET accepted_at = '2015-06-01 12:00+08' WHERE case_id = '\(opened.id)'")
            let none: ChecklistBody = try await house.call(.get, path, as: "fire").json()
            #expect(none.rules == nil && none.points.isEmpty && none.materials.isEmpty && none.day == "2015-06-01")
        }
    }
}
