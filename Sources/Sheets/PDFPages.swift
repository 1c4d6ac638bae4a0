/// The page tree of a PDF, flattened, with what pages inherit from their parents taken in.
struct PDFPages {
    struct Node {
        let reference: String
        var entries: [String: PDFValue]
    }

    private(set) var nodes: [Node] = []
    /// References of all pages: a link to another page is not that page's content.
    private(set) var references: Set<String> = []

    private static let inherited = ["/Resources", "/MediaBox", "/CropBox", "/Rotate"]

    /// Walks the tree depth first; a node that comes again (a cycle, or a page listed twice) is not walked again.
    init(_ objects: PDFObjects, limit: Int) {
        let root = objects.resolve(objects.resolve(objects.trailer.entries?["/Root"]).entries?["/Pages"])
        var stack: [(reference: String?, value: PDFValue, inherited: [String: PDFValue])] = [(nil, root, [:])]
        var seen: Set<String> = []
        while let (reference, value, handedDown) = stack.popLast(), nodes.count < limit {
            guard var entries = value.entries else { continue }
            for key in Self.inherited where entries[key] == nil { entries[key] = handedDown[key] }
            if case .array(let kids) = objects.resolve(entries["/Kids"]) {
                let passedOn = entries.filter { Self.inherited.contains($0.key) }
                for kid in kids.reversed() {
                    guard case .reference(let target) = kid, seen.insert(target).inserted else { continue }
                    stack.append((target, objects.object(target), passedOn))
                }
            } else if let reference {
                nodes.append(Node(reference: reference, entries: entries))
                references.insert(reference)
            }
        }
    }
}
