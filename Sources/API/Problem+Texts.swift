import JointReview
import Wire

extension Problem {
    /// What kind of problem, in a few words that never change.
    var title: String {
        switch code {
        case .request: "Malformed request"
        case .signedOut: "Signed out"
        case .forbidden: "Forbidden"
        case .missing: "Not found"
        case .route: "No such path"
        case .method: "Method not allowed"
        case .tooSlow: "Body too slow"
        case .stale: "Stale"
        case .notAllowed: "Not allowed in this state"
        case .exists: "Exists already"
        case .ruleOverlap: "Rules overlap"
        case .inFlight: "In flight"
        case .tooLarge: "Too large"
        case .mediaType: "Unsupported media type"
        case .invalid: "Invalid"
        case .digest: "Digest mismatch"
        case .keyReused: "Idempotency key reused"
        case .rate: "Too many requests"
        case .internal: "Internal error"
        case .overloaded: "Overloaded"
        case .outcomeUnknown: "Outcome unknown"
        case .draining: "Shutting down"
        case .quota: "Quota used up"
        case .noSpace: "No space"
        case .tusVersion: "Another version of tus"
        case .offset: "Another offset"
        case .checksum: "Checksum mismatch"
        case .locked: "Locked"
        case .gone: "Gone"
        case .tooManyUploads: "Too many uploads"
        }
    }

    /// What is wrong and what to do, where the error itself does not say it better.
    var texts: Explanation {
        if let explanation { return explanation }
        let texts = clientTexts ?? serverTexts
        return Explanation(message: texts.0, remedy: texts.1)
    }

    private var clientTexts: (Bilingual, Bilingual)? {
        switch code {
        case .request:
            (
                Bilingual(zh: "请求格式有误。", en: "The request is malformed."),
                Bilingual(zh: "对照接口文档 /v1/openapi.yaml 改正。", en: "Compare it with /v1/openapi.yaml.")
            )
        case .missing:
            (
                Bilingual(zh: "没有这一项,或您的单位看不到它。", en: "There is no such thing, or it is not for your organisation to see."),
                Bilingual(zh: "核对标识;需要时请参与方邀请您的单位。", en: "Check the identity; where needed have a party invite your organisation.")
            )
        case .route:
            (Bilingual(zh: "没有这个路径。", en: "There is no such path."), Bilingual(zh: "路径见 /v1/openapi.yaml。", en: "The paths are in /v1/openapi.yaml."))
        case .method:
            (
                Bilingual(zh: "该路径不支持此方法。", en: "The path does not have this method."),
                Bilingual(zh: "可用方法见 Allow 头。", en: "The methods are in the Allow header.")
            )
        case .tooSlow:
            (Bilingual(zh: "请求体到得太慢。", en: "The body came too slowly."), Bilingual(zh: "检查网络后重发。", en: "Check the network and send it again."))
        case .stale:
            (
                Bilingual(zh: "您看到的已不是最新。", en: "What you saw has moved on."),
                Bilingual(zh: "重新读取后再办。", en: "Read it again, then decide.")
            )
        case .exists: (Bilingual(zh: "已存在。", en: "It exists already."), Bilingual(zh: "使用已有的一项。", en: "Use the one that exists."))
        case .inFlight:
            (
                Bilingual(zh: "同一幂等键的请求正在办理。", en: "A request with this idempotency key is being carried out."),
                Bilingual(zh: "稍后用同一键再发,将得到它的答复。", en: "Send it again shortly with the same key to get its answer.")
            )
        case .tooLarge: (Bilingual(zh: "请求体超过上限。", en: "The body is over the limit."), Bilingual(zh: "缩小后再发。", en: "Make it smaller."))
        case .mediaType:
            (
                Bilingual(zh: "请求体须为 application/json。", en: "The body must be application/json."),
                Bilingual(zh: "设置 Content-Type: application/json。", en: "Set Content-Type: application/json.")
            )
        case .invalid:
            (Bilingual(zh: "内容有误。", en: "What was sent is not valid."), Bilingual(zh: "按 findings 逐条改正。", en: "Correct every entry of findings."))
        case .keyReused:
            (
                Bilingual(zh: "该幂等键已用于另一请求。", en: "The idempotency key was used with another request."),
                Bilingual(zh: "新的请求用新的键。", en: "Use a new key for a new request.")
            )
        case .rate: (Bilingual(zh: "请求过多。", en: "Too many requests."), Bilingual(zh: "按 Retry-After 等待后再试。", en: "Wait as Retry-After says."))
        case .tusVersion:
            (
                Bilingual(zh: "缺少 Tus-Resumable,或版本不是 1.0.0。", en: "Tus-Resumable is missing, or is another version than 1.0.0."),
                Bilingual(zh: "设置 Tus-Resumable: 1.0.0。", en: "Set Tus-Resumable: 1.0.0.")
            )
        case .offset:
            (
                Bilingual(zh: "上传不在该位置。", en: "The upload is not at that offset."),
                Bilingual(zh: "从 Upload-Offset 所示位置继续。", en: "Go on from where Upload-Offset says.")
            )
        case .gone:
            (
                Bilingual(zh: "该上传已终止、过期或未被接受。", en: "The upload was terminated, expired or refused."),
                Bilingual(zh: "重新开始上传。", en: "Begin a new upload.")
            )
        case .checksum, .locked, .tooManyUploads, .signedOut, .forbidden, .notAllowed, .ruleOverlap, .digest, .internal, .overloaded, .outcomeUnknown,
            .draining, .quota, .noSpace:
            nil
        }
    }

