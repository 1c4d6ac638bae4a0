import Foundation
import Testing

/// `lianshen merge`, as built.
private let mergeBinary = ProcessInfo.processInfo.environment["LIANSHEN_BINARY"]

@Suite(.enabled(if: mergeBinary != nil)) struct MergeCommandTests {
    private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Samples/merge")

    private func run(_ arguments: [String], input: Data? = nil) throws -> (status: Int32, output: Data) {
        let task = Process()
        task.executableURL = URL(fileURLWithPath: try #require(mergeBinary))
        task.arguments = ["merge"] + arguments
        let (output, standardInput) = (Pipe(), Pipe())
        task.standardOutput = output
        task.standardError = FileHandle.nullDevice
        task.standardInput = standardInput
        try task.run()
        if let input { try standardInput.fileHandleForWriting.write(contentsOf: input) }
        try standardInput.fileHandleForWriting.close()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        task.waitUntilExit()
        return (task.terminationStatus, bytes)
    }

    @Test(arguments: ["sample-case", "storey-height"])
    func theSampleGivesTheReportThatLiesBesideItFromAFileAndFromStandardInput(_ name: String) throws {
        let file = Self.samples.appendingPathComponent("\(name)/comments.json")
        let expected = try Data(contentsOf: Self.samples.appendingPathComponent("\(name)/expected.json"))
        let (status, output) = try run(["--json", file.path])
        #expect(status == 0 && output == expected)
        #expect(try run(["--json", "-"], input: Data(contentsOf: file)).output == expected)
    }

    @Test func thePrintedReportNamesTheContradictionsWithTheirPartiesAndBases() throws {
        let (status, output) = try run([Self.samples.appendingPathComponent("sample-case/comments.json").path])
        let text = String(decoding: output, as: UTF8.self)
        #expect(status == 0 && text.contains("18 条意见 comments → 17 项 items") && text.contains("2 处矛盾 conflicts"))
        #expect(text.contains("F3: 1#/3F/轴5,C–D/M-0312 structural_opening_width ≥ 1.30 m") && text.contains("GB/T 50011-2010(2024年版) 6.4.5"))
    }

    @Test func faultsOfTheInputEndWithOneAndAllOfThem() throws {
        let (status, output) = try run(["--json", Self.samples.appendingPathComponent("faults/comments.json").path])
        let value = try #require(JSONSerialization.jsonObject(with: output) as? [String: Any])
        #expect(status == 1 && value["merged"] as? Bool == false && (value["findings"] as? [Any])?.count == 10)
        #expect(
            String(decoding: try run([Self.samples.appendingPathComponent("faults/comments.json").path]).output, as: UTF8.self).contains(
                "demand.value_form"))
        #expect(try run(["-"], input: Data(#"{"format": "x"}"#.utf8)).status == 1)
    }

    @Test(arguments: [["/nonexistent.json"], [], ["--jason"], ["/"]])
    func wrongUseEndsWithTwo(_ arguments: [String]) throws { #expect(try run(arguments).status == 2) }

    @Test func whatIsNoJSONEndsWithTwo() throws {
        #expect(try run(["-"], input: Data("[[[[".utf8)).status == 2)
        #expect(try run(["-"], input: Data(String(repeating: "[", count: 60_000).utf8)).status == 2)
    }
}
