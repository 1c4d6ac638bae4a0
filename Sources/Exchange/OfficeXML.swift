import CLibXML2

/// An element of a part of a workbook, as a plain value.
struct OfficeElement {
    let name: String
    /// Attributes by their name without a prefix; `r:id` is `r:id`, because `id` is another one.
    let attributes: [String: String]
    let children: [OfficeElement]
    /// Text directly inside.
    let text: String

    func all(_ name: String) -> [OfficeElement] { children.filter { $0.name == name } }
    func first(_ name: String) -> OfficeElement? { children.first { $0.name == name } }
    /// Whether an element of the name is anywhere below.
    func holds(_ name: String) -> Bool { children.contains { $0.name == name || $0.holds(name) } }
}

/// Reads parts of a workbook with libxml2: no entities, no document types, nothing fetched.
enum OfficeXML {
    private static let isReady: Bool = {
        xmlInitParser()
        xmlSetExternalEntityLoader { _, _, _ in nil }
        return true
    }()

    /// The root; nil for what is not well-formed, or has a document type.
    static func root(_ bytes: [UInt8]) -> OfficeElement? {
        guard isReady, !bytes.isEmpty, bytes.count < Int(Int32.max) else { return nil }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue
        let document = bytes.withUnsafeBytes { buffer in
            xmlReadMemory(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil, Int32(options))
        }
        guard let document else { return nil }
        defer { xmlFreeDoc(document) }
        guard document.pointee.intSubset == nil else { return nil }
        return xmlDocGetRootElement(document).map(element)
    }

    // Recursion is bounded: libxml2 stops parsing at 256 levels.
    private static func element(_ node: xmlNodePtr) -> OfficeElement {
        var children: [OfficeElement] = []
        var words = ""
        var next = node.pointee.children
        while let child = next {
            if child.pointee.type == XML_ELEMENT_NODE { children.append(element(child)) }
            if child.pointee.type == XML_TEXT_NODE { words += string(child.pointee.content) }
            next = child.pointee.next
        }
        var attributes: [String: String] = [:]
        var property = node.pointee.properties
        while let attribute = property {
            if let content = xmlNodeListGetString(node.pointee.doc, attribute.pointee.children, 1) {
                let prefix = attribute.pointee.ns == nil ? "" : "r:"
                attributes[prefix + string(attribute.pointee.name)] = string(content)
                lianshen_xml_free(content)
            }
            property = attribute.pointee.next
        }
        return OfficeElement(name: string(node.pointee.name), attributes: attributes, children: children, text: words)
    }

    private static func string(_ bytes: UnsafePointer<xmlChar>?) -> String { bytes.map { String(cString: $0) } ?? "" }
}
