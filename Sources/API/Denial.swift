import JointReview

/// Why somebody may not do what he asks; every one of these becomes an entry of the log.
enum Denial: Error, Hashable, Sendable {
    /// No token, or one that is unknown, expired or revoked.
    case signedOut
    /// No role of the person may do the act.
    case role(Act)
    /// The person's organisation is not the one in this case that does the act.
    case seat(Act)
    /// Administrator roles are not this person's to give.
    case administratorRoles
    /// Another person's token is not this person's to issue or to end.
    case othersToken
    /// The password, or the sign-in name with it, is not the right one.
    case wrongPassword
    /// Own accounts are another administrator's to disable, and own passwords are changed, not set by an invitation.
    case ownAccount
    /// The mandate that is named is not in force, or is not this person's.
    case mandate
    /// The mandate does not reach so far.
    case mandateScope
    /// Nobody may be given the service's own role.
    case systemRole
    /// The sheet, one of the package, or one that something speaks of, is restricted and not for this organisation.
    case restricted
    /// By the case's policy the applicant sees it with the opinion.
    case notOutYet
    /// The person, or whom he stands for, stepped aside from the case and has nothing else to do in it.
    case steppedAside
    /// The answer was given to another designer to write.
    case answersAnother

    /// Stable code of the refusal.
    var code: String {
        switch self {
        case .signedOut: "access.signed_out"
        case .role: "access.role"
        case .seat: "access.seat"
        case .administratorRoles: "access.administrator_roles"
        case .othersToken: "access.others_token"
        case .wrongPassword: "access.wrong_password"
        case .ownAccount: "access.own_account"
        case .mandate: "access.mandate"
        case .mandateScope: "access.mandate_scope"
        case .systemRole: "access.system_role"
        case .restricted: "access.restricted"
        case .notOutYet: "access.not_out_yet"
        case .steppedAside: "access.stepped_aside"
        case .answersAnother: "access.answer_of_another"
        }
    }

    /// What is wrong and what to do.
    var explanation: Explanation {
        switch self {
        case .signedOut:
            Explanation(
                message: Bilingual(zh: "没有登录,或令牌无效、过期、已吊销。", en: "Not signed in, or the token is unknown, expired or revoked."),
                remedy: Bilingual(zh: "用有效令牌登录后再试。", en: "Sign in with a valid token and try again."))
        case .steppedAside:
            Explanation(
                message: Bilingual(
                    zh: "您已回避本件,不再查阅其图纸与意见。", en: "You stepped aside from this case; its drawings and comments are not yours to read any more."),
                remedy: Bilingual(zh: "由接办的人员办理;误作回避的,请派审人说明后另行派审。", en: "Leave it to whoever took it over; the dispatcher gives reviews to others."))
        case .answersAnother:
            Explanation(
                message: Bilingual(zh: "这条意见的回复已指定由他人拟写。", en: "The answer to this comment was given to another designer to write."),
                remedy: Bilingual(zh: "由被指定的人拟写,或请项目负责人改派。", en: "Leave it to that person, or have the project leader assign it to you."))
        case .role(let act):
            Explanation(
                message: Bilingual(zh: "您的角色不能做 \(act.rawValue)。", en: "None of your roles may do \(act.rawValue)."),
                remedy: Bilingual(zh: "可由以下角色办理:\(Self.names(act, \.zh))。", en: "It may be done by: \(Self.names(act, \.en))."))
        case .seat(let act):
            Explanation(
                message: Bilingual(
                    zh: "在本件中,您的单位不是办理 \(act.rawValue) 的一方。", en: "In this case your organisation is not the party that does \(act.rawValue)."),
                remedy: Bilingual(zh: "请由相应的参与方办理。", en: "Leave it to the party whose act it is."))
        case .administratorRoles:
            Explanation(
                message: Bilingual(zh: "管理员角色由安全管理员授予。", en: "Administrator roles are given by the security administrator."),
                remedy: Bilingual(zh: "请安全管理员办理。", en: "Ask the security administrator."))
        case .othersToken:
            Explanation(
                message: Bilingual(zh: "不能签发或吊销此人的令牌。", en: "Tokens of this person are not yours to issue or to revoke."),
                remedy: Bilingual(
                    zh: "由本人办理;管理员的令牌由安全管理员办理。", en: "The person does it; for administrators the security administrator does."))
        case .wrongPassword:
            Explanation(
                message: Bilingual(zh: "登录名或密码不对。", en: "The sign-in name or the password is not right."),
                remedy: Bilingual(
                    zh: "核对后再试;忘记密码请管理员发邀请码重设。", en: "Check both; if you forgot, ask the administrator for an invitation to set another."))
        case .ownAccount:
            Explanation(
                message: Bilingual(zh: "不能对自己的账户这样做。", en: "This is not to be done to your own account."),
                remedy: Bilingual(
                    zh: "密码自行修改 (PUT /v1/me/password);停用请另一位管理员办理。",
                    en: "Change your password (PUT /v1/me/password); have another administrator disable an account."))
        case .mandate:
            Explanation(
                message: Bilingual(zh: "所称的委托不是您的,或已不生效。", en: "The mandate that the request names is not yours, or is not in force."),
                remedy: Bilingual(
                    zh: "见 GET /v1/mandates;或不带 Lianshen-Mandate 以本人身份办理。",
                    en: "See GET /v1/mandates, or leave out Lianshen-Mandate to act for yourself."))
        case .mandateScope:
            Explanation(
                message: Bilingual(zh: "委托不及于此。", en: "The mandate does not reach so far."),
                remedy: Bilingual(
                    zh: "只能在委托的报审件内办理;代理人所在单位是该件参与方的,不得代理。",
                    en: "Act within its cases; an agent whose own organisation is a party of the case acts for nobody else in it."))
        case .restricted:
            Explanation(
                message: Bilingual(
                    zh: "该图纸(或该内容述及的图纸)限制公开,不向您的单位提供。",
                    en: "The drawing, or one that this speaks of, is restricted and not for your organisation."),
                remedy: Bilingual(zh: "确需查看的,请牵头单位办理。", en: "If you need it for your review, ask the lead body."))
        case .notOutYet:
            Explanation(
                message: Bilingual(zh: "按本件公开方式,意见随汇总意见公开。", en: "In this case comments are open to the applicant with the merged opinion."),
                remedy: Bilingual(zh: "出具审查意见后再看。", en: "Look again when the opinion is out."))
        case .systemRole:
            Explanation(
                message: Bilingual(zh: "system 角色不授予任何人。", en: "The role system is given to nobody."),
                remedy: Bilingual(zh: "从角色列表中删去。", en: "Remove it from the roles."))
        }
    }

    private static func names(_ act: Act, _ language: (Bilingual) -> String) -> String {
        Role.allCases.filter(act.roles.contains).map { language($0.label) }.joined(separator: ", ")
    }
}
