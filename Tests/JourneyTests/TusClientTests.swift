import AsyncHTTPClient
import Client
import Crypto
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Testing
import Wire

/// The client that we did not write.
private enum Tuspy {
    /// The interpreter that has `tuspy`; nil where the set-up was not run.
    static let python: String? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appendingPathComponent(".venv-test/bin/python").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()
}

/// A tus client that we did not write (PyPI `tuspy`, unchanged) over a line that is cut, and against a server that is killed.
@Suite(.timeLimit(.minutes(10)), .enabled(if: Tuspy.python != nil, "deploy/setup/python.sh makes .venv-test"))
struct TusClientTests {
    /// Uploads over a relay that forwards so many bytes a second and breaks each of the first connections after so many.
    private static let script = """
        import socket, sys, threading, time
        from tusclient import client
        port, token, path, case, chunk, cuts, cut_after, rate, checksum = sys.argv[1:10]
        cuts, cut_after, rate = int(cuts), int(cut_after), int(rate)
        left = [cuts]

        def relay(source, target, limit):
            sent = 0
            try:
                while data := source.recv(65536):
                    target.sendall(data)
                    sent += len(data)
                    if rate: time.sleep(len(data) / rate)
                    if limit is not None and sent >= limit: break
            except OSError:
                pass
            # Closed as well: whoever still sends into a socket that is only shut down may wait for ever.
            for end in (source, target):
                try: end.shutdown(socket.SHUT_RDWR)
                except OSError: pass
                end.close()

        def serve(listener):
            while True:
                near, _ = listener.accept()
                try:
                    far = socket.create_connection(('127.0.0.1', int(port)))
                except OSError:
                    near.close()
                    continue
                # Only what carries bytes is worth a cut.
                first = near.recv(65536)
                limit = None
                if first.startswith(b'PATCH') and left[0] > 0:
                    left[0] -= 1
                    limit = cut_after
                far.sendall(first)
                threading.Thread(target=relay, args=(near, far, limit), daemon=True).start()
                threading.Thread(target=relay, args=(far, near, None), daemon=True).start()

        listener = socket.create_server(('127.0.0.1', 0))
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        tus = client.TusClient('http://127.0.0.1:%d/v1/uploads' % listener.getsockname()[1], headers={'Authorization': 'Bearer ' + token})
        uploader = tus.uploader(path, chunk_size=int(chunk) or sys.maxsize, retries=600, retry_delay=0.3, upload_checksum=checksum == 'yes',
                                metadata={'filename': '图纸.zip', 'case': case})
        uploader.upload()
        print('cuts left', left[0])
        """

    /// Chunk size (0: everything in one request), cuts, bytes before each, whether checksums are sent.
    @Test(arguments: [(0, 4, 3_000_000, "no"), (1_000_000, 3, 400_000, "no"), (1_000_000, 3, 400_000, "yes")])
    func theBytesAreWholeThoughTheLineIsCut(_ chunk: Int, _ cuts: Int, _ after: Int, _ checksum: String) async throws {
        try await Site.with { site in
            _ = try await site.serve(["--no-work"])
            try await withOffice(site) { office in
                let bytes = Self.bytes(20_000_003)
                let client = try start(site, office, bytes, [String(chunk), String(cuts), String(after), "0", checksum])
                #expect(await client.ended() == 0, "\(client.errors.suffix(2000))")
                #expect(client.output.contains("cuts left 0"), "\(client.output)")
                try await requireWhole(site, office, bytes)
            }
        }
    }

    @Test func theBytesAreWholeThoughTheServerIsKilled() async throws {
        try await Site.with { site in
            var server = try await site.serve(["--no-work"])
            try await withOffice(site) { office in
                let bytes = Self.bytes(20_000_003)
                let client = try start(site, office, bytes, ["2000000", "0", "0", "6000000", "no"])
                for kill in 1...2 {
                    try await poll("so much was received", within: .seconds(240)) {
                        // On a machine that is fast and busy it may be over before anybody looks: then the server is killed for nothing.
                        if let status = client.status {
                            guard status == 0 else { throw Unmet("the client ended with \(status): \(client.errors.suffix(2000))") }
                            return true
                        }
                        return (try await office.designer.uploads().items.first?.offset ?? 0) >= kill * 6_000_000
                    }
                    server.signal(SIGKILL)
                    await server.ended()
                    server = try await site.serve(["--no-work"])
                    let upload = try #require(try await office.designer.uploads().items.first)
                    // Asked second: the client may have gone on already, and the file only grows until it is whole and becomes the package.
                    let onDisk = try Self.unfinished(site)
                    let isOver = try await office.designer.uploads().items.first?.state != .receiving
                    #expect(upload.offset >= kill * 6_000_000 && (isOver || upload.offset <= onDisk))
                }
                #expect(await client.ended() == 0, "\(client.errors.suffix(2000))")
                try await requireWhole(site, office, bytes)
            }
        }
    }

    /// Our own client over a server that is killed: one call, one package.
    @Test func ourOwnClientGoesOnByItself() async throws {
        try await Site.with { site in
            let server = try await site.serve(["--no-work"])
            try await withOffice(site) { office in
                let bytes = Self.bytes(200_000_003)
                let path = site.folder + "/package.zip"
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                async let stored = office.designer.uploadResumably(path, to: office.caseID)
                // On a machine that is fast and busy it may be over before anybody looks: then it is killed for nothing.
                try await poll("bytes arrive", every: .milliseconds(2)) {
                    if try Self.unfinished(site) > 20_000_000 { return true }
                    return try await office.designer.uploads().items.first?.state == .finished
                }
                server.signal(SIGKILL)
                await server.ended()
                _ = try await site.serve(["--no-work"])
                #expect(try await stored.size == bytes.count)
                try await requireWhole(site, office, bytes)
            }
        }
    }

