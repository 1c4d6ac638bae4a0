import Foundation
import NIOCore
import Postgres
import Store

extension SettingsFault {
    /// Why the database cannot be opened, in sentences, when the error has none of its own.
    init?(opening error: any Error) {
        switch error {
        case let error as DatabaseError where error.isConnectionLost:
            self.init(
                zh: "连不上数据库,请检查 DATABASE_URL 与数据库是否在运行",
                en: "The database cannot be reached; check DATABASE_URL and whether it runs: \(Self.cause(error))")
        case let error as DatabaseError where error.sqlState.rawValue == "42501":
            self.init(
                zh: "数据库角色权限不足,请执行 lianshen migrate --print-roles 打印的脚本",
                en: "The database role may not do this; run what `lianshen migrate --print-roles` prints: \(Self.cause(error))")
        case let error as DatabaseError:
            self.init(zh: "数据库拒绝了请求", en: "The database refused: \(Self.cause(error)) [\(error.sqlState.rawValue)]")
        case PoolError.invalidURL:
            self.init(
                zh: "DATABASE_URL 不是 PostgreSQL 地址", en: "DATABASE_URL is no address that PostgreSQL understands (postgresql://role@host/database).")
        case StoreError.noSpace:
            self.init(zh: "数据库磁盘已满,请腾出空间", en: "The database's disk is full; make room on it.")
        case is PoolError, StoreError.overloaded, StoreError.unavailable, StoreError.outcomeUnknown:
            self.init(zh: "数据库暂不可用,请稍后再试", en: "The database is not available now; try again later.")
        default: return nil
        }
    }

    private static func cause(_ error: DatabaseError) -> String {
        JSONLogHandler.redacted(
            error.message.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix(while: \.isWhitespace) }.joined(separator: " "))
    }

    /// Why nothing can listen at an address, when that is what the error says.
    init?(listening error: any Error, host: String, port: Int) {
        guard let error = error as? IOError else { return nil }
        switch error.errnoCode {
        case EADDRINUSE:
            self.init(
                zh: "\(host):\(port) 已被占用;请结束占用者,或用 --port 另选端口", en: "\(host):\(port) is in use; end whoever uses it, or choose another with --port."
            )
        case EADDRNOTAVAIL:
            self.init(zh: "本机没有地址 \(host);请改 http.host", en: "This machine has no address \(host); change http.host.")
        case EACCES:
            self.init(zh: "无权监听端口 \(port);请用 1024 以上的端口", en: "Listening on port \(port) is not allowed; use one from 1024 up.")
        default: return nil
        }
    }
}
