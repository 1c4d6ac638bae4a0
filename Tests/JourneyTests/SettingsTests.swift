import AsyncHTTPClient
import Client
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import PrivateCluster
import TestDatabase
import Testing
import Wire

/// What the settings mean, and what is said when they are wrong.
@Suite struct SettingsTests {
    @Test func everyFaultOfAConfigurationFileIsToldAtOnceWithItsLine() async throws {
        try await Site.with { site in
            let file = site.folder + "/lianshen.yaml"
            let text =
                "data: \(site.data)\nhttp:\n  port: many\n  hots: 127.0.0.1\n  trustedProxies: 10.0.0.1\nwork: 3\nlog:\n  level: loud\nupload:\n  sm3: perhaps\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            for command in ["serve", "work", "migrate", "scrub"] {
                let refused = try await site.run([command, "--config", file], ["LIANSHEN_DATABASE_POOL_SIZE": "none"])
                #expect(refused.status == 2)
                for word in [
                    ":3 http.port", ":4 http.hots", "http.trustedProxies", "work must hold", "log.level", "upload.sm3", "LIANSHEN_DATABASE_POOL_SIZE",
                    "应为",
                ] {
                    #expect(refused.errors.contains(word), "\(word): \(refused.errors)")
                }
                try requireSentences(refused)
            }
            #expect(!FileManager.default.fileExists(atPath: site.data), "nothing was begun")
        }
    }

    @Test func theSampleConfigurationIsOneThatTheProgramKnows() async throws {
        try await Site.with { site in
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            let sample = try String(contentsOf: root.appendingPathComponent("deploy/lianshen.yaml"), encoding: .utf8)
            let file = site.folder + "/lianshen.yaml"
            try Data(sample.utf8).write(to: URL(fileURLWithPath: file))
            let migrate = try await site.run(["migrate", "--config", file, "--data", site.data])
            #expect(migrate.status == 0, "\(migrate.errors)")
            // The keys that are commented out, too.
            let whole = sample.replacing(/(?m)^(\s*)# ((?:url|ownerURL|tls|trustedProxies|  certificate|  key):.*)$/) { "\($0.1)\($0.2)" }
            #expect(whole != sample)
            try Data(whole.utf8).write(to: URL(fileURLWithPath: file))
            let refused = try await site.run(["serve", "--config", file, "--data", site.data])
            #expect(refused.status == 2 && refused.errors.contains("tls.certificate"), "\(refused.errors)")
        }
    }

    @Test func whatTheSettingsNameAndCannotBeUsedIsToldInSentences() async throws {
        try await Site.with { site in
            let (listener, port) = try Self.listen()
            defer { close(listener) }
            let key = site.folder + "/broken.pem"
            try Data("no key".utf8).write(to: URL(fileURLWithPath: key))
            let wrong: [([String], [String: String], String)] = [
                (["serve", "--data", site.data, "--port", "\(port)"], [:], "is in use"),
                (["serve", "--data", site.data, "--port", "70000"], [:], "from 0 to 65535"),
                (["serve", "--data", site.data, "--host", "192.0.2.1"], [:], "has no address"),
                (["serve", "--data", site.data], ["LIANSHEN_TLS_CERTIFICATE": "/nonexistent", "LIANSHEN_TLS_KEY": key], "tls.certificate"),
                (["serve", "--data", site.data], ["LIANSHEN_TLS_CERTIFICATE": key], "must be set together"),
                (["serve", "--data", site.data], ["LIANSHEN_HTTP_TRUSTED_PROXIES": "10.0.0.0/8,nobody"], "no address or network"),
                (["serve", "--data", site.data], ["DATABASE_URL": "postgresql://a:\(OwnDatabase.password)@127.0.0.1:1/x"], "cannot be reached"),
                (["serve", "--data", site.data], ["DATABASE_URL": "nonsense://x"], "DATABASE_URL"),
                (["serve", "--config", "/nonexistent.yaml"], [:], "cannot be read"),
                (["serve", "--data", "/proc/nowhere"], [:], "/proc/nowhere"),
                (["backup", "--data", site.data, site.folder], [:], "exists already"),
                (["restore", "--data", site.data + "2", site.folder], [:], "no whole backup"),
            ]
            for (arguments, variables, word) in wrong {
                let refused = try await site.run(arguments, variables, within: .seconds(60))
                #expect(refused.status == 2, "\(arguments) \(variables)")
                #expect(refused.errors.contains(word), "\(arguments) \(variables): \(refused.errors)")
                try requireSentences(refused)
            }
            #expect(LogReading.secrets(of: site, besides: [OwnDatabase.password]) == [])
        }
    }

    @Test func tlsIsServedWithACertificateOfOnesOwn() async throws {
        try await Site.with { site in
            let (certificate, key) = (site.folder + "/cert.pem", site.folder + "/key.pem")
            try await Command(
                "/usr/bin/openssl",
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", key, "-out", certificate,
                ]
            ).run()
            let variables = ["LIANSHEN_TLS_CERTIFICATE": certificate, "LIANSHEN_TLS_KEY": key]
            let server = try site.start(["serve", "--data", site.data, "--port", "\(site.port)"], variables)
            let url = try #require(URL(string: "https://127.0.0.1:\(site.port)"))
            try await LianshenClient.with(baseURL: url, token: nil, certificateAuthorities: certificate) { client in
                try await poll("ready over TLS") {
                    guard server.status == nil else { throw Unmet(server.errors) }
                    return (try? await client.isReady()) == true
                }
            }
            #expect(await site.status("/readyz") == nil, "nothing is told in the clear")
            await #expect(throws: (any Error).self) {
                try await LianshenClient.with(baseURL: url, token: nil, retry: RetryPolicy(tries: 1)) { _ = try await $0.isReady() }
            }
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
            #expect(LogReading.odd(server.errors) == [])
        }
    }

    @Test(arguments: [(["LIANSHEN_HTTP_TRUSTED_PROXIES": "127.0.0.1,10.1.0.0/16"], "203.0.113.7"), ([:], "127.0.0.1")])
    func onlyATrustedProxyIsBelieved(_ variables: [String: String], _ client: String) async throws {
        try await Site.with { site in
            let server = try await site.serve([], variables)
            _ = try await site.get("/v1/openapi.yaml", headers: [("x-forwarded-for", "198.51.100.1, 203.0.113.7, 10.1.2.3")])
            try await poll("the line of the request") { server.errors.contains("/v1/openapi.yaml") }
            let line = try #require(server.errors.split(separator: "\n").first { $0.contains("/v1/openapi.yaml") })
            #expect(line.contains("\"client\":\"\(client)\""), "\(line)")
        }
    }

    /// Both languages, and nothing of the program's inside.
    private func requireSentences(_ refused: Running) throws {
        #expect(refused.errors.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }, "\(refused.errors)")
        for word in ["Fatal error", "Stack dump", "Swift.", "Optional(", "Error Domain"] {
            #expect(!refused.errors.contains(word), "\(word): \(refused.errors)")
        }
    }

    private static func listen() throws -> (Int32, Int) {
        let port = try FreePort.next()
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isBound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        guard isBound, Glibc.listen(socket, 1) == 0 else { throw Unmet("no listener") }
        return (socket, port)
    }
}
