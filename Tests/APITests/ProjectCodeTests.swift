import Foundation
import JointReview
import Store
import Testing
import Wire

/// A project is entered once; what is reviewed of it are its cases.
@Suite(.timeLimit(.minutes(5))) struct ProjectCodeTests {
    @Test func aProjectWithTheCodeOfAnotherIsRefusedAndAnotherCaseOfItIsNot() async throws {
        try await House.with { house in
            func create(_ code: String?) async throws -> Answer {
                let member = code.map { #""projectCode":"\#($0)","# } ?? ""
                return try await house.call(
                    .post, "/v1/projects", as: "owner",
                    json:
                        #"{\#(member)"name":"【样例】研发中心","region":"320800","facts":{"class":"building","funding":"core_approved","size":"medium"}}"#
                )
            }
            let first = try await create("2026-320800-70-03-000123")
            #expect(first.status == 201, "\(first.text)")
            // However it is written.
            for code in ["2026-320800-70-03-000123", "2026–320800–70–03–000123", "2026-320800-70-03-000123"] {
                let second = try await create(code)
                #expect(second.brief == "409 exists", "\(code): \(second.text)")
                #expect(second.text.contains("该项目代码已登记") && second.text.contains("POST /v1/cases"))
            }
            #expect(try await create("2026-320800-70-03-000124").status == 201)
            // What has no code yet is told apart by nobody.
            for _ in 0..<2 { #expect(try await create(nil).status == 201) }
            let project = try first.json(ProjectBody.self).id
            for title in ["一期", "二期"] {
                let opened = try await house.call(
                    .post, "/v1/cases", as: "owner",
                    json: #"{"projectId":"\#(project.text)","title":"\#(title)","leadId":"\#(house.cast.lead.id.text)","nonClassified":true}"#)
                #expect(opened.status == 201, "\(opened.text)")
            }
        }
    }
}
