import ArgumentParser
import Blobs
import Client
import Foundation
import JointReview
import Wire

/// `lianshen verify FILE`: what a file is worth on the site.
struct VerifyFile: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "核验文件是否为现行有效的图纸 · Whether a file is a drawing in force.",
        discussion: """
            摘要在本机计算,只发送 SHA-256 与 SM3,不发送文件。答复记入日志,可凭回执证明。
            Digests are made here; the file is not sent. The answer is an entry of the log, so it can be proven later.
            退出码 exit codes: 0 现行有效 in force · 1 不可据以施工 not to be built by · 2 无法核验 cannot be verified
            """)

    @OptionGroup var options: ClientOptions

    @Argument(help: "文件 · The file.")
    var file: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let digests: BlobDigests
        do { digests = try BlobDigests(ofFile: file) } catch {
            throw CommandFault("无法读取 \(file)(\(error))。", "\(file) cannot be read (\(error)).")
        }
        let answer: VerificationBody
        do {
            answer = try await client.verify(
                NewVerificationBody(sha256: digests.sha256.description, sm3: digests.sm3?.hex, size: Int(digests.size)))
        } catch let refusal as ProblemError {
            // A refusal says nothing of the file.
            output.complain(refusal.problem)
            throw ExitCode(2)
        }
        try output.show(answer) { TextTable.card(answer) + (answer.matches.isEmpty ? [] : [""] + TextTable.table(answer.matches)) }
        if !answer.status.isInForce { throw ExitCode(1) }
    }
}

extension VerificationBody: Shown {
    static let fields: [Field<VerificationBody>] = [
        .listed("文件", "SHA-256") { $0.sha256 },
        .listed("效力", "worth") { $0.status.both },
        .listed("日志条目", "entry") { $0.entryId.text },
    ]
}

extension VerificationBody.Match: Shown {
    static let fields: [Field<VerificationBody.Match>] = [
        .listed("类别", "kind") { $0.kind },
        .listed("效力", "worth") { $0.status.both },
        .listed("报审件", "case") { $0.caseNumber },
        .listed("图号", "sheet") { match in [match.number, match.revision].compactMap { $0 }.joined(separator: " ") },
        .listed("取代", "replaced by") { match in match.replacedBy.map { "\($0.caseNumber) \($0.number) \($0.revision)" } },
        .listed("报送", "came in") { $0.submission?.leafIndex.map { "#\($0)" } ?? $0.submission?.entryId.text },
        .listed("包内摘要", "contents") { $0.contents?.leafIndex.map { "#\($0)" } ?? $0.contents?.entryId.text },
        .listed("合格", "approved") { $0.approval?.leafIndex.map { "#\($0)" } ?? $0.approval?.entryId.text },
    ]
}
