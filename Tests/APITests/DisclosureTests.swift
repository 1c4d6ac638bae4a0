import Foundation
import JointReview
import Store
import Testing
import Wire

/// What is handed in is seen by everybody concerned; what is prepared is its authors' and the owner's alone.
@Suite(.timeLimit(.minutes(10))) struct DisclosureTests {
    @Test func aPackageThatWasNeverHandedInStaysTheApplicantsAndOneThatWasIsSeenFromThenOn() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            // Read, and never sealed: another one goes in instead.
            let (unsealed, left) = try await house.checked(draft)
            let (package, sheets) = try await house.checked(draft)
            _ = try await house.store.transaction(as: house.cast.actor("designer")) { try await $0.sealPart(package.id) }
            func expect(_ status: Int, _ package: PackageRecord, _ sheet: SheetRecord, for people: [String]) async throws {
                for person in people {
                    for path in ["/v1/packages/\(package.id.text)", "/v1/sheets/\(sheet.id.text)", "/v1/sheets/\(sheet.id.text)/content"] {
                        #expect(try await house.call(.get, path, as: person).status == status, "\(path) \(person)")
                    }
                }
            }
            // Desk and lead are parties from the first day, and read nothing that is not submitted.
            try await expect(404, package, sheets[0], for: ["clerk", "coordinator"])
            try await expect(200, package, sheets[0], for: ["designer", "owner"])
            let path = "/v1/cases/\(draft.id.text)"
            #expect(try await house.call(.get, path + "/packages", as: "clerk").json(PageBody<DrawingPackageBody>.self).items.isEmpty)
            #expect(try await house.call(.get, path + "/rounds", as: "clerk").json(RoundsBody.self).items[0].packageIds.isEmpty)
            try await house.call(.post, path + "/confirm", as: "owner").expect(200)
            try await house.call(.post, path + "/submit", as: "owner").expect(200)
            try await expect(200, package, sheets[0], for: ["clerk", "coordinator", "owner"])
            try await house.call(.post, path + "/accept", as: "clerk").expect(200)
            // Its round is under review: what was left behind is nobody's but theirs who left it.
            let outside = ["clerk", "coordinator", "fire", "planning", "regulator"]
            try await expect(200, package, sheets[0], for: outside)
            try await expect(404, unsealed, left[0], for: outside)
            try await expect(200, unsealed, left[0], for: ["designer", "owner"])
            for person in outside {
                let seen: PageBody<DrawingPackageBody> = try await house.call(.get, path + "/packages", as: person).json()
                let history: CaseHistoryBody = try await house.call(.get, path + "/history", as: person).json()
                #expect(seen.items.map(\.id) == [package.id] && history.packages.map(\.id) == [package.id], "\(person)")
            }
            #expect(try await house.call(.get, path + "/history", as: "owner").json(CaseHistoryBody.self).packages.count == 2)
        }
    }
}

extension Answer {
    fileprivate func expect(_ status: Int) {
        #expect(self.status == status, "\(text)")
    }
}
