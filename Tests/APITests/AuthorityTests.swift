import Foundation
import JointReview
import Store
import Testing
import Wire

/// The authority of a project's region is a party from the day on which a case is handed in.
@Suite(.timeLimit(.minutes(10))) struct AuthorityTests {
    private func enter(_ name: String, region: String, serial: Int, _ house: House) async throws -> House {
        var office = Cast.organisation("【样例】主管部门 \(name)", serial, [.init(function: .authority)])
        office = Organisation(
            id: office.id, creditCode: office.creditCode, name: office.name, region: region, functions: office.functions)
        let person = Person(
            id: UUID(), organisation: office.id, signInName: name, name: "样例人员", roles: [.init(role: .authorityDecider, discipline: nil)])
        let token = BearerToken()
        let organisation = office
        try await house.store.transaction(as: .system("t")) { tx in
            try await tx.insert(organisation)
            try await tx.insert(person)
            _ = try await tx.issue(token, id: UUID(), to: person.id, label: "test", days: 1)
        }
        return House(
            kit: house.kit, blobs: house.blobs, folder: house.folder, hub: house.hub, port: house.port, cast: house.cast,
            tokens: house.tokens.merging([name: token.text]) { first, _ in first })
    }

    @Test func theAuthorityOfTheRegionApprovesTheGreenChannelAndSettlesDisputesAndOneOfAnotherRegionSeesNothing() async throws {
        try await House.with { plain in
            let near = try await enter("province", region: "320000", serial: 71, plain)
            let house = try await enter("elsewhere", region: "330100", serial: 72, near)
            let draft = try await house.draft()
            let path = "/v1/cases/\(draft.id.text)"
            #expect(try await house.call(.get, path, as: "province").status == 404, "nothing is handed in yet")
            let opened = try await house.handedIn(draft)
            #expect(try await house.call(.get, path, as: "elsewhere").status == 404)
            #expect(try await house.call(.get, "/v1/packages/\(opened.package.id.text)", as: "province").status == 200)
            let green = try await house.call(.post, path + "/green-channel", as: "province", json: #"{"reason":"重大民生项目"}"#)
            #expect((200..<300).contains(green.status), "\(green.text)")
            #expect(try await house.call(.post, path + "/accept", as: "clerk").status == 200)
            try await house.sql("UPDATE lianshen.joint_case SET state = 'disputed', remaining = 0 WHERE case_id = '\(draft.id)'")
            let conclusion = #"{"outcome":"fail","reason":"维持原结论"}"#
            #expect(try await house.call(.post, path + "/settle-dispute", as: "elsewhere", json: conclusion).status == 404)
            let settled = try await house.call(.post, path + "/settle-dispute", as: "province", json: conclusion)
            #expect(try settled.json(CaseBody.self).state == .failed, "\(settled.text)")
        }
    }
}
