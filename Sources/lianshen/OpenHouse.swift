import API
import Blobs
import Foundation
import Intake
import LogKeeping
import Logging
import NIOSSL
import Sheets
import Store
import Work

/// Everything that a serving or working process holds open: database, blobs, intake.
struct OpenHouse: Sendable {
    let database: OpenDatabase
    let blobs: any BlobStore
    let intake: Intake

    /// Opens database and blobs; the blob folder's marker must name this database.
    static func open(_ settings: Settings, logger: Logger, restoring: Bool = false) async throws -> OpenHouse {
        if !restoring { try requireWhole(settings.data) }
        let bucket = try settings.blobs.options()
        try makeFolder(settings.data)
        let database = try await OpenDatabase.open(settings, logger: logger)
        do {
            let blobs = try await openBlobs(settings, bucket, database, restoring: restoring, logger: logger)
            let intake = Intake(confinement: await Confinement.detect(), limits: settings.limits.intake, headers: HeaderProgram.own())
            return OpenHouse(database: database, blobs: blobs, intake: intake)
        } catch {
            await database.close()
            throw error
        }
    }

    /// The folder of the settings, or their bucket with a folder for what arrives.
    private static func openBlobs(
        _ settings: Settings, _ bucket: S3Options?, _ database: OpenDatabase, restoring: Bool, logger: Logger
    ) async throws -> any BlobStore {
        guard let bucket else { return try FolderBlobs.open(settings.data + "/blobs", belongsTo: database.identity) }
        if bucket.endpoint.isPlain, !bucket.endpoint.isLocal {
            logger.warning("Drawings travel to the object store in the clear: blobs.endpoint is no https address")
        }
        // An empty bucket is right for a database that names nothing yet. For any other it is the wrong one, or its bytes are to be restored first.
        let isNew = try await database.store.namedBlobs(after: nil, limit: 1).isEmpty
        return try await S3Blobs.open(
            bucket, staging: settings.data + "/staging", belongsTo: database.identity, mayClaim: restoring || isNew, logger: logger)
    }

