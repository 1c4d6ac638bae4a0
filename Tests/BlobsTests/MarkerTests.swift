import Blobs
import Foundation
import Testing

@Suite struct MarkerTests {
    @Test func aNewFolderIsMarkedAndOpensAgainForItsOwner() async throws {
        try await withFolder { folder in
            let deep = folder + "/a/b"
            let id = try await FolderBlobs.open(deep, belongsTo: "7 mine").keep(sampleBytes(10))

            #expect(try await FolderBlobs.open(deep, belongsTo: "7 mine").exists(id))
        }
    }

    @Test func aFolderOfAnotherDatabaseIsRefused() async throws {
        try await withFolder { folder in
            _ = try FolderBlobs.open(folder, belongsTo: "7 mine")

            #expect(throws: BlobError.foreignFolder(path: folder, expected: "8 yours", found: "7 mine")) {
                try FolderBlobs.open(folder, belongsTo: "8 yours")
            }
        }
    }

    @Test func contentWithoutAMarkerIsRefused() async throws {
        try await withFolder { folder in
            try await FolderBlobs.open(folder, belongsTo: "7 mine").keep(sampleBytes(10))
            try FileManager.default.removeItem(atPath: folder + "/lianshen-blobs")

            #expect(throws: BlobError.unmarkedFolder(path: folder)) { try FolderBlobs.open(folder, belongsTo: "7 mine") }
            #expect(!FileManager.default.fileExists(atPath: folder + "/lianshen-blobs"))
        }
    }

    @Test func anEmptyFolderOrAFreshFileSystemMayBeUsed() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/lost+found", withIntermediateDirectories: true)

            _ = try FolderBlobs.open(folder, belongsTo: "7 mine")
        }
    }

    @Test func aRootThatIsALinkIsFollowed() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/disk", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: folder + "/blobs", withDestinationPath: folder + "/disk")

            let id = try await FolderBlobs.open(folder + "/blobs", belongsTo: "7 mine").keep(sampleBytes(10))
            #expect(try await FolderBlobs.open(folder + "/disk", belongsTo: "7 mine").exists(id))
        }
    }

    @Test(arguments: ["", "lianshen blobs 2\ndatabase: 7 mine\n", "lianshen blobs 1\ndatabase: 7 mine"])
    func aMarkerOfAnotherVersionOrCutShortIsRefused(_ text: String) async throws {
        try await withFolder { folder in
            _ = try FolderBlobs.open(folder, belongsTo: "7 mine")
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/lianshen-blobs"))

            #expect(throws: BlobError.unreadableMarker(path: folder + "/lianshen-blobs")) { try FolderBlobs.open(folder, belongsTo: "7 mine") }
        }
    }

    @Test func ofTwoDatabasesThatClaimAFolderAtOnceOneGetsIt() async throws {
        try await withFolder { folder in
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<8 { group.addTask { (try? FolderBlobs.open(folder, belongsTo: "\(number % 2)")) != nil } }
                return await group.reduce(into: []) { $0.append($1) }
            }

            #expect(outcomes.count { $0 } == 4)
        }
    }
}
