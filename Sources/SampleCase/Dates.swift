/// Dates printed on the sample's plots, by round; fixed, because the same input must give the same bytes.
enum Dates {
    static let issue: [Int: String] = [1: "2026.09.01", 2: "2026.09.28", 3: "2026.10.16"]
}
