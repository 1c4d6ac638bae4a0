import CLibPQ
import Logging

/// Sends the server's notices and warnings to the log instead of stderr, libpq's default.
final class NoticeSink: Sendable {
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// The sink must outlive `raw`.
    func attach(to raw: OpaquePointer) {
        PQsetNoticeReceiver(
            raw,
            { sink, result in
                guard let sink, let result else { return }
                Unmanaged<NoticeSink>.fromOpaque(sink).takeUnretainedValue().log(DatabaseError(result: result))
            },
            Unmanaged.passUnretained(self).toOpaque())
    }

    private func log(_ notice: DatabaseError) {
        let level: Logger.Level =
            switch notice.severity {
            case "WARNING", "ERROR", "FATAL", "PANIC": .warning
            case "NOTICE", "INFO": .debug
            default: .trace
            }
        logger.log(level: level, "postgres", metadata: ["notice": "\(notice.report)"])
    }
}
