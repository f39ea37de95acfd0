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
        for child in root.children {
            switch child.name {
            case "PolicyIdentifier":
                clearance.policy = child.token
                clearance.policyURI = child["URI"] ?? child["URL"]
                reading.lines[.policy] = child.line
            case "ClassificationList":
                clearance.classifications += child.children.filter { $0.name == "Classification" }.map(\.token)
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

    private mutating func category(_ element: XMLElement, into clearance: inout Clearance) {
        guard let tag = element["TagName"], let kind = element["Type"].flatMap(LabelCategory.Kind.init) else {
            let text = "a category of the clearance lacks its `TagName` or a `Type` that is known"
            reading.findings.append(LabelFinding("category-type-wrong", at: .line(element.line), text))
            return
        }
        reading.lines[.category(clearance.categories.count)] = element.line
        let values = element.children.filter { $0.name == "GenericValue" }.map(\.token)
        clearance.categories.append(LabelCategory(tag: tag, uri: element["URI"], kind: kind, values: values))
    }
}
