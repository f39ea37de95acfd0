internal import CXML2

/// Reads a document of an untrusted party into a tree.
///
/// 1. No network, no external file: the parser is told so, and a document with a document type declaration, the only way
///    to name them or to define entities, is not given to it.
/// 2. At most 16 MiB, elements at most 64 deep, at most 64 attributes an element, at most 1,000,000 elements and attributes.
/// 3. UTF-8 only, whatever the XML declaration says.
/// 4. Comments and processing instructions are skipped.
enum XMLReader {
    /// The most bytes of a document.
    static let byteLimit = 16 << 20
    /// The most elements inside each other.
    static let depthLimit = 64
    /// The most attributes of one element, declarations of namespaces among them.
    static let attributeLimit = 64
    /// The most elements and attributes.
    static let nodeLimit = 1_000_000

    /// Reads a document.
    /// - Parameter bytes: the document.
    /// - Returns: its root.
    /// - Throws: `XMLError`.
    static func read(_ bytes: [UInt8]) throws(XMLError) -> XMLElement {
        guard bytes.count <= byteLimit else { throw XMLError(.tooLarge, "more than \(byteLimit) bytes") }
        guard !bytes.isEmpty else { throw XMLError(.malformed, line: 1, "nothing is there") }
        if let line = XMLProlog.doctypeLine(in: bytes) { throw doctype(line) }
        if let line = XMLTags.lineOfTooMany(in: bytes, limit: attributeLimit) {
            throw XMLError(.tooLarge, line: line, "an element has more than \(attributeLimit) attributes")
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
        var open: [XMLElement] = []
        var nodes = 0
        while handle.advance() {
            switch handle.nodeType {
            case .element:
                var element = handle.element
                nodes += 1 + element.attributes.count
                guard open.count < depthLimit, nodes <= nodeLimit else {
                    let what = open.count < depthLimit ? "more than \(nodeLimit) nodes" : "deeper than \(depthLimit)"
                    return .failure(XMLError(.tooLarge, line: handle.line, "elements are \(what)"))
                }
                element.line = handle.line
                open.append(element)
                if handle.isEmptyElement, let root = close(&open) { return finish(handle, root) }
            case .endElement:
                if let root = close(&open) { return finish(handle, root) }
            case .text: open.indices.last.map { open[$0].text += handle.value }
            case .doctype:
                return .failure(doctype(handle.line))
            case .entity:
                return .failure(XMLError(.entity, line: handle.line, "a reference to an entity is not read"))
            case .other: break
            }
        }
        return .failure(handle.failure)
    }

    private static func doctype(_ line: Int) -> XMLError {
        XMLError(.doctype, line: line, "a document type declaration is not read")
    }

    /// Ends the innermost element; the root is returned.
    private static func close(_ open: inout [XMLElement]) -> XMLElement? {
        guard let element = open.popLast() else { return nil }
        guard let parent = open.indices.last else { return element }
        open[parent].children.append(element)
        return nil
    }

    /// Reads what stands behind the root: it must be well-formed, too.
    private static func finish(
        _ handle: borrowing XMLReaderHandle,
        _ root: XMLElement
    ) -> Result<XMLElement, XMLError> {
        while handle.advance() {}
        return handle.isAtEnd ? .success(root) : .failure(handle.failure)
    }
}
