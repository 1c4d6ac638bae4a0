/// Whether the tree of pages is one for every reader, whichever way it goes through it.
struct PlainTree {
    private let objects: PDFObjects
    private var seen: Set<String> = []
    /// The pages that it met, in order.
    private(set) var leaves: [String] = []
    /// Real trees of thousands of pages are four levels high.
    private static let deepest = 64
    private static let branchKeys: Set<String> = [
        "/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/ITXT", "/LastModified", "/Metadata",
    ]

    init(_ objects: PDFObjects) { self.objects = objects }

    mutating func isPlain(_ root: PDFValue?) -> Bool {
        guard let reference = root?.reference else { return false }
        return pages(below: reference, parent: nil, depth: 0) != nil
    }

    /// How many pages stand below a node; nil when the node is not plain.
    private mutating func pages(below reference: String, parent: String?, depth: Int) -> Int? {
        guard depth < Self.deepest, seen.insert(reference).inserted, case .dictionary(let entries) = objects.object(reference) else { return nil }
        guard entries["/Parent"]?.reference == parent, parent != nil || entries["/Parent"] == nil else { return nil }
        switch objects.resolve(entries["/Type"]).name {
        case "/Page":
            guard parent != nil, entries["/Kids"] == nil, entries["/Count"] == nil else { return nil }
            leaves.append(reference)
            return 1
        case "/Pages":
            guard entries.keys.allSatisfy(Self.branchKeys.contains), let kids = objects.resolve(entries["/Kids"]).items, !kids.isEmpty else {
                return nil
            }
            var count = 0
            for kid in kids {
                guard let kid = kid.reference, let more = pages(below: kid, parent: reference, depth: depth + 1) else { return nil }
                count += more
            }
            return objects.resolve(entries["/Count"]).scalar == String(count) ? count : nil
        default: return nil
        }
    }
}

/// Whether layers are switched in the one simple way that all readers know.
enum PlainLayers {
    private static let keys: Set<String> = [
        "/Name", "/Creator", "/BaseState", "/ON", "/OFF", "/Intent", "/AS", "/Order", "/ListMode", "/RBGroups", "/Locked",
    ]

    static func isPlain(_ value: PDFValue?, _ objects: PDFObjects) -> Bool {
        guard let value else { return true }
        guard let properties = objects.resolve(value).entries, properties.keys.allSatisfy(["/OCGs", "/D", "/Configs"].contains),
            let list = references(properties["/OCGs"], objects), let usual = objects.resolve(properties["/D"]).entries,
            usual.keys.allSatisfy(keys.contains)
        else { return false }
        let groups = Set(list)
        guard groups.count == list.count, groups.allSatisfy({ objects.resolve(objects.object($0).entries?["/Type"]).name == "/OCG" }) else {
            return false
        }
        let on = usual["/ON"] == nil ? [] : references(usual["/ON"], objects)
        let off = usual["/OFF"] == nil ? [] : references(usual["/OFF"], objects)
        guard let on, let off, groups.isSuperset(of: on + off), Set(on).isDisjoint(with: off) else { return false }
        let base = usual["/BaseState"].map { objects.resolve($0).name }
        let intent = usual["/Intent"].map { objects.resolve($0).name }
        return (base == nil || base == "/ON" || base == "/OFF") && (intent == nil || intent == "/View")
            && isEmpty(usual["/RBGroups"], objects)
    }

    private static func isEmpty(_ value: PDFValue?, _ objects: PDFObjects) -> Bool {
        guard let value else { return true }
        return objects.resolve(value).items?.isEmpty ?? false
    }

    /// The references of an array; nil when it is none, or holds anything else.
    private static func references(_ value: PDFValue?, _ objects: PDFObjects) -> [String]? {
        guard let items = objects.resolve(value).items else { return nil }
        let references = items.compactMap(\.reference)
        return references.count == items.count ? references : nil
    }
}
