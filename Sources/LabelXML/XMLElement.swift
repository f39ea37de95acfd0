internal import Labels

/// An element of an XML document, with its names resolved.
package struct XMLElement: Sendable, Hashable {
    /// The namespace; empty if it has none.
    package var namespace: String
    /// The name without a prefix.
    package var name: String
    /// The attributes in order, without declarations of namespaces.
    package var attributes: [XMLAttribute] = []
    /// The elements inside, in order.
    package var children: [XMLElement] = []
    /// The text directly inside, put together.
    package var text = ""
    /// The line that the start tag ends on, counted from 1; 0 for what was not read from a file.
    package var line = 0

    /// The namespace of `xml:lang`.
    static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

    /// The value of an attribute without a namespace, or nil.
    package subscript(_ name: String) -> String? {
        attributes.first { $0.namespace.isEmpty && $0.name == name }?.value
    }

    /// What stands here again and may stand once: readers that kept the first or the last of two would each believe another.
    /// - Parameters:
    ///   - names: the names of elements that may stand once.
    ///   - namespaces: the namespaces in which they have that meaning.
    /// - Returns: a finding with its line for each that stands there again, whatever it holds.
    func twice(_ names: Set<String>, in namespaces: [String]) -> [LabelFinding] {
        var seen: Set<String> = []
        return children.filter { names.contains($0.name) && namespaces.contains($0.namespace) }
            .filter { !seen.insert($0.name).inserted }
            .map { LabelFinding("element-twice", at: .line($0.line), "`\($0.name)` stands twice in `\(name)`") }
    }

    /// A finding for each element inside of what is a text: it would be passed over.
    var parts: [LabelFinding] {
        children.map {
            LabelFinding("element-unknown", at: .line($0.line), "`\($0.name)` stands in `\(name)`, which is a text")
        }
    }

    /// The language of `xml:lang`, or nil.
    var language: String? { attributes.first { $0.namespace == Self.xmlNamespace && $0.name == "lang" }?.value }

    /// The text with runs of white space made one space, and none at the ends (`xs:token`).
    package var token: String { Self.token(text) }

    /// A text with runs of white space made one space, and none at the ends (`xs:token`).
    static func token(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }.joined(separator: " ")
    }
}

/// An attribute.
package struct XMLAttribute: Sendable, Hashable {
    /// The namespace; empty if it has none.
    package var namespace = ""
    /// The name without a prefix.
    package var name: String
    /// The value.
    package var value: String
}
