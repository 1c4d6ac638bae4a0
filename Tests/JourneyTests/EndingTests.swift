import AsyncHTTPClient
import Client
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Testing
import Wire

/// How a server ends.
@Suite struct EndingTests {
    @Test func whatIsUnderWayIsFinishedAndNothingNewBegins() async throws {
        try await Site.with { site in
            let server = try await site.serve()
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: try Play.plainPackage(in: site.folder))))
            let (pieces, feed) = AsyncStream.makeStream(of: ByteBuffer.self)
            var request = HTTPClientRequest(url: "\(site.url)/v1/cases/\(office.caseID.uuidString.lowercased())/packages?name=a.zip")
            request.method = .PUT
            request.headers.add(name: "authorization", value: "Bearer \(office.secrets[1])")
            request.headers.add(name: "content-type", value: "application/octet-stream")
            request.body = .stream(pieces, length: .known(Int64(bytes.count)))
            let sending = request
            let upload = Task { try await HTTPClient.shared.execute(sending, timeout: .seconds(60)) }
            feed.yield(ByteBuffer(bytes: bytes.prefix(bytes.count / 2)))
            try await poll("half of it has arrived") { try Self.incoming(site) > 0 }

            server.signal(SIGTERM)
            // Either nobody listens any more, or the answer says so and when to come again.
            try await poll("nothing new begins") {
                guard let answer = try? await site.get("/v1/me", headers: [("authorization", "Bearer \(office.secrets[0])")]) else { return true }
                return answer.status.code == 503 && answer.headers.first(name: "retry-after") != nil
            }
            #expect(server.status == nil, "an upload is under way")
            #expect(site.postmaster != nil)
            feed.yield(ByteBuffer(bytes: bytes.suffix(from: bytes.count / 2)))
            feed.finish()
            let answer = try await upload.value
            #expect(answer.status.code == 201)
            _ = try? await answer.body.collect(upTo: 1 << 20)
            await office.close()
            #expect(await server.ended(within: .seconds(30)) == 0)
            #expect(site.postmaster == nil, "the last member stops the database")
            #expect(LogReading.odd(server.errors) == [])
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func aSecondSignalEndsAtOnce(_ signal: Int32) async throws {
        try await Site.with { site in
            let server = try await site.serve()
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            let (pieces, feed) = AsyncStream.makeStream(of: ByteBuffer.self)
            var request = HTTPClientRequest(url: "\(site.url)/v1/cases/\(office.caseID.uuidString.lowercased())/packages?name=a.zip")
            request.method = .PUT
            request.headers.add(name: "authorization", value: "Bearer \(office.secrets[1])")
            request.body = .stream(pieces, length: .known(Int64(1 << 20)))
            let sending = request
            let upload = Task { try await HTTPClient.shared.execute(sending, timeout: .seconds(60)) }
            feed.yield(ByteBuffer(repeating: 0x50, count: 1000))
            try await poll("some of it has arrived") { try Self.incoming(site) > 0 }
            server.signal(signal)
            try await poll("it drains") {
                if server.errors.contains("shutdown") { return true }
                return await site.status("/healthz") == nil
            }
            #expect(server.status == nil)
            server.signal(signal)
            #expect(await server.ended(within: .seconds(20)) == 2)
            #expect(site.postmaster == nil, "the database is stopped all the same")
            upload.cancel()
            feed.finish()
            await office.close()
        }
    }

    /// A signal that comes when a process has only just begun to listen for it is heard, too.
    @Test func aSignalAtTheFirstInstantEndsInOrder() async throws {
        try await Site.with { site in
            let server = try await site.serve(["--no-work"])
            for _ in 0..<4 {
                let worker = try site.start(["work", "--data", site.data])
                try await poll("it listens", every: .milliseconds(1)) { worker.status != nil || worker.errors.contains("\"Started\"") }
                worker.signal(SIGTERM)
                #expect(await worker.ended(within: .seconds(30)) == 0)
            }
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
        }
    }

    /// Longer than any machine takes for the job in hand: what is cut off after a short grace is LongLaneTests' matter.
    @Test func aJobInHandIsFinishedBeforeAWorkerEnds() async throws {
        try await Site.with { site in
            let server = try await site.serve(["--no-work"])
            let worker = try site.start(["work", "--data", site.data], ["LIANSHEN_WORK_GRACE_SECONDS": "240"])
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            try await poll("the worker is there") {
                try await site.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lianshen-listener'") == "2"
            }
            let package = try await office.designer.upload(try Play.plainPackage(in: site.folder), to: office.caseID)
            try await poll("the job is in hand", every: .milliseconds(2)) {
                try await site.ask("SELECT state FROM lianshen.job WHERE kind = 'intake'") != "ready"
            }
            worker.signal(SIGTERM)
            #expect(await worker.ended(within: .seconds(300)) == 0)
            #expect(try await site.ask("SELECT state, attempt FROM lianshen.job WHERE kind = 'intake'") == "done|1")
            #expect(try await office.designer.package(package.id).state != .uploaded)
            #expect(site.postmaster != nil, "the server is still a member")
            await office.close()
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
            #expect(site.postmaster == nil)
        }
    }

    /// Bytes that have arrived and are not yet a blob.
    private static func incoming(_ site: Site) throws -> Int {
        let folder = site.data + "/blobs/blobs/incoming"
        return try FileManager.default.contentsOfDirectory(atPath: folder).count
    }
}
