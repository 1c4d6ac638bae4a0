import Testing

@testable import Blobs

/// The examples that AWS publishes with the description of Signature Version 4, for S3 and for any service.
@Suite struct S3SignatureTests {
    private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    private func sign(
        _ method: String, _ path: String, _ query: [(String, String)], _ fields: [(String, String)], _ payload: String
    ) throws -> String {
        let credentials = try #require(S3Credentials(key: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
        let signature = S3Signature(instant: 1_369_353_600, region: "us-east-1", credentials: credentials)
        #expect(signature.timestamp == "20130524T000000Z")
        let all = fields + [("host", "examplebucket.s3.amazonaws.com"), ("x-amz-content-sha256", payload), ("x-amz-date", signature.timestamp)]
        return signature.authorization(method: method, path: path, query: query, fields: all, payload: payload)
    }

    @Test func gettingARange() throws {
        #expect(
            try sign("GET", "/test.txt", [], [("range", "bytes=0-9")], Self.empty)
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        )
    }

    @Test func puttingAnObjectWhoseNameNeedsEncoding() throws {
        let authorization = try sign(
            "PUT", S3Signature.encoded("/test$file.text", isPath: true), [],
            [("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
        #expect(authorization.hasSuffix("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
    }

    @Test func aQueryWithoutAValue() throws {
        #expect(
            try sign("GET", "/", [("lifecycle", "")], [], Self.empty)
                .hasSuffix("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"))
    }

    @Test func aQueryInAnyOrder() throws {
        #expect(
            try sign("GET", "/", [("prefix", "J"), ("max-keys", "2")], [], Self.empty)
                .hasSuffix("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"))
    }

    @Test func anyServiceOfTheSuiteOfTests() throws {
        let credentials = try #require(S3Credentials(key: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
        let signature = S3Signature(instant: 1_440_938_160, region: "us-east-1", service: "service", credentials: credentials)
        let authorization = signature.authorization(
            method: "GET", path: "/", query: [], fields: [("host", "example.amazonaws.com"), ("x-amz-date", signature.timestamp)], payload: Self.empty
        )
        #expect(authorization.hasSuffix("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"))
    }

    @Test func textsAreEncodedAsTheRuleSays() {
        #expect(S3Signature.encoded("a b/+=&图~", isPath: true) == "a%20b/%2B%3D%26%E5%9B%BE~")
        #expect(S3Signature.encoded([("b", "/"), ("a", "2"), ("a", "1"), ("a-b", "")]) == "a=1&a=2&a-b=&b=%2F")
    }

    @Test func theSecretIsInNoText() throws {
        let credentials = try #require(S3Credentials(key: "AKIDEXAMPLE", secret: "the+secret", token: "the-token"))
        let options = S3Options(endpoint: try #require(S3Endpoint("https://example.org")), bucket: "bucket", credentials: credentials)
        var dumped = ""
        dump(options, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), "\(options)", String(reflecting: options), dumped] {
            for secret in ["the+secret", "the-token", "AKIDEXAMPLE"] { #expect(!text.contains(secret)) }
        }
    }
}
