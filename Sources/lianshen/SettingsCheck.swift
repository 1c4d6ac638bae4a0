import Blobs
import Foundation
import Logging
import Yams

/// What is wrong with the settings, or with what they name: a sentence and the remedy in both languages for each fault, all faults at once.
struct SettingsFault: Error, Hashable, CustomStringConvertible {
    /// The faults, in the order of their places.
    let faults: [String]

    init(_ faults: [String]) {
        self.faults = faults
    }

    /// One fault.
    init(zh: String, en: String) {
        self.init(["\(zh) · \(en)"])
    }

    var description: String { faults.joined(separator: "\n") }
}

/// Every key that the settings know, and what may be its value.
///
/// Swift Configuration takes a value of the wrong kind for a missing one and knows nothing of keys that nobody asks for; an operator who mistyped one
/// would run with a default and not know it.
enum SettingKind {
    case text, flag, list
    case number(ClosedRange<Int>)
    case choice([String])
    case level

    static let known: [String: SettingKind] = [
        "data": .text, "simulated": .flag,
        "http.host": .text, "http.port": .number(0...65_535), "http.publicURL": .text, "http.trustedProxies": .list,
        "http.requestRate": .number(1...1_000_000),
        "tls.certificate": .text, "tls.key": .text,
        "database.url": .text, "database.ownerURL": .text, "database.sequencerURL": .text, "database.poolSize": .number(1...1000),
        "upload.limitBytes": .number(1...Int.max), "upload.quotaBytes": .number(1...Int.max), "upload.unfinished": .number(1...1000),
        "upload.expireHours": .number(1...168), "upload.sm3": .flag,
        "check.atOnce": .number(1...100), "check.daily": .number(1...100_000),
        "work.concurrency": .number(1...256), "work.leaseSeconds": .number(2...3600), "work.graceSeconds": .number(0...3600),
        "work.pagesDrawn": .number(0...100_000),
        "blobs.store": .choice(BlobSettings.Store.allCases.map(\.rawValue)), "blobs.endpoint": .text, "blobs.region": .text, "blobs.bucket": .text,
        "blobs.prefix": .text, "blobs.addressing": .choice(S3Options.Addressing.allCases.map(\.rawValue)), "blobs.credentials": .text,
        "blobs.certificateAuthorities": .text, "blobs.partMebibytes": .number(5...1024), "blobs.connections": .number(1...64),
        "blobs.copyMebibytes": .number(0...1 << 30),
        "blobs.patienceSeconds": .number(1...3600),
        "log.level": .level, "log.folder": .text, "log.origin": .text, "log.signer": .text, "log.policy": .text,
        "log.timestampURL": .text, "log.timestampAuthorities": .text,
    ].merging(LimitSettings.all.map { (LimitSettings.group + $0.name, .number($0.range)) }, uniquingKeysWith: { first, _ in first })

    /// What is wanted, in both languages; nil when the text is a value of this kind.
    func wanted(insteadOf text: String) -> (zh: String, en: String)? {
        switch self {
        case .text, .list: nil
        case .flag: ["true", "false", "yes", "no", "1", "0"].contains(text.lowercased()) ? nil : ("应为 true 或 false", "must be true or false")
        case .number(let range):
            Int(text).map(range.contains) == true
                ? nil
                : range.upperBound == .max
                    ? ("应为不小于 \(range.lowerBound) 的整数", "must be a whole number of at least \(range.lowerBound)")
                    : ("应为 \(range.lowerBound) 至 \(range.upperBound) 的整数", "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .choice(let words): words.contains(text) ? nil : ("应为 \(words.joined(separator: " 或 "))", "must be \(words.joined(separator: " or "))")
        case .level:
            Logger.Level(rawValue: text) != nil
                ? nil
                : (
                    "应为 \(Logger.Level.allCases.map(\.rawValue).joined(separator: "、")) 之一",
                    "must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))"
                )
        }
    }

    /// The variable of a key: `http.publicURL` is `LIANSHEN_HTTP_PUBLIC_URL`.
    static func variable(of key: String) -> String {
        "LIANSHEN_" + key.replacing(".", with: "_").replacing(/([a-z0-9])([A-Z])/) { "\($0.1)_\($0.2)" }.uppercased()
    }
}

enum SettingsCheck {
    /// Faults of the variables that belong to known keys.
    static func faults(environment: [String: String]) -> [String] {
        SettingKind.known.sorted { $0.key < $1.key }.compactMap { key, kind in
            let name = SettingKind.variable(of: key)
            guard let text = environment[name], let wanted = kind.wanted(insteadOf: text) else { return nil }
            return "环境变量 \(name) \(wanted.zh),现为“\(text)” · The variable \(name) \(wanted.en), not \"\(text)\"."
        }
    }

    /// Faults of a configuration file: what is no YAML, keys that nobody knows, values of the wrong kind; with their lines.
    static func faults(file path: String) -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return ["配置文件无法读取:\(path) · The configuration file cannot be read: \(path)."]
        }
        do {
            guard let root = try Yams.compose(yaml: text) else {
                return ["配置文件 \(path) 没有内容 · The configuration file \(path) is empty."]
            }
            return faults(of: root, at: [], file: path)
        } catch {
            // Its first line says what and where; the rest quotes the file, which may hold a password.
            let what = "\(error)".split(separator: "\n").first ?? ""
            return ["配置文件 \(path) 不是合法的 YAML · The configuration file is no well-formed YAML: \(what)"]
        }
    }

    private static func faults(of node: Node, at place: [String], file: String) -> [String] {
        let key = place.joined(separator: ".")
        let line = node.mark.map { ":\($0.line)" } ?? ""
        func fault(_ zh: String, _ en: String) -> [String] { ["\(file)\(line) \(key):\(zh) · \(key) \(en)."] }
        let isGroup = place.isEmpty || SettingKind.known.keys.contains { $0.hasPrefix(key + ".") }
        switch (SettingKind.known[key], node) {
        case (nil, .mapping(let mapping)) where isGroup:
            return mapping.flatMap { name, value in faults(of: value, at: place + [name.string ?? "?"], file: file) }
        case (nil, .scalar(let scalar)) where isGroup && scalar.string.isEmpty: return []
        case (nil, _) where isGroup: return fault("应为一组设置", "must hold settings below it")
        case (nil, _): return fault("没有这个设置", "is no setting; deploy/lianshen.yaml lists them all")
        case (.list, .sequence(let items)):
            return items.allSatisfy { $0.scalar != nil } ? [] : fault("列表的每一项应为文字", "must be a list of texts")
        case (.list, _): return fault("应为列表", "must be a list")
        case (let kind?, .scalar(let scalar)):
            return kind.wanted(insteadOf: scalar.string).map { fault("\($0.zh),现为“\(scalar.string)”", "\($0.en), not \"\(scalar.string)\"") } ?? []
        case (_?, _): return fault("应为单个值", "must be a single value")
        }
    }
}
