import Foundation
import NIOCore
import TestBucket
import Testing

@testable import Blobs

/// A bucket at the other end of a bad line, and a server that dies.
@Suite(.timeLimit(.minutes(5)), .enabled(if: ObjectServer.program != nil, "deploy/setup/python.sh makes .venv-test"))
struct S3FaultTests {
    private func with(
        port: Int? = nil, change: (inout S3Options) -> Void = { _ in }, _ body: (S3Blobs, BadLine, Shelf) async throws -> Void
    ) async throws {
        let target = if let port { port } else { try await ObjectServer.shared.port }
        let line = try await BadLine(to: target)
        try await withFolder { folder in
            let prefix = "f\(UUID().uuidString.lowercased())/"
            var options = try await Shelf.options(prefix, port: line.port)
            change(&options)
            let store = try await S3Blobs.open(options, staging: folder, belongsTo: Shelf.owner, logger: Shelf.quiet)
            try await body(store, line, Shelf(kind: .s3, store: store, folder: folder, prefix: prefix))
        }
        await line.close()
    }

    @Test(arguments: [100, 70_000, 3_000_000]) func aLineThatIsCutCostsOnlyTime(after bytes: Int) async throws {
        try await with { store, line, shelf async throws in
            line.set { ($0.cuts, $0.cutAfter) = (5, bytes) }
            let content = sampleBytes(12 << 20)
            #expect(try await store.put(content) == idOf(content))
            line.set { $0.cuts = 0 }
            #expect(try await store.bytes(of: idOf(content)) == content)
            try await shelf.requireNoLeftOvers()
        }
    }

    @Test func aSlowLineIsWaitedFor() async throws {
        try await with { store, line, _ async throws in
            line.set { $0.rate = 4_000_000 }
            let content = sampleBytes(6 << 20)
            #expect(try await store.put(content) == idOf(content))
        }
    }

