import Archive
import Configuration
import Foundation
import Intake
import Sheets
import SystemPackage

/// What one package may cost the machine: the group `limits` of the settings. What an office wants to be handed in is no setting but a rule of the check.
struct LimitSettings: Sendable {
    /// One limit.
    struct Limit: Sendable {
        let name: String
        let usual: Int
        let range: ClosedRange<Int>
        let apply: @Sendable (inout IntakeLimits, Int) -> Void
    }

    static let group = "limits."

    static let all: [Limit] = [
        Limit(name: "archiveEntries", usual: 10_000, range: 1...65_535) { $0.archive.entries = $1 },
        Limit(name: "archiveMebibytes", usual: 65_536, range: 1...1 << 24) { $0.archive.total = UInt64($1) << 20 },
        Limit(name: "archiveFileMebibytes", usual: 16_384, range: 1...1 << 24) { $0.archive.entry = UInt64($1) << 20 },
        Limit(name: "archiveRatio", usual: 100, range: 2...1032) { $0.archive.ratio = UInt64($1) },
        Limit(name: "filePages", usual: 2000, range: 1...100_000) { $0.sheet.pages = $1 },
        Limit(name: "fileRatio", usual: 200, range: 2...100_000) { $0.sheet.ratio = $1 },
        Limit(name: "pictureMegapixels", usual: 1024, range: 1...16_384) { $0.sheet.pixels = $1 << 20 },
        Limit(name: "toolMebibytes", usual: 2048, range: 256...65_536) { $0.sheet.tool.addressSpace = $1 << 20 },
        Limit(name: "fileSeconds", usual: 60, range: 1...3600) { limits, seconds in
            limits.sheet.time = .seconds(seconds)
            limits.sheet.tool.deadline = .seconds(seconds)
            // As much of the processor as by default: three quarters of the time on the wall.
            limits.sheet.tool.cpuSeconds = max(1, seconds * 3 / 4)
        },
        Limit(name: "fileMostSeconds", usual: 240, range: 1...36_000) { $0.sheet.mostTime = .seconds($1) },
        Limit(name: "packageSeconds", usual: 300, range: 1...36_000) { $0.time = .seconds($1) },
        Limit(name: "packageMostSeconds", usual: 7200, range: 1...360_000) { $0.mostTime = .seconds($1) },
    ]

    /// The limits in force, by name.
    var values: [String: Int]

    init(_ reader: ConfigReader) {
        values = Dictionary(
            uniqueKeysWithValues: Self.all.map { ($0.name, reader.int(forKey: ConfigKey(Self.group + $0.name), default: $0.usual)) })
    }

    /// The limits as intake takes them.
    var intake: IntakeLimits {
        Self.all.reduce(into: IntakeLimits()) { limits, limit in limit.apply(&limits, values[limit.name] ?? limit.usual) }
    }
}
