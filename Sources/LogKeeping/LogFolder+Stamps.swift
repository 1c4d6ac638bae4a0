import Glibc

/// A checkpoint of a day with the answer of a timestamp authority over its bytes (RFC 3161).
public struct DayStamp: Hashable, Sendable {
    /// The checkpoint as it was stamped.
    public let checkpoint: [UInt8]
    /// The authority's answer, DER.
    public let token: [UInt8]

    /// A checkpoint with its timestamp.
    public init(checkpoint: [UInt8], token: [UInt8]) { (self.checkpoint, self.token) = (checkpoint, token) }
}

extension LogFolder {
    /// The stamped checkpoint of a day (`YYYY-MM-DD`); nil when there is none, or the day is written otherwise.
    public func stamp(of day: String) throws(LogFileFault) -> DayStamp? {
        guard day.utf8.count == 10, day.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2D }) else { return nil }
        guard let checkpoint = try FileCalls.read("\(path)/timestamp/\(day)/checkpoint", most: 1 << 20),
            let token = try FileCalls.read("\(path)/timestamp/\(day)/checkpoint.tsr", most: 1 << 20)
        else { return nil }
        return DayStamp(checkpoint: checkpoint, token: token)
    }

    /// Keeps the stamped checkpoint of a day, durably and both files in one step. The first one stays: another that comes later is dropped.
    public func keep(_ stamp: DayStamp, of day: String) throws(LogFileFault) {
        let folder = "\(path)/timestamp"
        let unfinished = "\(folder)/.unfinished-\(UInt64.random(in: 0 ... .max))"
        try FileCalls.makeFolder(unfinished)
        do throws(LogFileFault) {
            try FileCalls.write(stamp.checkpoint, to: "\(unfinished)/checkpoint", settling: false)
            try FileCalls.write(stamp.token, to: "\(unfinished)/checkpoint.tsr", settling: true)
        } catch {
            try? FileCalls.removeFolder(unfinished)
            throw error
        }
        guard rename(unfinished, "\(folder)/\(day)") == 0 else {
            let number = errno
            try FileCalls.removeFolder(unfinished)
            // A folder with files in it is never replaced by another.
            if number == ENOTEMPTY || number == EEXIST { return }
            throw .system(call: "rename", path: "\(folder)/\(day)", number: number)
        }
        try FileCalls.settle(folder)
    }
}
