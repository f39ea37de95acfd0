internal import CXML2

/// Reads parts of an untrusted party as a stream of events, over libxml2: neither the part nor a tree of it is held.
///
/// 1. No network, no external file, no entities: a part with a document type declaration is not given to the parser.
/// 2. Depth, elements, names, attributes and declarations of namespaces are bounded.
/// 3. UTF-8 only, whatever the XML declaration says.
///
/// Used by one thread, for one part.
@safe
public final class XMLStream {
    /// Elements inside each other.
    public static let depth = 64
    /// Attributes of an element, declarations of namespaces among them.
    public static let attributesOfOne = 64
    /// Elements of a part.
    public static let elementsOfPart = 20_000_000
    /// Different names of elements and attributes in a part.
    public static let names = 4_096
    /// Declarations of namespaces in force at a place.
    public static let namespaces = 256

    private let part: String
    private let events: any XMLEvents
    private let context: xmlParserCtxtPtr
    private var scan = XMLScan(attributes: XMLStream.attributesOfOne)
    private var fault: PackageFault?
    private var attributes = XMLAttributes()
    private var open: [(name: Int, declared: Int32)] = []
    private var declared: Int32 = 0
    private var elements = 0
    private var known: [NameKey: Int] = [:]
    /// Names that were met last, by where the parser keeps them.
    private var recent = [(key: NameKey, number: Int)](repeating: (NameKey(local: 0, namespace: 0), 0), count: 64)
    /// Text that was not told yet: the parser gives each reference to a letter by itself.
    private var pending: [UInt8] = []

    /// A name by where the parser keeps it: it keeps each once.
    private struct NameKey: Hashable {
        let local: UInt
        let namespace: UInt
    }

    private static let isSetUp: Bool = {
        xmlInitParser()
        return true
    }()

    /// Reads a part of a package.
    /// - Parameters:
    ///   - part: its name.
    ///   - package: the package.
    ///   - events: who is told what it has.
    /// - Returns: whether there is a part of the name.
    /// - Throws: `PackageFault` for what is not read, and what is thrown by who is told.
    public static func read(_ part: String, of package: PackageReader, _ events: any XMLEvents) throws(PackageFault)
        -> Bool
    {
        guard package.has(part) else { return false }
        let stream = try XMLStream(part, events)
        _ = try package.read(part) { piece throws(PackageFault) in try stream.add(piece) }
        try stream.finish()
        return true
    }

    private init(_ part: String, _ events: any XMLEvents) throws(PackageFault) {
        guard Self.isSetUp, let context = unsafe xmlCreatePushParserCtxt(nil, nil, nil, 0, nil) else {
            throw PackageFault(.malformed, part: part, "the parser cannot be made")
        }
        self.part = part
        self.events = events
        unsafe self.context = context
        let options = [
            XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING, XML_PARSE_BIG_LINES, XML_PARSE_IGNORE_ENC,
        ]
        _ = unsafe xmlCtxtResetPush(context, nil, 0, nil, "UTF-8")
        _ = unsafe xmlCtxtUseOptions(context, options.reduce(Int32(0)) { $0 | Int32($1.rawValue) })
        unsafe context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        guard let handler = unsafe context.pointee.sax else { return }
        unsafe handler.pointee = xmlSAXHandler()
        unsafe handler.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.pointee.startElementNs = onStart
        unsafe handler.pointee.endElementNs = onEnd
        unsafe handler.pointee.characters = onText
        unsafe handler.pointee.ignorableWhitespace = onText
        unsafe handler.pointee.cdataBlock = onText
    }

    deinit {
        if let document = unsafe context.pointee.myDoc { unsafe xmlFreeDoc(document) }
        unsafe xmlFreeParserCtxt(context)
    }

