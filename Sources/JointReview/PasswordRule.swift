import Foundation

/// What a password must be: long, not one that everybody tries first, and nothing that is known about the person.
///
/// No rule about kinds of characters and no forced change by the calendar: both make people choose worse ones.
public enum PasswordRule {
    /// Fewest characters.
    public static let shortest = 12
    /// Most characters; what is sent must stay small enough to be hashed.
    public static let longest = 128
    /// Fewest pieces that nobody can foresee: words that everybody uses, runs, dates and repetitions count as one.
    static let fewestPieces = 7

    /// Everything that is wrong with a password, at once; none of it repeats the password.
    ///
    /// - Parameter known: what is known about the person: sign-in name, name, organisation, telephone, mail.
    public static func findings(in password: String, known: [String], at place: String = "/password") -> [Finding] {
        let text = password.precomposedStringWithCompatibilityMapping
        var findings: [Finding] = []
        if text.count < shortest {
            findings.append(
                finding(
                    "password.short", place, "密码少于 \(shortest) 个字符", "The password has fewer than \(shortest) characters.",
                    "用几个互不相关的词组成一句", "Put several unrelated words together."))
        }
        if text.count > longest {
            findings.append(
                finding(
                    "password.long", place, "密码多于 \(longest) 个字符", "The password has more than \(longest) characters.", "缩短", "Make it shorter."))
        }
        if PasswordPieces.count(in: text) < fewestPieces || FrequentPasswords.contain(text) {
            findings.append(
                finding(
                    "password.common", place, "密码过于常见:由常用词、键盘顺序、日期或重复组成",
                    "The password is a common one: made of words that everybody uses, runs of keys, dates or repetitions.",
                    "另选一句别人想不到的话", "Choose words that nobody would expect."))
        }
        let lowered = text.lowercased()
        if known.contains(where: { word in Self.parts(of: word).contains { lowered.contains($0) } }) {
            findings.append(
                finding(
                    "password.personal", place, "密码含有您的登录名、姓名或单位名称", "The password holds your sign-in name, your name or your organisation's.",
                    "不要使用与本人有关的词", "Use no word that has to do with you."))
        }
        return findings
    }

    /// What of a name may not appear: the whole, and its parts of four letters or more.
    private static func parts(of name: String) -> [String] {
        let lowered = name.precomposedStringWithCompatibilityMapping.lowercased()
        let parts = lowered.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count >= 4 }
        return (lowered.count >= 2 && !lowered.allSatisfy(\.isASCII)) || lowered.count >= 4 ? parts + [lowered] : parts
    }

    private static func finding(_ code: String, _ place: String, _ zh: String, _ en: String, _ remedyZh: String, _ remedyEn: String) -> Finding {
        Finding(
            code: code, severity: .reject, file: place, message: Bilingual(zh: zh, en: en), remedy: Bilingual(zh: remedyZh, en: remedyEn))
    }
}
