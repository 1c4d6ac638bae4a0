import Crypto
import Foundation

/// Reads `qpdf --json=2 --json-stream-data=inline` piece by piece and keeps only its structure.
///
/// Stream data, nearly all of the output, is hashed as it passes and replaced by its SHA-256, so memory is bounded by the structure
/// of the document and not by its drawings.
struct QPDFStreamFilter {
    enum Fault: Error { case structureTooLarge, malformed, unpacksTooLarge }

    private enum Place { case structure, string, escape, data }

    /// The JSON of the objects without white space, stream data replaced by digests.
    private(set) var structure: [UInt8] = []
    /// Where each object's `{"value": …}` or `{"stream": …}` lies in `structure`, by qpdf's key (`obj:1 0 R`, `trailer`).
    private(set) var objects: [String: Range<Int>] = [:]

    /// Names met anywhere that make a file do something when it is opened, or carry another file.
    private(set) var hazards: Set<Hazard> = []

    /// Keys of the objects in which `PDFActs` may find something. Where a bare name of its words is an object of its own, that is every object.
    var suspects: [String] { isAnySuspect ? Array(objects.keys) : Array(marked) }

    /// Bytes that the streams have unpacked to so far.
    private(set) var unpacked = 0

    private var marked: Set<String> = []
    private var isAnySuspect = false
    private let limit: Int
    private let mostUnpacked: Int
    private var place = Place.structure
    private var depth = 0
    private var stringStart = 0
    private var objectStart = 0
    private var objectKey = ""
    private var dataFollows = false
    private var hasher = SHA256()
    private var carried: [UInt8] = []

    /// A filter that keeps at most `limit` bytes, of a file whose streams may unpack to `mostUnpacked` bytes together.
    init(limit: Int, mostUnpacked: Int = .max) {
        (self.limit, self.mostUnpacked) = (limit, mostUnpacked)
    }

    /// Whether reading stopped because the streams unpack to more than they may.
    var isBomb: Bool { unpacked > mostUnpacked }

    /// Whether the JSON ended where it should.
    var isComplete: Bool { depth == 0 && place == .structure && !structure.isEmpty }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        var index = 0
        while index < bytes.count {
            switch place {
            case .data: index = try hashData(bytes, from: index)
            case .string: index = copyString(bytes, from: index)
            case .escape:
                structure.append(bytes[index])
                place = .string
                index += 1
            case .structure:
                try readStructure(bytes[index])
                index += 1
            }
            if structure.count > limit { throw .structureTooLarge }
            if isBomb { throw .unpacksTooLarge }
        }
    }

    /// qpdf's output is `{"qpdf": [{header}, {"obj:1 0 R": {…}, …}]}`: objects' keys are at depth 3, their values at depth 4.
    private mutating func readStructure(_ byte: UInt8) throws(Fault) {
        switch byte {
        case 0x20, 0x0A, 0x0D, 0x09: return
        case UInt8(ascii: "\""):
            if dataFollows {
                place = .data
                hasher = SHA256()
                carried.removeAll(keepingCapacity: true)
            } else {
                place = .string
                stringStart = structure.count
            }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if depth == 3 { objectStart = structure.count }
            depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            if depth < 0 { throw .malformed }
            if depth == 3, !objectKey.isEmpty {
                objects[objectKey] = objectStart..<structure.count + 1
                objectKey = ""
            }
        default: break
        }
        structure.append(byte)
    }

    private mutating func copyString(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\") { end += 1 }
        structure.append(contentsOf: bytes[start..<end])
        guard end < bytes.count else { return end }
        structure.append(bytes[end])
        if bytes[end] == UInt8(ascii: "\\") {
            place = .escape
        } else {
            place = .structure
            closeString()
        }
        return end + 1
    }

    private mutating func closeString() {
        let text = structure[(stringStart + 1)..<(structure.count - 1)]
        if text.first == UInt8(ascii: "/"), text.count <= Self.longestWord { mark(text) }
        if text.first == UInt8(ascii: "u"), let hazard = Hazard(text: text) { hazards.insert(hazard) }
        // In the document's own strings, names and keys qpdf writes a prefix (`u:`, `b:`, `/`), so a bare `data` is its own key.
        if depth == 5, text.elementsEqual(Self.dataKey) {
            dataFollows = true
        } else if depth == 3, text.starts(with: Self.objectPrefix) || text.elementsEqual(Self.trailerKey) {
            objectKey = String(decoding: text, as: UTF8.self)
        }
    }

    private mutating func mark(_ text: ArraySlice<UInt8>) {
        // A stream's own entries are at depth 6; other entries there cost a look and no more.
        if depth == 6, text.elementsEqual(Self.fileKey) { marked.insert(objectKey) }
        let word = String(decoding: text, as: UTF8.self)
        if let hazard = Hazard(rawValue: word) { hazards.insert(hazard) }
        guard PDFActs.words.contains(word) else { return }
        marked.insert(objectKey)
        if depth == 4 { isAnySuspect = true }
    }

    private static let longestWord = max(Hazard.longest, PDFActs.words.map(\.utf8.count).max() ?? 0)
    private static let fileKey = Array("/F".utf8)
    private static let dataKey = Array("data".utf8)
    private static let objectPrefix = Array("obj:".utf8)
    private static let trailerKey = Array("trailer".utf8)

    private mutating func hashData(_ bytes: UnsafeRawBufferPointer, from start: Int) throws(Fault) -> Int {
        guard let base = bytes.baseAddress else { return bytes.count }
        let rest = bytes.count - start
        let quote = memchr(base + start, Int32(UInt8(ascii: "\"")), rest).map { UnsafeRawPointer($0) - (base + start) }
        let length = quote ?? rest
        // Base64 comes in fours: what a piece leaves over waits for the next one, the rest is decoded where it lies.
        var first = start
        while !carried.isEmpty, carried.count < 4, first < start + length {
            carried.append(bytes[first])
            first += 1
        }
        if carried.count == 4 {
            guard carried.withUnsafeBytes({ hash(base64: $0[...]) }) else { throw .malformed }
            carried.removeAll(keepingCapacity: true)
        }
        let bulk = (start + length - first) / 4 * 4
        guard hash(base64: bytes[first..<(first + bulk)]) else { throw .malformed }
        carried.append(contentsOf: bytes[(first + bulk)..<(start + length)])
        if quote != nil, !carried.isEmpty { throw .malformed }
        guard quote != nil else { return start + length }
        structure.append(contentsOf: Hex.text(hasher.finalize()).utf8)
        structure.append(UInt8(ascii: "\""))
        dataFollows = false
        place = .structure
        return start + length + 1
    }

    private mutating func hash(base64 text: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard let start = UnsafeRawBufferPointer(rebasing: text).baseAddress, !text.isEmpty else { return true }
        // Not copied and not kept: the decoder only reads it.
        let data = Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: text.count, deallocator: .none)
        guard let decoded = Data(base64Encoded: data) else { return false }
        hasher.update(data: decoded)
        unpacked += decoded.count
        return true
    }
}
