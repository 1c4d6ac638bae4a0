import Blobs
import Foundation
import Testing

@Suite struct DigestTests {
    @Test func sha256OfAbcIsTheStandardsOwn() {
        #expect(idOf(Array("abc".utf8)).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    /// The two examples of GB/T 32905-2016, annex A.
    @Test(arguments: [
        ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (String(repeating: "abcd", count: 16), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ])
    func sm3IsTheStandardsOwn(of text: String, _ hex: String) throws {
        #expect(try Array(text.utf8).withUnsafeBytes { try SM3Digest(hashing: $0) }.hex == hex)
    }

    @Test func aDigestSurvivesItsTextItsBytesAndItsJSON() throws {
        let id = idOf(sampleBytes(10))

        #expect(BlobID(id.hex) == id)
        #expect(BlobID(bytes: id.bytes) == id)
        let json = try JSONEncoder().encode([id])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(id.hex)\"]")
        #expect(try JSONDecoder().decode([BlobID].self, from: json) == [id])
    }

    @Test(arguments: [
        "", "ab", String(repeating: "A", count: 64), String(repeating: "g", count: 64), String(repeating: "a", count: 65), "../../etc/passwd",
    ])
    func onlySixtyFourLowerCaseDigitsAreAName(_ text: String) {
        #expect(BlobID(text) == nil)
        #expect(SM3Digest(text) == nil)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([BlobID].self, from: JSONEncoder().encode([text])) }
    }

    @Test func everyErrorSpeaksBothLanguagesAndNamesARemedy() {
        let id = idOf([])
        let errors: [BlobError] = [
            .tooLarge(limit: 9), .noSpace, .digestMismatch(expected: id, actual: id), .damaged(id), .missing(id), .outOfRange(size: 1),
            .foreignFolder(path: "p", expected: "a", found: "b"), .unmarkedFolder(path: "p"), .unreadableMarker(path: "p"), .noSM3, .uploadClosed,
            .shuttingDown, .system(operation: "open", path: "p", code: 2), .uploadBusy, .uploadLost, .checksumMismatch, .emptyStore("s3://b/"),
            .unreachable(store: "s3://b/", operation: "GET", cause: "HTTP 503"),
            .refused(store: "s3://b/", operation: "GET", status: 403, code: "AccessDenied"),
            .refused(store: "s3://b/", operation: "GET", status: 404, code: "NoSuchBucket"),
            .refused(store: "s3://b/", operation: "GET", status: 403, code: "RequestTimeTooSkewed"),
        ]

        for error in errors {
            for text in [error.message.zh, error.remedy.zh] { #expect(text.hasSuffix("。")) }
            for text in [error.message.en, error.remedy.en] { #expect(text.hasSuffix(".")) }
        }
    }
}
