import JointReview
public import Wire

/// What the server answered instead of a success.
public struct ProblemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The answer.
    public let problem: ProblemBody

    /// An answer as an error.
    public init(_ problem: ProblemBody) {
        self.problem = problem
    }

    /// The code, as a word that this version knows.
    public var code: ProblemCode? { problem.known }

    /// What is wrong and what to do, in both languages.
    public var description: String {
        let findings = (problem.findings ?? []).map { "\($0.file): \($0.message.zh) \($0.message.en) \($0.remedy.zh) \($0.remedy.en)" }
        let sentence =
            "\(problem.detail.zh) \(problem.detail.en) \(problem.remedy.zh) \(problem.remedy.en) [\(problem.code), \(problem.instance)]"
        return ([sentence.shown] + findings.map { "  " + $0.shown }).joined(separator: "\n")
    }
}

/// What can go wrong on the way.
public enum ClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The request never left, or was safe to repeat and failed every time.
    case unreachable(String)
    /// A write was sent and no answer came, however often it was repeated: ask again with the same key to learn what happened.
    case outcomeUnknown(key: String, cause: String)
    /// The answer is not of this interface.
    case unreadable(status: Int, cause: String)
    /// The server stored other bytes than those that were sent, or sent other bytes than it names.
    case digestMismatch(expected: String, actual: String)
    /// A file could not be read or written.
    case file(path: String, cause: String)

    /// What is wrong and what to do, in both languages.
    public var description: String {
        switch self {
        case .unreachable(let cause):
            "连不上服务:\(cause)。请检查地址与服务是否在运行。 The service cannot be reached: \(cause). Check the address and whether it runs."
        case .outcomeUnknown(let key, let cause):
            "请求已发出但没有收到答复 (\(cause)),结果未知;用同一幂等键 \(key) 再发一次即可知道。"
                + " The request was sent and no answer came (\(cause)); send it again with the same idempotency key \(key) to learn the outcome."
        case .unreadable(let status, let cause):
            // What it answered may be anybody's.
            "答复无法读取 (HTTP \(status):\(cause.shown))。请确认地址指向联审服务。"
                + " The answer cannot be read (HTTP \(status): \(cause.shown)). Check that the address is that of the service."
        case .digestMismatch(let expected, let actual):
            "内容在传输中改变:应为 \(expected),实为 \(actual)。请重传。 The bytes changed on the way: expected \(expected), found \(actual). Transfer them again."
        case .file(let path, let cause):
            "文件 \(path) 无法读写:\(cause)。 File \(path) cannot be read or written: \(cause)."
        }
    }
}
