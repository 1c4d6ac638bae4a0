/// A ZIP file whose every byte has been accounted for: one reading, the same for every reader.
///
/// The strict rule exists because readers differ on malformed archives, and a package that shows one drawing to the reviewer and another to the
/// contractor is the fraud that joint review has to prevent. Safe to use from several tasks at once: reads carry their own position.
public struct ZipArchive: Sendable {
    /// The entries without a fault of their own, in the order of the directory, folders included.
    public let entries: [ZipEntry]
    /// Names of the entries that were refused, as text where they had one, so that a caller does not report them as missing too.
    public let refusedNames: [String]
    /// Limits that the archive was opened under.
    public let limits: ZipLimits
    let source: ByteSource

    /// Opens the file at `path` and checks it against every rule that needs no unpacking; the rest are checked by `read`.
    ///
    /// `faults` holds everything that is wrong: a package is acceptable only if it is empty. An archive comes with faults where each of them
    /// concerns single entries (the sound ones can be looked at, so that the sender learns of everything at once), and without where the archive
    /// has no single reading. Memory: the central directory (`limits.directory`), never the file.
    public static func open(
        path: String, limits: ZipLimits = ZipLimits(), names: UnflaggedNames = .detect
    ) -> (archive: ZipArchive?, faults: [ZipFault]) {
        do {
            return examine(try ByteSource(path: path), limits, names)
        } catch {
            return (nil, [error])
        }
    }

    /// The same for an archive that is in memory already, such as a small exchange file.
    public static func open(
        bytes: [UInt8], limits: ZipLimits = ZipLimits(), names: UnflaggedNames = .detect
    ) -> (archive: ZipArchive?, faults: [ZipFault]) {
        examine(ByteSource(bytes), limits, names)
    }

    /// The entry called `name`, compared by Unicode's canonical equivalence.
    public func entry(named name: String) -> ZipEntry? {
        entries.first { $0.name == name }
    }

    private static func examine(
        _ source: ByteSource, _ limits: ZipLimits, _ names: UnflaggedNames
    ) -> (archive: ZipArchive?, faults: [ZipFault]) {
        var faults = FaultList(limit: limits.faults)
        guard let location = DirectoryLocation.find(in: source, limits: limits, faults: &faults),
            let records = CentralDirectory.records(at: location, in: source, faults: &faults)
        else { return (nil, faults.all) }
        if records.isEmpty { faults.add(.empty) }

        var examination = Examination(source: source, limits: limits, location: location, records: records, faults: faults)
        examination.run(unflagged: names)
        guard !examination.faults.isStructural else { return (nil, examination.faults.all) }
        return (ZipArchive(examination), examination.faults.all)
    }

    private init(_ examination: Examination) {
        source = examination.source
        limits = examination.limits
        entries = examination.records.enumerated().compactMap { ZipEntry($1, index: $0) }
        refusedNames = examination.records.filter(\.isRefused).flatMap(\.names)
    }
}

extension ZipEntry {
    /// The entry that a record describes; nil for a refused one.
    fileprivate init?(_ record: CentralRecord, index: Int) {
        guard !record.isRefused, let dataOffset = record.dataOffset, let method = Method(rawValue: record.method) else { return nil }
        self.init(
            index: index, rawName: record.rawName, name: record.name, encoding: record.encoding, isDirectory: record.isDirectory, method: method,
            crc32: record.crc32, compressedSize: record.compressedSize, size: record.size, dataOffset: dataOffset,
            hasDescriptor: record.hasDescriptor, modified: record.modified
        )
    }
}