    /// At any moment, also between the last byte, the blob and its row.
    @Test(arguments: 0..<max(1, Site.scale / 2)) func wheneverTheServerIsKilledAnUploadIsOnePackage(_ seed: Int) async throws {
        try await Site.with { site in
            var server = try await site.serve(["--no-work"])
            try await withOffice(site) { office in
                var dice = Dice(seed: UInt64(seed))
                // Many of these run beside each other: a start may take longer than a client usually waits.
                let designer = LianshenClient(
                    baseURL: site.url, token: office.secrets[1], http: .shared, retry: RetryPolicy(tries: 100, longestPause: .seconds(1)))
                for round in 1...6 {
                    let bytes = Self.bytes(3_000_000 + round)
                    let path = site.folder + "/\(round).zip"
                    try Data(bytes).write(to: URL(fileURLWithPath: path))
                    async let stored = designer.uploadResumably(path, to: office.caseID)
                    try await Task.sleep(for: .milliseconds(Int.random(in: 5...160, using: &dice)))
                    server.signal(SIGKILL)
                    await server.ended()
                    server = try await site.serve(["--no-work"])
                    #expect(try await stored.size == bytes.count)
                    #expect(try await office.designer.packages(of: office.caseID).items.count == round)
                    #expect(try await office.designer.uploads().items.allSatisfy { $0.state == .finished })
                    #expect(try Self.unfinished(site) == 0)
                }
            }
        }
    }

    @Test func theSameCommandGoesOnWhereAnEarlierOneWasStopped() async throws {
        try await Site.with { site in
            _ = try await site.serve(["--no-work"])
            try await withOffice(site) { office in
                let bytes = Self.bytes(5_000_003)
                let path = site.folder + "/package.zip"
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                // What a command that was ended in the middle leaves behind.
                let digest = SHA256.hash(data: Data(bytes)).map { String(format: "%02x", $0) }.joined()
                let pairs = [("filename", "package.zip"), ("case", office.caseID.uuidString), ("sha256", digest)]
                let metadata = pairs.map { "\($0) \(Data($1.utf8).base64EncodedString())" }.joined(separator: ",")
                let begun = try await send(
                    .POST, "/v1/uploads", site, office, [("Upload-Length", "\(bytes.count)"), ("Upload-Metadata", metadata)])
                let place = try #require(begun.headers.first(name: "location"))
                let kind = ("Content-Type", "application/offset+octet-stream")
                let piece = try await send(.PATCH, place, site, office, [("Upload-Offset", "0"), kind], Array(bytes[..<3_000_000]))
                #expect(begun.status == .created && piece.status == .noContent)
                let variables = ["LIANSHEN_URL": site.url.absoluteString, "LIANSHEN_TOKEN": office.secrets[1]]
                let command = try await site.run(["upload", office.caseID.uuidString, path, "--progress"], variables)
                #expect(command.status == 0, "\(command.errors)")
                try await requireWhole(site, office, bytes)
            }
        }
    }

    private func send(
        _ method: HTTPMethod, _ path: String, _ site: Site, _ office: Office, _ headers: [(String, String)], _ bytes: [UInt8] = []
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(site.port)\(path)")
        request.method = method
        for (name, value) in [("Authorization", "Bearer \(office.secrets[1])"), ("Tus-Resumable", "1.0.0")] + headers {
            request.headers.add(name: name, value: value)
        }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        return try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }

    private func withOffice(_ site: Site, _ body: (Office) async throws -> Void) async throws {
        let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
        do { try await body(office) } catch {
            await office.close()
            throw error
        }
        await office.close()
    }

    private func start(_ site: Site, _ office: Office, _ bytes: [UInt8], _ particulars: [String]) throws -> Running {
        let (path, script) = (site.folder + "/package.zip", site.folder + "/upload.py")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try Data(Self.script.utf8).write(to: URL(fileURLWithPath: script))
        return try Running(
            try #require(Tuspy.python), [script, "\(site.port)", office.secrets[1], path, office.caseID.uuidString] + particulars,
            environment: site.environment, in: site.folder + "/run", log: site.folder + "/tuspy")
    }

    private func requireWhole(_ site: Site, _ office: Office, _ bytes: [UInt8]) async throws {
        let packages = try await office.designer.packages(of: office.caseID)
        #expect(packages.items.count == 1)
        let package = try #require(packages.items.first)
        _ = try await office.designer.downloadPackage(package.id, to: site.folder + "/back.zip")
        #expect(try Data(contentsOf: URL(fileURLWithPath: site.folder + "/back.zip")) == Data(bytes))
        #expect(package.sha256 == SHA256.hash(data: Data(bytes)).map { String(format: "%02x", $0) }.joined())
        #expect(try Self.unfinished(site) == 0)
        #expect(try await office.designer.uploads().items.map(\.state) == [.finished])
    }

    /// Bytes in files of unfinished uploads.
    private static func unfinished(_ site: Site) throws -> Int {
        let folder = site.data + "/blobs/blobs/incoming"
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("upload-") }.reduce(0) { sum, name in
            sum + ((try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.size] as? Int) ?? 0)
        }
    }

    private static func bytes(_ count: Int) -> [UInt8] {
        var dice = Dice(seed: UInt64(count))
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in stride(from: 0, to: count, by: 8) {
                let word = dice.next()
                for place in index..<min(count, index + 8) { buffer[place] = UInt8(truncatingIfNeeded: word >> UInt64(8 * (place - index))) }
            }
            filled = count
        }
    }
}
