import API
import Crypto
import Foundation
import JointReview
import NIOCore
import Store
import Testing
import Wire

/// Packages on their way in: whole or not at all.
@Suite(.timeLimit(.minutes(10))) struct UploadTests {
    private func files(_ house: House) -> Int {
        let found = FileManager.default.enumerator(atPath: house.folder)?.compactMap { $0 as? String } ?? []
        return found.filter { path in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: house.folder + "/" + path, isDirectory: &isFolder)
            return !isFolder.boolValue
        }.count
    }

    private func packages(_ house: House) async throws -> Int { try await house.count("SELECT count(*) FROM lianshen.package") }

    private func path(_ record: CaseRecord, _ name: String = "a.zip") -> String { "/v1/cases/\(record.id.text)/packages?name=\(name)" }

    /// The head of an upload as a test writes it by hand.
    private func head(_ house: House, _ record: CaseRecord, _ fields: String) throws -> String {
        "PUT \(path(record)) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(try #require(house.tokens["designer"]))\r\n\(fields)\r\n\r\n"
    }

    @Test func aPackageIsKeptWithItsDigestsAndItsJob() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = ByteBuffer(repeating: 0xA5, count: 3 << 20)
            let hex = SHA256.hash(data: Data(bytes.readableBytesView)).map { String(format: "%02x", $0) }.joined()
            let base64 = Data(SHA256.hash(data: Data(bytes.readableBytesView))).base64EncodedString()
            let answer = try await house.send(
                .put, path(draft), as: "designer", bytes: bytes,
                headers: [("X-Content-SHA256", hex.uppercased()), ("Repr-Digest", "sha-256=:\(base64):"), ("Digest", "SHA-256=\(base64)")])
            let package: DrawingPackageBody = try answer.json()
            #expect(answer.status == 201 && answer["Location"] == "/v1/packages/\(package.id.text)" && answer.etag == "\"uploaded\"")
            #expect(package.sha256 == hex && package.size == 3 << 20 && package.sm3?.count == 64 && package.state == .uploaded)
            #expect(try await house.count("SELECT count(*) FROM lianshen.job WHERE kind = 'intake' AND object_id = '\(package.id)'") == 1)
            let pending = try await house.call(.get, "/v1/packages/\(package.id.text)/check", as: "designer")
            #expect(pending.status == 202 && pending["Retry-After"] == "1")
            let back = try await house.call(.get, "/v1/packages/\(package.id.text)/content", as: "designer")
            #expect(back.body == Data(bytes.readableBytesView) && back["Repr-Digest"] == "sha-256=:\(base64):")
        }
    }

    @Test func bytesThatAreNotThoseDeclaredAreNotKept() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let before = files(house)
            let wrong = String(repeating: "0", count: 64)
            let answer = try await house.send(
                .put, path(draft), as: "designer", bytes: ByteBuffer(string: "bytes"), headers: [("X-Content-SHA256", wrong)])
            #expect(answer.brief == "422 digest")
            for (name, value) in [("X-Content-SHA256", "xyz"), ("Repr-Digest", "sha-256=:!!:"), ("Digest", "sha-256=AAAA")] {
                let malformed = try await house.send(.put, path(draft), as: "designer", bytes: ByteBuffer(string: "bytes"), headers: [(name, value)])
                #expect(malformed.status == 400, "\(name): \(malformed.brief)")
            }
            let two = try await house.send(
                .put, path(draft), as: "designer", bytes: ByteBuffer(string: "bytes"),
                headers: [("X-Content-SHA256", wrong), ("Repr-Digest", "sha-256=:\(Data(repeating: 1, count: 32).base64EncodedString()):")])
            #expect(two.brief == "400 request")
            let part = try await house.send(
                .put, path(draft), as: "designer", bytes: ByteBuffer(string: "bytes"), headers: [("Content-Range", "bytes 0-4/100")])
            #expect(part.brief == "400 request")
            #expect(files(house) == before)
            #expect(try await packages(house) == 0)
        }
    }

    @Test(arguments: ["Content-Length: 4000000", "Transfer-Encoding: chunked"])
    func aConnectionThatIsCutLeavesNothing(_ length: String) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let before = files(house)
            try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, draft, length))
                let piece = String(repeating: "x", count: 2_000_000)
                try await connection.send(length.hasPrefix("C") ? piece : "1E8480\r\n\(piece)\r\n")
                // Enough came to be written; now the line goes dead.
                try await eventually("a file on its way") { files(house) > before ? true : nil }
            }
            try await eventually("the file gone") { files(house) == before ? true : nil }
            #expect(try await packages(house) == 0)
            #expect(try await house.call(.put, path(draft), as: "designer", json: "whole").status == 201)
        }
    }

    @Test func whatIsOverTheLimitIsRefusedBeforeItIsRead() async throws {
        try await House.with(configure: { $0.largestPackage = 1000 }) { house in
            let draft = try await house.draft()
            let before = files(house)
            let announced = try await RawConnection.with(house) { connection in
                // Not one byte of the body is sent.
                try await connection.send(try head(house, draft, "Content-Length: 1001"))
                return try await connection.read { $0.contains("too-large") }
            }
            #expect(announced.hasPrefix("HTTP/1.1 413"))
            let chunked = try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, draft, "Transfer-Encoding: chunked"))
                try await connection.send("3E9\r\n\(String(repeating: "x", count: 1001))\r\n0\r\n\r\n")
                return try await connection.read { $0.contains("too-large") }
            }
            #expect(chunked.hasPrefix("HTTP/1.1 413"))
            #expect(files(house) == before)
            #expect(try await house.call(.put, path(draft), as: "designer", json: String(repeating: "x", count: 1000)).status == 201)
        }
    }

    @Test func aQuotaHoldsAlsoForUploadsAtTheSameTime() async throws {
        try await House.with(configure: { $0.instituteQuota = 10_000_000 }) { house in
            let draft = try await house.draft()
            let answers = try await together(4) { index in
                try await house.send(.put, path(draft, "\(index).zip"), as: "designer", bytes: ByteBuffer(repeating: UInt8(index), count: 4_000_000))
            }
            #expect(answers.allSatisfy { $0.status == 201 || $0.brief == "507 quota" })
            #expect((1...2).contains(answers.count { $0.status == 201 }))
            #expect(try await house.count("SELECT sum(size) FROM lianshen.package") <= 10_000_000)
            let over = try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, draft, "Content-Length: 9000000"))
                return try await connection.read { $0.contains("\"quota\"") }
            }
            #expect(over.hasPrefix("HTTP/1.1 507"))
        }
    }

    @Test func whoAsksBeforeSendingIsToldToGoOnOrRefused() async throws {
        try await House.with(configure: { $0.largestPackage = 1000 }) { house in
            let draft = try await house.draft()
            let taken = try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, draft, "Content-Length: 5\r\nExpect: 100-continue"))
                _ = try await connection.read { $0.contains("\r\n\r\n") }
                #expect(connection.statuses == [100])
                try await connection.send("bytes")
                _ = try await connection.read { $0.contains("\"uploaded\"") }
                return connection.statuses
            }
            #expect(taken == [100, 201])
            let refused = try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, draft, "Content-Length: 1001\r\nExpect: 100-continue"))
                return try await connection.read { $0.contains("too-large") }
            }
            #expect(refused.hasPrefix("HTTP/1.1 413") && refused.lowercased().contains("connection: close"))
            let token = try #require(house.tokens["owner"])
            let json = #"{"name":"n","region":"","facts":{"class":"building","funding":"filed","size":"medium"}}"#
            let act = try await RawConnection.with(house) { connection in
                try await connection.send(
                    "POST /v1/projects HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n"
                        + "Content-Length: \(json.utf8.count)\r\nExpect: 100-continue\r\n\r\n")
                _ = try await connection.read { $0.contains("100 Continue\r\n\r\n") }
                try await connection.send(json)
                _ = try await connection.read { $0.contains("ownerId") }
                return connection.statuses
            }
            #expect(act == [100, 201])
        }
    }

    @Test func aRepetitionIsAnsweredThoughTheCaseHasMovedOnAndTheQuotaIsFull() async throws {
        try await House.with(configure: { $0.instituteQuota = 60 }) { house in
            let draft = try await house.draft()
            let first = try await house.call(.put, path(draft), as: "designer", json: "0123456789", key: "u")
            #expect(first.status == 201)
            let other = try await house.checked(draft)
            #expect(try await house.call(.post, "/v1/packages/\(other.package.id.text)/seal", as: "designer").status == 200)
            let again = try await house.call(.put, path(draft), as: "designer", json: "0123456789", key: "u")
            #expect(again.status == 201 && again.isReplay && again.body == first.body)
            #expect(try await house.call(.put, path(draft), as: "designer", json: "others", key: "u").brief == "422 key-reused")
            #expect(try await house.call(.put, path(draft), as: "designer", json: "0123456789", key: "v").status >= 400)
        }
    }

    @Test func onlyAnInvitedInstituteUploads() async throws {
        try await House.with { plain in
            let draft = try await plain.draft()
            let house = try await plain.withOutside()
            for (name, brief) in [
                ("owner", "403 forbidden"), ("clerk", "403 forbidden"), ("outside_project_leader", "404 missing"), ("fire", "404 missing"),
            ] {
                #expect(try await house.call(.put, path(draft), as: name, json: "x").brief == brief, "\(name)")
            }
            let opened = try await plain.inReview()
            let late = try await house.call(.put, path(opened.record), as: "designer", json: "x")
            let refusal = try late.problem
            #expect(late.brief == "409 not-allowed" && refusal.refusal == "case.takes_no_packages")
            #expect(try await packages(house) == 1)
        }
    }

    @Test func fileNamesAreTextAndNothingElse() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let refused = [
                "", "..", ".", "..%2Fa.zip", "a%2Fb.zip", "a%5Cb.zip", "a%0Ab.zip", "a%00.zip", "%7F.zip", "%D6%D0%CE%C4.zip", "%FF.zip",
                String(repeating: "a", count: 256),
            ]
            for name in refused {
                let answer = try await house.call(.put, path(draft, name), as: "designer", json: "x")
                #expect(answer.brief == "422 invalid", "\(name): \(answer.brief)")
            }
            #expect(try await house.call(.put, "/v1/cases/\(draft.id.text)/packages", as: "designer", json: "x").brief == "422 invalid")
            let kept = ["%E5%9B%BE%E7%BA%B8.zip": "图纸.zip", "a%22b.zip": "a\"b.zip", "a%3Bb%27.zip": "a;b'.zip", "a%25b.zip": "a%b.zip"]
            for (sent, name) in kept {
                let package: DrawingPackageBody = try await house.call(.put, path(draft, sent), as: "designer", json: sent).json()
                #expect(package.fileName == name)
                let content = try await house.call(.get, "/v1/packages/\(package.id.text)/content", as: "designer")
                let disposition = try #require(content["Content-Disposition"])
                #expect(disposition.hasPrefix("attachment; filename=\"") && disposition.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
                #expect(disposition.count { $0 == "\"" } == 2)
                let extended = try #require(disposition.split(separator: "''").last)
                #expect(extended.removingPercentEncoding == name)
            }
        }
    }

    /// Whoever is shut out while sending is shut out of the end of it, too.
    @Test(arguments: [false, true]) func anUploadWhoseTokenWasRevokedMeanwhileBecomesNoPackage(_ isResumable: Bool) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let before = files(house)
            let token = try await house.token(of: "designer")
            let place = isResumable ? try await house.begun(draft, length: 2_000_000) : nil
            let fields = "Host: h\r\nAuthorization: Bearer \(token.text)\r\nContent-Length: 2000000\r\n"
            let answer = try await RawConnection.with(house) { connection in
                if let place {
                    let tus = "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n"
                    try await connection.send("PATCH \(place) HTTP/1.1\r\n\(fields)\(tus)\r\n")
                } else {
                    try await connection.send("PUT \(path(draft)) HTTP/1.1\r\n\(fields)\r\n")
                }
                try await connection.send(Array(repeating: 1, count: 1_500_000))
                try await eventually("a file on its way") { files(house) > before ? true : nil }
                #expect(try await house.call(.delete, "/v1/tokens/\(token.id.text)", as: "security").status == 204)
                try await connection.send(Array(repeating: 1, count: 500_000))
                return try await connection.read { $0.contains("\r\n\r\n") }
            }
            #expect(answer.hasPrefix("HTTP/1.1 401"), "\(answer.prefix(40))")
            #expect(try await packages(house) == 0)
            guard let place else { return }
            // The bytes lie there: whoever signs in anew need not send them again.
            let head = try await house.offset(place)
            #expect(head.status == 200 && head["Location"]?.hasPrefix("/v1/packages/") == true, "\(head.status)")
        }
    }

    @Test func aRoleThatWasTakenAwayMeanwhileEndsAnUpload() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let before = files(house)
            let answer = try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, draft, "Content-Length: 2000000"))
                try await connection.send(Array(repeating: 1, count: 1_500_000))
                try await eventually("a file on its way") { files(house) > before ? true : nil }
                try await house.sql("DELETE FROM lianshen.person_role WHERE person_id = '\(try house.cast.person("designer").id)'")
                try await connection.send(Array(repeating: 1, count: 500_000))
                return try await connection.read { $0.contains("\r\n\r\n") }
            }
            #expect(answer.hasPrefix("HTTP/1.1 403"), "\(answer.prefix(40))")
            #expect(try await packages(house) == 0)
        }
    }
}
