import Archive
import ArgumentParser
import Foundation
import SampleCase

/// `lianshen sample`: draws the packages of the sample case.
struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "绘制样例图纸包 · Draw the packages of the sample case: sample data, marked as such.",
        discussion: """
            同一台机器上每次生成的字节相同;第 2、3 轮的清单载有上一轮图纸包的摘要。
            The same bytes every time on one machine; the manifests of rounds 2 and 3 name the digest of the package before.
            """)

    @Option(name: .long, help: "轮次 1–3 · Draw this round only.")
    var round: Int?

    @Flag(name: .long, help: "全部轮次(缺省) · Draw all rounds, which is the default.")
    var all = false

    @Option(name: .shortAndLong, help: ArgumentHelp("输出目录 · Folder for the packages.", valueName: "DIR"))
    var output = "lianshen-sample"

    @Flag(name: .long, help: "另存包内的散文件 · Write the files of each package beside it too: manifest.xml, PDF, DXF.")
    var unpacked = false

    @Flag(name: .long, help: "输出 JSON · Print JSON.")
    var json = false

    func validate() throws {
        if round != nil, all { throw ValidationError("--round 与 --all 只能选一个 · Choose one of --round and --all.") }
        if let round, !SampleCase.rounds.contains(round) {
            throw ValidationError("只有第 1 至 \(SampleCase.rounds.upperBound) 轮 · There are rounds 1 to \(SampleCase.rounds.upperBound).")
        }
    }

    func run() throws {
        if let font = SampleCase.missingFont {
            let warning =
                "缺少字体 \(font),汉字可能显示为方框;请安装 fonts-noto-cjk · The font \(font) is missing, Chinese may come out as boxes: install fonts-noto-cjk.\n"
            FileHandle.standardError.write(Data(warning.utf8))
        }
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        var written: [SampleCase.Drawn] = []
        for package in try SampleCase.packages(through: round ?? SampleCase.rounds.upperBound) where round == nil || round == package.round {
            try Data(package.bytes).write(to: URL(fileURLWithPath: path(of: package)), options: .atomic)
            if unpacked { try unpack(package) }
            if !json { print("\(package.sha256)  \(path(of: package))") }
            written.append(package)
        }
        if json { print(try Self.json(written.map { Written(round: $0.round, path: path(of: $0), sha256: $0.sha256, size: $0.bytes.count) })) }
    }

    private func path(of package: SampleCase.Drawn) -> String { "\(output)/sample-round-\(package.round).zip" }

    /// The members as files below `round-N`. Their names are ours, and the reader refuses any that would climb out.
    private func unpack(_ package: SampleCase.Drawn) throws {
        let folder = URL(fileURLWithPath: "\(output)/round-\(package.round)")
        guard let archive = ZipArchive.open(bytes: package.bytes).archive else { throw CocoaError(.fileReadCorruptFile) }
        for entry in archive.entries where !entry.isDirectory {
            let file = folder.appendingPathComponent(entry.name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(archive.bytes(of: entry, limit: 64 << 20)).write(to: file, options: .atomic)
        }
    }

    /// What `--json` says of each package.
    private struct Written: Encodable {
        let round: Int
        let path: String
        let sha256: String
        let size: Int
    }

    private static func json(_ written: [Written]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(written), as: UTF8.self)
    }
}
