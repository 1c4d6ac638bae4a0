import Archive
import Foundation
import Testing

/// Archives that other people's tools wrote, from the folder that `LIANSHEN_CORPUS` names.
private let corpus = ProcessInfo.processInfo.environment["LIANSHEN_CORPUS"].map { $0 + "/zips" }

@Suite(.enabled(if: corpus != nil)) struct CorpusTests {
    /// What each archive is, and so which codes it must get. An empty list: well-formed, and every entry unpacks.
    static let expected: [String: [String]] = [
        "crc32-not-streamed.zip": [],
        "dd.zip": [],
        // a/b is a file, a/b/ a folder, a/b/c lies in it.
        "dupdir.zip": ["zip.name_collision", "zip.file_and_folder"],
        // Stored data with descriptors: no record's signature in them, so every reader agrees.
        "go-with-datadesc-sig.zip": [],
        // The end record declares a comment of 1,125 bytes, and 1,126 follow.
        "readme.zip": ["zip.trailing_bytes"],
        "subdir.zip": [],
        "symlink.zip": ["zip.symlink"],
        // The end record says 16 bytes too few for the directory.
        "test-baddirsz.zip": ["zip.directory"],
        // 43 bytes of something else in front, 14 behind.
        "test-prefix.zip": ["zip.trailing_bytes", "zip.prepended"],
        // 14 bytes after the end record's comment.
        "test-trailing-junk.zip": ["zip.trailing_bytes"],
        "test.zip": [],
        "time-22738.zip": [], "time-7zip.zip": [], "time-go.zip": [], "time-infozip.zip": [], "time-osx.zip": [], "time-win7.zip": [],
        "time-winrar.zip": [], "time-winzip.zip": [],
        "unix.zip": [],
        "utf8-7zip.zip": [], "utf8-infozip.zip": [], "utf8-osx.zip": [], "utf8-winrar.zip": [], "utf8-winzip.zip": [],
        "winxp.zip": [],
        "zip64-2.zip": [], "zip64.zip": [],
    ]

    @Test func theTableNamesEveryArchiveOfTheCorpus() throws {
        let folder = try #require(corpus)
        let found = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".zip") }
        #expect(Set(found) == Set(Self.expected.keys))
    }

    @Test(arguments: expected.keys.sorted())
    func archivesOfOtherToolsGetExactlyTheirCodes(_ name: String) throws {
        let folder = try #require(corpus)
        let (archive, found) = ZipArchive.open(path: folder + "/" + name)
        let all = found + contentFaults(of: archive)
        #expect(all.map(\.code) == Self.expected[name])
    }

    @Test(arguments: ["utf8-7zip", "utf8-infozip", "utf8-winrar", "utf8-winzip", "utf8-osx"])
    func chineseNamesOfEveryToolAreRead(_ name: String) throws {
        let folder = try #require(corpus)
        let archive = try #require(ZipArchive.open(path: folder + "/\(name).zip").archive)
        #expect(archive.entries.map(\.name) == ["世界"])
        // macOS writes UTF-8 and does not say so.
        #expect(archive.entries.map(\.encoding) == [name == "utf8-osx" ? .utf8 : .utf8Flag])
    }

    @Test func contentsAreWhatTheToolsPacked() throws {
        let folder = try #require(corpus)
        let archive = try #require(ZipArchive.open(path: folder + "/zip64.zip").archive)
        let entry = try #require(archive.entry(named: "README"))
        #expect(String(decoding: try archive.bytes(of: entry, limit: 100), as: UTF8.self) == "This small file is in ZIP64 format.\n")

        let unix = try #require(ZipArchive.open(path: folder + "/unix.zip").archive)
        #expect(unix.entries.map(\.name) == ["hello", "dir/bar", "dir/empty/", "readonly"])
        #expect(unix.entries.map(\.isDirectory) == [false, false, true, false])
    }
}
