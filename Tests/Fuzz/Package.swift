// swift-tools-version: 6.2
import PackageDescription

// The parsers of foreign bytes under libFuzzer; a package of its own, because the instrumentation goes through every room that it links to.
// The rooms are the product's own sources, by link. `make fuzz` builds and runs it.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
let watched: [SwiftSetting] = strict + [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])]

func room(_ name: String, _ rooms: [String] = [], outside: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: rooms.map { .target(name: $0) } + outside, swiftSettings: watched)
}

func fuzzer(_ name: String, _ rooms: [String]) -> Target {
    .executableTarget(
        name: name, dependencies: (rooms + ["Fuzzing"]).map { .target(name: $0) }, swiftSettings: watched,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
}

let package = Package(
    name: "fuzz",
    // The one that the product has; its own code is not instrumented.
    dependencies: [.package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2")],
    targets: [
        .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CLibXML2", path: "Sources/CLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CFuzzer", path: "Sources/CFuzzer"),
        room("Fuzzing", ["CFuzzer"]),
        room("Locks"),
        room("WorkingTime"),
        room("JointReview", ["WorkingTime"]),
        room("Archive", ["CZlib"]),
        room("Manifest", ["JointReview", "CLibXML2", "Locks"]),
        room("TransparencyLog", outside: [.product(name: "Crypto", package: "swift-crypto")]),
        room("LogKeeping", ["Archive", "TransparencyLog"]),
        fuzzer("FuzzZip", ["Archive"]),
        fuzzer("FuzzManifest", ["Manifest", "JointReview"]),
        fuzzer("FuzzHeaders", ["JointReview"]),
        fuzzer("FuzzPlain", ["JointReview", "CZlib"]),
        fuzzer("FuzzLog", ["LogKeeping", "TransparencyLog"]),
    ]
)
