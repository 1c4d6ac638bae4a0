public import Glibc

/// A value behind a lock: the one lock of the product.
///
/// `Synchronization.Mutex` would do, but its futex calls are invisible to the thread sanitizer, which then reports every access to the
/// value as a race; a pthread mutex costs the same here and is understood. Inlinable, because the room of the database takes it for every statement.
///
/// `@unchecked Sendable`: the value is only reached with the mutex held, and only what may be sent goes in or out.
public final class Locked<Value>: @unchecked Sendable {
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline let value: UnsafeMutablePointer<Value>

    /// Puts a value behind a lock of its own.
    @inlinable public init(_ initial: sending Value) {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        value = .allocate(capacity: 1)
        value.initialize(to: initial)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        value.deinitialize(count: 1)
        value.deallocate()
    }

    /// Runs a body that has the value to itself. It must not wait, nor take the same lock again: that would never end.
    @inlinable
    public func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value.pointee)
    }
}
