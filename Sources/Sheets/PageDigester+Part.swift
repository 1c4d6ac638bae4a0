extension PageDigester {
    /// As what a dictionary is read. It follows from the way from the page alone: what an object says of itself (`/Type`), and in which lists it
    /// stands besides, an author may choose so that a drawn thing passes for one that is not.
    enum Part: Hashable {
        /// Nothing is left out.
        case whole
        case page, annotation, stream
        case form, resources
        case action, destination
        case font, fontDescriptor, graphicsState, propertyList
        /// Dictionaries whose keys are names; nothing is left out.
        case fonts, graphicsStates, propertyLists, actions

        /// Keys that draw nothing here: dates, identities, metadata, private data, links back.
        var leftOut: Set<String> {
            switch self {
            case .page: Self.ofPages
            case .annotation: Self.ofAnnotations
            case .stream: Self.ofStreams
            case .propertyList: Self.ofPropertyLists
            default: []
            }
        }

        private static let ofPages: Set<String> = [
            "/Parent", "/LastModified", "/Metadata", "/PieceInfo", "/StructParents", "/B", "/Thumb", "/ID",
        ]
        /// What a field has from those above it is taken in before (`PDFForm`).
        private static let ofAnnotations: Set<String> = ["/P", "/Parent", "/Kids", "/Popup", "/M", "/NM", "/CreationDate", "/StructParent"]
        private static let ofStreams: Set<String> = ["/Length", "/LastModified", "/Metadata", "/PieceInfo", "/StructParent", "/StructParents"]
        private static let ofPropertyLists: Set<String> = ["/Metadata"]

        /// As what the value of a key is read.
        func part(at key: String) -> Part {
            switch (self, key) {
            case (.page, "/Resources"), (.stream, "/Resources"), (.font, "/Resources"), (.form, "/DR"): .resources
            case (.page, "/Annots"), (.annotation, "/IRT"), (.action, "/T"), (.action, "/AN"): .annotation
            case (.page, "form"): .form
            case (.page, "/AA"), (.annotation, "/AA"): .actions
            case (.annotation, "/A"), (.annotation, "/PA"), (.action, "/Next"), (.actions, _): .action
            case (.annotation, "/Dest"), (.action, "/D"): .destination
            case (.resources, "/Font"): .fonts
            case (.resources, "/ExtGState"): .graphicsStates
            case (.resources, "/Properties"): .propertyLists
            case (.fonts, _), (.font, "/DescendantFonts"), (.graphicsState, "/Font"): .font
            case (.font, "/FontDescriptor"): .fontDescriptor
            case (.graphicsStates, _): .graphicsState
            case (.propertyLists, _): .propertyList
            default: .whole
            }
        }

        /// Whether the value of a key is a font's name, which may carry the tag of a subset.
        func isFontName(_ key: String) -> Bool {
            (self == .font && key == "/BaseFont") || (self == .fontDescriptor && key == "/FontName")
        }
    }
}
