import API
import Foundation
import JointReview
import Locks
import Logging
import ServiceLifecycle
import Store
import TestDatabase
import TestStore
import Testing
import Wire

/// What whoever runs the service relies on.
@Suite(.timeLimit(.minutes(10))) struct OperationTests {
    @Test func tooManyRequestsAreToldWhenToComeBack() async throws {
        try await House.with(configure: { $0.rate = RequestRate(perSecond: 0.001, burst: 3) }) { house in
            var answers: [Answer] = []
            for _ in 0..<5 { answers.append(try await house.call(.get, "/v1/cases", as: "owner")) }
            #expect(answers.map(\.status) == [200, 200, 200, 429, 429])
            #expect(try #require(answers.last?["Retry-After"].flatMap(Int.init)) >= 1)
            #expect(answers.last?.brief == "429 rate")
            // Another token has its own share.
            #expect(try await house.call(.get, "/v1/cases", as: "designer").status == 200)
        }
    }

    @Test func whoGuessesTokensIsSlowedDown() async throws {
        try await House.with(configure: { $0.signInRate = RequestRate(perSecond: 0.01, burst: 3) }) { house in
            var statuses: [Int] = []
            for _ in 0..<6 { statuses.append(try await house.call(.get, "/v1/me", token: BearerToken().text).status) }
            #expect(statuses == [401, 401, 401, 429, 429, 429])
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'session.sign_in'") == 3)
            // Who has a good token is not locked out by somebody else at the same address.
            #expect(try await house.call(.get, "/v1/me", as: "owner").status == 200)
            let code = #"{"code":"x","organisation":{"creditCode":"\#(Cast.creditCode(1))","name":"n"},"person":{"signInName":"p-1","name":"n"}}"#
            #expect(try await house.call(.post, "/v1/bootstrap", json: code).status == 429)
        }
    }

    @Test func everyAnswerCarriesTheSecurityHeaders() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let answers = [
                try await house.call(.get, "/healthz"), try await house.call(.get, "/nothing"), try await house.call(.get, "/v1/me"),
                try await house.call(.get, "/v1/me", as: "owner"), try await house.call(.get, "/v1/openapi.yaml"),
                try await house.call(.get, "/v1/sheets/\(opened.sheets[0].id.text)/content", as: "fire"),
            ]
            for answer in answers {
                #expect(answer["X-Content-Type-Options"] == "nosniff" && answer["X-Frame-Options"] == "DENY" && answer["Cache-Control"] == "no-store")
                #expect(answer["Content-Security-Policy"]?.contains("default-src 'none'") == true && answer["Referrer-Policy"] == "no-referrer")
                #expect(UUID(uuidString: answer.requestID) != nil && answer["Server"]?.contains("/") != true)
            }
            #expect(answers.last?["Content-Security-Policy"]?.hasPrefix("sandbox") == true)
        }
    }

    @Test func healthReadinessAndFiguresAnswer() async throws {
        try await House.with { house in
            #expect(try await house.call(.get, "/healthz").json(HealthBody.self).status == .ok)
            let ready: HealthBody = try await house.call(.get, "/readyz").json()
            #expect(ready.status == .ok && ready.checks == ["database": "ok", "blobs": "ok"])
            _ = try await house.call(.get, "/v1/cases/\(UUID().text)", as: "owner")
            let metrics = try await house.call(.get, "/metrics")
            #expect(metrics["Content-Type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            // Figures name routes, never identities.
            #expect(metrics.text.contains("lianshen_http_requests_total{") && metrics.text.contains("status=\"404\""))
            #expect(metrics.text.contains("lianshen_denials_total{code=\"missing\"} 1"))
            #expect(metrics.text.firstMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-/) == nil)
            for line in metrics.text.split(separator: "\n") where !line.hasPrefix("#") {
                #expect(line.wholeMatch(of: /[a-z_]+(\{.*\})? [0-9.e+-]+/) != nil, "\(line)")
            }
        }
    }

    @Test func figuresAreForThoseWhoRunTheService() async throws {
        try await House.with { house in
            // Behind a proxy that nobody told us of, everybody comes from the proxy's address.
            let answer = try await house.call(.get, "/metrics", headers: [("X-Forwarded-For", "203.0.113.9")])
            #expect(answer.brief == "404 route")
        }
        try await House.with(configure: { $0.trustedProxies = Network.loopback }) { house in
            #expect(try await house.call(.get, "/metrics", headers: [("X-Forwarded-For", "203.0.113.9")]).status == 404)
            #expect(try await house.call(.get, "/metrics", headers: [("X-Forwarded-For", "127.0.0.1, 203.0.113.9")]).status == 404)
            let own = try await house.call(.get, "/metrics")
            #expect(own.status == 200)
        }
        try await House.with(configure: { $0.operationNetworks = [] }) { house in
            let answer = try await house.call(.get, "/metrics")
            #expect(answer.status == 404)
        }
    }

    @Test func aDatabaseThatIsGoneIsToldAndNothingCrashes() async throws {
        try await House.with { house in
            try await house.kit.database.cluster.run("ALTER DATABASE \(house.kit.database.name) WITH ALLOW_CONNECTIONS false")
            try await house.kit.database.cluster.run(
                "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '\(house.kit.database.name)'")
            let answer = try await house.call(.get, "/v1/cases", as: "owner")
            #expect(answer.brief == "503 overloaded" && answer["Retry-After"] != nil, "\(answer.text)")
            let ready = try await house.call(.get, "/readyz")
            #expect(ready.status == 503)
            #expect(try ready.json(HealthBody.self).checks?["database"] == "unavailable")
            #expect(try await house.call(.get, "/healthz").status == 200)
            try await house.kit.database.cluster.run("ALTER DATABASE \(house.kit.database.name) WITH ALLOW_CONNECTIONS true")
            try await eventually("the database back") { try await house.call(.get, "/v1/cases", as: "owner").status == 200 ? true : nil }
        }
    }

    @Test func noSecretReachesTheLog() async throws {
        let lines = Lines()
        var logger = Logger(label: "test") { _ in LineHandler(lines: lines) }
        logger.logLevel = .trace
        try await House.with(logger: logger) { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let text = "机密意见全文"
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            #expect(
                try await house.call(.post, path, as: "fire", json: house.comment(opened, attempt: attempt, text: text), key: "my-secret-key").status
                    == 201)
            _ = try await house.call(.get, "/v1/me", token: BearerToken().text)
            _ = try await house.call(.post, "/v1/projects", as: "owner", json: "{\"\(text)\":")
            let issued: IssuedTokenBody = try await house.call(
                .post, "/v1/people/\(try house.cast.person("owner").id.text)/tokens", as: "owner", json: #"{"label":"l","days":1}"#
            ).json()
            try await house.sql("REVOKE INSERT ON lianshen.audit_entry FROM lianshen_service")
            #expect(try await house.call(.post, path, as: "fire", json: house.comment(opened, attempt: attempt, text: text)).status == 500)
            let log = lines.all
            #expect(log.contains { $0.contains("Answered") } && log.contains { $0.contains("Request failed") })
            for secret in Array(house.tokens.values) + [issued.token, text, "my-secret-key", "Bearer"] {
                #expect(!log.contains { $0.contains(secret) }, "\(log.first { $0.contains(secret) } ?? "")")
            }
        }
    }

    @Test func aServerThatEndsFinishesWhatItBegan() async throws {
        try await House.with { house in
            let hub = EventHub()
            let interface = HTTPInterface(
                configuration: InterfaceConfiguration(address: .tcp(host: "127.0.0.1", port: 0)), store: house.store, blobs: house.blobs, hub: hub,
                logger: TestStore.quiet)
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: try interface.server { if let number = $0 { port.yield(number) } })], logger: TestStore.quiet))
            let serving = Task { try await group.run() }
            let number = try #require(await ports.first { _ in true })
            let second = House(
                kit: house.kit, blobs: house.blobs, folder: house.folder, hub: hub, port: number, cast: house.cast, tokens: house.tokens)
            // A stream that would never end by itself ends with the server.
            let frames = try await second.watch(as: "owner") {
                await group.triggerGracefulShutdown()
            } until: { _ in
                false
            }
            #expect(frames.map(\.event) == ["state"])
            try await serving.value
        }
    }
}

/// Lines of a log.
private final class Lines: Sendable {
    private let kept = Locked<[String]>([])

    var all: [String] { kept.withLock { $0 } }

    func add(_ line: String) { kept.withLock { $0.append(line) } }
}

private struct LineHandler: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:])")
    }
}