    private var serverTexts: (Bilingual, Bilingual) {
        switch code {
        case .overloaded:
            (Bilingual(zh: "服务繁忙。", en: "The service is busy."), Bilingual(zh: "按 Retry-After 等待后再试。", en: "Try again as Retry-After says."))
        case .outcomeUnknown:
            (
                Bilingual(zh: "写入时与数据库的连接中断,结果未知。", en: "The database connection was lost while writing; the outcome is unknown."),
                Bilingual(zh: "用同一幂等键再发一次即可知道结果。", en: "Send it again with the same idempotency key to learn it.")
            )
        case .draining:
            (Bilingual(zh: "服务正在退出。", en: "The service is shutting down."), Bilingual(zh: "稍后再试。", en: "Try again shortly."))
        case .quota:
            (
                Bilingual(zh: "本单位的存储配额已用完。", en: "Your organisation's storage quota is used up."),
                Bilingual(zh: "请系统管理员提高配额。", en: "Ask the system administrator for more.")
            )
        case .noSpace: (Bilingual(zh: "服务的存储空间已满。", en: "The service's storage is full."), Bilingual(zh: "请通知管理员。", en: "Tell the administrator."))
        case .request, .signedOut, .forbidden, .missing, .route, .method, .tooSlow, .stale, .notAllowed, .exists, .ruleOverlap, .inFlight, .tooLarge,
            .mediaType, .invalid, .digest, .keyReused, .rate, .internal, .tusVersion, .offset, .checksum, .locked, .gone, .tooManyUploads:
            (
                Bilingual(zh: "服务内部错误,已记录。", en: "Something went wrong on our side; it was logged."),
                Bilingual(zh: "稍后再试;仍有问题时请报告请求编号。", en: "Try again; if it stays, report the request id.")
            )
        }
    }
}

extension JSONFault {
    /// What is wrong and what to do.
    var explanation: Explanation {
        switch self {
        case .syntax(let offset):
            Explanation(
                message: Bilingual(zh: "请求体不是 JSON (第 \(offset) 字节)。", en: "The body is not JSON (byte \(offset))."),
                remedy: Bilingual(zh: "以 UTF-8 发送合法的 JSON。", en: "Send valid JSON in UTF-8."))
        case .duplicate(let name):
            Explanation(
                message: Bilingual(zh: "字段 \(name) 出现两次。", en: "Field \(name) appears twice."),
                remedy: Bilingual(zh: "每个字段只写一次。", en: "Write every field once."))
        case .tooDeep:
            Explanation(
                message: Bilingual(zh: "JSON 嵌套过深。", en: "The JSON is nested too deeply."),
                remedy: Bilingual(zh: "对照接口文档改正。", en: "Compare it with the interface document."))
        }
    }
}
