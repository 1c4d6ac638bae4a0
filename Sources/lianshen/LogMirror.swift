import Client
import Foundation
import LogKeeping
import TransparencyLog

/// Fetches a log from where it is served: every file below a head, as it stands there.
struct LogMirror: Sendable {
    /// Where `checkpoint` and `tile/…` lie.
    let address: URL
    /// Where the files stay; nil for a folder that is gone afterwards.
    let copy: String?
    let authorities: String?

    /// The address of a log; nil for the name of a folder. A service has its log under `/log`; a static server may have it anywhere.
    static func address(_ text: String) -> URL? {
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), let url = URL(string: text), url.host != nil else { return nil }
        return url.path.isEmpty || url.path == "/" ? url.appendingPathComponent("log") : url
    }

    /// Runs `body` with the connections open and the folder there.
    func with<Value: Sendable>(_ body: (Fetching, LogFolder) async throws -> Value) async throws -> Value {
        let environment = ProcessInfo.processInfo.environment
        let temporary = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)").path
        defer { if copy == nil { try? FileManager.default.removeItem(atPath: temporary) } }
        let folder = LogFolder(copy ?? temporary)
        try folder.prepare()
        return try await LianshenClient.with(
            baseURL: address, token: try token(environment), certificateAuthorities: authorities ?? environment["LIANSHEN_CA_FILE"]
        ) { try await body(Fetching(client: $0), folder) }
    }

    /// Who reads entries of a service must be known to it; a static server asks nobody. A token goes to the service that it was given for and to no other:
    /// that of the environment to the one that the environment names, a kept one to the one that it was kept for.
    private func token(_ environment: [String: String]) throws -> String? {
        var text = address.absoluteString
        while text.hasSuffix("/") { text.removeLast() }
        if text.hasSuffix("/log") { text.removeLast("/log".count) }
        guard let service = try? ServerAddress(text) else { return nil }
        if let token = environment["LIANSHEN_TOKEN"], !token.isEmpty, let named = environment["LIANSHEN_URL"], try ServerAddress(named) == service {
            return token
        }
        return try SignIn.read(for: service)?.token
    }

    /// An open line to the log.
    struct Fetching: Sendable {
        let client: LianshenClient
        /// Files asked for at once; what they hold is in memory until it is written.
        private static let atOnce = 8

        /// The checkpoint that is shown now.
        func checkpoint() async throws -> [UInt8] {
            if let checkpoint = try await client.logFile("checkpoint", limit: HeadFolder.longestText) { return checkpoint }
            throw CommandFault("\(client.baseURL) 没有检查点;请给出日志的网址。", "There is no checkpoint at \(client.baseURL); name the address of a log.")
        }

        /// Fetches what lies below a head and is not there yet. Full tiles and bundles never change, so one that is there is not asked for again.
        func fetch(_ head: TreeHead, to folder: LogFolder, _ bar: ProgressBar) async throws {
            var (waiting, done): ([TileAddress], Int64) = ([], 0)
            for address in LogFiles(size: head.size) {
                done += 1
                guard try folder.read(address) == nil else { continue }
                waiting.append(address)
                guard waiting.count == Self.atOnce else { continue }
                try await get(waiting, folder)
                waiting = []
                bar.show(done, of: LogFiles.count(head.size))
            }
            try await get(waiting, folder)
            bar.end()
        }

        private func get(_ addresses: [TileAddress], _ folder: LogFolder) async throws {
            let tiles = try await withThrowingTaskGroup(of: Tile.self) { group in
                for address in addresses {
                    group.addTask { try await get(address) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try folder.write(tiles)
        }

        /// One file. Where the log has grown since the head was signed, a server of files has the full tile in place of the partial one (tlog-tiles).
        private func get(_ address: TileAddress) async throws -> Tile {
            if let bytes = try await client.logFile(address.path, limit: EntryBundle.longest) { return Tile(address: address, bytes: bytes) }
            guard address.isPartial, let full = try await client.logFile(address.full.path, limit: EntryBundle.longest) else {
                throw CommandFault("\(client.baseURL) 缺少 \(address.path)。", "\(address.path) is missing at \(client.baseURL).")
            }
            return Tile(address: address, bytes: LogFolder.cut(full, to: address))
        }
    }
}
