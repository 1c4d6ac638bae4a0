import Foundation
import Intake
import JointReview
import Manifest
import Sheets
import Testing

/// Sound lists, drawings and packages, changed at random: there is always an answer, in time, that a record can hold.
@Suite struct MutationTests {
    /// `LIANSHEN_TEST_SCALE` multiplies the counts of the random tests; 1 where it is not set.
    static let scale = ProcessInfo.processInfo.environment["LIANSHEN_TEST_SCALE"].flatMap { Int($0) } ?? 1

    /// What the tools may take for one file here: the answer must come soon after, so that a test which hangs is seen.
    static let limits = SheetLimits(tool: ToolLimits(deadline: .seconds(10), cpuSeconds: 8))

    @Test(.timeLimit(.minutes(4 + MutationTests.scale)))
    func noChangeOfAListCrashesOrMisleadsTheReader() {
        var random = SeededRandom(seed: 11)
        let list = Array(Parcel().listText.utf8)
        var read = 0
        for _ in 0..<(1500 * Self.scale) {
            let (manifest, findings) = ManifestReader.read(mutated(list, &random), file: "manifest.xml")
            #expect(manifest != nil || !findings.isEmpty)
            guard let manifest else { continue }
            read += 1
            #expect(ManifestReader.read(Array(ManifestWriter.xml(manifest).utf8), file: "manifest.xml").manifest == manifest)
        }
        // Some changes hit a title; most hit the form.
        #expect(read > 0 && read < 1500 * Self.scale)
    }

    @Test(.timeLimit(.minutes(4 + MutationTests.scale)))
    func noChangeOfADXFHeaderCrashesTheReader() async throws {
        var random = SeededRandom(seed: 12)
        let bench = try Folder()
        let header = "9\n$ACADVER\n1\nAC1032\n9\n$INSUNITS\n70\n4\n9\n$EXTMIN\n10\n0.0\n20\n-1e300\n9\n$EXTMAX\n10\n841.0\n20\n594.0\n"
        let sound = Parcel.dxf(header: header)
        let reader = SheetReader(confinement: Confinement(mode: .limitsOnly))
        for number in 0..<(300 * Self.scale) {
            // Numbers that are none to JSON are hit too rarely by chance.
            let text =
                number % 10 == 0 ? String(decoding: sound, as: UTF8.self).replacing("841.0", with: ["inf", "nan", "1e999"][number / 10 % 3]) : nil
            let path = try bench.put(text.map { Array($0.utf8) } ?? mutated(sound, &random))
            let (facts, _) = await reader.read(path: path, name: "a.dxf", limits: Self.limits)
            #expect(throws: Never.self) { try JSONEncoder().encode(facts) }
        }
    }

    /// Every package comes to an end with a report, whatever became of the drawing in it or of the archive around it.
    @Test(.timeLimit(.minutes(8 + MutationTests.scale)), arguments: [false, true])
    func everyChangedPackageGetsItsReport(aroundTheDrawing: Bool) async throws {
        var random = SeededRandom(seed: aroundTheDrawing ? 13 : 14)
        let bench = try Folder()
        let intake = Intake(confinement: await Confinement.detect(), limits: IntakeLimits(sheet: Self.limits))
        for _ in 0..<(10 * Self.scale) {
            var parcel = Parcel()
            if !aroundTheDrawing { parcel.put(mutated(SheetFile.pdf(), &random)) }
            let path = try bench.put(aroundTheDrawing ? mutated(parcel.bytes, &random) : parcel.bytes)
            let result = try await intake.read(
                path: path, name: "p.zip", into: try ScratchFolder(), judging: Judgement(rules: ShippedRules.checkRules()))
            #expect(throws: Never.self) { try JSONEncoder().encode(CheckReport(result)) }
        }
    }

    /// The program as built, with an end put to its time and memory: it answers within both.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["LIANSHEN_BINARY"] != nil), .timeLimit(.minutes(8 + MutationTests.scale)))
    func theProgramAnswersWithinTimeAndMemory() throws {
        let binary = try #require(ProcessInfo.processInfo.environment["LIANSHEN_BINARY"])
        var random = SeededRandom(seed: 15)
        let bench = try Folder()
        for number in 0..<(4 * Self.scale) {
            var parcel = Parcel()
            if number.isMultiple(of: 2) { parcel.put(mutated(SheetFile.pdf(), &random)) }
            let path = try bench.put(number.isMultiple(of: 2) ? parcel.bytes : mutated(parcel.bytes, &random))
            let task = Process()
            task.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
            // Half a gigabyte of its own pages, stacks of threads included.
            task.arguments = ["120", "/usr/bin/prlimit", "--data=\(512 << 20)", binary, "check", "--json", path]
            task.standardOutput = FileHandle.nullDevice
            task.standardError = FileHandle.nullDevice
            try task.run()
            task.waitUntilExit()
            #expect([0, 1].contains(task.terminationStatus))
        }
    }
}

/// A folder for one test, gone with it.
private final class Folder {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("mutation-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: path) }

    /// Writes the bytes over those before.
    func put(_ bytes: [UInt8]) throws -> String {
        let file = path.appendingPathComponent("input")
        try Data(bytes).write(to: file)
        return file.path
    }
}
