import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen project`: what is built.
struct Projects: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project", abstract: "项目 · Projects.", subcommands: [Create.self, List.self, Show.self])

    struct Create: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "登记项目 (建设单位) · Register a project (owner).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions
        @OptionGroup(title: "项目情况 Facts that the rules must know") var facts: FactOptions

        @Option(name: .long, help: "名称 · Name.")
        var name: String

        @Option(name: .long, help: "项目代码 · Unified project code.")
        var projectCode: String?

        @Option(name: .long, help: "行政区划 · Administrative region.")
        var region: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = NewProjectBody(name: name, projectCode: projectCode, region: region, facts: facts.facts)
            try output.show(try await act.once { try await client.createProject(body, key: $0) })
        }
    }

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "项目列表 · Projects of your organisation and of its cases.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.projects(limit: $0, after: $1) })
        }
    }

    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一个项目 · One project.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "项目标识 · The project.")
        var project: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await client.project(project))
        }
    }
}

/// What the rules must know about a project: they decide who reviews it and by when.
struct FactOptions: ParsableArguments {
    @Option(name: .customLong("class"), help: "类别 · Class of case.")
    var kind: ProjectFacts.Class

    @Option(name: .long, help: "投资方式 · How the investment was approved.")
    var funding: ProjectFacts.Funding

    @Option(name: .long, help: "规模 · Size.")
    var size: ProjectFacts.Size

    @Option(name: .long, help: "专项审查的专业 · For a special review, the one discipline that it is about.")
    var specialDiscipline: Discipline?

    @Option(name: .long, help: "最高建筑高度 (m) · Height of the tallest building in metres.")
    var height: Double?

    @Option(name: .long, help: "建筑面积 (m²) · Floor area in square metres.")
    var floorArea: Double?

    @Flag(name: .long, help: "含易燃易爆物品库房或厂房 · Flammable or explosive goods are stored or made.")
    var hazardousStore = false

    @Flag(name: .long, help: "雷电多发区的特殊场所 · A special site in an area of frequent lightning.")
    var lightningSpecialSite = false

    @Flag(name: .long, help: "特殊大型项目 (防雷) · A special large project in the sense of the lightning rules.")
    var specialLarge = false

    @Option(name: .long, help: "人防易地建设批准文号 · Number of the approval of building civil-defence works elsewhere.")
    var civilDefenceOffSite: String?

    var facts: ProjectFacts {
        ProjectFacts(
            class: kind, funding: funding, size: size, specialDiscipline: specialDiscipline, height: height, floorArea: floorArea,
            hasHazardousStore: hazardousStore, isLightningSpecialSite: lightningSpecialSite, isSpecialLarge: specialLarge,
            civilDefenceOffSite: civilDefenceOffSite)
    }
}
