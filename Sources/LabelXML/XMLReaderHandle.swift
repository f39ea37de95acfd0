internal import CXML2

/// A text reader of libxml2 over bytes that its maker keeps in place.
///
/// Each call of the library is in here. The reader is used by one thread, and ends with this value.
@safe
struct XMLReaderHandle: ~Copyable {
    /// What the reader stands on.
    enum NodeType {
        case element
        case endElement
        case text
        case doctype
        case entity
        case other
    }

    private let reader: xmlTextReaderPtr

    /// The library wants to be set up once, before threads use it.
    private static let isSetUp: Bool = {
        xmlInitParser()
        return true
    }()

    /// Opens a reader.
    /// - Parameter buffer: the document; it has to stay where it is as long as the reader is used.
    init?(_ buffer: UnsafeRawBufferPointer) {
        guard Self.isSetUp, let count = Int32(exactly: buffer.count) else { return nil }
        xmlResetLastError()
        let options = [XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING, XML_PARSE_BIG_LINES]
        let flags = options.reduce(Int32(0)) { $0 | Int32($1.rawValue) }
        let bytes = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard let reader = unsafe xmlReaderForMemory(bytes, count, nil, "UTF-8", flags) else { return nil }
        unsafe self.reader = reader
    }

    deinit { unsafe xmlFreeTextReader(reader) }

    /// Goes to the next node; false at the end and after an error.
    func advance() -> Bool { unsafe xmlTextReaderRead(reader) == 1 }

    /// Whether all was read, and it was well-formed.
    var isAtEnd: Bool { unsafe xmlTextReaderReadState(reader) == Int32(XML_TEXTREADER_MODE_EOF.rawValue) }

    /// The line of the node, counted from 1; the parser itself is ahead of it.
    var line: Int {
        guard let node = unsafe xmlTextReaderCurrentNode(reader) else {
            return unsafe Int(xmlTextReaderGetParserLineNumber(reader))
        }
        return unsafe max(1, Int(xmlGetLineNo(node)))
    }

    /// How many different names the library keeps for the document so far, those of what is skipped among them.
    var names: Int {
        guard let node = unsafe xmlTextReaderCurrentNode(reader), let document = unsafe node.pointee.doc,
            let dictionary = unsafe document.pointee.dict
        else { return 0 }
        return unsafe Int(xmlDictSize(dictionary))
    }

    /// What the reader stands on.
    var nodeType: NodeType {
        switch unsafe xmlTextReaderNodeType(reader) {
        case 1: .element
        case 15: .endElement
        case 3, 4, 13, 14: .text
        case 10: .doctype
        case 5, 16: .entity
        default: .other
        }
    }

    /// Whether the element is written as one tag.
    var isEmptyElement: Bool { unsafe xmlTextReaderIsEmptyElement(reader) == 1 }

    /// The text of the node.
    var value: String { unsafe Self.string(xmlTextReaderConstValue(reader)) }

    /// The element with its attributes, and how many namespaces it declares.
    var element: (XMLElement, Int) {
        var namespaces = 0
        var element = unsafe XMLElement(
            namespace: Self.string(xmlTextReaderConstNamespaceUri(reader)),
            name: Self.string(xmlTextReaderConstLocalName(reader))
        )
        while unsafe xmlTextReaderMoveToNextAttribute(reader) == 1 {
            guard unsafe xmlTextReaderIsNamespaceDecl(reader) == 0 else {
                namespaces += 1
                continue
            }
            element.attributes.append(
                unsafe XMLAttribute(
                    namespace: Self.string(xmlTextReaderConstNamespaceUri(reader)),
                    name: Self.string(xmlTextReaderConstLocalName(reader)),
                    value: value
                )
            )
        }
        unsafe xmlTextReaderMoveToElement(reader)
        return (element, namespaces)
    }

    /// The last error of the library in this thread.
    var failure: XMLError {
        guard let error = unsafe xmlGetLastError() else { return XMLError(.malformed, line: line, "it is cut off") }
        let text = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "it is not well-formed"
        let message = XMLElement.token(text)
        let isDeep = message.contains("Excessive depth")
        return unsafe XMLError(isDeep ? .tooLarge : .malformed, line: Int(error.pointee.line), Self.lowered(message))
    }

    private static func lowered(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
        guard let text = unsafe text else { return "" }
        return unsafe String(cString: text)
    }
}
