import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

extension RegisterPart {
    /// Reads the word of a command line.
    static func named(_ text: String) throws -> RegisterPart {
        guard let part = RegisterPart(rawValue: text) else { throw ValidationError("firms 或 persons · Name firms or persons.") }
        return part
    }
}

/// `lianshen register`: review firms and registered persons.
struct Register: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "审查机构与注册人员名录 · Register of review firms and registered persons.",
        subcommands: [List.self, Export.self, Import.self], defaultSubcommand: List.self)

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "名录 · What is registered.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "firms 机构 · persons 人员", transform: RegisterPart.named)
        var part: RegisterPart = .firms

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            switch part {
            case .firms: try output.show(try await page.read { try await client.registeredFirms(limit: $0, after: $1) })
            case .persons: try output.show(try await page.read { try await client.registeredPersons(limit: $0, after: $1) })
            }
        }
    }

    struct Export: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "导出为 CSV · Write a table as CSV.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "firms 机构 · persons 人员", transform: RegisterPart.named)
        var part: RegisterPart

        @Option(name: .shortAndLong, help: "文件,默认为标准输出 · File; standard output when left out.")
        var output: String?

        func carryOut(_ client: LianshenClient, _ out: Output) async throws {
            let table = try await client.exportRegister(part)
            guard let output else { return try FileHandle.standardOutput.write(contentsOf: table) }
            try table.write(to: URL(fileURLWithPath: output))
            out.remark("已写入 Written: \(output)")
        }
    }

    struct Import: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "导入 CSV:全部行,或逐行列出问题 · Import a CSV: every row, or every fault with its line and column.",
            discussion: """
                firms: \(RegisterTable.firmColumns.joined(separator: ","))
                persons: \(RegisterTable.personColumns.joined(separator: ","))
                """)

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "firms 机构 · persons 人员", transform: RegisterPart.named)
        var part: RegisterPart

        @Argument(help: "CSV 文件 · CSV file.")
        var file: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            guard let table = FileManager.default.contents(atPath: file) else { throw CommandFault("无法读取 \(file)。", "\(file) cannot be read.") }
            try output.show(try await act.once { try await client.importRegister(part, table, key: $0) })
        }
    }
}

/// `lianshen declare REVIEW`.
struct DeclareIndependence: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "declare", abstract: "声明与本项目无利害关系 (审查人、校核人) · Declare independence from the project (reviewer, checker).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "审查任务标识 · The review.")
    var review: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await act.once { try await client.declareIndependence(of: review, key: $0) })
    }
}

extension RegisteredFirmBody: Shown {
    static let fields: [Field<RegisteredFirmBody>] = [
        .listed("代码", "code") { $0.creditCode },
        .listed("名称", "name") { $0.name },
        .listed("等级", "grade") { $0.grade },
        .listed("类别", "disciplines") { $0.disciplines.map(\.label.zh).joined(separator: "、") },
        .listed("地区", "region") { $0.region },
        .listed("有效至", "through") { $0.validThrough ?? "" },
        .alone("有效自", "from") { $0.validFrom },
    ]
}

extension RegisteredPersonBody: Shown {
    static let fields: [Field<RegisteredPersonBody>] = [
        .listed("注册号", "number") { $0.registrationNo },
        .listed("姓名", "name") { $0.name },
        .listed("登录名", "account") { $0.signInName },
        .listed("单位", "firm") { $0.creditCode },
        .listed("专业", "specialties") { $0.specialties.joined(separator: "、") },
        .listed("有效至", "through") { $0.validThrough ?? "" },
        .alone("等级", "grade") { $0.grade },
        .alone("有效自", "from") { $0.validFrom },
    ]
}

extension RegisterChangeBody: Shown {
    static let fields: [Field<RegisterChangeBody>] = [
        .listed("新增", "added") { String($0.added) },
        .listed("更新", "changed") { String($0.changed) },
        .listed("未变", "unchanged") { String($0.unchanged) },
    ]
}

extension IndependenceBody: Shown {
    static let fields: [Field<IndependenceBody>] = [
        .listed("审查任务", "review") { $0.reviewId.text },
        .listed("声明人", "person") { $0.personId.text },
        .listed("声明于", "declared") { $0.declaredAt.inChina },
    ]
}
