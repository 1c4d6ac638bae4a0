import Blobs
import Foundation

/// Where blobs are kept, as the settings say it.
struct BlobSettings: Sendable {
    /// Which kind of store.
    enum Store: String, CaseIterable, Sendable {
        case folder, s3
    }

    var store: Store
    var endpoint: String?
    var region: String
    var bucket: String?
    var prefix: String
    var addressing: String
    /// Path of a file; the secret itself is no setting.
    var credentials: String?
    var certificateAuthorities: String?
    var partMebibytes: Int
    var connections: Int
    var copyMebibytes: Int
    /// Seconds.
    var patience: Int

    /// What a bucket is opened with; nil where blobs lie in a folder.
    /// - Throws: `SettingsFault` with everything that is missing or wrong. No text names a secret.
    func options(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws -> S3Options? {
        guard store == .s3 else { return nil }
        var faults: [String] = []
        func fault(_ zh: String, _ en: String) { faults.append("\(zh) · \(en)") }
        let endpoint = endpoint.flatMap(S3Endpoint.init)
        if endpoint == nil {
            fault("blobs.endpoint 应为 https://主机[:端口],不含路径与账号", "blobs.endpoint must be https://host[:port], without path or account.")
        }
        if !(bucket.map(S3Options.isBucket) ?? false) { fault("blobs.bucket 应为存储桶名", "blobs.bucket must name a bucket.") }
        if !S3Options.isPrefix(prefix) {
            fault("blobs.prefix 应为空,或由字母、数字、. _ - 组成并以 / 结尾", "blobs.prefix must be empty, or letters, digits and . _ - with a / at its end.")
        }
        if region.wholeMatch(of: /[a-z0-9-]{1,64}/) == nil { fault("blobs.region 应为区域名", "blobs.region must name a region.") }
        if let file = certificateAuthorities, !FileManager.default.isReadableFile(atPath: file) {
            fault("blobs.certificateAuthorities 无法读取:\(file)", "blobs.certificateAuthorities cannot be read: \(file).")
        }
        var key: S3Credentials?
        do { key = try S3Credentials.read(environment, file: credentials) } catch { faults.append(Self.text(of: error)) }
        guard faults.isEmpty, let endpoint, let bucket, let key else { throw SettingsFault(faults) }
        var options = S3Options(endpoint: endpoint, bucket: bucket, credentials: key)
        options.region = region
        options.prefix = prefix
        options.addressing = S3Options.Addressing(rawValue: addressing) ?? .path
        options.certificateAuthorities = certificateAuthorities
        options.partSize = partMebibytes << 20
        options.connections = connections
        options.copies = Int64(copyMebibytes) << 20
        options.patience = .seconds(patience)
        return options
    }

    private static func text(of fault: S3Credentials.Fault) -> String {
        switch fault {
        case .none:
            "没有对象存储的密钥;请在环境文件中设置 AWS_ACCESS_KEY_ID 与 AWS_SECRET_ACCESS_KEY,或以 blobs.credentials 指定文件"
                + " · There is no key for the object store; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment file, or name a file with blobs.credentials."
        case .incomplete(let place): "对象存储的密钥不完整或含非法字符:\(place) · The key for the object store is incomplete or malformed: \(place)."
        case .unreadable(let file): "blobs.credentials 无法读取:\(file) · blobs.credentials cannot be read: \(file)."
        case .open(let file): "密钥文件他人可读,请执行 chmod 640:\(file) · Others may read the key's file; chmod 640 \(file)."
        }
    }
}
