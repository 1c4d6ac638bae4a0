import Foundation
import JointReview
import Testing

@Suite struct PasswordRuleTests {
    private static let known = ["zhang.san", "张三", "zhang.san@example.org", "示例设计院"]

    private func codes(_ password: String) -> [String] {
        PasswordRule.findings(in: password, known: Self.known).map(\.code)
    }

    @Test(arguments: [
        "correct-horse-battery", "紫藤花下一壶旧茶慢慢凉了", "kX9#vTq2mLr7", "mauve teapot ledger", "7h3 r4in in 5pain", "桥下的水流过三个春天才结冰",
    ])
    func aLongOneThatNobodyExpectsWillDo(_ password: String) {
        #expect(codes(password) == [])
    }

    @Test(arguments: [
        "password1234", "P@ssw0rd2024!", "qwertyuiop12", "1qaz2wsx3edc", "123456789012", "woaini1314520", "lianshen2026!", "aaaaaaaaaaaa",
        "abcabcabcabc",
        "admin12345678", "20261121pass", "Zhongguo2026", "iloveyou1234", "dragonmonkey", "qwerty123456", "1q2w3e4r5t6y", "中国中国中国中国中国中国",
        "密码123456密码123456",
        "zaq12wsxcde3", "cookiemonster", "InGodWeTrust", "Nanjing@2026!", "password password",
    ])
    func whatEverybodyTriesFirstWillNot(_ password: String) {
        #expect(codes(password) == ["password.common"])
    }

    @Test(arguments: ["zhang.san-Kq7#mv2", "我是张三住在江边小屋里头", "示例设计院的一只灰猫睡着了", "Kq7#ZHANG.SANmv2"])
    func whatIsKnownAboutThePersonWillNot(_ password: String) {
        #expect(codes(password) == ["password.personal"])
    }

    @Test func everythingIsFoundAtOnceAndNothingRepeatsThePassword() {
        let findings = PasswordRule.findings(in: "张三1234", known: Self.known, at: "/newPassword")
        #expect(findings.map(\.code) == ["password.short", "password.common", "password.personal"])
        for finding in findings {
            #expect(finding.file == "/newPassword" && finding.severity == .reject)
            let words = [finding.message.zh, finding.message.en, finding.remedy.zh, finding.remedy.en]
            #expect(words.allSatisfy { !$0.isEmpty && !$0.contains("张三1234") })
        }
        #expect(codes(String(repeating: "kX9#vTq2", count: 17)).contains("password.long"))
        #expect(codes("") == ["password.short", "password.common"])
    }

    @Test func whatAnotherKeyboardTypesIsTheSame() {
        #expect(codes("ｐａｓｓｗｏｒｄ１２３４") == ["password.common"])
    }
}

@Suite struct SignInThrottleTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let none = SignInThrottle.Tries(failures: 0, lastAt: Date(timeIntervalSince1970: 1_800_000_000))

    private func tries(_ failures: Int, _ secondsAgo: Double = 0) -> SignInThrottle.Tries {
        SignInThrottle.Tries(failures: failures, lastAt: now.addingTimeInterval(-secondsAgo))
    }

    private func wait(here: Int, ago: Double = 0, everywhere: Int = 0, known: Bool = false) -> Int? {
        SignInThrottle.wait(here: tries(here, ago), everywhere: tries(everywhere, ago), knownPlace: known, at: now)
    }

    @Test func onePlaceHasFiveTriesAndThenWaitsTwiceAsLongEachTime() {
        #expect((0..<5).allSatisfy { wait(here: $0) == nil })
        #expect((5..<20).map { wait(here: $0) ?? 0 } == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900])
        #expect(wait(here: Int.max) == 900)
    }

    @Test func theWaitRunsOut() {
        #expect(wait(here: 8, ago: 7.5) == 1 && wait(here: 8, ago: 8) == nil)
        #expect(wait(here: 1000, ago: 899) == 1 && wait(here: 1000, ago: 900) == nil)
        #expect(wait(here: 1000, ago: 86_401) == nil && SignInThrottle.counted(tries(1000, 86_401), at: now) == 0)
    }

    /// Whoever knows a name keeps its holder out of nowhere that he has been, and of no other place for more than a minute.
    @Test(arguments: [50, 60, 1000, 1_000_000])
    func othersDelayUnknownPlacesByAMinuteAtMost(_ failures: Int) {
        #expect(wait(here: 0, everywhere: failures, known: true) == nil)
        let unknown = wait(here: 0, everywhere: failures)
        #expect(unknown.map { $0 <= 60 } == true)
        #expect(wait(here: 0, ago: 60, everywhere: failures) == nil)
    }

    @Test func aClockThatGoesBackKeepsNobodyOutForLonger() {
        #expect(wait(here: 6, ago: -100_000) == 2)
    }
}
