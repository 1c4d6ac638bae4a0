public import Foundation
public import JointReview

/// A draw as it is exported (`Schemas/draw/1/draw.schema.json`): what was committed to, when, and what was drawn with which seed.
public struct DrawRecord: Hashable, Sendable, Codable {
    /// Form and algorithm.
    public var format: String
    /// The draw.
    public var draw: UUID
    /// Case that it was made for.
    public var `case`: UUID
    /// What for.
    public var purpose: String
    /// Those who could be drawn, in the order of their UTF-8 bytes.
    public var candidates: [String]
    /// Those of the register who could have been on the list and are not, each with a reason; absent where there is none.
    public var leftOut: [LeftOut]?
    /// How many are drawn.
    public var count: Int
    /// SHA-256 of the list, lower-case hex.
    public var listSHA256: String
    /// SHA-256 of the seed, lower-case hex.
    public var seedSHA256: String
    /// What was committed to, lower-case hex; the log has it as the digest of the entry.
    public var commitment: String
    /// When and in which entry of the log.
    public var committed: Mark
    /// The seed, lower-case hex; absent before the draw.
    public var seed: String?
    /// Who was drawn, in order; absent before the draw.
    public var result: [String]?
    /// When and in which entry of the log; absent before the draw.
    public var drawn: Mark?

    /// Somebody who was left out.
    public struct LeftOut: Hashable, Sendable, Codable {
        /// Registration number.
        public var registration: String
        /// Why.
        public var reason: String

        /// Somebody who was left out.
        public init(registration: String, reason: String) { (self.registration, self.reason) = (registration, reason) }
    }

    /// A moment and its place in the log.
    public struct Mark: Hashable, Sendable, Codable {
        /// The moment.
        public var at: Date
        /// Number of the entry in the project's log.
        public var entry: Int64

        /// A moment and its place in the log.
        public init(at: Date, entry: Int64) { (self.at, self.entry) = (at, entry) }
    }

    private enum CodingKeys: String, CodingKey {
        case format, draw, `case`, purpose, candidates, count, commitment, committed, seed, result, drawn
        case leftOut = "left_out"
        case listSHA256 = "list_sha256"
        case seedSHA256 = "seed_sha256"
    }

    /// A draw; `seed`, `result` and `drawn` only once it was made.
    public init(
        draw: UUID, case: UUID, purpose: String, candidates: [String], count: Int, seed: [UInt8], committed: Mark, result: [String]?, drawn: Mark?,
        leftOut: [LeftOut]? = nil
    ) {
        format = Draw.format
        self.draw = draw
        self.case = `case`
        self.purpose = purpose
        self.candidates = candidates
        self.leftOut = leftOut
        self.count = count
        let (list, secret) = (Draw.listDigest(of: candidates), Draw.seedDigest(of: seed))
        listSHA256 = list.hex
        seedSHA256 = secret.hex
        commitment = Draw.commitment(draw: draw, seedDigest: secret, listDigest: list, count: count).hex
        self.committed = committed
        self.seed = result == nil ? nil : seed.hex
        self.result = result
        self.drawn = drawn
    }

    /// The first thing that is wrong; nil when the draw can be repeated from its own record.
    /// - Parameter logged: the commitment as the log has it, lower-case hex, where somebody looked it up.
    public func fault(logged: String? = nil) -> DrawFault? {
        guard format == Draw.format else { return .format(format) }
        guard !candidates.isEmpty, candidates == Draw.ordered(candidates), !candidates.contains(where: { $0.isEmpty || $0.contains("\n") }) else {
            return .order
        }
        guard (1...candidates.count).contains(count) else { return .count(count, of: candidates.count) }
        guard Draw.listDigest(of: candidates).hex == listSHA256 else { return .list }
        if let seed {
            guard let bytes = [UInt8](hex: seed), bytes.count == Draw.seedLength, Draw.seedDigest(of: bytes).hex == seedSHA256 else { return .seed }
        }
        guard let seedDigest = [UInt8](hex: seedSHA256), let listDigest = [UInt8](hex: listSHA256),
            Draw.commitment(draw: draw, seedDigest: seedDigest, listDigest: listDigest, count: count).hex == commitment
        else { return .commitment }
        if let logged, logged.lowercased() != commitment { return .log }
        guard let seed, let result, let drawn, let bytes = [UInt8](hex: seed) else {
            return seed == nil && result == nil && drawn == nil ? .notDrawn : .incomplete
        }
        guard committed.entry < drawn.entry, committed.at <= drawn.at else { return .late }
        return Draw.pick(count, of: candidates, seed: bytes) == result ? nil : .result
    }
}

