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
    /// A text rather than a name: the address of a link that leads to the disk of whoever opens it.
    case goToDisk = "/URI file:"

    static let longest = allCases.map(\.rawValue.utf8.count).max() ?? 0

    /// A text that begins like an address on a disk; qpdf marks texts with `u:`.
    init?(text: ArraySlice<UInt8>) {
        guard text.prefix(8).elementsEqual("u:file:/".utf8, by: { $0 | 0x20 == $1 | 0x20 }) else { return nil }
        self = .goToDisk
    }

    var code: SheetCode {
        switch self {
        case .embeddedFile: .attachment
        case .goToFile, .goToEmbedded, .goToDisk: .leadsElsewhere
        case .script, .dynamicForm, .launch, .submit, .importData, .rendition, .richMedia: .activeContent
        }
    }
}
