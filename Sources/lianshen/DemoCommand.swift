import ArgumentParser
import Foundation
import SampleCase

/// `lianshen demo`: a whole joint review, from the first account to the report, over HTTP only.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "演示一次完整的联合图审 · Play a whole joint review, on the sample case or on your own package.")

    @Argument(help: "图纸包 (ZIP);不给则用样例 · A drawing package; the sample case when left out.")
    var package: String?

    @Flag(name: .long, help: "演示样例的全部三轮,直至审查通过 · All three rounds of the sample, until it is passed.")
    var full = false

    @Option(name: .long, help: "结果目录 · Folder for the results.")
    var output = "lianshen-demo"

    @Option(name: .long, help: "端口 · Port; a free one when left out.")
    var port: Int?

    @Flag(name: .long, help: "演示后保持服务运行 · Leave the server running.")
    var keep = false

    @Option(name: .long, help: "使用已运行的服务 · Use a running server instead of an own one; needs --code.")
    var server: String?

    @Option(name: .long, help: "已运行服务的开通码 · Bootstrap code of that server.")
    var code: String?

    @Option(
        name: .long, help: ArgumentHelp("Prefix of the idempotency keys: the same run played again finishes what was begun.", visibility: .hidden))
    var run: String = "demo-\(UUID().uuidString.lowercased())"

    func validate() throws {
        if full, package != nil { throw ValidationError("--full 只用于样例 · --full is for the sample case only") }
        if server != nil, code == nil { throw ValidationError("--server 需要 --code · --server needs --code") }
        if let package, !FileManager.default.isReadableFile(atPath: package) {
            throw ValidationError("无法读取图纸包 · The package cannot be read: \(package)")
        }
    }

    func run() async throws {
        let print = DemoPrinter()
        let folder = URL(fileURLWithPath: output).path
        try OpenHouse.makeFolder(folder)
        let start = ContinuousClock.now
        print.line("联审 Lianshen · 演示 demo")
        let path = try await samplePackage(in: folder, print)
        if let server, let code, let url = URL(string: server) {
            try await play(url: url, code: code, path: path, folder, print)
        } else {
            let data = try dataFolder()
            let own = try await print.step("启动服务(自带 PostgreSQL)", "start the service with its own PostgreSQL") {
                try await DemoServer.start(data: data, port: port)
            }
            let listening = own.endsWithUs()
            defer { listening.forEach { $0.cancel() } }
            do {
                try await play(url: own.url, code: own.bootstrapCode(), path: path, folder, print)
            } catch {
                own.stop()
                throw error
            }
            print.line("\n报告 report:  \(folder)/report.zh.html · report.en.html · report.json\n审计 audit:   \(folder)/audit.jsonl.gz")
            if keep {
                print.line("服务 server:  \(own.url)   (数据 data: \(data);Ctrl-C 结束 ends it)")
                own.wait()
            } else {
                own.stop()
                try? FileManager.default.removeItem(atPath: data)
            }
        }
        let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
        print.line("完成 done in \(String(format: "%.1f", seconds)) s")
    }

    private func play(url: URL, code: String, path: String, _ folder: String, _ print: DemoPrinter) async throws {
        try await DemoScript(url: url, code: code, package: path, isSample: package == nil, isFull: full, output: folder, run: run, print: print)
            .play()
    }

    private func samplePackage(in folder: String, _ print: DemoPrinter) async throws -> String {
        if let package { return URL(fileURLWithPath: package).path }
        let path = folder + "/sample-round-1.zip"
        try await print.step("绘制样例图纸包", "draw the sample package") { try SampleCase.package(round: 1, to: path) }
        return path
    }

    /// Short, because the socket of the private cluster lies below it.
    private func dataFolder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lianshen-\(UUID().uuidString.prefix(8).lowercased())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}
