import CLibXML2

/// An element as a plain value, with the line that a person finds it on.
struct XMLElement: Sendable {
    let name: String
    let namespace: String
    let line: Int
    /// Attributes without a namespace, white space collapsed as `xs:token` has it.
    let attributes: [String: String]
    let children: [XMLElement]

    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }
}

/// A parsed document: libxml2's tree, owned.
final class XMLTree {
    let document: xmlDocPtr

    private init(_ document: xmlDocPtr) {
        self.document = document
    }

    deinit {
        xmlFreeDoc(document)
    }

    /// Parses UTF-8 text that the gate has let through, or says where it is not well-formed.
    ///
    /// The tree, not the reader: libxml2's reader was seen to take an entity bomb for a valid document. No NOENT, no DTDLOAD, no HUGE: entities
    /// stay unexpanded, nothing is fetched, and depth and sizes keep libxml2's limits.
    static func parse(_ bytes: ArraySlice<UInt8>, _ complaints: ComplaintBox) -> XMLTree? {
        guard LibXML.isReady, let context = xmlNewParserCtxt() else { return nil }
        defer { xmlFreeParserCtxt(context) }
        context.pointee._private = complaints.pointer
        // The context is its own user data, so the box travels in the private field. This channel takes everything: nothing goes to stderr.
        context.pointee.sax.pointee.serror = { user, error in
            guard let error, let context = user?.assumingMemoryBound(to: xmlParserCtxt.self) else { return }
            let message = error.pointee.message.map { String(cString: $0) } ?? ""
            ComplaintBox.from(context.pointee._private)?.add(
                XMLComplaint(code: error.pointee.code, line: Int(error.pointee.line), message: XMLComplaint.tidy(message)))
        }
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_BIG_LINES.rawValue
        let document = bytes.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, "UTF-8", Int32(options))
        }
        guard let document else { return nil }
        let tree = XMLTree(document)
        return context.pointee.wellFormed == 1 && context.pointee.nsWellFormed == 1 ? tree : nil
    }

    /// The root and all below it as values.
    var root: XMLElement? {
        xmlDocGetRootElement(document).map { Self.element($0) }
    }

    // Recursion is bounded: libxml2 stops parsing at 256 levels.
    private static func element(_ node: xmlNodePtr) -> XMLElement {
        var children: [XMLElement] = []
        var next = node.pointee.children
        while let child = next {
            if child.pointee.type == XML_ELEMENT_NODE { children.append(element(child)) }
            next = child.pointee.next
        }
        var attributes: [String: String] = [:]
        var property = node.pointee.properties
        while let attribute = property {
            if attribute.pointee.ns == nil, let content = xmlNodeListGetString(node.pointee.doc, attribute.pointee.children, 1) {
                attributes[text(attribute.pointee.name)] = collapsed(text(content))
                lianshen_xml_free(content)
            }
            property = attribute.pointee.next
        }
        return XMLElement(
            name: text(node.pointee.name), namespace: node.pointee.ns.map { text($0.pointee.href) } ?? "", line: Int(xmlGetLineNo(node)),
            attributes: attributes, children: children)
    }

    private static func text(_ bytes: UnsafePointer<xmlChar>?) -> String {
        bytes.map { String(cString: $0) } ?? ""
    }

    private static func collapsed(_ text: String) -> String {
        text.unicodeScalars.split { [" ", "\t", "\n", "\r"].contains($0) }.map { String($0) }.joined(separator: " ")
    }
}

extension XMLComplaint {
    /// One line, without the line break that libxml2 puts at the end, cut where a hostile value made it long.
    static func tidy(_ message: String) -> String {
        let line = String(message.unicodeScalars.map { $0 == "\n" || $0 == "\t" ? " " : Character($0) })
        let trimmed = line.drop { $0 == " " }
        let end = trimmed.lastIndex { $0 != " " }.map { trimmed.index(after: $0) } ?? trimmed.startIndex
        let text = trimmed[..<end]
        return text.count > 300 ? text.prefix(300) + "…" : String(text)
    }
}
