import CLibXML2
import Locks

/// A compiled XML Schema.
///
/// `@unchecked Sendable`: the pointer is set once, and `turn` lets one validation at a time use what it points to. libxml2 promises that a parsed
/// schema may be read by several threads, but fills in parts of its automata late, and a manifest takes a millisecond.
final class XMLSchema: @unchecked Sendable {
    private let schema: xmlSchemaPtr
    private let turn = Locked(())

    /// Compiles the text of a schema; nil where it is none.
    init?(_ text: String) {
        guard LibXML.isReady else { return nil }
        var text = text
        let compiled = text.withUTF8 { bytes -> xmlSchemaPtr? in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let context = xmlSchemaNewMemParserCtxt(characters.baseAddress, Int32(characters.count)) else { return nil }
                defer { xmlSchemaFreeParserCtxt(context) }
                // Complaints about our own schema would go to stderr; a test compiles it, so there is nobody to tell.
                xmlSchemaSetParserStructuredErrors(context, { _, _ in }, nil)
                return xmlSchemaParse(context)
            }
        }
        guard let compiled else { return nil }
        schema = compiled
    }

    deinit {
        xmlSchemaFree(schema)
    }

    /// Whether `tree` is valid; what is wrong with it goes into `complaints`, all of it.
    func validates(_ tree: XMLTree, _ complaints: ComplaintBox) -> Bool {
        guard let context = xmlSchemaNewValidCtxt(schema) else { return false }
        defer { xmlSchemaFreeValidCtxt(context) }
        xmlSchemaSetValidStructuredErrors(
            context,
            { user, error in
                guard let error else { return }
                let message = error.pointee.message.map { String(cString: $0) } ?? ""
                ComplaintBox.from(user)?.add(
                    XMLComplaint(code: error.pointee.code, line: Int(lianshen_xml_error_line(error)), message: XMLComplaint.tidy(message)))
            }, complaints.pointer)
        return turn.withLock { _ in xmlSchemaValidateDoc(context, tree.document) == 0 }
    }

    /// The schema of the manifest, compiled at first use; nil only if this program's own text is broken.
    static let manifest = XMLSchema(ManifestSchema.xsd)
}
