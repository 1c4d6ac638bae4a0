import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen package`: what was handed in.
struct Packages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package", abstract: "图纸包 · Packages as they were handed in.",
        subcommands: [List.self, Show.self, Precheck.self, Checked.self, Contents.self, ShowSet.self, ConfirmSet.self, Seal.self, Download.self])

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "报审件的图纸包 · Packages of a case.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.packages(of: self.case, limit: $0, after: $1) })
        }
    }

    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一个图纸包 · One package.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "图纸包标识 · The package.")
        var package: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await client.package(package))
        }
    }

    struct Checked: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "检查结果,一次给出全部问题 · What the check found, everything at once.",
            discussion: "退出码 exit codes: 0 可受理 acceptable · 1 有拒收问题 a finding rejects · 2 用法或环境错误 usage or environment")

        @OptionGroup var options: ClientOptions
        @OptionGroup var waiting: WaitOptions

        @Argument(help: "图纸包标识 · The package.")
        var package: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let check = try await waiting.made { try await client.check(package) }
            if output.json {
                try output.write(check.bytes)
            } else {
                try output.say(
                    ["SHA-256 \(check.report.package.sha256)"] + FindingText.verdict(check.report.findings, acceptable: check.report.acceptable))
            }
            if !check.report.acceptable { throw ExitCode(1) }
        }
    }

    struct Contents: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "包内全部文件的 SHA-256 与 SM3 · SHA-256 and SM3 of every file in it.",
            discussion: """
                输出的原文即日志所记:其 SHA-256 与 package.contents 条目的 sha256 相等。
                The text is the one that was logged: its SHA-256 is the sha256 of the entry package.contents.
                """)

        @OptionGroup var options: ClientOptions
        @OptionGroup var waiting: WaitOptions

        @Argument(help: "图纸包标识 · The package.")
        var package: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try FileHandle.standardOutput.write(contentsOf: try await waiting.made { try await client.contents(of: package) })
        }
    }

    struct Seal: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "封存本单位成果 (设计单位) · Seal the institute's part.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "图纸包标识 · The package.")
        var package: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.seal(package, key: $0) })
        }
    }

    struct Download: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "下载图纸包,核对摘要 · Download the package; its digest is verified.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "图纸包标识 · The package.")
        var package: UUID

        @Option(name: .shortAndLong, help: "保存为 · File to write; the package's own name when left out.")
        var output: String?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let name: String
            if let path = self.output { name = path } else { name = try await client.package(package).fileName.lastComponent }
            try output.show(SavedFile(try await client.downloadPackage(package, to: name), at: name))
        }
    }
}

/// `lianshen sheets PACKAGE`.
struct ListSheets: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "sheets", abstract: "图纸包内的图纸 · Sheets of a package.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "图纸包标识 · The package.")
    var package: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await page.read { try await client.sheets(of: package, limit: $0, after: $1) })
    }
}

/// `lianshen view SHEET`: the file that holds a sheet; the log notes who looked.
struct ViewSheet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "view", abstract: "取图纸文件以查看,记入审计 · Fetch the file of a sheet to look at; the audit log notes it.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "图纸标识 · The sheet.")
    var sheet: UUID

    @Option(name: .shortAndLong, help: "保存为 · File to write; the sheet's own name when left out.")
    var output: String?

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let sheet = try await client.sheet(sheet)
        let name = self.output ?? sheet.file.lastComponent
        let file = try await client.downloadSheet(sheet.id, to: name)
        try output.show(sheet) { TextTable.card(sheet) + TextTable.card(SavedFile(file, at: name)) }
    }
}

/// A file that a command wrote.
struct SavedFile: Shown {
    let path: String
    let size: Int
    let sha256: String

    init(_ file: DownloadedFile, at path: String) {
        self.path = path
        size = file.size
        sha256 = file.sha256
    }

    static let fields: [Field<SavedFile>] = [
        .listed("已保存", "saved") { $0.path },
        .listed("字节", "bytes") { String($0.size) },
        .listed("SHA-256", "") { $0.sha256 },
    ]
}

extension String {
    /// The last part of a path: a name that somebody else chose never picks the folder.
    fileprivate var lastComponent: String {
        let name = split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "download"
        return name == "." || name == ".." ? "download" : name
    }
}
