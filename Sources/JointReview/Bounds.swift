/// Which demands bound one property of one element in one dimension.
struct Bounds {
    /// One bound, and the demand that sets it; nil for a fact that nobody demanded.
    struct Bound: Hashable {
        let value: Rational
        let demand: Int?
    }

    /// Lower bounds, the tightest first; equal ones in the order of their demands.
    var lowers: [Bound] = []
    /// Upper bounds, the tightest first; equal ones in the order of their demands.
    var uppers: [Bound] = []

    var isEmpty: Bool { lowers.isEmpty && uppers.isEmpty }
    var hasFact: Bool { lowers.contains { $0.demand == nil } }

    mutating func sort() {
        lowers.sort { $0.value == $1.value ? Self.before($0, $1) : $0.value > $1.value }
        uppers.sort { $0.value == $1.value ? Self.before($0, $1) : $0.value < $1.value }
    }

    // A fact stands before demands: a set that it makes smaller is the minimal one.
    private static func before(_ left: Bound, _ right: Bound) -> Bool { (left.demand ?? -1) < (right.demand ?? -1) }

    /// Pairs whose bounds do not meet; stops after so many, and then says so.
    func pairs(atMost most: Int) -> (pairs: [[Int]], isCut: Bool) {
        var pairs: [[Int]] = []
        for lower in lowers {
            for upper in uppers {
                guard upper.value < lower.value else { break }
                guard pairs.count < most else { return (pairs, true) }
                pairs.append([lower.demand, upper.demand].compactMap { $0 }.sorted())
            }
        }
        return (pairs, false)
    }
}
