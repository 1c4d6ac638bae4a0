import ArgumentParser
import Client
import Foundation
import Wire

extension Answers {
    /// `lianshen answer table CASE`.
    struct Download: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "table", abstract: "下载意见回复表 (XLSX) · The open items as a table to fill in.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        @Option(name: .shortAndLong, help: "保存为 · File to write.")
        var output: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let bytes = try await client.answerSheet(of: self.case)
            do {
                try bytes.write(to: URL(fileURLWithPath: self.output), options: .atomic)
            } catch {
                throw CommandFault("无法写入 \(self.output):\(error)。", "\(self.output) cannot be written: \(error).")
            }
            output.remark("已保存 Saved: \(self.output) (\(bytes.count) bytes)")
        }
    }

    /// `lianshen answer fill CASE FILE`.
    struct Fill: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "交回填好的意见回复表,有错则一条不写 (设计单位) · Hand the table back: all of it becomes drafts, or none (institute).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        @Argument(help: "填好的表 · The filled-in table.")
        var file: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: file)) else {
                throw CommandFault("无法读取 \(file)。", "\(file) cannot be read.")
            }
            let written = try await act.once { try await client.fillAnswerSheet(of: self.case, bytes, key: $0) }
            try output.show(written) { written.items.isEmpty ? ["(没有变化 nothing new)"] : TextTable.table(written.items) }
        }
    }
}
