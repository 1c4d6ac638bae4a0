import Foundation
import Testing

@testable import Blobs

@Suite struct S3OptionTests {
    @Test(arguments: ["http://127.0.0.1:8333", "https://s3.example.org", "https://S3.example.org:443/", "http://[::1]:9000"])
    func anAddressOfAServer(_ text: String) throws {
        let endpoint = try #require(S3Endpoint(text))
        #expect(endpoint.isPlain == text.hasPrefix("http:"))
    }

    @Test(arguments: [
        "", "s3.example.org", "ftp://s3.example.org", "https://key:secret@s3.example.org", "https://s3.example.org/bucket",
        "https://s3.example.org?x=1",
        "https://s3.example.org:0", "https://s3.example.org:70000", "https://s3 example.org",
    ])
    func noAddressOfAServer(_ text: String) {
        #expect(S3Endpoint(text) == nil)
    }

    @Test func namesOfBucketsAndPrefixes() {
        for name in ["abc", "lianshen-blobs.2026", "a1b"] { #expect(S3Options.isBucket(name)) }
        for name in ["ab", "Abc", "a_b", "-ab", "ab.", "a..b", "a/b", String(repeating: "a", count: 64)] { #expect(!S3Options.isBucket(name)) }
        for prefix in ["", "a/", "city/lian-shen_1.x/"] { #expect(S3Options.isPrefix(prefix)) }
        for prefix in ["a", "/", "/a/", "a//b/", "a b/", "../", "图/", "a/./"] { #expect(!S3Options.isPrefix(prefix)) }
    }

    @Test func bothWaysToNameABucket() throws {
        let credentials = try #require(S3Credentials(key: "k", secret: "s"))
        var options = S3Options(endpoint: try #require(S3Endpoint("https://s3.example.org:8443")), bucket: "drawings", credentials: credentials)
        options.prefix = "city/"
        let request = S3Request("GET", "GET", key: "blobs/x", query: [("a", "1")])
        #expect(request.address(options) == "https://s3.example.org:8443/drawings/city/blobs/x?a=1")
        #expect(S3Request("LIST", "GET").address(options) == "https://s3.example.org:8443/drawings")
        options.addressing = .virtual
        #expect(request.address(options) == "https://drawings.s3.example.org:8443/city/blobs/x?a=1")
        #expect(S3Request("LIST", "GET").address(options) == "https://drawings.s3.example.org:8443/")
        #expect(request.fields(options, at: 0).first { $0.0 == "host" }?.1 == "drawings.s3.example.org:8443")
    }

    @Test func credentialsComeFromTheEnvironmentOrAFileThatOthersCannotRead() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("credentials-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data("[default]\n# aws_access_key_id = no\naws_access_key_id = FILEKEY\naws_secret_access_key=a+b/c=\n".utf8)
            .write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        #expect(throws: S3Credentials.Fault.open(file)) { _ = try S3Credentials.read([:], file: file) }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        let found = try S3Credentials.read([:], file: file)
        #expect((found.key, found.secret, found.token) == ("FILEKEY", "a+b/c=", nil))
        let named = try S3Credentials.read(
            ["AWS_ACCESS_KEY_ID": "K", "AWS_SECRET_ACCESS_KEY": "S", "AWS_SESSION_TOKEN": "T"], file: file)
        #expect((named.key, named.secret, named.token) == ("K", "S", "T"))
        #expect(throws: S3Credentials.Fault.none) { _ = try S3Credentials.read(["AWS_ACCESS_KEY_ID": ""], file: nil) }
        #expect(throws: S3Credentials.Fault.self) { _ = try S3Credentials.read(["AWS_ACCESS_KEY_ID": "K"], file: nil) }
        #expect(throws: S3Credentials.Fault.unreadable("/nonexistent")) { _ = try S3Credentials.read([:], file: "/nonexistent") }
    }

    @Test func instantsOfBothForms() {
        #expect(Clock.instant("2026-11-21T12:00:00.123Z") == 1_795_262_400)
        #expect(Clock.instant("2026-11-21T12:00:00Z") == 1_795_262_400)
        #expect(Clock.instant("Sat, 21 Nov 2026 12:00:00 GMT") == 1_795_262_400)
        for text in ["", "yesterday", "2026-13-41", "Sat, 21 Foo 2026 12:00:00 GMT"] { #expect(Clock.instant(text) == nil) }
    }

    @Test func answersAreReadWithoutTrust() {
        let text = S3Text(
            "<?xml?><R xmlns=\"x\"><Contents a=\"b\"><Key>a&amp;lt;</Key></Contents><Contents><Key>b</Key></Contents><Empty/><Keys>n</Keys></R>")
        #expect(text.all("Contents").map { $0.first("Key") } == ["a&lt;", "b"])
        #expect(text.first("Keys") == "n" && text.first("Missing") == nil && text.first("Empty") == nil)
        #expect(S3Failure(status: 403, body: "<Error><Code>AccessDenied</Code><Key>secret</Key></Error>").cause == "HTTP 403 AccessDenied")
        #expect(S3Failure(status: 403, body: "<Code>bad code\u{1B}</Code>").code == "")
    }
}
