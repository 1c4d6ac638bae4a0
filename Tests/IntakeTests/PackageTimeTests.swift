import Archive
import Foundation
import Intake
import JointReview
import Locks
import Sheets
import Testing

/// Packages that would hold everybody up: the answer comes all the same, and says what was not opened.
@Suite struct PackageTimeTests {
    @Test func severalFilesThatRunOutOfTimeEndTheReading() async throws {
        let files = (1...6).map { ("建施-0\($0) 平面图.pdf", SlowPDF.bytes($0)) }
        let limits = IntakeLimits(sheet: SheetLimits(time: .seconds(2)), workers: 1, timeouts: 2)
        let result = try await Bench().read(files, limits: limits)
        #expect(result.codes.filter { $0 == "sheet.timeout" }.count == 2)
        let rest = result.findings.filter { $0.code == IntakeCode.timeSpent.rawValue }
        #expect(rest.count == 1 && rest.first?.severity == .reject)
        #expect((3...6).allSatisfy { rest.first?.message.zh.contains("建施-0\($0)") == true })
        #expect(rest.first?.message.zh.contains("建施-02") == false)
        #expect(Set(result.codes).subtracting(["sheet.timeout", "package.time_spent", "manifest.missing"]).isEmpty)
        #expect(!result.acceptable)
    }

    @Test func aPackageThatHasUsedItsTimeUpIsAnsweredWithTheRestUnopened() async throws {
        let files = (1...4).map { ("建施-0\($0) 平面图.pdf", SmallPDF.bytes($0)) }
        let limits = IntakeLimits(workers: 1, time: .nanoseconds(1), timeOfFile: .zero, mostTime: .zero)
        let result = try await Bench().read(files, limits: limits)
        #expect(result.codes.sorted() == ["manifest.missing", "package.time_spent"])
        #expect(result.entries.compactMap { $0.facts?.pages.count } == [1, 0, 0, 0])
        #expect(!result.acceptable)
        #expect(try await Bench().read(files, limits: IntakeLimits(workers: 1)).acceptable)
    }

    /// Told before every file that is opened late, and never where reading is short.
    @Test func aSlowPackageIsToldOfBeforeItsNextFile() async throws {
        let bench = try Bench()
        let bytes = try ZipWriter.bytes { writer in
            for number in 1...3 { try writer.add("建施-0\(number).pdf", SmallPDF.bytes(number)) }
        }
        let path = try bench.put(bytes, as: "p.zip")
        for (short, isLong) in [(Duration.zero, true), (.seconds(3600), false)] {
            let told = Locked(0)
            let intake = Intake(confinement: await Confinement.detect(), limits: IntakeLimits(short: short))
            let store = try ScratchFolder(in: bench.folder.path)
            _ = try await intake.read(path: path, name: "p.zip", into: store, slow: { told.withLock { $0 += 1 } })
            let count = told.withLock { $0 }
            #expect(isLong ? (3...4).contains(count) : count == 0)
        }
    }
}
