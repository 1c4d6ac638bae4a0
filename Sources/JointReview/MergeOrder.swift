import Foundation

/// The place of a comment in an opinion. Total: two comments are never equal, because identity comes last.
struct MergeOrder: Comparable {
    let place: Int
    let comment: Comment

    static func == (left: MergeOrder, right: MergeOrder) -> Bool {
        left.comment.id == right.comment.id
    }

    static func < (left: MergeOrder, right: MergeOrder) -> Bool {
        let a = left.comment
        let b = right.comment
        if left.place != right.place { return left.place < right.place }
        if a.discipline != b.discipline { return index(of: a.discipline) < index(of: b.discipline) }
        if a.severity != b.severity { return index(of: a.severity) < index(of: b.severity) }
        if a.region.page != b.region.page { return a.region.page < b.region.page }
        // From the top of the page down: the upper edge is y + height, counted from the bottom.
        let topA = a.region.y + a.region.height
        let topB = b.region.y + b.region.height
        if topA != topB { return topA > topB }
        if a.region.x != b.region.x { return a.region.x < b.region.x }
        return a.id.uuidString < b.id.uuidString
    }

    private static func index<Word: CaseIterable & Equatable>(of word: Word) -> Int {
        var index = 0
        for candidate in Word.allCases {
            if candidate == word { return index }
            index += 1
        }
        return index
    }
}