    @Test func aDeadLineIsGivenUpInTimeAndNothingIsHalf() async throws {
        try await with(change: { $0.patience = .seconds(2) }) { store, line, _ async throws in
            let content = sampleBytes(11 << 20)
            let staged = try await store.receive(chunks(content), limit: .max)
            line.set { $0.isDead = true }
            // Connections that are open already go on otherwise.
            line.set { ($0.cuts, $0.cutAfter) = (1000, 0) }
            let error = await #expect(throws: BlobError.self) { try await store.commit([staged]) }
            guard case .unreachable? = error else { return #expect(error == nil) }
            await #expect(throws: BlobError.self) { try await store.requireReady() }
            line.set { $0 = BadLine.Faults() }
            #expect(try await store.names == [])
            #expect(try await store.commit([staged]).map(\.sha256) == [idOf(content)], "the same batch goes on")
            try await store.requireReady()
        }
    }

    @Test func whatWasChangedOnItsWayIsNoticedAndSentAgain() async throws {
        try await with { store, line, _ async throws in
            line.set { $0.changes = 1 }
            let content = sampleBytes(200_000)
            // A server that compares what it got with what was signed refuses; this one does not, so that our reading back must notice.
            #expect(try await store.put(content) == idOf(content))
            #expect(try await store.bytes(of: idOf(content)) == content)
            line.set { $0.changes = 1000 }
            let other = sampleBytes(200_000, seed: 2)
            await #expect(throws: BlobError.self) { try await store.put(other) }
            line.set { $0.changes = 0 }
            #expect(try await store.put(other) == idOf(other), "wrong bytes under a name are replaced")
            #expect(try await store.bytes(of: idOf(other)) == other)
        }
    }

    @Test func aServerThatIsKilledInTheMiddleLosesNothingAcknowledged() async throws {
        let server = try await ObjectServer()
        defer { server.end() }
        try await with(port: server.port, change: { $0.patience = .seconds(120) }) { store, line, _ async throws in
            let first = sampleBytes(300_000)
            try await store.put(first)
            line.set { $0.rate = 8_000_000 }
            let content = sampleBytes(20 << 20, seed: 3)
            let before = line.carried
            let upload = Task { try await store.put(content) }
            while line.carried < before + (6 << 20) { try await Task.sleep(for: .milliseconds(10)) }
            server.kill()
            line.set { $0.rate = nil }
            try await server.start()
            #expect(try await upload.value == idOf(content))
            #expect(try await store.bytes(of: idOf(content)) == content)
            #expect(try await store.bytes(of: idOf(first)) == first)
        }
    }

    @Test func partsThatAKilledProcessLeftAreSweptAndNeverSeen() async throws {
        try await with { store, _, shelf async throws in
            let key = S3Blobs.key(of: idOf(sampleBytes(9)))
            let begun = try await store.client.send(S3Request("CREATE", "POST", key: key, query: [("uploads", "")]))
            let upload = try #require(S3Text(begun.text).first("UploadId"))
            let part = S3Request("PUT part", "PUT", key: key, query: [("partNumber", "1"), ("uploadId", upload)])
            _ = try await store.client.send(part.with(ByteBuffer(bytes: sampleBytes(9))))
            #expect(try await store.names == [])
            #expect(try await store.sweepIncoming(olderThan: .seconds(3600)).removed == 0)
            #expect(try await store.sweepIncoming(olderThan: .zero).removed == 1)
            try await shelf.requireNoLeftOvers()
        }
    }

    @Test func aRefusalIsToldAtOnceAndNamesNoSecret() async throws {
        var options = try await Shelf.options("x/")
        let wrong = try #require(S3Credentials(key: ObjectServer.key, secret: "not-the-secret"))
        options.credentials = wrong
        for bucket in [ObjectServer.bucket, "no-such-bucket"] {
            options.bucket = bucket
            try await withFolder { folder in
                let error = await #expect(throws: BlobError.self) {
                    _ = try await S3Blobs.open(options, staging: folder, belongsTo: Shelf.owner, logger: Shelf.quiet)
                }
                guard case .refused(_, _, 403, _)? = error else { return #expect(error == nil) }
                for secret in ["not-the-secret", ObjectServer.secret, ObjectServer.key] { #expect(!"\(String(describing: error))".contains(secret)) }
            }
            options.credentials = try await Shelf.options("x/").credentials
            guard bucket == ObjectServer.bucket else { continue }
            options.bucket = "no-such-bucket"
            try await withFolder { folder in
                let error = await #expect(throws: BlobError.self) {
                    _ = try await S3Blobs.open(options, staging: folder, belongsTo: Shelf.owner, logger: Shelf.quiet)
                }
                #expect(error.map { "\($0)".contains("NoSuchBucket") } == true)
            }
            options.credentials = wrong
        }
    }

    @Test func aBucketIsFoundByItsOwnHostName() async throws {
        let port = try await ObjectServer.shared.port
        try await withFolder { folder in
            var options = try await Shelf.options("v\(UUID().uuidString.lowercased())/")
            options.endpoint = try #require(S3Endpoint("http://\(ObjectServer.domain):\(port)"))
            options.addressing = .virtual
            options.addresses = ["\(ObjectServer.bucket).\(ObjectServer.domain)": "127.0.0.1"]
            let store = try await S3Blobs.open(options, staging: folder, belongsTo: Shelf.owner, logger: Shelf.quiet)
            let content = sampleBytes(6 << 20)
            try await store.put(content)
            #expect(try await store.bytes(of: idOf(content)) == content)
        }
    }

    @Test func aServerOverTLSIsTrustedByItsAuthorityOnly() async throws {
        let server = try await ObjectServer.shared
        try await withFolder { folder in
            var options = try await Shelf.options("s\(UUID().uuidString.lowercased())/")
            options.endpoint = try #require(S3Endpoint("https://127.0.0.1:\(server.securePort)"))
            options.patience = .seconds(3)
            let error = await #expect(throws: BlobError.self) {
                _ = try await S3Blobs.open(options, staging: folder, belongsTo: Shelf.owner, logger: Shelf.quiet)
            }
            guard case .unreachable? = error else { return #expect(error == nil) }
            options.certificateAuthorities = server.certificate
            let store = try await S3Blobs.open(options, staging: folder, belongsTo: Shelf.owner, logger: Shelf.quiet)
            let content = sampleBytes(6 << 20)
            try await store.put(content)
            #expect(try await store.bytes(of: idOf(content)) == content)
        }
    }

    @Test func aBucketThatLostItsMarkerIsNotTakenForANewOne() async throws {
        try await with { store, _, shelf async throws in
            try await store.put(sampleBytes(10))
            try await ObjectServer.shared.curl(["-X", "DELETE"], "/\(shelf.prefix)lianshen-blobs")
            await #expect(throws: BlobError.unmarkedFolder(path: "s3://\(ObjectServer.bucket)/\(shelf.prefix)")) { _ = try await shelf.again() }
            let options = try await Shelf.options("e\(UUID().uuidString.lowercased())/")
            try await withFolder { folder in
                await #expect(throws: BlobError.emptyStore("s3://\(ObjectServer.bucket)/\(options.prefix)")) {
                    _ = try await S3Blobs.open(options, staging: folder, belongsTo: Shelf.owner, mayClaim: false, logger: Shelf.quiet)
                }
            }
        }
    }

    /// A sweep may take a blob between the look at it and the renewal of its time: that is no refusal, the bytes are sent anew.
    @Test func aBlobThatGoesWhileItIsRenewedIsNoRefusal() async throws {
        try await with { store, _, _ async throws in
            #expect(try await store.client.renew(S3Blobs.key(of: idOf(sampleBytes(9)))) == false)
            let id = try await store.put(sampleBytes(10))
            #expect(try await store.client.renew(S3Blobs.key(of: id)))
        }
    }
}
