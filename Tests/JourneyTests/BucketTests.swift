import AsyncHTTPClient
import Client
import Foundation
import Glibc
import TestBucket
import Testing
import Wire

/// The product with its files in a bucket of a real S3 server.
@Suite(.timeLimit(.minutes(10)), .enabled(if: ObjectServer.program != nil, "deploy/setup/python.sh makes .venv-test"))
struct BucketTests {
    /// A place in the shared bucket that is this test's own.
    private let prefix = "j\(UUID().uuidString.lowercased())/"

    private func variables(port: Int? = nil, prefix: String? = nil) async throws -> [String: String] {
        let shared = if let port { port } else { try await ObjectServer.shared.port }
        return [
            "LIANSHEN_BLOBS_STORE": "s3", "LIANSHEN_BLOBS_ENDPOINT": "http://127.0.0.1:\(shared)", "LIANSHEN_BLOBS_BUCKET": ObjectServer.bucket,
            "LIANSHEN_BLOBS_PREFIX": prefix ?? self.prefix, "LIANSHEN_BLOBS_PART_MEBIBYTES": "5", "AWS_ACCESS_KEY_ID": ObjectServer.key,
            "AWS_SECRET_ACCESS_KEY": ObjectServer.secret,
        ]
    }

    /// Names of the blobs in the bucket, as a client sees them that we did not write.
    private func blobs() async throws -> [String] {
        let encoded = prefix.replacing("/", with: "%2F")
        let list = String(decoding: try await ObjectServer.shared.curl([], "?list-type=2&prefix=\(encoded)blobs%2F"), as: UTF8.self)
        return list.matches(of: /blobs\/([0-9a-f]{64})</).map { String($0.output.1) }
    }

    @Test func aWholeReviewWithItsFilesInABucket() async throws {
        let bucket = try await variables()
        try await Site.with(Play.variables.merging(bucket) { $1 }) { site in
            let play = try await Play(site, package: try Play.plainPackage(in: site.folder))
            try await play.finish()
            _ = try await play.close()
            let stored = try await blobs()
            #expect(stored.count > 3)
            #expect(try FileManager.default.contentsOfDirectory(atPath: site.data + "/staging/blobs/incoming") == [])
            #expect(!FileManager.default.fileExists(atPath: site.data + "/blobs"), "nothing is kept in the folder")
            let sound = try await site.run(["scrub", "--data", site.data, "--sweep-older-than-days", "1"])
            #expect(sound.status == 0 && sound.output.contains("swept: 0"), "\(sound.output) \(sound.errors)")
            #expect(sound.output.contains("checked: \(stored.count)"), "\(sound.output)")
            #expect(try await blobs() == stored)

            // Into another bucket, and whole there.
            #expect(try await site.run(["backup", "--data", site.data, site.folder + "/backup"]).status == 0)
            let other = ["LIANSHEN_BLOBS_PREFIX": "j\(UUID().uuidString.lowercased())/"]
            let restore = try await site.run(["restore", "--data", site.folder + "/copy", site.folder + "/backup"], other)
            #expect(restore.status == 0, "\(restore.output) \(restore.errors)")
            #expect(try await site.run(["scrub", "--data", site.folder + "/copy"], other).status == 0)

            let (damaged, lost) = (try #require(stored.first), try #require(stored.last))
            try await ObjectServer.shared.curl(["-X", "PUT", "--data-binary", "other bytes"], "/\(prefix)blobs/\(damaged)")
            try await ObjectServer.shared.curl(["-X", "DELETE"], "/\(prefix)blobs/\(lost)")
            let scrub = try await site.run(["scrub", "--data", site.data])
            #expect(scrub.status == 1, "\(scrub.output) \(scrub.errors)")
            #expect(scrub.output.contains("damaged: \(damaged)") && scrub.output.contains("missing: \(lost)"), "\(scrub.output)")
            // Somebody mistyped the prefix: an empty bucket is not taken for this database's.
            let empty = try await site.run(["scrub", "--data", site.data], ["LIANSHEN_BLOBS_PREFIX": "elsewhere-\(UUID().uuidString.lowercased())/"])
            #expect(empty.status == 2 && empty.errors.contains("is empty, but the database refers"), "\(empty.errors)")
            #expect(try await site.run(["migrate", "--data", site.folder + "/third"]).status == 0)
            let foreign = try await site.run(["scrub", "--data", site.folder + "/third"])
            #expect(foreign.status == 2 && foreign.errors.contains("belongs to another database"), "\(foreign.errors)")
            #expect(LogReading.secrets(of: site, besides: [ObjectServer.secret, ObjectServer.key]) == [])
        }
    }

    @Test func aServerThatIsKilledOnTheWayToTheBucketLosesNothing() async throws {
        let line = try await BadLine(to: try await ObjectServer.shared.port)
        let bucket = try await variables(port: line.port)
        try await Site.with(bucket) { site in
            let server = try await site.serve()
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            let bytes = (0..<24_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) }
            let path = site.folder + "/large.zip"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let designer = LianshenClient(
                baseURL: site.url, token: office.secrets[1], http: .shared, retry: RetryPolicy(tries: 100, longestPause: .seconds(1)))
            line.set { $0.rate = 3_000_000 }
            let before = line.carried
            async let stored = designer.uploadResumably(path, to: office.caseID)
            try await poll("parts are on their way") { line.carried > before + 6_000_000 }
            server.signal(SIGKILL)
            await server.ended()
            #expect(try await blobs() == [], "nothing half is seen")
            line.set { $0.rate = nil }
            _ = try await site.serve()
            let package = try await stored
            #expect(package.size == bytes.count)
            #expect(try await blobs().contains(package.sha256))
            _ = try await office.designer.downloadPackage(package.id, to: site.folder + "/back.zip")
            #expect(try Data(contentsOf: URL(fileURLWithPath: site.folder + "/back.zip")) == Data(bytes))
            // No archive: intake has looked at it and says so.
            try await poll("intake") { try await office.designer.package(package.id).state == .rejected }

            let plain = try await office.designer.upload(try Play.plainPackage(in: site.folder), to: office.caseID)
            try await poll("checked") { try await office.designer.package(plain.id).state == .checked }
            await office.close()
        }
        await line.close()
    }

