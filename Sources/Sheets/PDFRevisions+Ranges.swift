import Foundation

extension PDFRevisions {
    /// The revisions, earliest first and without the last, in which a byte range is written that is none of `known`: there a signature may have been
    /// that a later revision took away.
    ///
    /// A signature's dictionary cannot lie in a compressed object, because its range leaves out its own value; so its bytes are found as they are.
    func revisionsWithRanges(besides known: [[Int]]) -> [Int] {
        guard ends.count > 1 else { return [] }
        var found: Set<Int> = []
        for place in places(of: Array("/ByteRange".utf8)) {
            let range = range(at: place + 10)
            if let range, known.contains(range) { continue }
            // One that cannot be read here may still be read by a viewer: then what counts is where it stands.
            let number: Int?
            if let range {
                let (end, overflow) = range[2].addingReportingOverflow(range[3])
                number = overflow ? nil : revision(endingAt: end)
            } else {
                number = ends.firstIndex { place < $0 }.map { $0 + 1 }
            }
            if let number, number < ends.count { found.insert(number) }
        }
        return found.sorted()
    }

    /// The four numbers in brackets that stand at a place.
    private func range(at place: Int) -> [Int]? {
        let text = String(decoding: bytes(place..<min(size, place + 160)), as: UTF8.self)
        guard let match = text.prefixMatch(of: #/[ \r\n\t]*\[[ \r\n\t]*([0-9]+)[ \r\n\t]+([0-9]+)[ \r\n\t]+([0-9]+)[ \r\n\t]+([0-9]+)[ \r\n\t]*\]/#)
        else {
            return nil
        }
        let numbers = [match.1, match.2, match.3, match.4].compactMap { Int($0) }
        return numbers.count == 4 ? numbers : nil
    }

    private static let piece = 1 << 20
    private static let most = 10_000

    private func places(of mark: [UInt8]) -> [Int] {
        var found: [Int] = []
        var start = 0
        while start < size, found.count < Self.most {
            // Pieces overlap by less than a mark, so that none is cut and none is found twice.
            let window = bytes(start..<min(size, start + Self.piece + mark.count - 1))
            guard !window.isEmpty else { break }
            var from = 0
            while let hit = Self.next(mark, in: window, from: from) {
                found.append(start + hit)
                from = hit + mark.count
            }
            start += Self.piece
        }
        return found
    }
}
