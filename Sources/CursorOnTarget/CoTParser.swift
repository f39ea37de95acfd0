internal import CXML2

/// Reads events as XML, one after the other, with libxml2's reader of SAX.
///
/// 1. No network, no external file, no entities: `CoTScan` lets no document type declaration through.
/// 2. UTF-8 only, whatever the declaration says.
/// 3. The parser keeps its tables of names for the next event, and is made anew when they grow.
///
/// Used by one thread.
@safe
final class CoTParser {
    private var context: xmlParserCtxtPtr?
    private var event = CoTEvent()
    private var hasPoint = false
    private var hasDetail = false
    private var hasText = false
    private var fault: CoTFault?
    private var depth = 0
    private var isDetail = false
    private var elements: [Part] = []
    private var declarations: [Declaration] = []

    /// An element of `detail` while it is read.
    private struct Part {
        var namespace: String
        var name: String
        var attributes: [CoTAttribute] = []
        var isPlain = true
        /// The prefixes that it declares itself.
        var declared: Set<String> = []
    }

    /// A namespace that stands around the elements of `detail`.
    private struct Declaration {
        let prefix: String
        let address: String
    }

    private static let isSetUp: Bool = {
        xmlInitParser()
        return true
    }()

    init() {}

    deinit { unsafe xmlFreeParserCtxt(context) }

