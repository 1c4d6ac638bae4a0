import Foundation

/// Reads `pdftotext -bbox` piece by piece and hands over each page when it ends, so that memory is bounded by one page.
struct TextLayer {
    enum Fault: Error { case lineTooLong }

    private let take: (TextPage) -> Void
    private var line: [UInt8] = []
    private var page: TextPage?
    private var count = 0
    /// Words that are kept of one page: a dense A0 sheet has some ten thousand.
    private static let wordsOfAPage = 60_000
    private static let longestLine = 1 << 20

    /// - Parameter take: gets each page, in order.
    init(_ take: @escaping (TextPage) -> Void) {
        self.take = take
    }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        var start = 0
        while start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let end = rest.firstIndex(of: 0x0A) else {
                line.append(contentsOf: rest)
                break
            }
            line.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest[..<end]))
            read(line)
            line.removeAll(keepingCapacity: true)
            start += end + 1
        }
        if line.count > Self.longestLine { throw .lineTooLong }
    }

    /// The tool writes one element to a line.
    private mutating func read(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let element = text.drop { $0 == " " }
        if element.hasPrefix("<page ") {
            count += 1
            page = TextPage(number: count)
        } else if element.hasPrefix("</page>") {
            if let page { take(page) }
            page = nil
        } else if element.hasPrefix("<word ") {
            readWord(element)
        }
    }

    private mutating func readWord(_ element: Substring) {
        guard page != nil, let close = element.firstIndex(of: ">"), let end = element.range(of: "</word>", options: .backwards) else { return }
        let attributes = element[..<close]
        guard close < end.lowerBound, let left = Self.number("xMin", attributes), let top = Self.number("yMin", attributes),
            let right = Self.number("xMax", attributes), let bottom = Self.number("yMax", attributes)
        else { return }
        let word = PlainText.plain(Self.unescaped(element[element.index(after: close)..<end.lowerBound]))
        page?.characters += word.count
        guard !word.isEmpty, right > left, bottom > top, (page?.words.count ?? 0) < Self.wordsOfAPage else { return }
        page?.words.append(TextRun(text: word, box: TextBox(left: left, top: top, right: right, bottom: bottom)))
    }

    private static func number(_ name: String, _ attributes: Substring) -> Double? {
        guard let start = attributes.range(of: "\(name)=\"") else { return nil }
        let value = attributes[start.upperBound...].prefix { $0 != "\"" }
        return Double(value).flatMap { abs($0) < 1e6 ? $0 : nil }
    }

    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        return String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }
}

/// Text of drawings in one spelling, for comparing and for people.
enum PlainText {
    private static let hyphens: Set<Unicode.Scalar> = [
        "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}", "\u{FF0D}",
    ]

    /// NFKC, one hyphen, no control or invisible characters, at most 400 characters.
    static func plain(_ text: String) -> String {
        let composed = text.precomposedStringWithCompatibilityMapping.unicodeScalars
        let kept = composed.compactMap { scalar -> Unicode.Scalar? in
            if hyphens.contains(scalar) { return "-" }
            if scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.isBidiControl { return nil }
            return [.format, .control, .privateUse, .unassigned].contains(scalar.properties.generalCategory) ? nil : scalar
        }
        return String(String.UnicodeScalarView(kept.prefix(400)))
    }

    static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.first?.properties.isIdeographic == true
    }
}
