import ArgumentParser
import Foundation
import JointReview
import Wire

/// `lianshen merge`: the list, contradictions and hints that the service makes of a round's comments, without a server.
struct MergeComments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "离线合并各审查类别的意见:去重、查矛盾、编号 · Merge comments offline: duplicates, contradictions, numbers.",
        discussion: """
            输入 input: Schemas/merge/1/merge-input.schema.json · 输出 output: Schemas/merge/1/merge.schema.json · 样例 sample: Samples/merge
            退出码 exit codes: 0 已合并(可有矛盾) merged, contradictions or not · 1 输入有问题 findings in the input · 2 用法错误 usage
            """)

    @Argument(help: "意见文件 (JSON);- 为标准输入 · File of comments; - is standard input.")
    var comments: String

    @Flag(name: .long, help: "输出 JSON · Print JSON.")
    var json = false

    func run() throws {
        let report = try self.report()
        let output = Output(json: json)
        if json { try output.write(try CanonicalJSON.encode(report)) } else { try output.say(MergeText.lines(report)) }
        if !report.merged { throw ExitCode(1) }
    }

    private func report() throws -> MergeReport {
        do {
            return Merge.report(on: try MergeBody.read(try bytes()))
        } catch let fault as RequestFault {
            switch fault {
            case .findings(let findings): return MergeReport(merged: false, findings: findings)
            case .notJSON(let fault): throw CommandFault("\(comments) 不是 JSON:\(fault)。", "\(comments) is not JSON: \(fault).")
            }
        }
    }

    private func bytes() throws -> Data {
        let handle: FileHandle
        if comments == "-" {
            handle = .standardInput
        } else {
            guard let file = FileHandle(forReadingAtPath: comments) else { throw CommandFault("无法读取 \(comments)。", "\(comments) cannot be read.") }
            handle = file
        }
        // One byte more than the limit tells a file that is too large from one that just fits, whatever its size claims to be.
        var bytes = Data()
        while bytes.count <= MergeBody.largest, let more = try read(handle), !more.isEmpty { bytes += more }
        guard bytes.count <= MergeBody.largest else {
            let limit = "\(MergeBody.largest >> 20) MiB"
            throw CommandFault("\(comments) 超过 \(limit),请分成几次合并。", "\(comments) is larger than \(limit): merge it in several parts.")
        }
        return bytes
    }

    private func read(_ handle: FileHandle) throws -> Data? {
        do { return try handle.read(upToCount: 4 << 20) } catch {
            throw CommandFault("无法读取 \(comments):\(error)。", "\(comments) cannot be read: \(error).")
        }
    }
}
