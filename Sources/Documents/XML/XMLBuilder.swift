internal import CXML2
internal import Packages

/// Reads a part of a document of an untrusted party into lists.
///
/// 1. No network, no external file, no entities: a part with a document type declaration is not given to the parser
///    (`XMLScan`).
/// 2. Bytes, depth, nodes, names, attributes and declarations of namespaces are bounded (`DocumentLimits`).
/// 3. UTF-8 only, whatever the XML declaration says.
///
/// Used by one thread, for one part.
@safe
final class XMLBuilder {
    private var part: XMLPart
    /// The open elements, each with the last node inside it.
    private var open: [(node: Int32, last: Int32)] = []
    private var namespacesOpen: [Int32] = []
    private var namespaces: Int32 = 0
    private var known: [NameKey: Int32] = [:]
    private var excess: String?
    private var line: Int32 = 0
    private var hasText = false
    private let context: xmlParserCtxtPtr

    /// A name by where the parser keeps it: it keeps each once.
    private struct NameKey: Hashable {
        let local: UInt
        let namespace: UInt
    }

    private static let isSetUp: Bool = {
        xmlInitParser()
        return true
    }()

    /// Reads a part.
    /// - Parameters:
    ///   - bytes: the part.
    ///   - name: what it is called.
    /// - Returns: its tree.
    /// - Throws: `DocumentFault`.
    static func read(_ bytes: [UInt8], part name: String) throws(DocumentFault) -> XMLPart {
        guard bytes.count <= DocumentLimits.partBytes else {
            throw DocumentFault(.tooLarge, part: name, "more than \(DocumentLimits.partBytes) bytes")
        }
        if let fault = XMLScan.fault(in: bytes, part: name, attributes: DocumentLimits.attributes) {
            throw DocumentFault(fault)
        }
        guard isSetUp, let context = unsafe xmlNewParserCtxt() else {
            throw DocumentFault(.malformed, part: name, "the parser cannot be made")
        }
        defer { unsafe xmlFreeParserCtxt(context) }
        let builder = unsafe XMLBuilder(name, context)
        builder.part.nodes.reserveCapacity(bytes.count / 32)
        builder.part.bytes.reserveCapacity(bytes.count / 4)
        return try builder.parse(bytes)
    }

    private init(_ name: String, _ context: xmlParserCtxtPtr) {
        part = XMLPart(name: name)
        unsafe self.context = context
    }

    private func parse(_ bytes: [UInt8]) throws(DocumentFault) -> XMLPart {
        unsafe context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        guard let handler = unsafe context.pointee.sax else {
            throw DocumentFault(.malformed, part: part.name, "the parser cannot be made")
        }
        unsafe handler.pointee = xmlSAXHandler()
        unsafe handler.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.pointee.startElementNs = onStart
        unsafe handler.pointee.endElementNs = onEnd
        unsafe handler.pointee.characters = onText
        unsafe handler.pointee.ignorableWhitespace = onText
        unsafe handler.pointee.cdataBlock = onText
        let options = [XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING, XML_PARSE_BIG_LINES]
        let flags = options.reduce(Int32(0)) { $0 | Int32($1.rawValue) }
        unsafe bytes.withUnsafeBufferPointer { buffer in
            let start = unsafe UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            let document = unsafe xmlCtxtReadMemory(context, start, Int32(buffer.count), nil, "UTF-8", flags)
            if let document = unsafe document { unsafe xmlFreeDoc(document) }
        }
        if let excess { throw DocumentFault(.tooLarge, part: part.name, line: Int(line), excess) }
        guard unsafe context.pointee.wellFormed == 1, !part.nodes.isEmpty else { throw failure }
        return part
    }

    private var failure: DocumentFault {
        let error = unsafe context.pointee.lastError
        let text = unsafe error.message.map { unsafe String(cString: $0) } ?? "it is cut off"
        let words = text.split { $0.isWhitespace }.joined(separator: " ")
        let message = words.prefix(1).lowercased() + words.dropFirst()
        let isDeep = message.contains("xcessive depth") || message.contains("too long") || message.contains("too big")
        return unsafe DocumentFault(
            isDeep ? .tooLarge : .malformed,
            part: part.name,
            line: max(1, Int(error.line)),
            message
        )
    }

    private func stop(_ excess: String) {
        guard self.excess == nil else { return }
        self.excess = excess
        line = unsafe Int32(clamping: Int(xmlSAX2GetLineNumber(context)))
        unsafe xmlStopParser(context)
    }

