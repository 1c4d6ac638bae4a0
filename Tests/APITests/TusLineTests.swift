import API
import Blobs
import Foundation
import NIOCore
import Store
import Testing
import Wire

/// What becomes of an upload whose line is cut, that two send at once, or that is ended while it is sent.
@Suite(.timeLimit(.minutes(10))) struct TusLineTests {
    /// The head of a piece as a test writes it by hand.
    private func head(_ house: House, _ place: String, at offset: Int, _ length: String) throws -> String {
        "PATCH \(place) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(try #require(house.tokens["designer"]))\r\nTus-Resumable: 1.0.0\r\n"
            + "Upload-Offset: \(offset)\r\nContent-Type: application/offset+octet-stream\r\n\(length)\r\n\r\n"
    }

    private func bytesOnDisk(_ house: House) -> Int {
        house.unfinishedFiles.reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: house.folder + "/blobs/incoming/" + name)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    @Test(arguments: ["Content-Length: 3000000", "Transfer-Encoding: chunked"])
    func whatCameBeforeTheLineWasCutIsKept(_ length: String) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = noise(3_000_000)
            let place = try await house.begun(draft, length: bytes.count, sha256: sha256(bytes))
            try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, place, at: 0, length))
                if !length.hasPrefix("C") { try await connection.send("1E8480\r\n") }
                try await connection.send(Array(bytes[..<2_000_000]))
                try await eventually("bytes on the disk") { bytesOnDisk(house) > 0 ? true : nil }
            }
            let offset = try await eventually("the offset") { () -> Int? in
                let answer = try await house.offset(place)
                return answer["Upload-Offset"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil }
            }
            #expect(offset <= 2_000_000 && offset <= bytesOnDisk(house))
            let last = try await house.append(place, at: offset, bytes[offset...])
            #expect(last.status == 204, "\(last.text)")
            #expect(try await house.content(try #require(last["Location"])) == Data(bytes))
        }
    }

    @Test func aPieceWithAChecksumThatIsCutIsDropped() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 3_000_000)
            try await RawConnection.with(house) { connection in
                try await connection.send(
                    try head(
                        house, place, at: 0, "Content-Length: 3000000\r\nUpload-Checksum: sha1 \(Data(repeating: 1, count: 20).base64EncodedString())"
                    ))
                try await connection.send(noise(2_000_000))
                try await eventually("bytes on the disk") { bytesOnDisk(house) > 0 ? true : nil }
            }
            try await eventually("the bytes dropped") { bytesOnDisk(house) == 0 ? true : nil }
            #expect(try await house.offset(place)["Upload-Offset"] == "0")
        }
    }

    /// However slow the machine: a line that rests is not ended, or the second sender would rightly be let in.
    private func patient(_ configuration: inout InterfaceConfiguration) {
        configuration.stalledUpload = .seconds(3600)
        configuration.idleTimeout = .seconds(3600)
    }

    @Test func ofTwoWhoSendAtTheSameTimeOneIsToldToWait() async throws {
        try await House.with(configure: patient) { house in
            let draft = try await house.draft()
            let bytes = noise(3_000_000)
            let place = try await house.begun(draft, length: bytes.count)
            let first = try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, place, at: 0, "Content-Length: 3000000"))
                try await connection.send(Array(bytes[..<1_500_000]))
                try await eventually("bytes on the disk") { bytesOnDisk(house) > 0 ? true : nil }
                let second = try await house.append(place, at: 0, noise(3_000_000, seed: 7))
                #expect(second.brief == "423 locked" && second["Retry-After"] != nil, "\(second.brief)")
                try await connection.send(Array(bytes[1_500_000...]))
                return try await connection.read { $0.contains("\r\n\r\n") }
            }
            #expect(first.hasPrefix("HTTP/1.1 204"))
            #expect(try await house.content("/v1/packages/\(try #require(try await house.upload(place).packageId).text)") == Data(bytes))
        }
    }

    @Test func manyAtOnceNeverMixTheirBytes() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 4_000_000)
            let answers = try await together(8) { index in
                try await house.append(place, at: 0, [UInt8](repeating: UInt8(index), count: 4_000_000))
            }
            #expect(answers.count { $0.status == 204 } == 1)
            #expect(answers.allSatisfy { [204, 423, 409, 413].contains($0.status) }, "\(answers.map(\.brief))")
            let stored = try await house.content("/v1/packages/\(try #require(try await house.upload(place).packageId).text)")
            #expect(Set(stored).count == 1 && stored.count == 4_000_000)
        }
    }

    @Test func whoComesBackIsLetInThoughTheOldLineWasNeverClosed() async throws {
        try await House.with(configure: { $0.stalledUpload = .milliseconds(200) }) { house in
            let draft = try await house.draft()
            let bytes = noise(3_000_000)
            let place = try await house.begun(draft, length: bytes.count)
            try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, place, at: 0, "Content-Length: 3000000"))
                try await connection.send(Array(bytes[..<2_000_000]))
                try await eventually("bytes on the disk") { bytesOnDisk(house) > 0 ? true : nil }
                // The old connection stays open and silent.
                let last = try await eventually("the last bytes taken") { () -> Answer? in
                    let offset = try #require(try await house.offset(place)["Upload-Offset"].flatMap(Int.init))
                    let answer = try await house.append(place, at: offset, bytes[offset...])
                    #expect([204, 409, 423].contains(answer.status), "\(answer.brief)")
                    return answer.status == 204 ? answer : nil
                }
                #expect(try await house.content(try #require(last["Location"])) == Data(bytes))
            }
        }
    }

    @Test func endingAnUploadWhileItIsSentEndsTheSending() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let place = try await house.begun(draft, length: 3_000_000)
            let answer = try await RawConnection.with(house) { connection in
                try await connection.send(try head(house, place, at: 0, "Content-Length: 3000000"))
                try await connection.send(noise(2_000_000))
                try await eventually("bytes on the disk") { bytesOnDisk(house) > 0 ? true : nil }
                #expect(try await house.terminate(place).status == 204)
                #expect(house.unfinishedFiles.isEmpty)
                return try await connection.read { $0.contains("\r\n\r\n") }
            }
            #expect(!answer.hasPrefix("HTTP/1.1 2"), "\(answer.prefix(40))")
            #expect(try await house.offset(place).status == 410)
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 0)
            #expect(house.unfinishedFiles.isEmpty)
        }
    }

    /// The server is killed between the last byte and the package, or the package's blob and its row.
    @Test(arguments: [false, true]) func aHeadFinishesWhatACrashInterrupted(_ isMoved: Bool) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = noise(1_500_000)
            let place = try await house.begun(draft, length: bytes.count, sha256: sha256(bytes))
            _ = try await house.append(place, at: 0, bytes[..<1_000_000])
            let file = house.folder + "/blobs/incoming/" + (try #require(house.unfinishedFiles.first))
            if isMoved {
                _ = try await house.keep(String(decoding: noise(1), as: UTF8.self))
                let kept = try await house.blobs.commit([try house.blobs.stage { writer in try bytes.withUnsafeBytes { try writer.write($0) } }])
                #expect(kept.count == 1)
                try FileManager.default.removeItem(atPath: file)
            } else {
                try Data(bytes).write(to: URL(fileURLWithPath: file))
            }
            try await house.sql("UPDATE lianshen.upload SET received = length, sha256 = decode('\(sha256(bytes))', 'hex')")
            let head = try await house.offset(place)
            #expect(head.status == 200 && head["Upload-Offset"] == "1500000", "\(head.status)")
            #expect(try await house.content(try #require(head["Location"])) == Data(bytes))
            #expect(try await house.offset(place)["Location"] == head["Location"])
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 1)
            #expect(house.unfinishedFiles.isEmpty)
        }
    }

    @Test(arguments: ["missing", "short", "other"]) func bytesThatAreNotThereAnyMoreAreNotAnswered(_ damage: String) async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = noise(100_000)
            let place = try await house.begun(draft, length: bytes.count)
            // What another process received: this one has no hash of it.
            let id = String(try #require(place.split(separator: "/").last))
            let file = house.folder + "/blobs/incoming/upload-" + id
            try await house.sql("UPDATE lianshen.upload SET received = 50000, sha256 = decode('\(sha256(Array(bytes[..<50_000])))', 'hex')")
            switch damage {
            case "short": try Data(bytes[..<49_999]).write(to: URL(fileURLWithPath: file))
            case "other": try Data(noise(50_000, seed: 3)).write(to: URL(fileURLWithPath: file))
            default: break
            }
            if damage != "other" { #expect(try await house.offset(place).status == 410) }
            #expect(try await house.append(place, at: 50_000, bytes[50_000...]).brief == "410 gone")
            #expect(try await house.count("SELECT count(*) FROM lianshen.package") == 0)
            #expect(house.unfinishedFiles.isEmpty)
        }
    }

    @Test func aWholeUploadWhoseBytesAreNowhereIsRefused() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            for isAsked in [true, false] {
                let place = try await house.begun(draft, length: 1000)
                let id = String(try #require(place.split(separator: "/").last))
                try await house.sql("UPDATE lianshen.upload SET received = length, sha256 = sha256('x') WHERE upload_id = '\(id)'")
                let answer = isAsked ? try await house.offset(place) : try await house.append(place, at: 1000, [])
                #expect(answer.status == 410)
            }
            #expect(try await house.count("SELECT count(*) FROM lianshen.upload WHERE state = 'refused' AND freed_at IS NOT NULL") == 2)
        }
    }

    @Test func bytesBehindThoseThatWereRecordedAreSentAgain() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = noise(100_000)
            let place = try await house.begun(draft, length: bytes.count)
            let file = house.folder + "/blobs/incoming/upload-" + String(try #require(place.split(separator: "/").last))
            // A killed server wrote more than it recorded, and the disk kept rubbish of it.
            try Data(Array(bytes[..<60_000]) + noise(40_000, seed: 5)).write(to: URL(fileURLWithPath: file))
            try await house.sql("UPDATE lianshen.upload SET received = 60000, sha256 = decode('\(sha256(Array(bytes[..<60_000])))', 'hex')")
            #expect(try await house.offset(place)["Upload-Offset"] == "60000")
            let last = try await house.append(place, at: 60_000, bytes[60_000...])
            #expect(try await house.content(try #require(last["Location"])) == Data(bytes))
        }
    }

    /// The head of a creation with bytes, under a key, as a test writes it by hand.
    private func creation(_ house: House, _ draft: CaseRecord, length: Int, key: String) throws -> String {
        "POST /v1/uploads HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(try #require(house.tokens["designer"]))\r\nTus-Resumable: 1.0.0\r\n"
            + "Upload-Length: \(length)\r\nUpload-Metadata: \(House.metadata(draft))\r\nIdempotency-Key: \(key)\r\n"
            + "Content-Type: application/offset+octet-stream\r\nContent-Length: \(length)\r\n\r\n"
    }

    @Test func theSameCreationAgainDoesNotEndTheOneThatIsBeingSent() async throws {
        try await House.with(configure: patient) { house in
            let draft = try await house.draft()
            let bytes = noise(3_000_000)
            let first = try await RawConnection.with(house) { connection in
                try await connection.send(try creation(house, draft, length: bytes.count, key: "twice"))
                try await connection.send(Array(bytes[..<1_500_000]))
                try await eventually("bytes on the disk") { bytesOnDisk(house) > 0 ? true : nil }
                let second = try await house.begin(draft, length: bytes.count, bytes: ByteBuffer(bytes: bytes), key: "twice")
                #expect(second.brief == "423 locked" && second["Retry-After"] != nil, "\(second.brief)")
                try await connection.send(Array(bytes[1_500_000...]))
                return try await connection.read { $0.contains("\r\n\r\n") }
            }
            #expect(first.hasPrefix("HTTP/1.1 201"), "\(first.prefix(40))")
            let again = try await house.begin(draft, length: bytes.count, key: "twice")
            #expect(again.isReplay && again["Upload-Offset"] == String(bytes.count))
            let sent = try await house.upload(try #require(again["Location"]))
            #expect(try await house.content("/v1/packages/\(try #require(sent.packageId).text)") == Data(bytes))
            #expect(try await house.count("SELECT count(*) FROM lianshen.upload") == 1)
        }
    }

    @Test func aCreationThatWasCutGoesOnUnderItsKey() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let bytes = noise(3_000_000)
            try await RawConnection.with(house) { connection in
                try await connection.send(try creation(house, draft, length: bytes.count, key: "cut"))
                try await connection.send(Array(bytes[..<2_000_000]))
                try await eventually("bytes on the disk") { bytesOnDisk(house) > 0 ? true : nil }
            }
            let again = try await eventually("the creation answered") { () -> Answer? in
                let answer = try await house.begin(draft, length: bytes.count, key: "cut")
                let isRecorded = answer["Upload-Offset"].flatMap(Int.init).map { $0 > 0 } ?? false
                return answer.status == 201 && isRecorded ? answer : nil
            }
            let (place, offset) = (try #require(again["Location"]), try #require(again["Upload-Offset"].flatMap(Int.init)))
            #expect(again.isReplay && offset <= 2_000_000)
            #expect(try await house.offset(place)["Upload-Offset"] == String(offset))
            let last = try await house.append(place, at: offset, bytes[offset...])
            #expect(last.status == 204, "\(last.text)")
            #expect(try await house.content(try #require(last["Location"])) == Data(bytes))
            // One that ended since has no place to go on at.
            let ended = try #require(try await house.begin(draft, length: 10, key: "ended")["Location"])
            #expect(try await house.terminate(ended).status == 204)
            #expect(try await house.begin(draft, length: 10, key: "ended").brief == "410 gone")
            // Without a key nobody comes back: what was begun is given up, and takes no room.
            try await RawConnection.with(house) { connection in
                try await connection.send(
                    try creation(house, draft, length: bytes.count, key: "x").replacing("Idempotency-Key: x\r\n", with: ""))
                try await connection.send(Array(bytes[..<2_000_000]))
                try await eventually("bytes on the disk") { bytesOnDisk(house) > 0 ? true : nil }
            }
            try await eventually("the upload given up") { bytesOnDisk(house) == 0 ? true : nil }
        }
    }
}