    private func add(_ piece: ArraySlice<UInt8>) throws(PackageFault) {
        if let (_, fault) = scan.fault(in: piece) {
            throw XMLScan.fault(fault, part: part, line: line, attributes: Self.attributesOfOne)
        }
        unsafe piece.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = unsafe xmlParseChunk(context, start, Int32(buffer.count), 0)
        }
        try check()
    }

    private func finish() throws(PackageFault) {
        _ = unsafe xmlParseChunk(context, nil, 0, 1)
        try check()
        guard unsafe context.pointee.wellFormed == 1, elements > 0 else { throw failure }
    }

    private func check() throws(PackageFault) {
        if let fault {
            // What is told has no line of its own; the parser has.
            throw PackageFault(fault.code, part: part, line: fault.line ?? line, fault.message)
        }
        guard unsafe context.pointee.wellFormed == 1 else { throw failure }
    }

    private var line: Int { unsafe max(1, Int(xmlSAX2GetLineNumber(context))) }

    private var failure: PackageFault {
        let error = unsafe context.pointee.lastError
        let text = unsafe error.message.map { unsafe String(cString: $0) } ?? "it is cut off"
        let words = text.split { $0.isWhitespace }.joined(separator: " ")
        let message = words.prefix(1).lowercased() + words.dropFirst()
        let isLarge =
            message.contains("xcessive depth") || message.contains("too long") || message.contains("too big")
        return unsafe PackageFault(
            isLarge ? .tooLarge : .malformed,
            part: part,
            line: max(1, Int(error.line)),
            message
        )
    }

    private func stop(_ fault: PackageFault) {
        guard self.fault == nil else { return }
        self.fault = PackageFault(fault.code, part: part, line: fault.line ?? line, fault.message)
        unsafe xmlStopParser(context)
    }

    fileprivate func start(
        _ local: UnsafePointer<xmlChar>,
        _ namespace: UnsafePointer<xmlChar>?,
        _ count: (declared: Int32, attributes: Int32),
        _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        flush()
        guard fault == nil else { return }
        declared += count.declared
        elements += 1
        if open.count >= Self.depth {
            return stop(PackageFault(.tooLarge, "elements are deeper than \(Self.depth)"))
        }
        if elements > Self.elementsOfPart || known.count > Self.names || declared > Int32(Self.namespaces) {
            return stop(PackageFault(.tooLarge, "it has more elements, names or namespaces than are read"))
        }
        attributes.clear()
        if let values = unsafe values {
            for index in 0..<Int(count.attributes) {
                guard let local = unsafe values[index * 5], let from = unsafe values[index * 5 + 3],
                    let until = unsafe values[index * 5 + 4]
                else { continue }
                let value = unsafe UnsafeBufferPointer(start: from, count: until - from)
                unsafe attributes.add(name(local, values[index * 5 + 2]), value)
            }
        }
        let name = unsafe name(local, namespace)
        open.append((name, count.declared))
        do throws(PackageFault) { try events.start(name, attributes) } catch { stop(error) }
    }

    fileprivate func end() {
        flush()
        guard fault == nil, let last = open.popLast() else { return }
        declared -= last.declared
        do throws(PackageFault) { try events.end(last.name) } catch { stop(error) }
    }

    fileprivate func add(_ text: UnsafePointer<xmlChar>, _ count: Int32) {
        guard count > 0 else { return }
        unsafe pending.append(contentsOf: UnsafeBufferPointer(start: text, count: Int(count)))
        if pending.count >= 1 << 16 { flush() }
    }

    private func flush() {
        guard !pending.isEmpty else { return }
        if fault == nil {
            do throws(PackageFault) { try events.text(pending.span) } catch { stop(error) }
        }
        pending.removeAll(keepingCapacity: true)
    }

    private func name(_ local: UnsafePointer<xmlChar>, _ namespace: UnsafePointer<xmlChar>?) -> Int {
        let key = NameKey(local: UInt(bitPattern: local), namespace: UInt(bitPattern: namespace))
        let place = Int(truncatingIfNeeded: key.local >> 3 & 63)
        if recent[place].key == key { return recent[place].number }
        if let found = known[key] {
            recent[place] = (key, found)
            return found
        }
        let space = unsafe namespace.map { unsafe String(cString: $0) } ?? ""
        let number = unsafe events.number(of: String(cString: local), in: space)
        known[key] = number
        return number
    }
}

/// What the parser calls; the context is the stream, which outlives it.
private func stream(_ context: UnsafeMutableRawPointer?) -> XMLStream? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<XMLStream>.fromOpaque(context).takeUnretainedValue()
}

private let onStart: startElementNsSAX2Func = { context, local, _, namespace, declared, _, count, _, values in
    guard let local = unsafe local else { return }
    unsafe stream(context)?.start(local, namespace, (declared, count), values)
}

private let onEnd: endElementNsSAX2Func = { context, _, _, _ in unsafe stream(context)?.end() }

private let onText: charactersSAXFunc = { context, text, count in
    guard let text = unsafe text else { return }
    unsafe stream(context)?.add(text, count)
}