    fileprivate func start(
        _ local: UnsafePointer<xmlChar>,
        _ namespace: UnsafePointer<xmlChar>?,
        _ declared: Int32,
        _ count: Int32,
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard excess == nil else { return }
        namespaces += declared
        namespacesOpen.append(declared)
        guard open.count < DocumentLimits.depth else {
            return stop("elements are deeper than \(DocumentLimits.depth)")
        }
        guard part.nodes.count + part.attributes.count < DocumentLimits.nodes else {
            return stop("it has more than \(DocumentLimits.nodes) elements and attributes")
        }
        guard namespaces <= DocumentLimits.namespaces, part.names.count <= DocumentLimits.names else {
            return stop("it has more than \(DocumentLimits.names) names, or too many namespaces")
        }
        let first = Int32(part.attributes.count)
        if let values = unsafe values {
            for index in 0..<Int(count) {
                guard let local = unsafe values[index * 5], let from = unsafe values[index * 5 + 3],
                    let until = unsafe values[index * 5 + 4]
                else { continue }
                part.attributes.append(
                    unsafe XMLPart.Attribute(
                        name: name(local, values[index * 5 + 2]),
                        value: keep(from, until - from)
                    )
                )
            }
        }
        let line = unsafe Int32(clamping: Int(xmlSAX2GetLineNumber(context)))
        let name = unsafe name(local, namespace)
        let node = add(
            XMLPart.Node(name: name, line: line, first: first, count: Int32(part.attributes.count) - first)
        )
        open.append((node, -1))
        hasText = false
    }

    fileprivate func end() {
        guard excess == nil else { return }
        open.removeLast()
        namespaces -= namespacesOpen.popLast() ?? 0
        hasText = false
    }

    fileprivate func add(_ text: UnsafePointer<xmlChar>, _ count: Int32) {
        guard excess == nil, !open.isEmpty, count > 0 else { return }
        let range = unsafe keep(text, Int(count))
        // What the parser gives in pieces is one text.
        if hasText, let last = part.texts.last {
            part.texts[part.texts.count - 1] = last.lowerBound..<range.upperBound
            return
        }
        guard part.nodes.count < DocumentLimits.nodes else {
            return stop("it has more than \(DocumentLimits.nodes) elements and texts")
        }
        part.texts.append(range)
        _ = add(XMLPart.Node(name: -1, line: 0, first: Int32(part.texts.count - 1)))
        hasText = true
    }

    /// Puts a node behind the last one of the innermost element.
    private func add(_ node: XMLPart.Node) -> Int32 {
        let place = Int32(part.nodes.count)
        part.nodes.append(node)
        guard let inner = open.indices.last else { return place }
        if open[inner].last < 0 {
            part.nodes[Int(open[inner].node)].child = place
        } else {
            part.nodes[Int(open[inner].last)].next = place
        }
        open[inner].last = place
        return place
    }

    private func keep(_ text: UnsafePointer<xmlChar>, _ count: Int) -> Range<Int32> {
        let start = Int32(part.bytes.count)
        unsafe part.bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: count))
        return start..<Int32(part.bytes.count)
    }

    private func name(_ local: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?) -> Int32 {
        let key = NameKey(local: UInt(bitPattern: local), namespace: UInt(bitPattern: namespace))
        if let known = known[key] { return known }
        let address = unsafe namespace.map { unsafe String(cString: $0) } ?? ""
        let prefix = XMLNames.prefix(address) ?? "{\(address)}"
        let number = Int32(part.names.count)
        part.names.append(unsafe prefix + String(cString: local))
        known[key] = number
        return number
    }
}

/// What the parser calls; the context is the builder, which outlives it.
private func builder(_ context: UnsafeMutableRawPointer?) -> XMLBuilder? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<XMLBuilder>.fromOpaque(context).takeUnretainedValue()
}

private let onStart: startElementNsSAX2Func = { context, local, _, namespace, declared, _, count, _, values in
    guard let local = unsafe local else { return }
    unsafe builder(context)?.start(local, namespace, declared, count, values)
}

private let onEnd: endElementNsSAX2Func = { context, _, _, _ in unsafe builder(context)?.end() }

private let onText: charactersSAXFunc = { context, text, count in
    guard let text = unsafe text else { return }
    unsafe builder(context)?.add(text, count)
}
