/// Something that a PDF does or carries besides drawings, as far as only its place tells: a name alone may be that of a font or a layer.
struct PDFAct: Hashable {
    let code: SheetCode
    /// What it is, in names of the file: `/EF`, `/OpenAction→/URI`.
    let name: String
}

/// Looks for acts in every object of a file, whether a page leads to it or not.
struct PDFActs {
    private(set) var found: Set<PDFAct> = []

    private let objects: PDFObjects

    /// Names (of keys or values) without which an object can hold none of the acts.
    static let words: Set<String> = [
        "/EF", "/EmbeddedFiles", "/AF", "/FileAttachment", "/FFilter", "/OpenAction", "/AA", "/URI", "/SetOCGState", "/Thread", "/Movie", "/Sound",
        "/Screen", "/3D", "/RichMediaExecute",
    ]
    private static let media: Set<String> = ["/Movie", "/Sound", "/Screen", "/3D"]

    /// - Parameter suspects: Keys of the objects that hold one of `words`, or a stream's `/F`.
    init(_ objects: PDFObjects, among suspects: some Collection<String>) {
        self.objects = objects
        for key in suspects {
            var open = [objects.value(key)]
            while let value = open.popLast() {
                if let entries = value.entries {
                    if case .stream = value { look(atStream: entries) }
                    look(at: entries)
                    open.append(contentsOf: entries.values)
                } else if let items = value.items {
                    open.append(contentsOf: items)
                }
            }
        }
    }

    /// Data that lie elsewhere are not what was handed in, and whoever opens the file may get others.
    private mutating func look(atStream entries: [String: PDFValue]) {
        let elsewhere = objects.resolve(entries["/F"])
        if elsewhere.isString || elsewhere.entries != nil { note(.externalContent, "/F") }
        if !objects.resolve(entries["/FFilter"]).isNull { note(.externalContent, "/FFilter") }
    }

    private mutating func look(at entries: [String: PDFValue]) {
        lookForFiles(entries)
        if let subtype = objects.resolve(entries["/Subtype"]).name, Self.media.contains(subtype) { note(.multimedia, subtype) }
        if let opening = entries["/OpenAction"] { follow(opening, from: "/OpenAction") }
        for (event, action) in objects.resolve(entries["/AA"]).entries ?? [:] where !Self.clicks.contains(event) {
            follow(action, from: "/AA" + event)
        }
        lookAtClick(entries)
    }

    /// The name of an embedded file's stream is optional: its place in a file specification is not.
    private mutating func lookForFiles(_ entries: [String: PDFValue]) {
        if let files = objects.resolve(entries["/EF"]).entries, Self.platforms.contains(where: { !objects.resolve(files[$0]).isNull }) {
            note(.attachment, "/EF")
        }
        if let tree = objects.resolve(entries["/EmbeddedFiles"]).entries,
            ["/Names", "/Kids"].contains(where: { objects.resolve(tree[$0]).items?.isEmpty == false })
        {
            note(.attachment, "/EmbeddedFiles")
        }
        let associated = objects.resolve(entries["/AF"])
        if (associated.items ?? [associated]).contains(where: isFileSpecification) { note(.attachment, "/AF") }
        if objects.resolve(entries["/Subtype"]).name == "/FileAttachment" { note(.attachment, "/FileAttachment") }
    }

    private static let platforms = ["/F", "/UF", "/DOS", "/Mac", "/Unix"]

    private func isFileSpecification(_ value: PDFValue) -> Bool {
        guard let entries = objects.resolve(value).entries else { return false }
        if let type = objects.resolve(entries["/Type"]).name { return type == "/Filespec" || type == "/F" }
        return entries["/EF"] != nil || Self.platforms.contains { objects.resolve(entries[$0]).isString }
    }

    mutating func note(_ code: SheetCode, _ name: String) { found.insert(PDFAct(code: code, name: name)) }
}

// MARK: Actions
extension PDFActs {
    /// Pressing and letting go of the mouse button; every other event comes without a decision to start something.
    private static let clicks: Set<String> = ["/D", "/U"]
    /// Those that lead out of the document, play, or change what it shows; what is refused by its name alone is not told twice.
    private static let grave: Set<String> = ["/URI", "/GoToR", "/GoToE", "/SetOCGState", "/Hide", "/Movie", "/Sound", "/RichMediaExecute"]
    /// Real chains have a few links.
    private static let longestChain = 1000

    /// An action that starts by itself, and those chained to it. An array is a destination inside the document.
    private mutating func follow(_ action: PDFValue, from trigger: String) {
        var open = [action]
        var seen: Set<String> = []
        var left = Self.longestChain
        while let next = open.popLast(), left > 0 {
            left -= 1
            if case .reference(let reference) = next, !seen.insert(reference).inserted { continue }
            guard let entries = objects.resolve(next).entries else { continue }
            let type = objects.resolve(entries["/S"]).name.map { String($0.prefix(40)) } ?? "?"
            let leads = type == "/Thread" && !objects.resolve(entries["/F"]).isNull
            if leads || Self.grave.contains(type) {
                note(.activeContent, "\(trigger)→\(type)")
            } else if type != "/GoTo", Hazard(rawValue: type)?.code != .activeContent {
                note(.automaticAction, "\(trigger)→\(type)")
            }
            let chained = objects.resolve(entries["/Next"])
            // A single next action keeps its reference, so that a ring is seen.
            open.append(contentsOf: chained.items ?? entries["/Next"].map { [$0] } ?? [])
        }
    }

    /// An action that waits for a click, or whose start is told elsewhere.
    private mutating func lookAtClick(_ entries: [String: PDFValue]) {
        guard objects.resolve(entries["/Type"]).name != "/StructElem" else { return }
        switch objects.resolve(entries["/S"]).name {
        case "/URI":
            guard let address = PDFAddress(objects.resolve(entries["/URI"])) else { return }
            if address.runs { note(.activeContent, "/URI \(address.scheme):") }
            if address.isOnDisk { note(.leadsElsewhere, Hazard.goToDisk.rawValue) }
        case "/SetOCGState": note(.layerSwitch, "/SetOCGState")
        case "/Movie": note(.multimedia, "/Movie")
        case "/Sound": note(.multimedia, "/Sound")
        case "/RichMediaExecute": note(.activeContent, "/RichMediaExecute")
        case "/Thread" where !objects.resolve(entries["/F"]).isNull: note(.leadsElsewhere, "/Thread")
        default: break
        }
    }
}
