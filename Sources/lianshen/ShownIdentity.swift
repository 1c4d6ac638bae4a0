import JointReview
import Wire

extension OrganisationBody: Shown {
    static let fields: [Field<OrganisationBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("统一社会信用代码", "credit code") { $0.creditCode },
        .listed("名称", "name") { $0.name },
        .alone("地区", "region") { $0.region },
        .listed("职能", "functions") { $0.functions.map(\.text).joined(separator: ", ") },
    ]
}

extension PersonBody: Shown {
    static let fields: [Field<PersonBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("登录名", "sign-in name") { $0.signInName },
        .listed("姓名", "name") { $0.name },
        .alone("单位", "organisation") { $0.organisationId.text },
        .listed("角色", "roles") { $0.roles.map(\.text).joined(separator: ", ") },
    ]
}

extension MeBody: Shown {
    static let fields: [Field<MeBody>] = [
        .listed("登录名", "sign-in name") { $0.person.signInName },
        .listed("姓名", "name") { $0.person.name },
        .listed("单位", "organisation") { $0.organisation.name },
        .listed("角色", "roles") { $0.roles.map(\.text).joined(separator: ", ") },
        .alone("职能", "functions") { $0.functions.map(\.text).joined(separator: ", ") },
        .alone("人员标识", "person id") { $0.person.id.text },
        .alone("单位标识", "organisation id") { $0.organisation.id.text },
    ]
}

extension IssuedTokenBody: Shown {
    static let fields: [Field<IssuedTokenBody>] = [
        .listed("令牌(只显示一次)", "token, shown once") { $0.token },
        .listed("标识", "id") { $0.tokenId.text },
        .listed("失效", "ends") { $0.expiresAt.inChina },
    ]
}

extension RoleGrantBody {
    fileprivate var text: String { role.both + (discipline.map { " (\($0.both))" } ?? "") }
}

extension FunctionGrantBody {
    fileprivate var text: String { function.rawValue + (discipline.map { " (\($0.both))" } ?? "") }
}
