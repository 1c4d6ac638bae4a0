/// What a PDF may carry besides drawings. qpdf has undone every disguise (`/J#61vaScript`, object streams) before a name gets here.
enum Hazard: String, CaseIterable {
    case script = "/JavaScript"
    case dynamicForm = "/XFA"
    case launch = "/Launch"
    case submit = "/SubmitForm"
    case importData = "/ImportData"
    case rendition = "/Rendition"
    case richMedia = "/RichMedia"
    case embeddedFile = "/EmbeddedFile"
    case goToFile = "/GoToR"
    case goToEmbedded = "/GoToE"

    static let longest = allCases.map(\.rawValue.utf8.count).max() ?? 0

    init?(name: ArraySlice<UInt8>) {
        self.init(rawValue: String(decoding: name, as: UTF8.self))
    }

    var code: SheetCode {
        switch self {
        case .embeddedFile: .attachment
        case .goToFile, .goToEmbedded: .leadsElsewhere
        case .script, .dynamicForm, .launch, .submit, .importData, .rendition, .richMedia: .activeContent
        }
    }
}