    /// Reads one event.
    /// - Parameters:
    ///   - bytes: the bytes, of which the event is a part.
    ///   - range: where it stands.
    ///   - children: where the elements of its `detail` stand, as `CoTScan` found them.
    ///   - isEvent: false for the `detail` of a message, in an event that says nothing else.
    /// - Returns: the event.
    /// - Throws: `CoTFault`.
    func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        children: [Range<Int>],
        isEvent: Bool = true
    ) throws(CoTFault) -> CoTEvent {
        unsafe try parse(bytes, range)
        if let fault { throw fault }
        guard elements.count == children.count else { throw CoTFault(.malformed, "detail", "it is not well-formed") }
        event.detail.reserveCapacity(children.count)
        for (part, place) in zip(elements, children) {
            let xml = unsafe whole(part, Array(UnsafeBufferPointer(rebasing: bytes[place])))
            event.detail.append(
                CoTElement(
                    namespace: part.namespace,
                    name: part.name,
                    xml: xml,
                    attributes: part.attributes,
                    isPlain: part.isPlain
                )
            )
        }
        if hasText { event.unread.append("text in detail") }
        guard isEvent else { return event }
        if event.uid.isEmpty { throw CoTFault(.missing, "uid", "an event must have it") }
        if event.type.isEmpty { throw CoTFault(.missing, "type", "an event must have it") }
        if !hasPoint { throw CoTFault(.missing, "point", "an event must have it") }
        return event
    }

    private func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(CoTFault) {
        let context = unsafe try made()
        (event, hasPoint, hasText, fault) = (CoTEvent(), false, false, nil)
        hasDetail = false
        (depth, isDetail) = (0, false)
        elements.removeAll(keepingCapacity: true)
        declarations.removeAll(keepingCapacity: true)
        unsafe context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        let options = [XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING, XML_PARSE_BIG_LINES, XML_PARSE_NOENT]
        let flags = options.reduce(Int32(0)) { $0 | Int32($1.rawValue) }
        let start = unsafe bytes.baseAddress.map { unsafe UnsafeRawPointer($0 + range.lowerBound) }
        let document = unsafe xmlCtxtReadMemory(
            context,
            start?.assumingMemoryBound(to: CChar.self),
            Int32(range.count),
            nil,
            "UTF-8",
            flags
        )
        if let document = unsafe document { unsafe xmlFreeDoc(document) }
        guard fault == nil, unsafe context.pointee.wellFormed != 1 || depth != 0 else { return }
        if fault == nil {
            let error = unsafe context.pointee.lastError
            let text = unsafe error.message.map { unsafe String(cString: $0) } ?? "it is cut off"
            let words = text.split { $0.isWhitespace }.joined(separator: " ")
            fault = CoTFault(.malformed, "", words.prefix(1).lowercased() + words.dropFirst())
        }
    }

    private func made() throws(CoTFault) -> xmlParserCtxtPtr {
        if let old = unsafe context {
            if unsafe xmlDictSize(old.pointee.dict) <= CoTLimits.names { return unsafe old }
            unsafe xmlFreeParserCtxt(old)
            unsafe context = nil
        }
        guard Self.isSetUp, let new = unsafe xmlNewParserCtxt(), let handler = unsafe new.pointee.sax else {
            throw CoTFault(.malformed, "", "the parser cannot be made")
        }
        unsafe handler.pointee = xmlSAXHandler()
        unsafe handler.pointee.initialized = UInt32(XML_SAX2_MAGIC)
        unsafe handler.pointee.startElementNs = onStart
        unsafe handler.pointee.endElementNs = onEnd
        unsafe handler.pointee.characters = onText
        unsafe handler.pointee.cdataBlock = onText
        unsafe context = new
        return unsafe new
    }

    fileprivate func start(
        _ name: SAXName,
        _ namespaces: UnsafeBufferPointer<UnsafePointer<xmlChar>?>,
        _ attributes: UnsafeBufferPointer<UnsafePointer<xmlChar>?>
    ) {
        let local = unsafe Self.string(name.local)
        switch depth {
        case 0:
            if local != "event" { stop(CoTFault(.malformed, local, "an event is expected")) }
            unsafe declare(namespaces)
            unsafe each(attributes) { take($0) }
        case 1:
            isDetail = unsafe name.prefix == nil && local == "detail"
            if isDetail {
                // Elements of two of them would have to be told apart by what stood around them.
                if hasDetail { stop(CoTFault(.malformed, "detail", "it stands there twice")) }
                hasDetail = true
                unsafe declare(namespaces)
                unsafe each(attributes) { event.unread.append("detail/@\($0.name)") }
            } else if local == "point" {
                hasPoint = true
                unsafe each(attributes) { takePoint($0) }
            } else {
                event.unread.append(local)
            }
        case 2 where isDetail:
            var part = Part(namespace: unsafe Self.string(name.namespace), name: local)
            if !declarations.isEmpty {
                for index in stride(from: 0, to: namespaces.count, by: 2) {
                    part.declared.insert(unsafe Self.string(namespaces[index]))
                }
            }
            let isLookedInto =
                part.namespace.isEmpty ? CoTElement.typed.contains(local) : part.namespace == CoTMarks.namespace
            if isLookedInto { unsafe each(attributes) { part.attributes.append($0) } }
            elements.append(part)
        default:
            if isDetail, !elements.isEmpty { elements[elements.count - 1].isPlain = false }
        }
        depth += 1
    }

    fileprivate func end() {
        depth -= 1
        if depth == 1 { isDetail = false }
    }

    fileprivate func text(_ text: UnsafeBufferPointer<UInt8>) {
        guard isDetail, unsafe !text.allSatisfy({ $0 <= 0x20 }) else { return }
        if depth == 2 { hasText = true } else if !elements.isEmpty { elements[elements.count - 1].isPlain = false }
    }

    private func declare(_ namespaces: UnsafeBufferPointer<UnsafePointer<xmlChar>?>) {
        for index in stride(from: 0, to: namespaces.count, by: 2) {
            unsafe declarations.append(
                Declaration(
                    prefix: Self.string(namespaces[index]),
                    address: Self.string(namespaces[index + 1])
                )
            )
        }
    }

    /// An element with the namespaces that stood around it, so that it is well-formed by itself.
    private func whole(_ part: Part, _ xml: [UInt8]) -> [UInt8] {
        guard !declarations.isEmpty else { return xml }
        var seen = part.declared
        var missing = CoTWriter()
        // The inner one of two declarations of a prefix counts.
        for one in declarations.reversed() where seen.insert(one.prefix).inserted {
            let isUsed = one.prefix.isEmpty || Self.mentions("\(one.prefix):", xml)
            if isUsed { missing.attribute(one.prefix.isEmpty ? "xmlns" : "xmlns:\(one.prefix)", one.address) }
        }
        guard !missing.bytes.isEmpty,
            let end = xml.firstIndex(where: { [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains($0) })
        else { return xml }
        return Array(xml[..<end]) + missing.bytes + xml[end...]
    }

    private static func mentions(_ text: String, _ xml: [UInt8]) -> Bool {
        let wanted = Array(text.utf8)
        guard xml.count >= wanted.count, let first = wanted.first else { return false }
        return (0...(xml.count - wanted.count)).contains { place in
            xml[place] == first && xml[place..<(place + wanted.count)].elementsEqual(wanted)
        }
    }

    private func take(_ attribute: CoTAttribute) {
        let value = attribute.value
        switch attribute.name {
        case "version": event.version = value
        case "uid": event.uid = value
        case "type": event.type = value
        case "how": event.how = value
        case "time": event.time = time(attribute)
        case "start": event.start = time(attribute)
        case "stale": event.stale = time(attribute)
        case "access": event.access = value
        case "qos": event.qos = value
        case "opex": event.opex = value
        case "caveat": event.caveat = value
        case "releasableTo": event.releasableTo = value
        default: event.others.append(attribute)
        }
    }

    private func time(_ attribute: CoTAttribute) -> Int64? {
        if let time = CoTTime.read(attribute.value) { return time }
        stop(CoTFault(.value, attribute.name, "`\(attribute.value.prefix(64))` is no time with a zone"))
        return nil
    }

    private func takePoint(_ attribute: CoTAttribute) {
        guard ["lat", "lon", "hae", "ce", "le"].contains(attribute.name) else {
            event.unread.append("point/@\(attribute.name)")
            return
        }
        guard let number = CoTNumber.read(attribute.value) else {
            stop(CoTFault(.value, attribute.name, "`\(attribute.value.prefix(64))` is no number"))
            return
        }
        if let wrong = event.point.set(attribute.name, number) { stop(wrong) }
    }

    private func stop(_ fault: CoTFault) {
        guard self.fault == nil else { return }
        self.fault = fault
        if let context = unsafe context { unsafe xmlStopParser(context) }
    }

    /// The attributes of an element that are in no namespace; others are told as what is not read.
    private func each(_ attributes: UnsafeBufferPointer<UnsafePointer<xmlChar>?>, _ body: (CoTAttribute) -> Void) {
        for index in stride(from: 0, to: attributes.count, by: 5) {
            guard let from = unsafe attributes[index + 3], let until = unsafe attributes[index + 4] else { continue }
            let local = unsafe Self.string(attributes[index])
            let value = unsafe String(decoding: UnsafeBufferPointer(start: from, count: until - from), as: UTF8.self)
            let prefix = unsafe Self.string(attributes[index + 1])
            body(CoTAttribute(prefix.isEmpty ? local : "\(prefix):\(local)", value))
        }
    }

    private static func string(_ text: UnsafePointer<xmlChar>?) -> String {
        guard let text = unsafe text else { return "" }
        return unsafe String(cString: text)
    }
}

