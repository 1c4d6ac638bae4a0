public import Blobs
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
public import LogKeeping
public import Logging
import Passwords
public import Store
import Synchronization
import Wire

/// What every handler works with: the database, the bytes, the events, and what the interface was told.
public struct HTTPInterface: Sendable {
    let configuration: InterfaceConfiguration
    let store: Store
    let blobs: any BlobStore
    let hub: EventHub
    let gate: WatchGate
    let metrics: MetricsRegistry
    /// The public log's files; nil where another machine serves them.
    let log: LogFolder?
    let logger: Logger
    let draining = DrainFlag()
    let requestRate: TokenBucket<String>
    let signInRate: TokenBucket<String>
    let passwords: PasswordHashing
    let uploads: UploadReservations
    /// Packages that are arriving to be checked, counted for each organisation.
    let checking = UploadReservations()
    let inHand = UploadsInHand()

    /// An interface over a store and a folder of blobs. Publish what other parts of the process change to `hub`.
    public init(
        configuration: InterfaceConfiguration, store: Store, blobs: any BlobStore, hub: EventHub, log: LogFolder? = nil,
        metrics: MetricsRegistry = MetricsRegistry(), logger: Logger
    ) {
        self.configuration = configuration
        self.store = store
        self.blobs = blobs
        self.hub = hub
        gate = WatchGate(store)
        self.metrics = metrics
        self.log = log
        self.logger = logger
        requestRate = TokenBucket(rate: configuration.rate)
        signInRate = TokenBucket(rate: configuration.signInRate)
        passwords = PasswordHashing(cost: configuration.passwordCost, atOnce: configuration.passwordsAtOnce)
        uploads = UploadReservations()
    }
}

/// Whether the server is shutting down; set once, read by every request.
final class DrainFlag: Sendable {
    private let flag = Atomic(false)

    var isOn: Bool { flag.load(ordering: .relaxed) }

    func raise() { flag.store(true, ordering: .relaxed) }
}
