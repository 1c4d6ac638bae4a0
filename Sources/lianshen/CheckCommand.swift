import ArgumentParser
import Foundation
import Intake
import JointReview
import Sheets

/// `lianshen check`: what intake would find, without a server.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "报审前自查图纸包 · Check a drawing package before handing it in.",
        discussion: "退出码 exit codes: 0 可受理 acceptable · 1 有拒收问题 a finding rejects · 2 用法错误 usage")

    @Argument(help: "图纸包 (ZIP) · The drawing package.")
    var package: String

    @Flag(name: .long, help: "输出 JSON · Print JSON (Schemas/check/1/check.schema.json).")
    var json = false

    func run() async throws {
        let path = URL(fileURLWithPath: package).path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            throw ValidationError("无法读取图纸包 · There is no such file: \(package)")
        }
        let intake = Intake(confinement: await Confinement.detect(), headers: HeaderProgram.own())
        let scratch = try ScratchFolder()
        let result = try await intake.read(path: path, name: URL(fileURLWithPath: path).lastPathComponent, into: scratch)
        if json {
            print(String(decoding: try CheckReport(result).json(), as: UTF8.self))
        } else {
            print(Self.text(result))
        }
        if !result.acceptable { throw ExitCode(1) }
    }

    private static func text(_ result: IntakeResult) -> String {
        let heading = ["\(result.name)  SHA-256 \(result.sha256)", "\(result.entries.count) 个文件 files · \(result.sheets.count) 张图纸 sheets"]
        return (heading + FindingText.verdict(result.findings, acceptable: result.acceptable)).joined(separator: "\n")
    }
}
