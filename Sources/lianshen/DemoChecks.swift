import Client
import Foundation
import JointReview
import Wire

/// What the demo checks from outside, with nothing but HTTP, `unzip` and `sha256sum`.
struct DemoChecks: Sendable {
    let caseID: UUID
    let package: DrawingPackageBody
    let packagePath: String
    let report: Data
    let owner: LianshenClient

    func run() async throws {
        try await reviewsOverlap()
        try await reportNamesEveryComment()
        try await digestsAgree()
    }

    /// In the first review everybody had started before anybody was done; later rounds are the disciplines' own.
    private func reviewsOverlap() async throws {
        let reviews = try await owner.all { try await owner.reviews(of: caseID, after: $0) }.filter { $0.applicability == .applies && $0.round == 1 }
        guard let lastStart = reviews.compactMap(\.claimedAt).max(), let firstEnd = reviews.compactMap(\.decidedAt).min(), lastStart < firstEnd else {
            throw DemoError.unexpected("审查时段没有重叠 · the reviews did not overlap in time")
        }
    }

    /// The report's comments are the database's, no more and no fewer.
    private func reportNamesEveryComment() async throws {
        let stored = try await owner.all { try await owner.comments(of: caseID, limit: 200, after: $0) }.map(\.id)
        let record = try CanonicalJSON.decode(ReportRecord.self, from: report)
        let listed = record.comments.map(\.id)
        guard Set(listed) == Set(stored), listed.count == stored.count else {
            throw DemoError.unexpected("报告与数据库的意见不一致 · the report's comments are not the database's")
        }
        guard let opinion = record.opinion, Set(opinion.opinion.items.flatMap(\.sources)).isSubset(of: Set(stored)), record.danglingEntries.isEmpty
        else {
            throw DemoError.unexpected("报告条目缺少来源 · a line of the report has no source")
        }
    }

    /// `sha256sum` says the same of the package, and `unzip` of every file in it.
    private func digestsAgree() async throws {
        let whole = try shell("sha256sum", ["--", packagePath]).prefix(64)
        guard whole == package.sha256 else { throw DemoError.unexpected("图纸包摘要不一致 · sha256sum disagrees on the package") }
        guard case .ready(let check) = try await owner.check(package.id) else { throw DemoError.unexpected("no check report") }
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("lianshen-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        _ = try shell("unzip", ["-qq", "-o", packagePath, "-d", scratch.path])
        // By digest, not by name: unzip of Debian does not read names in GBK.
        let outside = try shell("find", [scratch.path, "-type", "f", "-exec", "sha256sum", "-b", "{}", "+"])
            .split(separator: "\n").map { line in String(line.drop { $0 == "\\" }.prefix(64)) }.sorted()
        let report = try JSONDecoder().decode(Entries.self, from: check.bytes)
        guard outside == report.entries.compactMap(\.sha256).sorted() else {
            throw DemoError.unexpected("解压后的文件摘要不一致 · unzip and sha256sum disagree on the files")
        }
    }

    private struct Entries: Decodable {
        struct Entry: Decodable { let sha256: String? }
        let entries: [Entry]
    }

    private func shell(_ tool: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw DemoError.unexpected("\(tool): \(process.terminationStatus)") }
        return String(decoding: output, as: UTF8.self)
    }
}
