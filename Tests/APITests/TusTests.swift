import API
import Crypto
import Foundation
import NIOCore
import Store
import Testing
import Wire

/// Uploads that go on after the line was cut, by tus 1.0.0.
@Suite(.timeLimit(.minutes(10))) struct TusTests {
    @Test func whatTheServerCanDoIsToldToEverybody() async throws {
        try await House.with(configure: { $0.largestPackage = 5000 }) { house in
            let answer = try await house.call(.options, "/v1/uploads")
            #expect(answer.status == 204 && answer["Tus-Version"] == "1.0.0" && answer["Tus-Max-Size"] == "5000")
            #expect(answer["Tus-Checksum-Algorithm"] == "sha1,sha256")
            #expect(answer["Tus-Extension"] == "creation,creation-with-upload,termination,checksum,expiration,concatenation")
        }
    }

    @Test func aWholeUploadIsAPackageAsThePlainOneMakesIt() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = noise(2_500_000)
            let created = try await house.begin(draft, length: bytes.count, sha256: sha256(bytes).uppercased())
            let place = try #require(created["Location"])
            let begun: UploadBody = try created.json()
            #expect(
                created.status == 201 && created["Upload-Offset"] == "0" && created["Tus-Resumable"] == "1.0.0"
                    && place == "/v1/uploads/\(begun.id.text)")
            #expect(begun.state == .receiving && begun.length == bytes.count && begun.caseId == draft.id && begun.fileName == "图纸.zip")
            #expect(try #require(created["Upload-Expires"]).wholeMatch(of: /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/) != nil)
            let first = try await house.append(place, at: 0, bytes[..<1_200_000])
            #expect(first.status == 204 && first["Upload-Offset"] == "1200000" && first["Upload-Expires"] != nil && first["Location"] == nil)
            let head = try await house.offset(place)
            #expect(
                head.status == 200 && head["Upload-Offset"] == "1200000" && head["Upload-Length"] == "2500000" && head["Cache-Control"] == "no-store")
            #expect(head["Upload-Metadata"] == House.metadata(draft, sha256: sha256(bytes).uppercased()))
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 0)
            let last = try await house.append(place, at: 1_200_000, bytes[1_200_000...])
            let package = try #require(last["Location"])
            #expect(last.status == 204 && last["Upload-Offset"] == "2500000" && last["Upload-Expires"] == nil)
            #expect(try await house.offset(place)["Location"] == package)
            let finished = try await house.upload(place)
            let becoming = try #require(finished.packageId).text
            #expect(finished.state == .finished && "/v1/packages/\(becoming)" == package)
            #expect(try await house.content(package) == Data(bytes))
            #expect(house.unfinishedFiles.isEmpty)
            // The same entry, the same job as a plain upload makes.
            let plain: DrawingPackageBody = try await house.call(
                .put, "/v1/cases/\(draft.id.text)/packages?name=b.zip", as: "designer", json: "plain"
            ).json()
            func traces(_ id: String) async throws -> String {
                try await house.sql(
                    """
                    SELECT act, result, role, object_kind, from_state, to_state, sha256 IS NOT NULL, sm3 IS NOT NULL, project_seq IS NOT NULL, detail_digest IS NOT NULL,
                           (SELECT string_agg(kind || state, ',') FROM lianshen.job WHERE object_id = '\(id)') FROM lianshen.audit_entry WHERE object_id = '\(id)' AND act <> 'package.download'
                    """)
            }
            let (resumed, put) = (try await traces(try #require(finished.packageId).text), try await traces(plain.id.text))
            #expect(resumed == put && !put.isEmpty)
            let listed: PageBody<UploadBody> = try await house.call(.get, "/v1/uploads", as: "drafter").json()
            #expect(listed.items.map(\.id) == [begun.id])
        }
    }

    @Test func whatWasDeclaredIsComparedBeforeAnythingIsAccepted() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 5, sha256: String(repeating: "0", count: 64))
            #expect(try await house.append(place, at: 0, Array("bytes".utf8)).brief == "422 digest")
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 0)
            #expect(house.unfinishedFiles.isEmpty)
            #expect(try await house.offset(place).status == 410)
            #expect(try await house.append(place, at: 0, Array("bytes".utf8)).brief == "410 gone")
            let wrong = [
                House.tus, ("Upload-Length", "5"), ("Upload-Concat", "partial"),
                ("Upload-Metadata", House.metadata(nil, file: nil, sha256: String(repeating: "0", count: 64))),
            ]
            let part = try #require(try await house.send(.post, "/v1/uploads", as: "designer", bytes: nil, headers: wrong)["Location"])
            #expect(try await house.append(part, at: 0, Array("bytes".utf8)).brief == "422 digest")
            #expect(try await house.offset(part).status == 410)
            #expect(house.unfinishedFiles.isEmpty)
        }
    }

    @Test(arguments: ["sha1", "sha256"])
    func aPieceThatIsNotTheOneWhoseChecksumWasGivenIsDropped(_ algorithm: String) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = noise(3_000_000)
            func field(_ piece: ArraySlice<UInt8>) -> (String, String) {
                let value = algorithm == "sha1" ? Data(Insecure.SHA1.hash(data: Data(piece))) : Data(SHA256.hash(data: Data(piece)))
                return ("Upload-Checksum", "\(algorithm) \(value.base64EncodedString())")
            }
            let place = try await house.begun(draft, length: bytes.count)
            #expect(try await house.append(place, at: 0, bytes[..<1_000_000], headers: [field(bytes[..<1_000_000])])["Upload-Offset"] == "1000000")
            let wrong = try await house.append(place, at: 1_000_000, noise(2_000_000, seed: 9), headers: [field(bytes[1_000_000...])])
            #expect(wrong.brief == "460 checksum")
            #expect(try await house.offset(place)["Upload-Offset"] == "1000000")
            for malformed in ["md5 AAAA", "sha1 !!", "sha1", "sha1 AAAA", "sha256  x", ""] {
                let answer = try await house.append(place, at: 1_000_000, [1], headers: [("Upload-Checksum", malformed)])
                #expect(answer.brief == "400 request", "\(malformed)")
            }
            let last = try await house.append(place, at: 1_000_000, bytes[1_000_000...], headers: [field(bytes[1_000_000...])])
            #expect(last.status == 204)
            #expect(try await house.content(try #require(last["Location"])) == Data(bytes))
        }
    }

    @Test func bytesMayComeWithTheCreation() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let half = try await house.begin(draft, length: 10, bytes: ByteBuffer(string: "01234"), key: "half")
            #expect(half.status == 201 && half["Upload-Offset"] == "5")
            let place = try #require(half["Location"])
            let again = try await house.begin(draft, length: 10, bytes: ByteBuffer(string: "01234"), key: "half")
            #expect(again.isReplay && again["Location"] == place && again["Upload-Offset"] == "5")
            #expect(try await house.begin(draft, length: 11, key: "half").brief == "422 key-reused")
            #expect(try await house.append(place, at: 5, Array("56789".utf8))["Location"]?.hasPrefix("/v1/packages/") == true)
            let whole = try await house.begin(draft, length: 5, bytes: ByteBuffer(string: "whole"))
            #expect(whole["Upload-Offset"] == "5")
            #expect(try await house.upload(try #require(whole["Location"])).state == .finished)
            #expect(try await house.begin(draft, length: 4, bytes: ByteBuffer(string: "whole")).brief == "413 too-large")
            let empty = try await house.begin(draft, length: 0)
            #expect(try await house.upload(try #require(empty["Location"])).state == .finished)
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 3)
        }
    }

    @Test func terminatingFreesTheBytesAtOnce() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 1000)
            _ = try await house.append(place, at: 0, noise(500))
            #expect(house.unfinishedFiles.count == 1)
            #expect(try await house.terminate(place).status == 204)
            #expect(house.unfinishedFiles.isEmpty)
            #expect(try await house.offset(place).status == 410)
            #expect(try await house.append(place, at: 500, noise(500)).brief == "410 gone")
            #expect(try await house.terminate(place).status == 410)
            let whole = try await house.begin(draft, length: 5, bytes: ByteBuffer(string: "whole"))
            #expect(try await house.terminate(try #require(whole["Location"])).brief == "409 not-allowed")
        }
    }

    @Test func anUploadThatLapsedIsGone() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 1000)
            _ = try await house.append(place, at: 0, noise(500))
            try await house.sql("UPDATE lianshen.upload SET expires_at = now() - interval '1 second'")
            #expect(try await house.append(place, at: 500, noise(500)).brief == "410 gone")
            #expect(try await house.offset(place).status == 410)
            #expect(try await house.call(.get, place, as: "designer").brief == "410 gone")
        }
    }

    @Test func packagesArePutTogetherFromPieces() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = noise(2_300_000)
            let pieces = [bytes[..<1_100_000], bytes[1_100_000..<1_100_001], bytes[1_100_001...]]
            let places = try await together(3) { index in
                let place = try await house.begun(nil, length: pieces[index].count, concat: "partial")
                #expect(try await house.append(place, at: 0, pieces[index]).status == 204)
                #expect(try await house.offset(place)["Upload-Concat"] == "partial")
                return (index, place)
            }.sorted { $0.0 < $1.0 }.map(\.1)
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 0)
            let field = "final;" + [places[0], "http://elsewhere.example" + places[1], places[2]].joined(separator: " ")
            let final = try await house.begin(draft, length: nil, sha256: sha256(bytes), concat: field, key: "final")
            try #require(final.status == 201, "\(final.text)")
            let made: UploadBody = try final.json()
            #expect(made.state == .finished && made.kind == .final && made.length == bytes.count && made.parts?.count == 3)
            #expect(try await house.content("/v1/packages/\(try #require(made.packageId).text)") == Data(bytes))
            #expect(house.unfinishedFiles.isEmpty)
            let place = try #require(final["Location"])
            let head = try await house.offset(place)
            #expect(head["Upload-Concat"] == "final;" + places.joined(separator: " ") && head["Upload-Offset"] == String(bytes.count))
            #expect(try await house.append(place, at: bytes.count, [1]).brief == "403 not-allowed")
            // The pieces are used up; the same request is answered as it was.
            #expect(try await house.offset(places[0]).status == 410)
            let again = try await house.begin(draft, length: nil, sha256: sha256(bytes), concat: field, key: "final")
            #expect(again.isReplay && again.body == final.body)
            #expect(try await house.begin(draft, length: nil, concat: field).brief == "410 gone")
        }
    }

    @Test func plainUploadsCountAmongThoseAtTheSameTime() async throws {
        try await House.with(configure: { $0.mostUploads = 2 }) { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 10)
            let token = try #require(house.tokens["designer"])
            let path = "/v1/cases/\(draft.id.text)/packages?name=a.zip"
            try await RawConnection.with(house) { connection in
                try await connection.send(
                    "PUT \(path) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                _ = try await connection.read { $0.contains("100 Continue\r\n\r\n") }
                #expect(try await house.begin(draft, length: 1).brief == "429 too-many-uploads")
                #expect(try await house.call(.put, path, as: "designer", json: "bytes").brief == "429 too-many-uploads")
                try await connection.send("bytes")
                _ = try await connection.read { $0.contains("\"uploaded\"") }
            }
            #expect(try await house.call(.put, path, as: "designer", json: "bytes").status == 201)
            #expect(try await house.terminate(place).status == 204)
        }
    }

    @Test func quotaAndNumberOfUploadsHoldBeforeBytesAreTaken() async throws {
        try await House.with(configure: { ($0.instituteQuota, $0.mostUploads, $0.largestPackage) = (10_000, 3, 9000) }) { house in
            let draft = try await house.draft()
            #expect(try await house.begin(draft, length: 9001).brief == "413 too-large")
            #expect(try await house.begin(draft, length: .max).brief == "413 too-large")
            let answers = try await together(4) { _ in try await house.begin(draft, length: 4000) }
            #expect(answers.count { $0.status == 201 } == 2 && answers.count { $0.brief == "507 quota" } == 2)
            // What is promised to an upload is not there for a plain one either.
            #expect(
                try await house.call(.put, "/v1/cases/\(draft.id.text)/packages?name=x", as: "designer", json: String(repeating: "x", count: 2001))
                    .brief == "507 quota")
            #expect(try await house.begin(draft, length: 1).status == 201)
            let over = try await house.begin(draft, length: 1)
            #expect(over.brief == "429 too-many-uploads" && over["Retry-After"] != nil)
            let place = try #require(answers.first { $0.status == 201 }?["Location"])
            #expect(try await house.terminate(place).status == 204)
            #expect(try await house.begin(draft, length: 4000).status == 201)
        }
    }
}
