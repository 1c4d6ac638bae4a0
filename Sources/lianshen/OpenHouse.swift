import API
import Blobs
import Foundation
import Intake
import Logging
import NIOSSL
import Sheets
import Store
import Work

/// Everything that a serving or working process holds open: database, blobs, intake.
struct OpenHouse: Sendable {
    let database: OpenDatabase
    let blobs: FolderBlobs
    let intake: Intake

    /// Opens database and blobs; the blob folder's marker must name this database.
    static func open(_ settings: Settings, logger: Logger) async throws -> OpenHouse {
        try FileManager.default.createDirectory(atPath: settings.data, withIntermediateDirectories: true)
        let database = try await OpenDatabase.open(settings, logger: logger)
        do {
            let identity = try await database.store.databaseIdentity()
            let blobs = try FolderBlobs.open(settings.data + "/blobs", belongsTo: identity)
            let intake = Intake(confinement: await Confinement.detect())
            return OpenHouse(database: database, blobs: blobs, intake: intake)
        } catch {
            await database.close()
            throw error
        }
    }

    /// The workers of this process.
    func worker(_ settings: Settings, bell: Bell, logger: Logger) -> Worker {
        Worker(
            store: database.store, crafts: [IntakeCraft(blobs: blobs, intake: intake), ReportCraft(blobs: blobs)], bell: bell,
            pace: Worker.Pace(concurrency: settings.workers), logger: logger)
    }

    /// The HTTP interface over this house.
    func interface(_ settings: Settings, relay: EventRelay, hub: EventHub, logger: Logger) throws -> HTTPServer {
        var configuration = InterfaceConfiguration(address: .tcp(host: settings.host, port: settings.port))
        configuration.largestPackage = Int64(settings.uploadLimit)
        configuration.instituteQuota = Int64(settings.uploadQuota)
        configuration.makesSM3 = settings.sm3
        configuration.trustedProxies = settings.trustedProxies.compactMap(Network.init)
        configuration.rate = RequestRate(perSecond: Double(settings.requestRate), burst: Double(settings.requestRate) * 5)
        if let certificate = settings.certificate, let key = settings.privateKey {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
            configuration.tls = try TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(NIOSSLPrivateKey(file: key, format: .pem)))
        }
        let interface = HTTPInterface(configuration: configuration, store: database.store, blobs: blobs, hub: hub, logger: logger)
        return try interface.server { port in
            logger.notice("Serving", metadata: ["http.host": "\(settings.host)", "http.port": "\(port ?? settings.port)"])
        }
    }
}

extension Settings {
    /// The process's logger: JSON lines on standard error, without secrets.
    func logger() -> Logger { logger(unlessSet: .info) }

    /// The logger of a command that does one thing and ends: only what somebody must act on, unless a level was set.
    func commandLogger() -> Logger { logger(unlessSet: .warning) }

    private func logger(unlessSet level: Logger.Level) -> Logger {
        var logger = Logger(label: "lianshen") { _ in JSONLogHandler() }
        logger.logLevel = logLevel.flatMap(Logger.Level.init(rawValue:)) ?? level
        return logger
    }
}
