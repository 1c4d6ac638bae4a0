// swift-tools-version: 6.2
import PackageDescription

// One package, one executable; the tiers and walls are those of the README's architecture picture.
// A room lists exactly the rooms that it may import, and the compiler holds it to that
// (`--explicit-target-dependency-import-check error`, see Makefile).

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func system(_ name: String, _ pkgConfig: String, _ debian: String) -> Target {
    .systemLibrary(name: name, path: "Sources/\(name)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

func room(_ name: String, _ rooms: [String] = [], outside: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: rooms.map { .target(name: $0) } + outside, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ rooms: [String], outside: [Target.Dependency] = []) -> Target {
    .testTarget(name: name, dependencies: rooms.map { .target(name: $0) } + outside, swiftSettings: strict)
}

// The migrations are built into the binary; Sources/Store/sql is a link to Schemas/sql.
let migrations: [Resource] = [
    "0001_identity", "0002_rules", "0003_cases", "0004_reviews", "0005_audit", "0006_grants", "0007_uploads", "0008_sheet_facts",
    "0009_checks", "0010_check_rules", "0011_excused_attempts", "0012_calendar_notices", "0013_composed_sets",
    "0014_page_thumbnails", "0015_people", "0016_rounds", "0017_rule_days", "0018_conflicts", "0019_recusals",
    "0020_clauses", "0021_checkpoints", "0022_drafts", "0023_threads", "0024_seen", "0025_changes",
    "0026_specialties", "0027_register", "0028_draws", "0029_mandate_lists", "0030_late_disciplines", "0031_green_channel", "0032_debts",
    "0033_clocks", "0034_bodies", "0035_report_editions", "0036_seats_and_bodies", "0037_handed_in", "0038_released_answers", "0039_conclusions",
    "0040_log", "0041_displaced", "0042_timestamps", "0043_regions", "0044_contents", "0045_bindings", "0046_verifiers",
    "0047_persons_shown", "0048_clock",
].map {
    .embedInCode("sql/\($0).sql")
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "lianshen",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        // Tier 0: system libraries, and time.
        system("CArgon2", "libargon2", "libargon2-dev"),
        system("CLibPQ", "libpq", "libpq-dev"),
        .systemLibrary(name: "CLinux", path: "Sources/CLinux"),
        system("CLibXML2", "libxml-2.0", "libxml2-dev"),
        system("COpenSSL", "libcrypto", "libssl-dev"),
        system("CPangoCairo", "pangocairo", "libpango1.0-dev"),
        system("CZlib", "zlib", "zlib1g-dev"),
        // What all rooms but the rules may use: the lock, and threads for what takes long.
        room("Locks"),
        room("WorkingTime"),
        // Tier 1
        room("JointReview", ["WorkingTime"]),
        room("Postgres", ["CLibPQ", "CLinux", "Locks"], outside: [logging, deque]),
        room("PrivateCluster", ["Locks"], outside: [logging, subprocess, systemPackage]),
        room("Archive", ["CZlib"]),
        room("Blobs", ["COpenSSL", "Locks"], outside: [asyncHTTPClient, crypto, nioCore, nioHTTP1, nioPosix, nioSSL, logging]),
        room("SafeFiles", ["JointReview"]),
        room("Timestamps", ["COpenSSL"], outside: [asyncHTTPClient, nioCore, nioHTTP1]),
        room("TransparencyLog", outside: [crypto]),
        // Tier 2
        room("LogKeeping", ["Archive", "TransparencyLog"]),
        room("Passwords", ["CArgon2", "Locks"]),
        room("Manifest", ["JointReview", "CLibXML2", "Locks"]),
        room("Reports", ["JointReview"]),
        room("Exchange", ["JointReview", "Archive", "CLibXML2"]),
        room("Sheets", ["JointReview", "Locks", "CZlib"], outside: [subprocess, systemPackage, crypto]),
        room("Draws", ["JointReview"], outside: [crypto]),
        room(
            "Store", ["Draws", "JointReview", "Locks", "Postgres", "TransparencyLog", "WorkingTime"], outside: [crypto, logging],
            resources: migrations),
        room("TestBucket", ["Locks", "TestDatabase"], outside: [nioCore, nioPosix]),
        room("TestDatabase", ["Locks", "PrivateCluster"], outside: [logging]),
        room("TestLog", ["TransparencyLog"]),
        room("TestStore", ["Store", "Postgres", "TestDatabase", "JointReview", "WorkingTime"], outside: [logging]),
        room("Wire", ["JointReview", "WorkingTime"]),
        room("SampleCase", ["JointReview", "Archive", "Manifest", "CPangoCairo"], outside: [crypto]),
        // Tier 3
        room("Intake", ["JointReview", "Archive", "Manifest", "Sheets", "Blobs", "Locks"], outside: [crypto]),
        room("Client", ["Draws", "Wire", "JointReview", "Locks"], outside: [asyncHTTPClient, crypto, nioCore, nioPosix, nioSSL, nioHTTP1]),
        // Tier 4
        room(
            "API",
            [
                "Archive", "Draws", "JointReview", "Locks", "LogKeeping", "Passwords", "Store", "Blobs", "Wire", "Reports", "Exchange", "Intake",
                "CZlib",
                "TransparencyLog", "WorkingTime",
            ],
            outside: [hummingbird, hummingbirdTLS, httpTypes, lifecycle, logging, crypto, nioCore, nioHTTP1, nioSSL, nioHTTPTypes],
            resources: [.embedInCode("openapi.yaml")]),
        room(
            "Cosigning", ["COpenSSL", "JointReview", "Locks", "SafeFiles", "TransparencyLog"],
            outside: [asyncHTTPClient, crypto, hummingbird, httpTypes, lifecycle, logging, nioCore, nioHTTP1]),
        room(
            "Work",
            [
                "JointReview", "Cosigning", "Locks", "LogKeeping", "Store", "Blobs", "Archive", "Sheets", "Intake", "Reports", "Timestamps",
                "TransparencyLog",
            ],
            outside: [crypto, lifecycle, logging]),
        .executableTarget(
            name: "lianshen",
            dependencies: [
                "API", "Archive", "Blobs", "Client", "Cosigning", "Draws", "Intake", "JointReview", "Locks", "LogKeeping", "Postgres",
                "PrivateCluster", "Reports",
                "SampleCase",
                "Sheets",
                "Store", "Timestamps", "TransparencyLog", "Wire",
                "Work",
                "WorkingTime", argumentParser, configuration, lifecycle, unixSignals, logging, nioCore, nioSSL, systemPackage, yams,
            ],
            swiftSettings: strict
        ),
        // `make bench`; no part of the product.
        .executableTarget(
            name: "bench",
            dependencies: [
                "Archive", "Blobs", "CZlib", "Client", "Cosigning", "Intake", "JointReview", "Locks", "LogKeeping", "Manifest", "Postgres",
                "PrivateCluster", "SampleCase", "Store", "TestDatabase", "TransparencyLog", "Wire", "Work", "WorkingTime", argumentParser,
                asyncHTTPClient,
                crypto, logging, nioCore,
            ],
            path: "Benchmarks", exclude: ["limits", "peers", "run"], swiftSettings: strict),
        tests(
            "APITests",
            [
                "API", "Archive", "Blobs", "Cosigning", "Draws", "Exchange", "Intake", "JointReview", "Locks", "LogKeeping", "Passwords", "Postgres",
                "SampleCase",
                "Sheets",
                "Store",
                "TestDatabase", "TestLog", "TransparencyLog",
                "TestStore",
                "Wire", "Work", "WorkingTime",
            ],
            outside: [asyncHTTPClient, crypto, httpTypes, lifecycle, logging, nioCore, nioHTTP1, nioPosix, yams]),
        tests("ArchiveTests", ["Archive"]),
        tests("ExchangeTests", ["Exchange", "JointReview", "Archive"]),
        tests("BlobsTests", ["Blobs", "Locks", "TestBucket"], outside: [logging, nioCore]),
        tests(
            "CommandTests",
            ["Archive", "Draws", "JointReview", "Locks", "LogKeeping", "SampleCase", "TestLog", "TransparencyLog", "Wire", "WorkingTime"],
            outside: [subprocess, systemPackage]),
        tests(
            "CosigningTests", ["Cosigning", "SafeFiles", "TestLog", "TransparencyLog"],
            outside: [asyncHTTPClient, lifecycle, logging, nioCore, nioHTTP1]),
        tests("DrawsTests", ["Draws", "JointReview"]),
        tests(
            "ForeignVerifierTests",
            [
                "Cosigning", "JointReview", "Locks", "LogKeeping", "Postgres", "SafeFiles", "Store", "TestDatabase", "TestLog", "TestStore",
                "TransparencyLog", "Work",
            ], outside: [logging, subprocess, systemPackage]),
        tests("HouseTests", ["API", "Blobs", "Intake", "JointReview", "Postgres", "Store", "Wire"], outside: [httpTypes, logging, yams]),
        tests("IntakeTests", ["Intake", "JointReview", "Locks", "Archive", "Manifest", "SampleCase", "Sheets", "Blobs"]),
        tests(
            "JourneyTests",
            [
                "Archive", "Blobs", "Client", "Cosigning", "JointReview", "Locks", "LogKeeping", "PrivateCluster", "SampleCase", "TestBucket",
                "TestDatabase", "TransparencyLog", "Wire",
            ],
            outside: [asyncHTTPClient, nioCore, nioHTTP1]),
        tests("JointReviewTests", ["JointReview", "WorkingTime"]),
        tests("ManifestTests", ["Manifest", "JointReview"]),
        tests("PasswordsTests", ["Passwords"]),
        tests("PostgresTests", ["Locks", "Postgres", "TestDatabase"], outside: [logging]),
        tests("ReportsTests", ["Reports", "JointReview"]),
        tests("SampleCaseTests", ["SampleCase", "JointReview", "Archive", "Manifest"]),
        tests("PrivateClusterTests", ["PrivateCluster", "TestDatabase"], outside: [logging]),
        tests("SamplesTests", ["Archive", "Intake", "JointReview", "Manifest", "Sheets"]),
        tests("SheetsTests", ["Sheets", "JointReview"]),
        tests("TransparencyLogTests", ["JointReview", "TestLog", "TransparencyLog"], outside: [crypto]),
        tests("WireTests", ["Wire", "JointReview"]),
        tests("WorkingTimeTests", ["WorkingTime"]),
        tests(
            "WorkTests",
            [
                "Work", "Cosigning", "SafeFiles", "Store", "Postgres", "JointReview", "Locks", "LogKeeping", "WorkingTime", "Archive", "Blobs",
                "Intake", "Manifest", "Sheets", "TestStore",
                "TestDatabase", "Timestamps", "TransparencyLog",
            ],
            outside: [asyncHTTPClient, crypto, lifecycle, logging, nioCore, nioPosix]),
        tests("StoreTests", ["Store", "Postgres", "JointReview", "Locks", "WorkingTime", "TestStore", "TestDatabase"], outside: [logging]),
    ]
)
