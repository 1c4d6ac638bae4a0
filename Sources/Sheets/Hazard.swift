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

    static let longest = allCases.map(\.rawValue.utf8.count).max() ?? 0

    init?(name: ArraySlice<UInt8>) {
        self.init(rawValue: String(decoding: name, as: UTF8.self))
    }

    var code: SheetCode { self == .embeddedFile ? .attachment : .activeContent }
}
