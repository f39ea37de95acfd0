public import Labels

/// Labels, clearances and policies as XML.
public enum LabelXML {
    /// How labels and clearances are written.
    public enum Syntax: String, Sendable, CaseIterable {
        /// ADatP-4774: names.
        case adatp
        /// The XML of the library spiffing: numbers.
        case spiffing
    }

    /// Reads a label of either syntax; which it is, the root says.
    /// - Parameters:
    ///   - bytes: the document.
    ///   - policies: policies that may be that of the label: without it, numbers have no names.
    /// - Returns: the label and the findings.
    /// - Throws: `XMLError` if the bytes are no XML that is read here.
    public static func readLabel(
        _ bytes: [UInt8],
        policies: [SecurityPolicy] = []
    ) throws(XMLError) -> XMLReading<LabelDocument> {
        let root = try XMLReader.read(bytes)
        if root.namespace == Namespace.spiffing {
            return NumberedReader(policies: policies).label(root)
        }
        return NamedLabelReader.read(root)
    }

    /// Reads a clearance of either syntax; which it is, the root says.
    /// - Parameters:
    ///   - bytes: the document.
    ///   - policies: policies that may be that of the clearance: without it, numbers have no names.
    /// - Returns: the clearance and the findings.
    /// - Throws: `XMLError` if the bytes are no XML that is read here.
    public static func readClearance(
        _ bytes: [UInt8],
        policies: [SecurityPolicy] = []
    ) throws(XMLError) -> XMLReading<Clearance> {
        let root = try XMLReader.read(bytes)
        if root.namespace == Namespace.spiffing {
            return NumberedReader(policies: policies).clearance(root)
        }
        return NamedClearanceReader.read(root)
    }

    /// Reads an Open XML SPIF 2.1; elements may stand in any order.
    /// - Parameter bytes: the document.
    /// - Returns: the policy and the findings: those of the file, and those of `SecurityPolicy.problems`.
    /// - Throws: `XMLError` if the bytes are no XML that is read here.
    public static func readPolicy(_ bytes: [UInt8]) throws(XMLError) -> XMLReading<SecurityPolicy> {
        let root = try XMLReader.read(bytes)
        var reader = PolicyReader()
        let policy = reader.read(root)
        var reading = XMLReading<SecurityPolicy>(value: policy, findings: reader.findings)
        reading.lines[.whole] = root.line
        reading.findings += policy?.problems ?? []
        return reading
    }

    /// Writes a label as ADatP-4774 XML, in the order of its schema.
    /// - Parameter document: the label.
    /// - Returns: the document, in UTF-8.
    /// - Throws: `XMLError` if it says something that ADatP-4774 has no place for.
    public static func write(_ document: LabelDocument) throws(XMLError) -> [UInt8] {
        try XMLWriter.write(NamedLabelWriter.element(document))
    }

    /// Writes a clearance as ADatP-4774 XML.
    /// - Parameter clearance: the clearance.
    /// - Returns: the document, in UTF-8.
    /// - Throws: `XMLError` if a text has a character that XML has not.
    public static func write(_ clearance: Clearance) throws(XMLError) -> [UInt8] {
        var root = XMLElement(namespace: Namespace.clearance, name: "ConfidentialityClearance")
        func labelElement(_ element: XMLElement) -> XMLElement {
            var element = element
            element.attributes.insert(XMLAttribute(name: "xmlns", value: Namespace.label), at: 0)
            return element
        }
        root.children.append(
            labelElement(NamedLabelWriter.policy(name: clearance.policy, uri: clearance.policyURI))
        )
        var list = XMLElement(namespace: Namespace.clearance, name: "ClassificationList")
        list.children = clearance.classifications.map {
            labelElement(XMLElement(namespace: Namespace.label, name: "Classification", text: $0))
        }
        root.children.append(list)
        root.children += clearance.categories.map { labelElement(NamedLabelWriter.category($0)) }
        return try XMLWriter.write(root)
    }

    /// Writes a label in the XML of the library spiffing, which has numbers.
    /// - Parameters:
    ///   - label: the label.
    ///   - policy: its policy.
    /// - Returns: the document, in UTF-8.
    /// - Throws: `XMLError` if the policy has no number for a name.
    public static func writeNumbered(_ label: Label, policy: SecurityPolicy) throws(XMLError) -> [UInt8] {
        let numbers: NumberedLabel
        do throws(LabelFinding) {
            numbers = try policy.numbers(of: label)
        } catch {
            throw XMLError(.notExpressible, error.message)
        }
        var root = XMLElement(namespace: Namespace.spiffing, name: "label")
        func add(_ name: String, _ attributes: [(String, String)]) {
            var element = XMLElement(namespace: Namespace.spiffing, name: name)
            element.attributes = attributes.map { XMLAttribute(name: $0, value: $1) }
            root.children.append(element)
        }
        add("policy", [("id", policy.id)])
        add("classification", [("lacv", numbers.classification)])
        for tag in numbers.tags {
            add("tag", [("type", NumberedReader.name(of: tag.type)), ("id", tag.tagSetID), ("lacv", tag.lacv)])
        }
        return try XMLWriter.write(root)
    }

    /// Writes a policy as an Open XML SPIF, in the order of the schema 2.1.
    /// - Parameter policy: the policy.
    /// - Returns: the document, in UTF-8.
    /// - Throws: `XMLError` if a text has a character that XML has not.
    public static func write(_ policy: SecurityPolicy) throws(XMLError) -> [UInt8] {
        try XMLWriter.write(PolicyWriter.element(policy))
    }
}
