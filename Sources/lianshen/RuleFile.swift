import Foundation
import Intake
import JointReview

/// Rules of the check in a file of JSON.
enum RuleFile {
    /// The rules in a file, sound in themselves.
    static func checkRules(_ path: String) throws -> CheckRules {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw CommandFault("无法读取 \(path)。", "\(path) cannot be read.") }
        let unknown = CheckRules.unknownKeys(in: bytes)
        guard unknown.isEmpty else { throw unusable(path, unknown) }
        let rules: CheckRules
        do { rules = try CanonicalJSON.decode(from: bytes) } catch {
            throw CommandFault("\(path) 不是检查规则:\(error)。", "\(path) holds no rules of a check: \(error).")
        }
        let faults = rules.faults(knowing: CodeList.codes)
        guard faults.isEmpty else { throw unusable(path, faults) }
        return rules
    }

    private static func unusable(_ path: String, _ faults: [Finding]) -> CommandFault {
        CommandFault("\(path) 中的规则不能使用:\n\(FindingText.lines(faults).joined(separator: "\n"))", "The rules in \(path) cannot be used.")
    }
}
