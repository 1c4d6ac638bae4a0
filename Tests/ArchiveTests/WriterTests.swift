import Archive
import Foundation
import Testing

@Suite struct WriterTests {
    private func sample(_ zip: inout ZipWriter) throws {
        try zip.addFolder("建筑")
        try zip.add("建筑/总平面图 01（审定）.pdf", ReadingTests.drawing(40_000), method: .stored)
        try zip.add("结构/结施-04.dxf", ReadingTests.drawing(200_000), modified: ZipTime(year: 2026, month: 9, day: 30, hour: 17, minute: 5, second: 8))
        try zip.add("manifest.xml", Array("<package/>".utf8))
        try zip.add("empty.txt", [])
    }

    @Test func theSameInputGivesTheSameBytesInMemoryAndInAFile() throws {
        let path = temporary("same.zip")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try ZipWriter.bytes(sample)
        try ZipWriter.file(at: path, sample)
        #expect(try ZipWriter.bytes(sample) == first)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(first))
    }

    @Test func whatIsWrittenIsAcceptedWithNamesAndTimes() throws {
        let (archive, found) = ZipArchive.open(bytes: try ZipWriter.bytes(sample))
        #expect(found == [])
        #expect(contentFaults(of: archive) == [])
        let entries = try #require(archive).entries
        #expect(entries.map(\.name) == ["建筑/", "建筑/总平面图 01（审定）.pdf", "结构/结施-04.dxf", "manifest.xml", "empty.txt"])
        #expect(entries.map(\.encoding) == [.utf8Flag, .utf8Flag, .utf8Flag, .ascii, .ascii])
        #expect(entries[2].modified.parts == (2026, 9, 30, 17, 5, 8))
        #expect(entries[3].modified == .epoch && entries[3].modified.parts == (1980, 1, 1, 0, 0, 0))
    }

    @Test func namesAreWrittenAsOtherToolsDo() throws {
        let name = "建筑/总平面图 01（审定）.pdf"
        let bytes = try ZipWriter.bytes {
            try $0.add(name, [1], names: .gb18030)
        }
        let entries = try #require(ZipArchive.open(bytes: bytes).archive).entries
        #expect(entries.map(\.rawName) == [gbk(name)])
        #expect(entries.map(\.name) == [name])
        #expect(entries.map(\.encoding) == [.gb18030])
        let mac = try ZipWriter.bytes { try $0.add(name, [1], names: .utf8Unflagged) }
        #expect(ZipArchive.open(bytes: mac).archive?.entries.map(\.encoding) == [.utf8])
    }

    @Test func aNameThatTheReaderWouldRefuseIsNotWritten() {
        for name in ["../a", "a:b", "/a", "a//b", "a ", "a\\b", ""] {
            #expect(throws: ZipFault.self) { try ZipWriter.bytes { try $0.add(name, [1]) } }
        }
        let fault = #expect(throws: ZipFault.self) {
            try ZipWriter.bytes {
                try $0.add("A.pdf", [1])
                try $0.add("a.PDF", [2])
            }
        }
        #expect(fault?.code == "zip.duplicate_name")
    }

    @Test func aSourceOfAnotherLengthIsRefusedAndTheFileRemoved() {
        let path = temporary("short.zip")
        let fault = #expect(throws: ZipFault.self) {
            try ZipWriter.file(at: path) { zip in
                try zip.add("a.pdf", size: 10) { _ in 0 }
            }
        }
        #expect(fault?.code == "zip.size")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aFolderThatDoesNotExistIsAWriteError() {
        let error = #expect(throws: ZipWriteError.self) { try ZipWriter.file(at: "/nonexistent/a.zip") { _ in } }
        #expect(error?.errno == ENOENT)
    }

    static let unzip = ["/usr/bin/unzip", "/bin/unzip"].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// A reader that we did not write agrees about structure, checksums and sizes.
    @Test(.enabled(if: unzip != nil)) func unzipAgreesWithWhatWeWrite() throws {
        let path = temporary("agreed.zip")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ZipWriter.file(at: path, sample)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.unzip))
        process.arguments = ["-tqq", path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    private func temporary(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())-\(name)").path
    }
}