/// The first thing that is wrong with a draw.
public enum DrawFault: Error, Hashable, Sendable {
    /// Another form or algorithm.
    case format(String)
    /// The list is empty, out of order, or names somebody twice.
    case order
    /// More are drawn than there are, or none.
    case count(Int, of: Int)
    /// The list is not the one that was committed to.
    case list
    /// The seed is not the one that was committed to.
    case seed
    /// The commitment is not that of this list, seed and number.
    case commitment
    /// The log has another commitment.
    case log
    /// The log has no entry of the commitment, or of the draw.
    case notLogged
    /// The log itself does not hold; the code of what is wrong with it.
    case logUnsound(String)
    /// Nothing was drawn yet.
    case notDrawn
    /// A part of the draw is missing.
    case incomplete
    /// The commitment is not earlier than the draw.
    case late
    /// The seed gives another result.
    case result
}

extension DrawFault: Explained {
    /// Stable code of the fault.
    public var code: String {
        switch self {
        case .format: "draw.format"
        case .order: "draw.order"
        case .count: "draw.count"
        case .list: "draw.list_changed"
        case .seed: "draw.seed_changed"
        case .commitment: "draw.commitment_changed"
        case .log: "draw.log_differs"
        case .notLogged: "draw.not_logged"
        case .logUnsound: "draw.log_unsound"
        case .notDrawn: "draw.not_drawn"
        case .incomplete: "draw.incomplete"
        case .late: "draw.commitment_late"
        case .result: "draw.result_changed"
        }
    }

    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        let (zh, en) = words
        return Explanation(
            message: Bilingual(zh: zh, en: en),
            remedy: self == .notDrawn
                ? Bilingual(zh: "抽取后重新导出再验证", en: "Export it again after the draw.")
                : Bilingual(
                    zh: "不得采信该抽取结果;从服务重新导出,并与审计日志中的承诺值核对",
                    en: "Do not rely on it: export it anew, and compare it with the commitment in the audit log."))
    }

    private var words: (String, String) {
        switch self {
        case .format(let found): ("格式不是 \(Draw.format):\(found.prefix(60))", "The form is not \(Draw.format): \(found.prefix(60)).")
        case .order: ("名单为空、未按字节序排列或有重复", "The list is empty, not in the order of its bytes, or names somebody twice.")
        case .count(let count, let all): ("抽取人数 \(count) 与名单 \(all) 不符", "\(count) cannot be drawn of \(all).")
        case .list: ("名单与承诺的不同", "The list is not the one that was committed to.")
        case .seed: ("种子与承诺的不同", "The seed is not the one that was committed to.")
        case .commitment: ("承诺值与名单、种子、人数不符", "The commitment is not that of this list, seed and number.")
        case .log: ("审计日志中的承诺值不同", "The log has another commitment.")
        case .notLogged: ("日志中没有承诺或抽取的条目", "The log has no entry of the commitment, or of the draw.")
        case .logUnsound(let code): ("日志本身不可信:\(code)", "The log itself does not hold: \(code).")
        case .notDrawn: ("尚未抽取", "Nothing was drawn yet.")
        case .incomplete: ("缺少种子、结果或抽取时刻", "Seed, result or moment of the draw is missing.")
        case .late: ("承诺不早于抽取", "The commitment is not earlier than the draw.")
        case .result: ("由该种子得不出这一结果", "The seed gives another result.")
        }
    }
}

extension [UInt8] {
    /// The bytes of lower-case hexadecimal; nil for anything else.
    init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(digits[start]), let low = Self.value(digits[start + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self = bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
