import Foundation
import Locks

/// Bytes that are on their way for each institute: two uploads at once must not both fit into the same rest of a quota.
final class UploadReservations: Sendable {
    private let bytes = Locked<[UUID: Int64]>([:])
    private let counts = Locked<[UUID: Int]>([:])

    /// Counts `amount` more bytes (fewer when negative) and returns what is under way for the institute then. Of two that come at the same
    /// time the second sees the first, never the other way round: one of them fits.
    @discardableResult
    func add(_ amount: Int64, for institute: UUID) -> Int64 {
        bytes.withLock { bytes in
            let sum = (bytes[institute] ?? 0) + amount
            bytes[institute] = sum > 0 ? sum : nil
            return sum
        }
    }

    /// Counts one more request of the institute (one fewer with -1) and returns how many there are then; 0 only asks.
    @discardableResult
    func count(_ change: Int, for institute: UUID) -> Int {
        counts.withLock { counts in
            let sum = (counts[institute] ?? 0) + change
            counts[institute] = sum > 0 ? sum : nil
            return sum
        }
    }
}

/// One upload's share of what is under way, given back when it ends.
final class UploadShare: Sendable {
    private let institute: UUID
    private let uploads: UploadReservations
    private let total = Locked<Int64>(0)
    /// Requests of the institute that were under way when this one came, itself included.
    let place: Int

    init(_ institute: UUID, _ uploads: UploadReservations) {
        (self.institute, self.uploads) = (institute, uploads)
        place = uploads.count(1, for: institute)
    }

    /// Moves the share up to `bytes` and returns what is under way for the institute, this one included; nil when it was as large already.
    @discardableResult
    func reach(_ bytes: Int64) -> Int64? {
        total.withLock { total in
            guard bytes > total else { return nil }
            defer { total = bytes }
            return uploads.add(bytes - total, for: institute)
        }
    }

    /// Gives the share back; call once.
    func end() {
        uploads.count(-1, for: institute)
        total.withLock { total in
            uploads.add(-total, for: institute)
            total = 0
        }
    }
}
