internal import Labels

/// Writes labels of ADatP-4774 (edition A version 1, appendix 1), in the order of its schema.
enum NamedLabelWriter {
    /// The root of a document.
    static func element(_ document: LabelDocument) throws(XMLError) -> XMLElement {
        var root = try element(document.label, named: document.role.rawValue)
        if let id = document.id { root.attributes.insert(XMLAttribute(name: "Id", value: id), at: 0) }
        return root
    }

    private static func element(_ label: Label, named name: String) throws(XMLError) -> XMLElement {
        guard label.origins.isEmpty else {
            throw XMLError(.notExpressible, "ADatP-4774 has no place for further origins")
        }
        var root = XMLElement(namespace: Namespace.label, name: name)
        if let review = label.review { root.attributes.append(XMLAttribute(name: "ReviewDateTime", value: review)) }
        var information = XMLElement(namespace: Namespace.label, name: "ConfidentialityInformation")
        information.children.append(policy(name: label.policy, uri: label.policyURI))
        information.children.append(text("Classification", label.classification))
        if let mark = label.privacyMark { information.children.append(text("PrivacyMark", mark)) }
        information.children += label.categories.map(category)
        root.children.append(information)
        if let originator = label.originator {
            var element = text("OriginatorID", originator)
            if let type = label.originatorIDType {
                element.attributes.append(XMLAttribute(name: "IDType", value: type))
            }
            root.children.append(element)
        }
        if let created = label.created { root.children.append(text("CreationDateTime", created)) }
        for succession in label.succession {
            var handling = XMLElement(namespace: Namespace.label, name: "SuccessionHandling")
            handling.children.append(text("SuccessionDateTime", succession.instant))
            handling.children.append(try element(succession.label, named: "SuccessorConfidentialityLabel"))
            root.children.append(handling)
        }
        return root
    }

    /// `PolicyIdentifier`.
    static func policy(name: String, uri: String?) -> XMLElement {
        var element = text("PolicyIdentifier", name)
        if let uri { element.attributes.append(XMLAttribute(name: "URI", value: uri)) }
        return element
    }

    /// `Category`.
    static func category(_ category: LabelCategory) -> XMLElement {
        var element = XMLElement(namespace: Namespace.label, name: "Category")
        element.attributes = [
            XMLAttribute(name: "TagName", value: category.tag),
            XMLAttribute(name: "Type", value: category.kind.rawValue),
        ]
        if let uri = category.uri { element.attributes.append(XMLAttribute(name: "URI", value: uri)) }
        element.children = category.values.map { text("GenericValue", $0) }
        return element
    }

    private static func text(_ name: String, _ text: String) -> XMLElement {
        XMLElement(namespace: Namespace.label, name: name, text: text)
    }
}
