import Foundation
import JointReview
import Testing

@testable import Reports

/// The picture that shows whether five bodies worked side by side (齐步跑).
@Suite struct TimelineTests {
    @Test("The longest stretch with the most at work is found; touching ends do not overlap")
    func overlap() {
        #expect(Overlap([0..<10, 5..<20, 8..<9]).best?.count == 3)
        #expect(Overlap([0..<10, 5..<20, 8..<9]).best?.range == 8..<9)
        #expect(Overlap([0..<10, 10..<20]).best?.count == 1)
        #expect(Overlap([0..<10, 10..<20]).best?.range == 0..<20)
        #expect(Overlap([]).best == nil)
        #expect(Overlap([3..<3]).best == nil)
        #expect(Overlap([0..<10, 20..<30]).sum == 20)
        #expect(Overlap([0..<10, 20..<30]).span == 0..<30)
    }

    @Test("The overlap agrees with counting every millisecond")
    func overlapByCounting() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let ranges = (0..<5).map { _ in
                let start = Int64.random(in: 0..<50, using: &generator)
                return start..<(start + Int64.random(in: 0..<30, using: &generator))
            }
            let counts = (Int64(0)..<90).map { moment in ranges.count { $0.contains(moment) } }
            let most = counts.max() ?? 0
            #expect(Overlap(ranges).best?.count ?? 0 == most)
            guard most > 0, let range = Overlap(ranges).best?.range else { continue }
            #expect(counts[Int(range.lowerBound)..<Int(range.upperBound)].allSatisfy { $0 == most })
        }
    }

    @Test("The caption names the disciplines at work at once and the time that they saved")
    func caption() throws {
        let page = ReportTests.page(try SampleRecord.record())
        #expect(page.contains("全部 5 个审查类别同时在审"))
        #expect(ReportTests.page(try SampleRecord.record(), .en).contains("all 5 disciplines at work at once"))
    }

    @Test(
        "Lengths of time are told in their two largest units",
        arguments: [
            (0, "0 毫秒", "0 ms"), (477, "477 毫秒", "477 ms"), (2_648, "2 秒 648 毫秒", "2 s 648 ms"), (60_000, "1 分", "1 min"),
            (3_661_000, "1 小时 1 分", "1 h 1 min"), (90_000_000, "1 天 1 小时", "1 d 1 h"),
        ])
    func durations(milliseconds: Int64, zh: String, en: String) {
        #expect(Timeline.duration(milliseconds, .zh) == zh)
        #expect(Timeline.duration(milliseconds, .en) == en)
    }

    @Test("A moment in China is what Foundation's calendar says, over five centuries")
    func chinaTime() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 8 * 3600))
        for step in 0..<2_000 {
            let date = Date(timeIntervalSince1970: -3_000_000_000 + Double(step) * 7_654_321)
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
            let day = String(format: "%d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            let time = String(format: "%02d:%02d:%02d", parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
            #expect(ChinaTime.text(date) == "\(day) \(time)")
        }
    }
}
