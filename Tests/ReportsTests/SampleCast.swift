import Foundation
import JointReview

/// The invented people and organisations of the sample record.
struct SampleCast {
    let owner: ReportRecord.Organisation
    let institute: ReportRecord.Organisation
    let lead: ReportRecord.Organisation
    let bodies: [Discipline: ReportRecord.Organisation]
    let ownerClerk = SampleRecord.person(1, "样例建设单位经办人甲")
    let leader = SampleRecord.person(2, "样例项目负责人甲")
    let coordinator = SampleRecord.person(3, "样例牵头协调人甲")

    init() throws {
        owner = try SampleRecord.organisation(1, "示例市临港产业发展有限公司", "91000000YANGL0013K")
        institute = try SampleRecord.organisation(2, "示例市城乡建筑设计研究院有限公司", "91000000YANGL0021E")
        lead = try SampleRecord.organisation(3, "示例市政务服务联合审图窗口", "12000000YANGL0216D")
        bodies = [
            .planning: try SampleRecord.organisation(4, "示例市规划技术审查中心", "12000000YANGL011XY"),
            .fire: try SampleRecord.organisation(5, "示例市消防技术审查中心", "12000000YANGL0128Y"),
            .civilDefence: try SampleRecord.organisation(6, "示例市人防工程审图中心", "12000000YANGL0136R"),
            .meteorology: try SampleRecord.organisation(7, "示例市防雷技术审查中心", "12000000YANGL0144L"),
            .structural: try SampleRecord.organisation(8, "示例市施工图审查中心有限公司", "91000000YANGL0152A"),
        ]
    }

    func reviewer(_ discipline: Discipline) -> ReportRecord.Person {
        SampleRecord.person(10 + SampleReviews.place(discipline), "样例\(discipline.label.zh)审查人甲")
    }

    func checker(_ discipline: Discipline) -> ReportRecord.Person {
        SampleRecord.person(20 + SampleReviews.place(discipline), "样例\(discipline.label.zh)校核人甲")
    }

    var parties: [ReportRecord.Party] {
        var parties: [ReportRecord.Party] = [
            .init(organisation: owner, functions: ["owner"], people: [.init(person: ownerClerk, role: .owner)], audit: []),
            .init(organisation: institute, functions: ["design_institute"], people: [.init(person: leader, role: .projectLeader)], audit: []),
            .init(organisation: lead, functions: ["lead_body"], people: [.init(person: coordinator, role: .lead)], audit: []),
        ]
        for discipline in Discipline.allCases {
            guard let body = bodies[discipline] else { continue }
            parties.append(
                .init(
                    organisation: body, functions: ["review_body"],
                    people: [.init(person: reviewer(discipline), role: .reviewer), .init(person: checker(discipline), role: .checker)], audit: []))
        }
        return parties
    }
}