    @Test func whatIsWrongWithABucketIsToldInSentences() async throws {
        let bucket = try await variables()
        try await Site.with { site in
            let wrong: [([String: String], [String])] = [
                (["LIANSHEN_BLOBS_STORE": "cloud"], ["LIANSHEN_BLOBS_STORE", "folder or s3", "应为 folder 或 s3"]),
                (
                    ["LIANSHEN_BLOBS_STORE": "s3", "LIANSHEN_BLOBS_PREFIX": "/x"],
                    ["blobs.endpoint", "blobs.bucket", "blobs.prefix", "AWS_ACCESS_KEY_ID", "密钥"]
                ),
                (bucket.merging(["AWS_SECRET_ACCESS_KEY": "not-the-secret"]) { $1 }, ["refused", "403", "拒绝", "密钥"]),
                (bucket.merging(["LIANSHEN_BLOBS_BUCKET": "no-such-bucket"]) { $1 }, ["NoSuchBucket", "存储桶"]),
                (
                    bucket.merging(["LIANSHEN_BLOBS_ENDPOINT": "http://127.0.0.1:1", "LIANSHEN_BLOBS_PATIENCE_SECONDS": "1"]) { $1 },
                    ["could not be reached", "blobs.endpoint"]
                ),
                (bucket.merging(["LIANSHEN_BLOBS_ENDPOINT": "http://key:hidden-word@127.0.0.1"]) { $1 }, ["blobs.endpoint must be"]),
                (bucket.merging(["LIANSHEN_BLOBS_CERTIFICATE_AUTHORITIES": "/nonexistent.pem"]) { $1 }, ["/nonexistent.pem"]),
            ]
            for (variables, words) in wrong {
                let refused = try await site.run(["serve", "--data", site.data, "--port", "\(site.port)"], variables, within: .seconds(60))
                #expect(refused.status == 2, "\(variables)")
                for word in words { #expect(refused.errors.contains(word), "\(word): \(refused.errors)") }
                for secret in [ObjectServer.secret, "not-the-secret", "hidden-word"] { #expect(!refused.errors.contains(secret)) }
            }
        }
    }
}
