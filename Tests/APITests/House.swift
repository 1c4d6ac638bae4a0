import API
import Blobs
import Foundation
import LogKeeping
import Logging
import NIOCore
import Passwords
import Store
import Synchronization
import TestDatabase
import TestStore
import Testing

/// A whole server for one test: a database of its own, a folder of blobs, the interface on a free port of the loopback, and people with tokens.
struct House: Sendable {
    let kit: TestStore
    let blobs: FolderBlobs
    let folder: String
    let hub: EventHub
    let port: Int
    let cast: Cast
    let tokens: [String: String]

    var store: Store { kit.store }

    /// Runs `body` with a server that ends with it.
    static func with(
        logger: Logger = TestStore.quiet, configure: @Sendable (inout InterfaceConfiguration) -> Void = { _ in },
        _ body: @Sendable (House) async throws -> Void
    ) async throws {
        await Gate.shared.enter()
        defer { Task { await Gate.shared.leave() } }
        try await TestStore.with { kit in
            let folder = FileManager.default.temporaryDirectory.path + "/lianshen-api-\(UUID().uuidString)"
            defer {
                try? FileManager.default.removeItem(atPath: folder)
                try? FileManager.default.removeItem(atPath: folder + "-log")
            }
            let blobs = try FolderBlobs.open(folder, belongsTo: try await kit.store.databaseIdentity())
            let hub = EventHub()
            var configuration = InterfaceConfiguration(address: .tcp(host: "127.0.0.1", port: 0))
            configuration.signInRate = RequestRate(perSecond: 1000, burst: 10_000)
            configuration.rate = RequestRate(perSecond: 10_000, burst: 100_000)
            // A hash that costs next to nothing: what is tested is who gets in.
            configuration.passwordCost = PasswordCost(memory: 64, passes: 1, lanes: 1)
            configure(&configuration)
            let interface = HTTPInterface(
                configuration: configuration, store: kit.store, blobs: blobs, hub: hub, log: LogFolder(folder + "-log"), logger: logger)
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            let server = try interface.server { number in if let number { port.yield(number) } }
            let serving = Task {
                defer { port.finish() }
                try await server.run()
            }
            defer { serving.cancel() }
            let number = try #require(await ports.first { _ in true })
            let cast = Cast()
            try await cast.enter(kit.store)
            let house = House(
                kit: kit, blobs: blobs, folder: folder, hub: hub, port: number, cast: cast,
                tokens: try await issue(cast.people.filter { $0.value.organisation != cast.outside.id }, kit.store))
            try await body(house)
            serving.cancel()
            _ = await serving.result
        }
    }

    /// The same house with the outside organisation entered.
    func withOutside() async throws -> House {
        try await cast.enterOutside(store)
        let more = try await Self.issue(cast.people.filter { $0.value.organisation == cast.outside.id }, store)
        return House(
            kit: kit, blobs: blobs, folder: folder, hub: hub, port: port, cast: cast, tokens: tokens.merging(more) { first, _ in first })
    }

    /// A token of a person that ends in `days` days.
    func token(of name: String, days: Int = 1) async throws -> (text: String, id: UUID) {
        let (token, id, person) = (BearerToken(), UUID(), try cast.person(name).id)
        _ = try await store.transaction(as: .system("tokens")) { try await $0.issue(token, id: id, to: person, label: "test", days: days) }
        return (token.text, id)
    }

    private static func issue(_ people: [String: Person], _ store: Store) async throws -> [String: String] {
        try await store.transaction(as: .system("tokens")) { tx in
            var tokens: [String: String] = [:]
            for (name, person) in people {
                let token = BearerToken()
                _ = try await tx.issue(token, id: UUID(), to: person.id, label: "test", days: 1)
                tokens[name] = token.text
            }
            return tokens
        }
    }

    /// A number that a statement of SQL answers, asked as the database's owner.
    func count(_ sql: String) async throws -> Int {
        try #require(Int(try await self.sql(sql)))
    }

    /// What a script of SQL prints, run as the database's superuser.
    @discardableResult
    func sql(_ script: String) async throws -> String { try await kit.database.run(script) }

    /// Keeps bytes and returns their digest.
    func keep(_ bytes: String) async throws -> [UInt8] {
        let chunks = AsyncStream { stream in
            stream.yield(ByteBuffer(string: bytes))
            stream.finish()
        }
        let digests = try await blobs.commit([try await blobs.receive(chunks, limit: 1 << 20)])
        return try #require(digests.first).sha256.bytes
    }
}
