import Foundation
import Logging
import NIOCore
import TestBucket
import Testing

@testable import Blobs

/// The kinds of store that there are; every test of the conformance suite runs on each.
enum StoreKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case folder, s3

    /// Those that this machine can run.
    static var here: [StoreKind] { ObjectServer.program == nil ? [.folder] : allCases }

    var testDescription: String { rawValue }
}

/// A new store of one kind, and what a test does to it behind its back.
struct Shelf: Sendable {
    static let owner = "7 sample"

    let kind: StoreKind
    let store: any BlobStore
    let folder: String
    /// What keys begin with; only of a bucket.
    let prefix: String

    /// Runs a body with a new store, which is removed afterwards. `renewal`: how old a stored blob may be before an upload marks it as wanted anew.
    static func with<Value>(_ kind: StoreKind, renewal: Duration = .zero, _ body: (Shelf) async throws -> Value) async throws -> Value {
        try await withFolder { folder in
            let prefix = "t\(UUID().uuidString.lowercased())/"
            let shelf = Shelf(kind: kind, store: try await open(kind, folder, prefix, renewal: renewal), folder: folder, prefix: prefix)
            return try await body(shelf)
        }
    }

    /// The same store once more, as another process has it. On a bucket it stages elsewhere, like another machine.
    func again(owner: String = Shelf.owner) async throws -> any BlobStore {
        try await Self.open(kind, kind == .folder ? folder : "\(folder)-\(UUID().uuidString)", prefix, owner: owner, renewal: .zero)
    }

    private static func open(
        _ kind: StoreKind, _ folder: String, _ prefix: String, owner: String = Shelf.owner, renewal: Duration
    ) async throws -> any BlobStore {
        switch kind {
        case .folder: return try FolderBlobs.open(folder, belongsTo: owner)
        case .s3:
            var options = try await Self.options(prefix)
            options.renewal = renewal
            return try await S3Blobs.open(options, staging: folder, belongsTo: owner, logger: quiet)
        }
    }

    /// How tests speak to the shared server, or to another one at `port`: small parts, short patience.
    static func options(_ prefix: String, port: Int? = nil) async throws -> S3Options {
        let shared = if let port { port } else { try await ObjectServer.shared.port }
        let endpoint = try #require(S3Endpoint("http://127.0.0.1:\(shared)"))
        let credentials = try #require(S3Credentials(key: ObjectServer.key, secret: ObjectServer.secret))
        var options = S3Options(endpoint: endpoint, bucket: ObjectServer.bucket, credentials: credentials)
        options.prefix = prefix
        options.partSize = 5 << 20
        options.connections = 4
        options.patience = .seconds(30)
        return options
    }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Other bytes under a blob's name.
    func damage(_ id: BlobID, with bytes: [UInt8]) async throws {
        switch kind {
        case .folder:
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/blobs/\(id.hex.prefix(2))/\(id.hex.dropFirst(2).prefix(2))/\(id.hex)"))
        case .s3:
            let file = "\(folder)/damage-\(id.hex)"
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            try await ObjectServer.shared.curl(["-X", "PUT", "--data-binary", "@" + file], "/\(prefix)blobs/\(id.hex)")
        }
    }

    /// Temporary files and unfinished large uploads: none once everything was committed or let go of.
    func leftOvers() async throws -> [String] {
        var names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/blobs/incoming")) ?? []
        if let bucket = store as? S3Blobs { names += try await bucket.client.multiparts().map(\.key) }
        return names
    }

    /// Waits until there are no left-overs: a file goes a moment after its last holder.
    func requireNoLeftOvers(_ place: SourceLocation = #_sourceLocation) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try await !leftOvers().isEmpty, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
        let names = try await leftOvers()
        #expect(names == [], sourceLocation: place)
    }

    /// Lets what is stored grow old, and says how old it is at least. What is stored after that stays younger, on a busy machine, too.
    func letGrowOld() async throws -> Duration {
        switch kind {
        case .folder:
            for id in try await store.names { try age("\(folder)/blobs/\(id.hex.prefix(2))/\(id.hex.dropFirst(2).prefix(2))/\(id.hex)") }
            return .seconds(3600)
        case .s3:
            // The server's clock cannot be set; it counts whole seconds.
            let grace = Duration.seconds(25)
            try await Task.sleep(for: grace + .milliseconds(1100))
            return grace
        }
    }
}

extension BlobStore {
    /// Uploads and commits.
    @discardableResult
    func put(_ bytes: [UInt8]) async throws -> BlobID {
        try await commit([try await receive(chunks(bytes), limit: .max)])[0].sha256
    }

    func bytes(of id: BlobID, range: Range<Int64>? = nil) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await piece in try await read(id, range: range) { all += piece.readableBytesView }
        return all
    }

    var names: [BlobID] {
        get async throws {
            var ids: [BlobID] = []
            try await forEachBlob { id, _ in ids.append(id) }
            return ids
        }
    }
}

extension LocalBlob {
    /// Reads the file while it is held: a path alone holds nothing.
    func contents() throws -> Data {
        try withExtendedLifetime(self) { try Data(contentsOf: URL(fileURLWithPath: path)) }
    }
}
