internal import Labels

/// Reads labels and clearances by number: the XML of the library spiffing (github.com/surevine/spiffing).
///
/// Numbers become the names of the policy. A number that it does not have becomes a name that it cannot have, so that it
/// is found wherever the label is used.
struct NumberedReader {
    let policies: [SecurityPolicy]

    /// Reads `label`.
    func label(_ root: XMLElement) -> XMLReading<LabelDocument> {
        var reading = XMLReading<LabelDocument>()
        reading.lines[.whole] = root.line
        guard let content = content(root, named: "label", &reading) else { return reading }
        var label = Label(
            policy: content.policyName,
            policyURI: content.policyURI,
            classification: content.classifications.first ?? ""
        )
        reading.findings += root.twice(["classification"], in: [root.namespace])
        label.categories = content.categories
        var document = LabelDocument(role: .unspecified, label: label)
        document.syntax = .spiffing
        reading.value = document
        return reading
    }

    /// Reads `clearance`.
    func clearance(_ root: XMLElement) -> XMLReading<Clearance> {
        var reading = XMLReading<Clearance>()
        reading.lines[.whole] = root.line
        guard let content = content(root, named: "clearance", &reading) else { return reading }
        reading.value = Clearance(
            policy: content.policyName,
            policyURI: content.policyURI,
            classifications: content.classifications,
            categories: content.categories
        )
        return reading
    }

    private struct Content {
        var policyName: String
        var policyURI: String
        var classifications: [String] = []
        var categories: [LabelCategory] = []
    }

    private func content<Value>(
        _ root: XMLElement,
        named name: String,
        _ reading: inout XMLReading<Value>
    ) -> Content? {
        guard root.name == name else {
            let text = "`\(root.name)` is no `\(name)`"
            reading.findings.append(LabelFinding("root-wrong", at: .line(root.line), text))
            return nil
        }
        reading.findings += root.twice(["policy"], in: [root.namespace])
        guard let element = root.children.first(where: { $0.name == "policy" }), let id = element["id"] else {
            reading.findings.append(LabelFinding("policy-missing", at: .line(root.line), "it names no policy"))
            return nil
        }
        let policy = policies.first { $0.id == id }
        var content = Content(policyName: policy?.name ?? id, policyURI: "urn:oid:" + id)
        reading.lines[.policy] = element.line
        for child in root.children where child.name != "policy" {
            switch child.name {
            case "classification":
                reading.lines[.classification] = child.line
                guard let lacv = attribute("lacv", child, &reading) else { continue }
                content.classifications.append(policy?.classification(lacv: lacv)?.name ?? "number \(lacv)")
            case "tag": tag(child, policy, &content, &reading)
            default:
                let text = "`\(child.name)` is not read"
                reading.findings.append(.warning("element-unknown", at: .line(child.line), text))
            }
        }
        return content
    }

    private func tag<Value>(
        _ element: XMLElement,
        _ policy: SecurityPolicy?,
        _ content: inout Content,
        _ reading: inout XMLReading<Value>
    ) {
        guard let name = attribute("type", element, &reading), let id = attribute("id", element, &reading),
            let lacv = attribute("lacv", element, &reading)
        else { return }
        guard let type = PolicyTagType.allCases.first(where: { Self.name(of: $0) == name }) else {
            let text = "`\(name)` is no type of a tag"
            reading.findings.append(LabelFinding("category-type-wrong", at: .line(element.line), text))
            return
        }
        let tag = policy?.tagSet(id: id)?.name ?? id
        let value = policy?.category(tagSetID: id, type: type, lacv: lacv)?.name ?? "number \(lacv)"
        if let last = content.categories.last, last.tag == tag, last.kind == type.kind {
            let index = content.categories.count - 1
            reading.lines[.value(category: index, value: last.values.count)] = element.line
            content.categories[index].values.append(value)
        } else {
            let index = content.categories.count
            reading.lines[.category(index)] = element.line
            reading.lines[.value(category: index, value: 0)] = element.line
            let category = LabelCategory(tag: tag, uri: "urn:oid:" + id, kind: type.kind, values: [value])
            content.categories.append(category)
        }
    }

    private func attribute<Value>(
        _ name: String,
        _ element: XMLElement,
        _ reading: inout XMLReading<Value>
    ) -> String? {
        if let value = element[name], !value.isEmpty { return value }
        let text = "`\(element.name)` lacks its `\(name)`"
        reading.findings.append(LabelFinding("attribute-missing", at: .line(element.line), text))
        return nil
    }

    /// The type of a tag in this syntax.
    static func name(of type: PolicyTagType) -> String {
        switch type {
        case .restrictive: "restrictive"
        case .permissive: "permissive"
        case .enumeratedRestrictive: "enumeratedRestrictive"
        case .enumeratedPermissive: "enumeratedPermissive"
        case .informative: "informative"
        case .notApplicable: "notApplicable"
        }
    }
}
