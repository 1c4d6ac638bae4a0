import ArgumentParser
import Configuration
import Foundation
import SystemPackage
import Work

/// Where the service finds its settings: flags over `LIANSHEN_*` in the environment over a YAML file.
struct SettingsOptions: ParsableArguments {
    @Option(name: .long, help: "配置文件 (YAML) · Configuration file. Also LIANSHEN_CONFIG.")
    var config: String?

    @Option(name: .long, help: "数据目录 · Data folder: private database, blobs, log.")
    var data: String?

    @Option(
        name: .long,
        help: "PostgreSQL 地址 (服务角色) · Database of the service's role. Also DATABASE_URL. Without one, a private cluster runs in the data folder.")
    var databaseURL: String?

    @Flag(name: .long, help: "模拟时钟数据库 (演示、培训) · A database that accepts another business clock.")
    var simulated = false
}

/// The settings after all three layers were read.
struct Settings: Sendable {
    var data: String
    var databaseURL: String?
    var ownerURL: String?
    var poolSize: Int
    var simulated: Bool
    var host: String
    var port: Int
    var publicURL: String?
    var trustedProxies: [String]
    var certificate: String?
    var privateKey: String?
    var uploadLimit: Int
    var uploadQuota: Int
    /// Unfinished uploads that one organisation may have.
    var uploadsAtOnce: Int
    /// Hours for which an unfinished upload is kept after its last byte.
    var uploadHours: Int
    var sm3: Bool
    /// Checks before handing in that one organisation may have at the same time, and within a day.
    var checksAtOnce: Int
    var checksDaily: Int
    /// nil when nobody set one.
    var logLevel: String?
    var workers: Int
    /// Pages of one package that are drawn small.
    var pagesDrawn: Int
    /// Seconds for which a machine job is held without a sign of life.
    var lease: Int
    /// Seconds that machine jobs in hand may take to end once work is over.
    var grace: Int
    /// Requests a second that one token may make.
    var requestRate: Int
    var blobs: BlobSettings
    var log: LogSettings
    /// What one package may cost.
    var limits: LimitSettings

    /// Reads the layers.
    /// - Throws: `SettingsFault` with everything that is wrong in file and environment.
    init(_ options: SettingsOptions, host: String? = nil, port: Int? = nil) async throws {
        let environment = ProcessInfo.processInfo.environment
        var flags: [AbsoluteConfigKey: ConfigValue] = [:]
        if let data = options.data { flags[["data"]] = ConfigValue(.string(data), isSecret: false) }
        if let host { flags[["http", "host"]] = ConfigValue(.string(host), isSecret: false) }
        if let port { flags[["http", "port"]] = ConfigValue(.int(port), isSecret: false) }
        let reader = try await Self.reader(options.config, flags, environment)
        data = reader.string(forKey: "data", default: Settings.defaultData)
        databaseURL = options.databaseURL ?? Self.named("DATABASE_URL", environment) ?? reader.string(forKey: "database.url")
        ownerURL = Self.named("LIANSHEN_OWNER_URL", environment) ?? reader.string(forKey: "database.ownerURL")
        poolSize = reader.int(forKey: "database.poolSize", default: 8)
        simulated = options.simulated || reader.bool(forKey: "simulated", default: false)
        self.host = reader.string(forKey: "http.host", default: "127.0.0.1")
        self.port = reader.int(forKey: "http.port", default: 8080)
        publicURL = Self.named("LIANSHEN_PUBLIC_URL", environment) ?? reader.string(forKey: "http.publicURL")
        trustedProxies = reader.stringArray(forKey: "http.trustedProxies", default: [])
        certificate = reader.string(forKey: "tls.certificate")
        privateKey = reader.string(forKey: "tls.key")
        uploadLimit = reader.int(forKey: "upload.limitBytes", default: 8 << 30)
        uploadQuota = reader.int(forKey: "upload.quotaBytes", default: 200 << 30)
        uploadsAtOnce = reader.int(forKey: "upload.unfinished", default: 32)
        uploadHours = reader.int(forKey: "upload.expireHours", default: 72)
        sm3 = reader.bool(forKey: "upload.sm3", default: true)
        checksAtOnce = reader.int(forKey: "check.atOnce", default: 3)
        checksDaily = reader.int(forKey: "check.daily", default: 200)
        logLevel = reader.string(forKey: "log.level")
        workers = reader.int(forKey: "work.concurrency", default: 2)
        pagesDrawn = reader.int(forKey: "work.pagesDrawn", default: RenderCraft.usualPages)
        lease = reader.int(forKey: "work.leaseSeconds", default: 45)
        grace = reader.int(forKey: "work.graceSeconds", default: 3)
        requestRate = reader.int(forKey: "http.requestRate", default: 200)
        blobs = BlobSettings(
            store: BlobSettings.Store(rawValue: reader.string(forKey: "blobs.store", default: "folder")) ?? .folder,
            endpoint: reader.string(forKey: "blobs.endpoint"), region: reader.string(forKey: "blobs.region", default: "us-east-1"),
            bucket: reader.string(forKey: "blobs.bucket"), prefix: reader.string(forKey: "blobs.prefix", default: ""),
            addressing: reader.string(forKey: "blobs.addressing", default: "path"), credentials: reader.string(forKey: "blobs.credentials"),
            certificateAuthorities: reader.string(forKey: "blobs.certificateAuthorities"),
            partMebibytes: reader.int(forKey: "blobs.partMebibytes", default: 8), connections: reader.int(forKey: "blobs.connections", default: 8),
            copyMebibytes: reader.int(forKey: "blobs.copyMebibytes", default: 4096),
            patience: reader.int(forKey: "blobs.patienceSeconds", default: 60))
        log = LogSettings(
            folder: reader.string(forKey: "log.folder") ?? data + "/log", origin: reader.string(forKey: "log.origin"),
            signer: reader.string(forKey: "log.signer"), policy: reader.string(forKey: "log.policy"),
            timestampURL: reader.string(forKey: "log.timestampURL"), timestampAuthorities: reader.string(forKey: "log.timestampAuthorities"),
            sequencerURL: Self.named("LIANSHEN_SEQUENCER_URL", environment) ?? reader.string(forKey: "database.sequencerURL"))
        limits = LimitSettings(reader)
        if let wanted = SettingKind.known["http.port"]?.wanted(insteadOf: String(self.port)) {
            throw SettingsFault(zh: "--port \(wanted.zh)", en: "--port \(wanted.en).")
        }
    }

    /// The layers below the flags' own: flags, environment, file.
    /// - Throws: `SettingsFault` with everything that is wrong in file and environment.
    static func reader(
        _ config: String?, _ flags: [AbsoluteConfigKey: ConfigValue] = [:], _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws -> ConfigReader {
        let file = config ?? environment["LIANSHEN_CONFIG"]
        let faults = (file.map(SettingsCheck.faults(file:)) ?? []) + SettingsCheck.faults(environment: environment)
        guard faults.isEmpty else { throw SettingsFault(faults) }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: flags),
            EnvironmentVariablesProvider().prefixKeys(with: "lianshen"),
        ]
        if let file {
            providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
        }
        return ConfigReader(providers: providers)
    }

    /// A variable that is set and not empty: an empty one in a unit's environment file means that there is none.
    private static func named(_ name: String, _ environment: [String: String]) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Beside the user's other data; the system unit names /var/lib/lianshen.
    private static var defaultData: String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["XDG_DATA_HOME"], !folder.isEmpty { return folder + "/lianshen" }
        return (environment["HOME"] ?? "/var/lib") + "/.local/share/lianshen"
    }
}
