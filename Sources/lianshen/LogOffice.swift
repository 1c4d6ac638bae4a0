import AsyncHTTPClient
import Cosigning
import Foundation
import LogKeeping
import Logging
import NIOCore
import Postgres
import PrivateCluster
import ServiceLifecycle
import Store
import Timestamps
import TransparencyLog
import Work

/// What a process does for the log: it sequences entries, and keeps a signer of its own unless one is named.
struct LogOffice: Sendable {
    /// Where the public files lie.
    let folder: LogFolder
    /// In the order in which they start.
    let services: [any Service]
    private let ledger: LogLedger?

    /// Opens the office; without a URL of the sequencer's role it only serves what others write.
    static func open(_ settings: Settings, _ database: OpenDatabase, logger: Logger) throws -> LogOffice {
        let folder = LogFolder(settings.log.folder, failpoint: KillPoint.log)
        guard let url = settings.log.sequencerURL ?? database.cluster?.url(role: "lianshen_sequencer", database: "lianshen") else {
            logger.notice("The log is not sequenced here: database.sequencerURL names no connection of the sequencer's role")
            return LogOffice(folder: folder, services: [], ledger: nil)
        }
        // A log keeps its name for good, so it is that of the database and not of a machine.
        let origin = settings.log.origin ?? "lianshen/\(database.identity)"
        var services: [any Service] = []
        let witnesses = try witnesses(settings.log, origin: origin, logger: logger)
        var socket = settings.log.signer
        if socket == nil {
            let child = try SignerChild(folder: settings.data + "/signer", origin: origin, logger: logger) { try folder.checkpoint() != nil }
            services.append(child)
            socket = child.socket
        }
        var configuration = PoolConfiguration(url: url)
        configuration.size = 3
        configuration.applicationName = "lianshen-sequencer"
        let ledger = LogLedger(pool: Pool(configuration: configuration, logger: logger))
        let signer = SignerLine(origin: origin, client: SigningClient(.shared), socket: socket ?? "")
        services.append(LogSequencer(ledger: ledger, folder: folder, signer: signer, witnesses: witnesses, logger: logger))
        return LogOffice(folder: folder, services: services, ledger: ledger)
    }

    /// An office that only serves what others write.
    static func reading(_ settings: Settings) -> LogOffice { LogOffice(folder: LogFolder(settings.log.folder), services: [], ledger: nil) }

    /// The witnesses of the policy that the settings name. Theirs are the only answers of strangers that this process asks for.
    private static func witnesses(_ settings: LogSettings, origin: String, logger: Logger) throws -> LogWitnesses? {
        guard let path = settings.policy else { return nil }
        let policy: LogPolicy
        do { policy = try LogTrust.read(policy: path, vkeys: []) } catch {
            throw SettingsFault(zh: "log.policy:\(path) 无法读取或有误", en: "log.policy: \(path) cannot be read, or is no policy (\(error)).")
        }
        guard policy.logs.contains(where: { $0.name == origin }) else {
            throw SettingsFault(
                zh: "log.policy:\(path) 没有本日志 \(origin) 的公钥",
                en: "log.policy: \(path) has no key of this log (\(origin)); `lianshen log vkey` prints it.")
        }
        for witness in policy.witnesses {
            guard let url = witness.url, !isSafe(url) else { continue }
            throw SettingsFault(
                zh: "log.policy:见证方 \(witness.name) 的网址须为 https,或本机的 http",
                en: "log.policy: the address of the witness \(witness.name) must be https, or http on this machine.")
        }
        return LogWitnesses(policy: policy, client: SigningClient(strangers), logger: logger)
    }

    private static func isSafe(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty else { return false }
        return url.scheme == "https" || url.scheme == "http" && ["127.0.0.1", "::1", "[::1]", "localhost"].contains(host)
    }

    /// Asks those who are not ours. Follows no redirect: where a witness sends us is not where its operator said that it is. Lives as long as the process.
    private static let strangers: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(10), write: .seconds(10))
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Ends the connections.
    func close() async { await ledger?.close() }
}

/// Where the log lies and who signs it.
struct LogSettings: Sendable {
    /// Folder of the public files.
    var folder: String
    /// Name of the log; nil for that of the database.
    var origin: String?
    /// Socket of a signer that somebody else runs.
    var signer: String?
    /// File with the witnesses that are asked.
    var policy: String?
    /// Where a timestamp authority answers (RFC 3161); nil for none.
    var timestampURL: String?
    /// File of the certificates (PEM) that its answers must lead to.
    var timestampAuthorities: String?
    /// Connection of the sequencer's role.
    var sequencerURL: String?
}

extension OpenHouse {
    /// What has an authority outside vouch for the time; none unless the settings name one.
    func stamping(_ settings: Settings, _ logger: Logger) throws -> [any Service] {
        guard let url = settings.log.timestampURL else { return [] }
        guard let authorities = settings.log.timestampAuthorities, FileManager.default.isReadableFile(atPath: authorities) else {
            throw SettingsFault(
                zh: "log.timestampURL 需要 log.timestampAuthorities:时间戳机构的证书文件 (PEM)",
                en: "log.timestampURL needs log.timestampAuthorities: a readable file with the authority's certificates (PEM).")
        }
        let authority = TimestampAuthority(url: url, authorities: authorities)
        return [Stamping(store: database.store, folder: LogFolder(settings.log.folder), authority: authority, logger: logger)]
    }
}
