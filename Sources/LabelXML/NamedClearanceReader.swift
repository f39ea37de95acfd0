internal import Labels

/// Reads clearances of ADatP-4774 (edition A version 1, appendix 2).
struct NamedClearanceReader {
    private var reading = XMLReading<Clearance>()

    /// Reads a clearance.
    static func read(_ root: XMLElement) -> XMLReading<Clearance> {
        var reader = NamedClearanceReader()
        reader.reading.lines[.whole] = root.line
        guard root.namespace == Namespace.clearance, root.name == "ConfidentialityClearance" else {
            let text = "`\(root.name)` of `\(root.namespace)` is no clearance"
            reader.reading.findings.append(LabelFinding("root-wrong", at: .line(root.line), text))
            return reader.reading
        }
        reader.reading.value = reader.clearance(root)
        return reader.reading
    }

    private mutating func clearance(_ root: XMLElement) -> Clearance? {
        var clearance = Clearance(policy: "", classifications: [])
        reading.findings += root.twice(["PolicyIdentifier", "ClassificationList"], in: Self.namespaces)
        for child in root.children {
            // Another namespace gives a name another meaning.
            switch Self.namespaces.contains(child.namespace) ? child.name : "" {
            case "PolicyIdentifier":
                clearance.policy = child.token
                clearance.policyURI = child["URI"] ?? child["URL"]
                reading.findings += child.parts
                reading.lines[.policy] = child.line
            case "ClassificationList":
                clearance.classifications += texts(child, "Classification")
                reading.lines[.classification] = child.line
            case "Category": category(child, into: &clearance)
            default:
                let text = "`\(child.name)` of `\(child.namespace)` is not read"
                reading.findings.append(.warning("element-unknown", at: .line(child.line), text))
            }
        }
        if clearance.policy.isEmpty, clearance.policyURI == nil {
            reading.findings.append(
                LabelFinding("policy-missing", at: .line(root.line), "the clearance names no policy")
            )
            return nil
        }
        return clearance
    }

    private static let namespaces = [Namespace.clearance, Namespace.label]

    /// The texts of the elements of one name; the others are reported.
    private mutating func texts(_ element: XMLElement, _ name: String) -> [String] {
        var texts: [String] = []
        for child in element.children {
            guard child.name == name, Self.namespaces.contains(child.namespace) else {
                let text = "`\(child.name)` of `\(element.name)` is not read"
                reading.findings.append(.warning("element-unknown", at: .line(child.line), text))
                continue
            }
            reading.findings += child.parts
            texts.append(child.token)
        }
        return texts
    }

    private mutating func category(_ element: XMLElement, into clearance: inout Clearance) {
        guard let tag = element["TagName"], let kind = element["Type"].flatMap(LabelCategory.Kind.init) else {
            let text = "a category of the clearance lacks its `TagName` or a `Type` that is known"
            reading.findings.append(LabelFinding("category-type-wrong", at: .line(element.line), text))
            return
        }
        reading.lines[.category(clearance.categories.count)] = element.line
        let values = texts(element, "GenericValue")
        clearance.categories.append(LabelCategory(tag: tag, uri: element["URI"], kind: kind, values: values))
    }
}
