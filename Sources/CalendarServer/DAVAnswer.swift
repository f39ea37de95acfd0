internal import Desk
internal import LabelXML
internal import Transport

/// Answers of WebDAV (RFC 4918): lists of what each resource says, and refusals that say which rule.
enum DAVAnswer {
    static let dav = "DAV:"
    static let caldav = "urn:ietf:params:xml:ns:caldav"
    static let server = "http://calendarserver.org/ns/"
    private static let prefixes = [dav: "d", caldav: "c", server: "s"]

    /// A name of a property, with its namespace.
    struct Name: Hashable {
        let namespace: String
        let name: String

        init(_ namespace: String, _ name: String) { (self.namespace, self.name) = (namespace, name) }
    }

    /// What is said of one resource.
    struct Item {
        let path: String
        /// The properties that are there, each with its content as XML.
        var found: [(name: Name, content: String)] = []
        /// Those that were asked for and are not there.
        var missing: [Name] = []
        /// Whether it is gone, or never was.
        var isGone = false
    }

    static func multistatus(_ items: [Item], token: String? = nil) -> HTTPResponse {
        var text = #"<?xml version="1.0" encoding="utf-8"?>"# + "\n"
        text += #"<d:multistatus xmlns:d="DAV:" xmlns:c="\#(caldav)" xmlns:s="\#(server)">"#
        for item in items {
            text += "<d:response><d:href>\(item.path)</d:href>"
            if item.isGone {
                text += "<d:status>HTTP/1.1 404 Not Found</d:status>"
            } else {
                text += part(item.found.map { element($0.name, $0.content) }, "200 OK", isKept: true)
                text += part(item.missing.map { element($0, "") }, "404 Not Found", isKept: false)
            }
            text += "</d:response>\n"
        }
        if let token { text += "<d:sync-token>\(token)</d:sync-token>" }
        text += "</d:multistatus>\n"
        return xml(207, text)
    }

    private static func part(_ properties: [String], _ status: String, isKept: Bool) -> String {
        guard isKept || !properties.isEmpty else { return "" }
        return
            "<d:propstat><d:prop>\(properties.joined())</d:prop><d:status>HTTP/1.1 \(status)</d:status></d:propstat>"
    }

    private static func element(_ name: Name, _ content: String) -> String {
        if let prefix = prefixes[name.namespace] {
            return content.isEmpty
                ? "<\(prefix):\(name.name)/>" : "<\(prefix):\(name.name)>\(content)</\(prefix):\(name.name)>"
        }
        // A property that this server does not know; the name was read from XML, so it is one. A prefix has to have a
        // namespace (Namespaces in XML, 6.1).
        guard !name.namespace.isEmpty else { return #"<\#(name.name) xmlns=""/>"# }
        return #"<x:\#(name.name) xmlns:x="\#(escaped(name.namespace))"/>"#
    }

    /// Reads what a program asks for.
    /// - Throws: `APIFault` for what is no XML that is read, or names a property by a prefix without a namespace.
    static func read(_ body: [UInt8]) throws(APIFault) -> XMLElement {
        let sentence = "the body is no xml that is read here"
        let root: XMLElement
        do throws(XMLError) {
            root = try XMLReader.read(body)
        } catch {
            throw APIFault(400, "xml", sentence, error.description)
        }
        guard DAVProperties.names(in: root)?.contains(where: { $0.name.contains(":") }) != true else {
            throw APIFault(400, "xml", sentence, "a prefix has no namespace")
        }
        return root
    }

    /// A text inside of an element; without what XML has not.
    static func escaped(_ text: String) -> String { (try? XMLWriter.escape(text, isAttribute: true)) ?? "" }

    /// A refusal: the rule that is broken (RFC 4918, 16), and a sentence.
    static func refusal(_ status: Int, _ rule: String, in namespace: String = dav, _ sentence: String) -> HTTPResponse
    {
        let prefix = prefixes[namespace] ?? "d"
        let text =
            #"<?xml version="1.0" encoding="utf-8"?>"# + "\n"
            + #"<d:error xmlns:d="DAV:" xmlns:c="\#(caldav)"><\#(prefix):\#(rule)/>"#
            + "<d:responsedescription>\(escaped(sentence))</d:responsedescription></d:error>\n"
        return xml(status, text)
    }

    private static func xml(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(
            status: status,
            fields: [
                HTTPField("Content-Type", "application/xml; charset=utf-8"),
                HTTPField("DAV", CalendarService.classes),
            ],
            body: HTTPBody(Array(text.utf8))
        )
    }
}
