import Foundation
import Synchronization

/// Bytes that are on their way for each institute: two uploads at once must not both fit into the same rest of a quota.
final class UploadReservations: Sendable {
    private let bytes = Mutex<[UUID: Int64]>([:])

    /// Bytes under way for an institute.
    func underWay(for institute: UUID) -> Int64 { bytes.withLock { $0[institute] ?? 0 } }

    /// Counts `amount` more bytes; fewer when negative.
    func add(_ amount: Int64, for institute: UUID) {
        bytes.withLock { bytes in
            let sum = (bytes[institute] ?? 0) + amount
            bytes[institute] = sum > 0 ? sum : nil
        }
    }
}

/// How far one upload came.
final class ReachedBytes: Sendable {
    private let total = Mutex<Int64>(0)

    var value: Int64 { total.withLock { $0 } }

    /// Moves on and returns by how much.
    func advance(to bytes: Int64) -> Int64 {
        total.withLock { total in
            defer { total = bytes }
            return bytes - total
        }
    }
}
