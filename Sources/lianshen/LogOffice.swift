import AsyncHTTPClient
import Cosigning
import Foundation
import LogKeeping
import Logging
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
        let folder = LogFolder(settings.log.folder)
        guard let url = settings.log.sequencerURL ?? database.cluster?.url(role: "lianshen_sequencer", database: "lianshen") else {
            logger.notice("The log is not sequenced here: database.sequencerURL names no connection of the sequencer's role")
            return LogOffice(folder: folder, services: [], ledger: nil)
        }
        // A log keeps its name for good, so it is that of the database and not of a machine.
        let origin = settings.log.origin ?? "lianshen/\(database.identity)"
        var services: [any Service] = []
        var socket = settings.log.signer
        if socket == nil {
            let child = try SignerChild(folder: settings.data + "/signer", origin: origin, hasLog: try folder.checkpoint() != nil, logger: logger)
            services.append(child)
            socket = child.socket
        }
        var configuration = PoolConfiguration(url: url)
        configuration.size = 3
        configuration.applicationName = "lianshen-sequencer"
        let ledger = LogLedger(pool: Pool(configuration: configuration, logger: logger))
        let signer = SignerLine(origin: origin, client: SigningClient(.shared), socket: socket ?? "")
        services.append(LogSequencer(ledger: ledger, folder: folder, signer: signer, logger: logger))
        return LogOffice(folder: folder, services: services, ledger: ledger)
    }

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
