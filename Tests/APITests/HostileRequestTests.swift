import API
import Foundation
import Store
import Testing

/// Bytes that no well-behaved client sends. Whatever comes, the server answers or closes, and goes on serving.
@Suite(.timeLimit(.minutes(10))) struct HostileRequestTests {
    @Test(arguments: [
        // Two lengths, a length beside chunks, chunks that are none, and lines that end in odd ways: what requests are smuggled with.
        "POST /v1/projects HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "POST /v1/projects HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST /v1/projects HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "POST /v1/projects HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n",
        "POST /v1/projects HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "POST /v1/projects HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nhello",
        "POST /v1/projects HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: h\r\nX-A : b\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: h\r\n X: folded\r\n\r\n",
        "GET /health\u{0}z HTTP/1.1\r\nHost: h\r\n\r\n", "GET /healthz HTTP/1.1\r\nX: \u{0}\r\n\r\n", "BREW /coffee HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET  HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ])
    func aMalformedRequestEndsItsConnection(_ text: String) async throws {
        try await House.with { house in
            let statuses = try await RawConnection.with(house) { connection in
                try await connection.send(text)
                _ = try await connection.read { $0.contains("\r\n\r\n") }
                return connection.statuses
            }
            // Never a success; a body that breaks after its head was refused adds the parser's own 400, with which the connection ends.
            #expect(statuses.count <= 2 && statuses.allSatisfy { (400..<500).contains($0) } && statuses.dropFirst().allSatisfy { $0 == 400 })
            #expect(try await house.call(.get, "/healthz").status == 200)
        }
    }

    @Test(arguments: ["ZZ\r\nhello", "FFFFFFFFFFFFFFFFF\r\nhello", "5\r\nhelloX"])
    func aBodyWhoseChunksCannotBeReadIsTheSendersFault(_ chunks: String) async throws {
        try await House.with { house in
            let token = try await house.token(of: "owner").text
            let statuses = try await RawConnection.with(house) { connection in
                try await connection.send(
                    "POST /v1/projects HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n\(chunks)\r\n0\r\n\r\n")
                _ = try await connection.read { $0.contains("\r\n\r\n") }
                return connection.statuses
            }
            #expect(!statuses.isEmpty && statuses.allSatisfy { $0 == 400 }, "\(statuses)")
        }
    }

    @Test func headersWithoutEndAreCutOff() async throws {
        try await House.with { house in
            let statuses = try await RawConnection.with(house) { connection in
                try await connection.send("GET /healthz HTTP/1.1\r\nHost: h\r\nX-Long: ")
                for _ in 0..<40 {
                    do { try await connection.send(String(repeating: "x", count: 4096)) } catch { break }
                }
                _ = try? await connection.readToEnd()
                return connection.statuses
            }
            #expect(statuses.allSatisfy { (400..<500).contains($0) })
            let many = try await RawConnection.with(house) { connection in
                try await connection.send("GET /healthz HTTP/1.1\r\nHost: h\r\n" + (0..<300).map { "X-\($0): y\r\n" }.joined() + "\r\n")
                _ = try? await connection.readToEnd()
                return connection.statuses
            }
            #expect(many.allSatisfy { (400..<500).contains($0) })
            #expect(try await house.call(.get, "/healthz").status == 200)
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await House.with { house in
            let statuses = try await RawConnection.with(house) { connection in
                try await connection.send(
                    "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\nGET /v1/me HTTP/1.1\r\nHost: h\r\n\r\n"
                        + "GET /nothing HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                )
                _ = try await connection.readToEnd()
                return connection.statuses
            }
            #expect(statuses == [200, 401, 404])
        }
    }

    @Test func aBodyThatTricklesIsCutOff() async throws {
        try await House.with(configure: { $0.bodyTimeout = .milliseconds(300) }) { house in
            let token = try #require(house.tokens["owner"])
            let received = try await RawConnection.with(house) { connection in
                try await connection.send(
                    "POST /v1/projects HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
                )
                return try await connection.read { $0.contains("too-slow") }
            }
            #expect(received.hasPrefix("HTTP/1.1 408"))
        }
    }

    @Test func aConnectionThatSaysNothingIsClosed() async throws {
        try await House.with(configure: { $0.idleTimeout = .milliseconds(300) }) { house in
            let received = try await RawConnection.with(house) { connection in try await connection.readToEnd() }
            #expect(received.isEmpty)
        }
    }

    @Test func aBadTokenInAnyCharacterSetIsJustRefused() async throws {
        try await House.with { house in
            for field in ["Bearer", "Bearer ", "Basic YTpi", "Bearer \u{E4}\u{F6}", "bearer ls_", "Bearer \(BearerToken().text) x"] {
                let received = try await RawConnection.with(house) { connection in
                    try await connection.send("GET /v1/me HTTP/1.1\r\nHost: h\r\nAuthorization: \(field)\r\nConnection: close\r\n\r\n")
                    return try await connection.readToEnd()
                }
                #expect(received.hasPrefix("HTTP/1.1 401"), "\(field)")
            }
            let token = try #require(house.tokens["owner"])
            let twice = try await house.call(.get, "/v1/me", token: token, headers: [("Authorization", "Bearer \(token)")])
            #expect(twice.status == 401)
        }
    }
}
