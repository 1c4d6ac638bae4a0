import ArgumentParser
import Client
import Foundation
import Glibc
import Locks
import Wire

/// `lianshen upload CASE PACKAGE`: bytes in.
struct Upload: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "上传图纸包 (设计单位) · Upload a drawing package (institute).",
        discussion: """
            线路中断后自动续传;命令中止后再执行一次,从已收到的位置继续。与服务端所存的摘要核对。
            Goes on by itself when the line is cut; the same command, repeated, goes on where it was stopped. Compared with what the service stored.
            """)

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Argument(help: "图纸包 (ZIP) · The drawing package.")
    var package: String

    @Option(name: .long, help: "图纸包名称;不给则用文件名 · Name that it goes by; the file's own when left out.")
    var name: String?

    @Option(name: .long, help: "已知的 SHA-256 · SHA-256 that is known beforehand.")
    var sha256: String?

    @Flag(name: .long, help: "以单个 PUT 请求上传,不续传 · Send it in one PUT request that cannot be continued.")
    var plain = false

    @Flag(name: .long, inversion: .prefixedNo, help: "显示进度 · Show progress on standard error; on when that is a terminal.")
    var progress: Bool?

    func validate() throws {
        guard PackageFile.isReadable(package) else { throw ValidationError("无法读取图纸包 · The package cannot be read: \(package)") }
    }

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let bar = ProgressBar("上传 uploading", isShown: progress ?? (isatty(STDERR_FILENO) == 1))
        let stored = try await act.once { key in
            if plain {
                return try await client.upload(package, to: self.case, name: name, declaring: sha256?.lowercased(), key: key) { bar.show($0, of: $1) }
            }
            return try await client.uploadResumably(package, to: self.case, name: name, declaring: sha256?.lowercased(), key: key) {
                bar.show($0, of: $1)
            }
        }
        bar.end()
        try output.show(stored)
    }
}

/// How far something long is, on one line of standard error.
final class ProgressBar: Sendable {
    private let title: String
    private let isShown: Bool
    /// What is counted; bytes when nil.
    private let unit: String?
    private let last = Locked(-1)

    init(_ title: String, isShown: Bool, counting unit: String? = nil) {
        self.title = title
        self.isShown = isShown
        self.unit = unit
    }

    /// Prints when another per cent is done.
    func show(_ done: Int64, of size: Int64) {
        guard isShown, size > 0 else { return }
        let percent = Int(done * 100 / size)
        let isNew = last.withLock { last in
            defer { last = percent }
            return last != percent
        }
        guard isNew else { return }
        let bar = String(repeating: "█", count: percent / 5) + String(repeating: "·", count: 20 - percent / 5)
        let mebibytes = String(format: "%.1f/%.1f MiB", Double(done) / 1_048_576, Double(size) / 1_048_576)
        write("\r\(title) \(bar) \(percent)% (\(unit.map { "\(done)/\(size) \($0)" } ?? mebibytes))")
    }

    /// Leaves the line.
    func end() {
        if isShown, last.withLock({ $0 }) >= 0 { write("\n") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
