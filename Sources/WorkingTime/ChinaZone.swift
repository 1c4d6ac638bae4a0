public import Foundation

extension TimeZone {
    /// The zone of every limit in this product: Asia/Shanghai.
    ///
    /// Falls back to the fixed offset +08:00 on a machine without zone data, which is the same for every day since 1992.
    public static let china = TimeZone(identifier: "Asia/Shanghai") ?? TimeZone(secondsFromGMT: 8 * 3_600) ?? .gmt
}