    /// Makes a folder, with its parents, unless it is there.
    static func makeFolder(_ path: String) throws {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError) ?? error as NSError
            // Foundation has numbers of its own, too: what is in the way is a file.
            let number = cause.domain == NSPOSIXErrorDomain ? Int32(cause.code) : cause.code == NSFileWriteFileExistsError ? ENOTDIR : EIO
            throw SettingsFault(zh: "目录 \(path) 无法建立", en: "The folder \(path) cannot be made: \(String(cString: strerror(number))).")
        }
    }

    /// Blobs that the database names and that are not in the folder.
    func missingBlobs() async throws -> [BlobID] {
        var (missing, after) = ([BlobID](), nil as [UInt8]?)
        while true {
            let named = try await database.store.namedBlobs(after: after, limit: 1000)
            for id in named.compactMap({ BlobID(bytes: $0) }) where try await !blobs.exists(id) { missing.append(id) }
            guard named.count == 1000 else { return missing }
            after = named.last
        }
    }

    /// The mark that a restore puts into a data folder first and takes away last.
    static func restoreMark(_ data: String) -> String { data + "/restore-under-way" }

    /// Refuses a data folder whose restore did not come to its end: its database may name bytes that are not there.
    static func requireWhole(_ data: String) throws {
        guard !FileManager.default.fileExists(atPath: restoreMark(data)) else {
            throw SettingsFault(
                zh: "数据目录 \(data) 的恢复没有完成;请清空它,再恢复一次", en: "The restore into \(data) did not come to its end; empty the folder and restore again.")
        }
    }

    /// Refuses a data folder that no service has used: for whoever looks at or copies what is there, a new and empty one is the wrong one. A database that
    /// is named says itself which files are missing.
    static func requireUsed(_ settings: Settings) throws {
        guard settings.databaseURL == nil, !FileManager.default.fileExists(atPath: settings.data + "/postgres/PG_VERSION") else { return }
        throw SettingsFault(
            zh: "\(settings.data) 中没有联审的数据;请以 --data 或 --config 指明服务所用的数据目录",
            en: "There are no data of a service in \(settings.data). Name the service's own folder with --data or --config.")
    }

    /// What the workers can do.
    private func crafts(_ settings: Settings) -> [any Craft] {
        [
            IntakeCraft(blobs: blobs, intake: intake, sm3: settings.sm3), CheckCraft(spool: blobs.spool, intake: intake), ReportCraft(blobs: blobs),
            FollowCraft(blobs: blobs, reader: intake.reader),
            RenderCraft(blobs: blobs, reader: intake.reader, width: intake.limits.workers, pages: settings.pagesDrawn),
        ]
    }

    /// The workers of this process.
    func worker(_ settings: Settings, bell: Bell, logger: Logger) -> Worker {
        var pace = Worker.Pace(concurrency: settings.workers, lease: .seconds(settings.lease))
        pace.grace = .seconds(settings.grace)
        return Worker(store: database.store, crafts: crafts(settings), bell: bell, pace: pace, blobs: blobs, logger: logger)
    }

    /// The HTTP interface over this house.
    func interface(_ settings: Settings, relay: EventRelay, hub: EventHub, log: LogFolder, logger: Logger) throws -> HTTPServer {
        var configuration = InterfaceConfiguration(address: .tcp(host: settings.host, port: settings.port))
        configuration.largestPackage = Int64(settings.uploadLimit)
        configuration.instituteQuota = Int64(settings.uploadQuota)
        configuration.mostUploads = settings.uploadsAtOnce
        configuration.uploadLifetime = .seconds(settings.uploadHours * 3600)
        configuration.makesSM3 = settings.sm3
        configuration.largestCheck = Int64(settings.uploadLimit)
        configuration.checks = CheckAllowance(waiting: settings.checksAtOnce, bytes: settings.uploadLimit * 2, daily: settings.checksDaily)
        configuration.trustedProxies = try settings.trustedProxies.map { text in
            guard let network = Network(text) else {
                throw SettingsFault(zh: "http.trustedProxies:“\(text)”不是地址或网段", en: "http.trustedProxies: \"\(text)\" is no address or network.")
            }
            return network
        }
        configuration.rate = RequestRate(perSecond: Double(settings.requestRate), burst: Double(settings.requestRate) * 5)
        configuration.tls = try settings.tls()
        let interface = HTTPInterface(configuration: configuration, store: database.store, blobs: blobs, hub: hub, log: log, logger: logger)
        return try interface.server { port in
            logger.notice("Serving", metadata: ["http.host": "\(settings.host)", "http.port": "\(port ?? settings.port)"])
        }
    }
}

extension Settings {
    /// Certificate and key, when both are named.
    /// - Throws: `SettingsFault` when one is missing, unreadable, or does not fit the other.
    func tls() throws -> TLSConfiguration? {
        guard certificate != nil || privateKey != nil else { return nil }
        guard let certificate, let privateKey else {
            throw SettingsFault(zh: "tls.certificate 与 tls.key 须同时设置", en: "tls.certificate and tls.key must be set together.")
        }
        func read<Value>(_ key: String, _ path: String, _ body: () throws -> Value) throws -> Value {
            do { return try body() } catch {
                throw SettingsFault(
                    zh: "\(key):\(path) 无法读取,或不是未加密的 PEM 文件", en: "\(key): \(path) cannot be read, or is no unencrypted PEM file (\(error)).")
            }
        }
        let chain = try read("tls.certificate", certificate) { try NIOSSLCertificate.fromPEMFile(certificate) }
        let key = try read("tls.key", privateKey) { try NIOSSLPrivateKey(file: privateKey, format: .pem) }
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        do { _ = try NIOSSLContext(configuration: configuration) } catch {
            throw SettingsFault(zh: "tls.key 与 tls.certificate 不配对", en: "tls.key does not belong to tls.certificate (\(error)).")
        }
        return configuration
    }

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
