import API
import Foundation
import JointReview
import NIOCore
import Store
import Testing
import Wire

/// Requests that no well-behaved tus client sends, and other people's.
@Suite(.timeLimit(.minutes(10))) struct TusAttackTests {
    @Test func anotherVersionOfTheProtocolIsRefused() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 10)
            for version in [nil, "0.2.2", "1.0.1", "", "1.0.0, 1.0.0"] {
                let fields = version.map { [("Tus-Resumable", $0)] } ?? []
                for (verb, path) in [(Verb.post, "/v1/uploads"), (.head, place), (.patch, place), (.delete, place)] {
                    let answer = try await house.send(verb, path, as: "designer", bytes: nil, headers: fields)
                    #expect(
                        answer.status == 412 && answer["Tus-Version"] == "1.0.0" && answer["Tus-Resumable"] == "1.0.0", "\(verb) \(version ?? "none")"
                    )
                }
            }
            #expect(try await house.offset(place)["Upload-Offset"] == "0")
        }
    }

    @Test(arguments: [
        ("-1", 400), ("+1", 400), ("1.5", 400), ("", 400), ("0x10", 400), ("１", 400), ("99999999999999999999999", 413), ("9223372036854775807", 413),
    ]) func aLengthThatIsNoneIsRefused(_ length: String, _ status: Int) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            #expect(try await house.begin(draft, length: nil, headers: [("Upload-Length", length)]).status == status)
            #expect(try await house.count("SELECT count(*) FROM lianshen.upload") == 0)
        }
    }

    @Test func aLengthMustBeTold() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            #expect(try await house.begin(draft, length: nil).brief == "400 request")
            #expect(try await house.begin(draft, length: nil, headers: [("Upload-Defer-Length", "1")]).brief == "400 request")
            #expect(try await house.begin(draft, length: 5, headers: [("Upload-Length", "6")]).brief == "400 request")
        }
    }

    @Test(arguments: [
        ("filename !!!", "upload.metadata"), ("filename YQ==", "upload.metadata"), ("filename YQ==,filename YQ==,case CASE", "upload.metadata"),
        ("filename YQ==,case bm9uZQ==", "upload.metadata"), ("filename gICA,case CASE", "upload.metadata"), ("filename,case CASE", "query.value"),
        ("filename Li4vYQ==,case CASE", "query.value"), ("filename YQ==,case CASE,sha256 YQ==", "upload.metadata"),
        ("filename YQ== x,case CASE", "upload.metadata"), ("", "upload.metadata"),
    ]) func metadataIsReadStrictly(_ text: String, _ code: String) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let field = text.replacing("CASE", with: Data(draft.id.text.utf8).base64EncodedString())
            let answer = try await house.send(
                .post, "/v1/uploads", as: "designer", bytes: nil, headers: [House.tus, ("Upload-Length", "1"), ("Upload-Metadata", field)])
            #expect(answer.brief == "422 invalid", "\(text): \(answer.text)")
            #expect(try answer.problem.findings?.contains { $0.code == code } == true, "\(answer.text)")
            #expect(try await house.count("SELECT count(*) FROM lianshen.upload") == 0)
        }
    }

    @Test func aPieceGoesOnWhereTheUploadIs() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 10)
            _ = try await house.append(place, at: 0, noise(4))
            for offset in [0, 3, 5, 10, 11] {
                let answer = try await house.append(place, at: offset, noise(1))
                #expect(answer.brief == "409 offset" && answer["Upload-Offset"] == "4", "\(offset)")
            }
            for bad in ["-1", "x", ""] {
                let fields = [House.tus, ("Upload-Offset", bad), ("Content-Type", "application/offset+octet-stream")]
                #expect(
                    try await house.send(.patch, place, as: "designer", bytes: ByteBuffer(string: "x"), headers: fields).brief == "400 request",
                    "\(bad)")
            }
            let missing = [House.tus, ("Content-Type", "application/offset+octet-stream")]
            #expect(try await house.send(.patch, place, as: "designer", bytes: ByteBuffer(string: "x"), headers: missing).brief == "400 request")
            for type in [nil, "application/octet-stream", "application/offset+octet-stream; x=y", "application/json"] {
                let fields = [House.tus, ("Upload-Offset", "4")] + (type.map { [("Content-Type", $0)] } ?? [])
                #expect(
                    try await house.send(.patch, place, as: "designer", bytes: ByteBuffer(string: "x"), headers: fields).brief == "415 media-type")
            }
            #expect(try await house.offset(place)["Upload-Offset"] == "4")
        }
    }

    @Test func nothingGoesBeyondTheLength() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 10)
            _ = try await house.append(place, at: 0, noise(4))
            #expect(try await house.append(place, at: 4, noise(7)).brief == "413 too-large")
            // Without a length of its own the piece is found to be too long only when it came.
            let token = try #require(house.tokens["designer"])
            let chunked = try await RawConnection.with(house) { connection in
                try await connection.send(
                    "PATCH \(place) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 4\r\n"
                        + "Content-Type: application/offset+octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n1234567\r\n0\r\n\r\n")
                return try await connection.read { $0.contains("too-large") }
            }
            #expect(chunked.hasPrefix("HTTP/1.1 413"))
            try await eventually("the upload free again") { try await house.offset(place)["Upload-Offset"] == "4" ? true : nil }
            let last = try await house.append(place, at: 4, noise(6))
            #expect(last.status == 204 && last["Location"] != nil)
            #expect(try await house.append(place, at: 10, []).status == 204)
            #expect(try await house.append(place, at: 10, [1]).brief == "413 too-large")
        }
    }

    @Test func theMethodIsTheRequestsOwn() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 10)
            for method in ["PATCH", "DELETE", "HEAD"] {
                let answer = try await house.send(
                    .post, place, as: "designer", bytes: nil, headers: [House.tus, ("X-HTTP-Method-Override", method), ("Upload-Offset", "0")])
                #expect(answer.brief == "405 method")
                let patch = try await house.append(place, at: 0, [1], headers: [("X-HTTP-Method-Override", method)])
                #expect(patch.brief == "400 request")
            }
            #expect(try await house.offset(place)["Upload-Offset"] == "0")
        }
    }

    @Test func onlyTheSendersOrganisationSeesAnUpload() async throws {
        try await House.with { plain in
            let draft = try await plain.draft()
            let house = try await plain.withOutside()
            let place = try await house.begun(draft, length: 10)
            let part = try await house.begun(nil, length: 2, concat: "partial")
            _ = try await house.append(part, at: 0, noise(2))
            for name in ["outside_project_leader", "owner", "clerk", "outside_owner", "regulator"] {
                #expect(try await house.offset(place, as: name).status == 404, "\(name)")
                #expect(try await house.call(.get, place, as: name).brief == "404 missing", "\(name)")
                #expect(try await house.append(place, at: 0, [1], as: name).brief == "404 missing", "\(name)")
                #expect(try await house.terminate(place, as: name).status == 404, "\(name)")
            }
            let listed: PageBody<UploadBody> = try await house.call(.get, "/v1/uploads", as: "outside_project_leader").json()
            #expect(listed.items.isEmpty)
            #expect(try await house.begin(draft, length: nil, as: "outside_project_leader", concat: "final;\(part)").brief == "404 missing")
            #expect(try await house.begin(draft, length: 1, as: "owner").brief == "403 forbidden")
            // A colleague goes on with it.
            #expect(try await house.append(place, at: 0, noise(10), as: "drafter").status == 204)
            #expect(try await house.upload(part).state == .received)
        }
    }

    @Test func othersPiecesAndPiecesThatAreNoneMakeNothing() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let part = try await house.begun(nil, length: 2, concat: "partial")
            let open = try await house.begun(nil, length: 2, concat: "partial")
            let whole = try await house.begun(draft, length: 2)
            _ = try await house.append(part, at: 0, noise(2))
            let foreign = UUID()
            try await house.sql(
                """
                INSERT INTO lianshen.upload (upload_id, organisation_id, person_id, kind, state, length, received, sha256, expires_at)
                VALUES ('\(foreign)', '\(house.cast.owner.id)', '\(try house.cast.person("owner").id)', 'partial', 'received', 2, 2, sha256('x'), now() + interval '1 day')
                """)
            func final(_ field: String) async throws -> String { try await house.begin(draft, length: nil, concat: field).brief }
            #expect(try await final("final;\(part) \(part)") == "400 request")
            #expect(try await final("final;\(part) /v1/uploads/\(foreign.text)") == "404 missing")
            #expect(try await final("final;\(part) /v1/uploads/\(UUID().text)") == "404 missing")
            #expect(try await final("final;\(part) \(open)") == "409 not-allowed")
            #expect(try await final("final;\(part) \(whole)") == "409 not-allowed")
            for field in ["final;", "final", "final;/v1/uploads/x", "final;/v1/cases/\(draft.id.text)", "partial;x", "whole", ""] {
                #expect(try await final(field) == "400 request", "\(field)")
            }
            #expect(try await house.begin(draft, length: 4, concat: "final;\(part)").brief == "400 request")
            #expect(
                try await house.begin(draft, length: nil, sha256: String(repeating: "0", count: 64), concat: "final;\(part)").brief == "422 digest")
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 0)
            // Of two at once that want the same piece one gets it.
            let answers = try await together(2) { _ in try await house.begin(draft, length: nil, concat: "final;\(part)") }
            #expect(answers.count { $0.status == 201 } == 1, "\(answers.map(\.brief))")
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 1)
        }
    }

    @Test(arguments: 0..<4) func noHeadersBreakTheServer(_ seed: Int) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 100)
            var dice = Dice(seed: UInt64(seed))
            let words = [
                "0", "1", "-1", "100", "101", "9223372036854775807", "9223372036854775808", "x", "", " ", "partial", "final;", "final;\(place)",
                "final;\(place) \(place)", "sha1 AAAA", "sha256 \(Data(repeating: 0, count: 32).base64EncodedString())",
                "filename YQ==,case \(draft.id.text)",
                House.metadata(draft), "filename", ",,,", "1.0.0", "true", "application/offset+octet-stream", "text/plain", "bytes 0-1/2",
                String(repeating: "a", count: 9000), "\u{e9}", "%00", "\"", ";", "filename YQ==,case",
            ]
            let names = [
                "Upload-Length", "Upload-Offset", "Upload-Metadata", "Upload-Concat", "Upload-Checksum", "Upload-Defer-Length", "Content-Type",
                "Idempotency-Key", "If-Match", "Upload-Expires",
            ]
            for _ in 0..<120 {
                let verb = [Verb.post, .patch, .head, .delete, .get, .options].randomElement(using: &dice) ?? .post
                let path = [place, "/v1/uploads", "/v1/uploads/x", place + "/x"].randomElement(using: &dice) ?? place
                // The upload itself stays, so that there is something to break.
                guard verb != .delete || path != place else { continue }
                var headers = [House.tus]
                for _ in 0..<Int.random(in: 0...5, using: &dice) {
                    headers.append((names.randomElement(using: &dice) ?? "", words.randomElement(using: &dice) ?? ""))
                }
                let bytes = Bool.random(using: &dice) ? ByteBuffer(bytes: noise(Int.random(in: 0...3, using: &dice))) : nil
                let answer = try await house.send(verb, path, as: "designer", bytes: bytes, headers: headers)
                #expect(answer.status < 500, "\(verb) \(path) \(headers.map { "\($0.0): \($0.1.prefix(80))" }): \(answer.text)")
            }
            #expect(try await house.call(.get, "/v1/uploads", as: "designer").status == 200)
        }
    }

    @Test func aCaseThatTakesNoPackagesTakesNoUploads() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            #expect(try await house.begin(opened.record, length: 1).brief == "409 not-allowed")
            // It moves on while bytes are on their way: nothing is handed in behind its back, and the sender is told.
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 4)
            _ = try await house.append(place, at: 0, noise(2))
            try await house.sql("UPDATE lianshen.joint_case SET state = 'withdrawn' WHERE case_id = '\(draft.id)'")
            #expect(try await house.append(place, at: 2, noise(2)).brief == "409 not-allowed")
            #expect(try await house.offset(place).status == 409)
            #expect(try await house.count("SELECT count(*) FROM lianshen.package WHERE case_id = '\(draft.id)'") == 0)
            #expect(try await house.terminate(place).status == 204)
            #expect(house.unfinishedFiles.isEmpty)
        }
    }
}

/// Numbers that are the same in every run (SplitMix64).
private struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