/// A name as the parser gives it.
@unsafe
private struct SAXName {
    let local: UnsafePointer<xmlChar>
    let prefix: UnsafePointer<xmlChar>?
    let namespace: UnsafePointer<xmlChar>?
}

extension CoTPoint {
    /// Sets a number by the name of its attribute.
    /// - Returns: what is wrong with it.
    mutating func set(_ name: String, _ number: Double) -> CoTFault? {
        let known = number == Self.unknown ? nil : number
        switch name {
        case "lat":
            guard abs(number) <= 90 else { return CoTFault(.value, name, "it is beyond a pole") }
            latitude = number
        case "lon":
            guard abs(number) <= 180 else { return CoTFault(.value, name, "it is beyond 180 degrees") }
            longitude = number
        case "hae": height = known
        case "ce": circularError = known
        default: linearError = known
        }
        return nil
    }
}

/// What the parser calls; the context is the reader, which outlives it.
private func reader(_ context: UnsafeMutableRawPointer?) -> CoTParser? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<CoTParser>.fromOpaque(context).takeUnretainedValue()
}

private let onStart: startElementNsSAX2Func = {
    context,
    local,
    prefix,
    namespace,
    declared,
    spaces,
    count,
    _,
    values in
    guard let local = unsafe local else { return }
    let name = unsafe SAXName(local: local, prefix: prefix, namespace: namespace)
    let namespaces = unsafe UnsafeBufferPointer(
        start: spaces.map { unsafe UnsafePointer($0) },
        count: spaces == nil ? 0 : Int(declared) * 2
    )
    let attributes = unsafe UnsafeBufferPointer(
        start: values.map { unsafe UnsafePointer($0) },
        count: values == nil ? 0 : Int(count) * 5
    )
    unsafe reader(context)?.start(name, namespaces, attributes)
}

private let onEnd: endElementNsSAX2Func = { context, _, _, _ in unsafe reader(context)?.end() }

private let onText: charactersSAXFunc = { context, text, count in
    guard let text = unsafe text, count > 0 else { return }
    unsafe reader(context)?.text(UnsafeBufferPointer(start: text, count: Int(count)))
}
