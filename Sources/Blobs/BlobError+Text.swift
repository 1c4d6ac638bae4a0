import Glibc

extension BlobError: CustomStringConvertible {
    /// What is wrong, in Chinese and in English.
    public var message: (zh: String, en: String) {
        switch self {
        case .tooLarge(let limit):
            ("文件超过上限 \(limit) 字节。", "The file is larger than the limit of \(limit) bytes.")
        case .noSpace:
            ("存储空间已满。", "The storage is full.")
        case .digestMismatch(let expected, let actual):
            (
                "收到的内容与声明的 SHA-256 不符：声明 \(expected)，实际 \(actual)。",
                "The received bytes are not the announced ones: announced SHA-256 \(expected), actual \(actual)."
            )
        case .damaged(let id):
            ("已存文件 \(id) 的内容已损坏。", "The stored file \(id) is damaged.")
        case .missing(let id):
            ("没有文件 \(id)。", "There is no stored file \(id).")
        case .outOfRange(let size):
            ("请求的范围超出文件大小（\(size) 字节）。", "The requested range lies outside the file's \(size) bytes.")
        case .foreignFolder(let path, let expected, let found):
            ("文件夹 \(path) 属于另一个数据库（\(found)），不属于 \(expected)。", "The folder \(path) belongs to another database (\(found)), not to \(expected).")
        case .unmarkedFolder(let path):
            ("文件夹 \(path) 不为空，且没有归属标记。", "The folder \(path) is not empty and carries no marker that names its database.")
        case .unreadableMarker(let path):
            ("无法识别归属标记 \(path)。", "The marker \(path) is not one that this version understands.")
        case .noSM3:
            ("本机的 libcrypto 不提供 SM3。", "The libcrypto of this system offers no SM3.")
        case .uploadClosed:
            ("该上传已结束。", "This upload has already ended.")
        case .uploadBusy:
            ("该上传正由另一请求写入。", "Another request is writing to this upload.")
        case .uploadLost:
            ("该上传已收到的内容不在了或已损坏。", "What was received of this upload is gone or damaged.")
        case .checksumMismatch:
            ("这一段内容与其校验和不符，已丢弃。", "The piece does not match its checksum; it was dropped.")
        case .shuttingDown:
            ("文件存储正在关闭。", "The file storage is shutting down.")
        case .emptyStore(let store):
            ("存储桶 \(store) 是空的，而数据库已引用文件。", "The bucket \(store) is empty, but the database refers to stored files.")
        case .unreachable(let store, let operation, let cause):
            ("对象存储 \(store) 无法完成 \(operation)：\(cause)。", "The object store \(store) could not be reached for \(operation): \(cause).")
        case .refused(let store, let operation, let status, let code):
            ("对象存储 \(store) 拒绝了 \(operation)（\(status) \(code)）。", "The object store \(store) refused \(operation) (\(status) \(code)).")
        case .system(let operation, let path, let code):
            ("操作 \(operation) 失败（\(path)）：\(String(cString: strerror(code)))。", "\(operation) failed on \(path): \(String(cString: strerror(code))).")
        }
    }

    /// What to do about it, in Chinese and in English.
    public var remedy: (zh: String, en: String) {
        switch self {
        case .tooLarge:
            ("请拆分图纸包，或请管理员提高上限。", "Split the package, or ask the administrator to raise the limit.")
        case .noSpace:
            ("请管理员释放或扩充存储空间后重新上传。", "Ask the administrator to free or add space, then upload again.")
        case .digestMismatch:
            ("请核对文件后重新上传。", "Check the file and upload it again.")
        case .damaged:
            ("请从备份恢复该文件；scrub 命令列出全部损坏的文件。", "Restore this file from a backup; the scrub command names all damaged files.")
        case .missing:
            ("请重新上传，或从备份恢复。", "Upload it again, or restore it from a backup.")
        case .outOfRange:
            ("请按文件大小调整请求范围。", "Ask for a range within the file.")
        case .foreignFolder:
            ("请检查数据库地址和文件夹的配置是否配对。", "Check that the configured database and folder belong together.")
        case .unmarkedFolder:
            ("请指定一个空文件夹，或恢复原有的归属标记。", "Name an empty folder, or restore the marker that it had.")
        case .unreadableMarker:
            ("请从备份恢复该标记，或使用更新的版本。", "Restore the marker from a backup, or use a newer version.")
        case .noSM3:
            ("请关闭 SM3 计算，或安装支持 SM3 的 OpenSSL。", "Switch SM3 off, or install an OpenSSL that has it.")
        case .uploadBusy:
            ("稍后查询已收到的位置，再从那里继续。", "Ask in a moment how far it is, and go on from there.")
        case .checksumMismatch:
            ("请重新发送这一段。", "Send the piece again.")
        case .emptyStore:
            (
                "请检查 blobs.bucket 与 blobs.prefix，或先用 lianshen restore 恢复。",
                "Check blobs.bucket and blobs.prefix, or restore a backup with lianshen restore."
            )
        case .unreachable:
            ("请检查 blobs.endpoint、网络和对象存储服务，然后重试。", "Check blobs.endpoint, the network and the server, then try again.")
        case .refused(_, _, _, "RequestTimeTooSkewed"):
            ("请校准本机时钟。", "Set the clock of this machine.")
        case .refused(_, _, _, "NoSuchBucket"):
            ("请检查 blobs.bucket；存储桶须由管理员先建立。", "Check blobs.bucket; the administrator makes the bucket first.")
        case .refused:
            (
                "请检查密钥、区域、寻址方式（blobs.addressing）和存储桶的权限。",
                "Check the key, the region, the addressing (blobs.addressing) and what the key may do in the bucket."
            )
        case .uploadClosed, .uploadLost, .shuttingDown:
            ("请重新开始上传。", "Start the upload again.")
        case .system:
            ("请管理员检查磁盘、权限和挂载。", "Ask the administrator to check the disk, its permissions and its mount.")
        }
    }

    /// The message and the remedy, Chinese first.
    public var description: String {
        "\(message.zh)\(remedy.zh) \(message.en) \(remedy.en)"
    }

    /// The error for the present `errno`: a full disk has its own case, because it has its own answer.
    init(_ operation: String, _ path: String, code: Int32 = errno) {
        self = code == ENOSPC || code == EDQUOT ? .noSpace : .system(operation: operation, path: path, code: code)
    }
}
