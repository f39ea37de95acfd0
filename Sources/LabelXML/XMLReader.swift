internal import CXML2

/// Reads a document of an untrusted party into a tree.
///
/// 1. No network, no external file: the parser is told so, and a document with a document type declaration, the only way
///    to name them or to define entities, is not given to it.
/// 2. At most 16 MiB, elements at most 64 deep, at most 64 attributes an element, at most 1,000,000 elements and attributes.
/// 3. At most 1,024 different names, those of namespaces among them, at most as many processing instructions, and at most 64
///    declarations of namespaces in force at a place: the library finds a name and a namespace by walks that grow with their number.
///    Labels, clearances and policies of any size have fewer than a hundred names.
/// 4. UTF-8 only, whatever the XML declaration says.
/// 5. Comments and processing instructions are skipped.
package enum XMLReader {
    /// The most bytes of a document.
    static let byteLimit = 16 << 20
    /// The most elements inside each other.
    static let depthLimit = 64
    /// The most attributes of one element, declarations of namespaces among them.
    static let attributeLimit = 64
    /// The most elements and attributes.
    static let nodeLimit = 1_000_000
    /// The most declarations of namespaces in force at a place.
    static let namespaceLimit = 64
    /// The most processing instructions, and the most different names, prefixes and addresses of namespaces.
    static let nameLimit = 1_024

    /// Reads a document.
    /// - Parameter bytes: the document.
    /// - Returns: its root.
    /// - Throws: `XMLError`.
    package static func read(_ bytes: [UInt8]) throws(XMLError) -> XMLElement {
        guard bytes.count <= byteLimit else { throw XMLError(.tooLarge, "more than \(byteLimit) bytes") }
        guard !bytes.isEmpty else { throw XMLError(.malformed, line: 1, "nothing is there") }
        if let line = XMLProlog.doctypeLine(in: bytes) { throw doctype(line) }
        if let excess = XMLTags.excess(in: bytes, attributes: attributeLimit, instructions: nameLimit) {
            throw excess
        }
        let result = unsafe bytes.withUnsafeBytes { buffer -> Result<XMLElement, XMLError> in
            guard let handle = unsafe XMLReaderHandle(buffer) else {
                return .failure(XMLError(.malformed, "the parser cannot be made"))
            }
            return read(handle)
        }
        return try result.get()
    }

    private static func read(_ handle: borrowing XMLReaderHandle) -> Result<XMLElement, XMLError> {
        var nesting = XMLNesting()
        // What stands behind the root must be well-formed, too.
        while handle.advance() {
            guard handle.names <= nameLimit else {
                let what = "the document has more than \(nameLimit) different names"
                return .failure(XMLError(.tooLarge, line: handle.line, what))
            }
            switch handle.nodeType {
            case .element:
                let line = handle.line
                let isEmpty = handle.isEmptyElement
                var (element, namespaces) = handle.element
                element.line = line
                if let excess = nesting.begin(element, namespaces: namespaces) {
                    return .failure(XMLError(.tooLarge, line: line, excess))
                }
                if isEmpty { nesting.end() }
            case .endElement: nesting.end()
            case .text: nesting.add(handle.value)
            case .doctype:
                return .failure(doctype(handle.line))
            case .entity:
                return .failure(XMLError(.entity, line: handle.line, "a reference to an entity is not read"))
            case .other: break
            }
        }
        guard let root = nesting.root, handle.isAtEnd else { return .failure(handle.failure) }
        return .success(root)
    }

    private static func doctype(_ line: Int) -> XMLError {
        XMLError(.doctype, line: line, "a document type declaration is not read")
    }
}
