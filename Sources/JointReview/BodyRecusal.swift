/// Why a review body is not replaced though the act exists.
public enum BodyRecusalRefusal: Error, Hashable, Sendable {
    /// The review waits in the open pool: no body has it.
    case noBody
}

extension BodyRecusalRefusal: Explained {
    /// Stable code of the refusal.
    public var code: String { "review.no_body" }

    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        Explanation(
            "该任务在公共队列中,尚无审查机构", "The review waits in the open pool; no body has it.",
            remedy: "由可承担的审查机构领取", "A body that serves the discipline claims it.")
    }
}
