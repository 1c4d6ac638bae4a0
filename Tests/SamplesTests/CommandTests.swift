import Archive
import Foundation
import Testing

/// `lianshen check` and `lianshen sample`, as built.
private let binary = ProcessInfo.processInfo.environment["LIANSHEN_BINARY"]

@Suite(.enabled(if: binary != nil)) struct CommandTests {
    private func run(_ arguments: [String], _ variables: [String: String] = [:]) throws -> (status: Int32, output: Data) {
        let task = Process()
        task.executableURL = URL(fileURLWithPath: try #require(binary))
        task.arguments = arguments
        task.environment = ProcessInfo.processInfo.environment.merging(variables, uniquingKeysWith: { $1 })
        let pipe = Pipe()
        task.standardOutput = pipe
        task.standardError = FileHandle.nullDevice
        try task.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        task.waitUntilExit()
        return (task.terminationStatus, output)
    }

    private struct Report: Decodable {
        struct Finding: Decodable { var code: String }
        var acceptable: Bool
        var findings: [Finding]
    }

    @Test(arguments: ["zip-slip", "is-rar", "manifest-schema", "pdf-irregular", "five-at-once", "set-change-undeclared"])
    func checkSaysWhatIntakeSaysAndExitsByIt(_ name: String) throws {
        try #require(Shelf.isReady)
        let fault = try #require(Fault.all.first { $0.name == name })
        let base = Shelf.base(of: fault).map { ["--base", $0.path] } ?? []
        let (status, output) = try run(["check", "--json", Shelf.file("package.zip", of: fault).path] + base)
        let report = try JSONDecoder().decode(Report.self, from: output)
        #expect(report.findings.map(\.code).sorted() == fault.codes)
        #expect(status == (fault.acceptable ? 0 : 1) && report.acceptable == fault.acceptable)
        #expect(try run(["check", Shelf.file("repaired.zip", of: fault).path] + base).status == 0)
    }

    /// A guess is shown with a name, for a person to see whether it is right.
    @Test(arguments: [(ZipWriter.Names.gb18030, "GB18030"), (.utf8Unflagged, "UTF-8(未声明"), (.utf8, "UTF-8 ×")])
    func checkShowsHowTheNamesWereRead(_ names: ZipWriter.Names, _ words: String) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("names-\(UUID().uuidString).zip").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ZipWriter.file(at: path) { try $0.add("图纸/建施-06 三层平面.pdf", SheetFile.pdf(), names: names) }
        let text = String(decoding: try run(["check", path]).output, as: UTF8.self)
        #expect(text.contains("文件名 names: \(words)") && text.contains("建施-06 三层平面.pdf"))
    }

    /// The one place of what a package may cost the machine: the settings, for the service and for the check without it.
    @Test func theLimitsOfTheMachineAreSettings() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("limits-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let package = folder.appendingPathComponent("two.zip").path
        try ZipWriter.file(at: package) { writer in
            for number in 1...2 { try writer.add("图纸/建施-0\(number) 平面.pdf", SheetFile.pdf()) }
        }
        let codes = { (arguments: [String], variables: [String: String]) in
            try JSONDecoder().decode(Report.self, from: try run(["check", "--json", package] + arguments, variables).output).findings.map(\.code)
        }
        #expect(try !codes([], [:]).contains { ["zip.entries", "zip.entry_size"].contains($0) })
        #expect(try codes([], ["LIANSHEN_LIMITS_ARCHIVE_ENTRIES": "1"]).contains("zip.entries"))
        let file = folder.appendingPathComponent("lianshen.yaml")
        try Data("limits:\n  archiveEntries: 1\n".utf8).write(to: file)
        #expect(try codes(["--config", file.path], [:]).contains("zip.entries"))
        try Data("limits:\n  archiveEntrys: 1\n  filePages: 0\n".utf8).write(to: file)
        #expect(try run(["check", package, "--config", file.path]).status == 2)
    }

    @Test func sampleWritesTheSamePackagesEveryTimeAndCheckAcceptsThem() throws {
        let bench = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: bench) }
        let (one, two) = (bench.appendingPathComponent("one"), bench.appendingPathComponent("two"))
        #expect(try run(["sample", "--all", "--output", one.path]).status == 0)
        #expect(try run(["sample", "--output", two.path]).status == 0)
        for round in 1...3 {
            let name = "sample-round-\(round).zip"
            let first = try Data(contentsOf: one.appendingPathComponent(name))
            #expect(try first == Data(contentsOf: two.appendingPathComponent(name)), "\(name)")
            let (status, output) = try run(["check", "--json", one.appendingPathComponent(name).path])
            let report = try JSONDecoder().decode(Report.self, from: output)
            #expect(status == 0 && report.findings.map(\.code) == [], "\(name) \(report.findings.map(\.code))")
        }
    }

    /// The loose files are the members of the package, byte for byte, and a round asked for alone is the same round.
    @Test func unpackedFilesAreThoseOfThePackage() throws {
        let bench = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: bench) }
        #expect(try run(["sample", "--all", "--output", bench.appendingPathComponent("all").path]).status == 0)
        #expect(try run(["sample", "--round", "3", "--unpacked", "--output", bench.path]).status == 0)
        let package = bench.appendingPathComponent("sample-round-3.zip")
        #expect(try Data(contentsOf: package) == Data(contentsOf: bench.appendingPathComponent("all/sample-round-3.zip")))
        let archive = try #require(ZipArchive.open(path: package.path).archive)
        #expect(archive.entries.contains { $0.name == "manifest.xml" } && archive.entries.contains { $0.name.hasSuffix(".pdf") })
        for entry in archive.entries {
            let loose = try Data(contentsOf: bench.appendingPathComponent("round-3").appendingPathComponent(entry.name))
            #expect(try loose.elementsEqual(archive.bytes(of: entry, limit: 16 << 20)), "\(entry.name)")
        }
    }

    @Test(arguments: [["--round", "4"], ["--round", "1", "--all"], ["--output"]])
    func whatThereIsNotIsAUsageError(_ arguments: [String]) throws {
        #expect(try run(["sample"] + arguments).status == 2)
    }
}
