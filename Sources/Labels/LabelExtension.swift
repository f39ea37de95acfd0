public import JSON

/// The label as a property extension of a STIX marking definition (STIX 2.1, 7.2.1.2 and 7.3).
public enum LabelExtension {
    /// The identifier of the extension definition; `Schemas/entente-label.json` describes it.
    public static let definition = "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4"

    /// The label that a marking definition carries, or nil if it has none or a damaged one.
    /// - Parameter marking: the marking definition.
    /// - Returns: the label.
    public static func label(of marking: JSONValue) -> Label? {
        guard let content = marking["extensions"]?[definition] else { return nil }
        return label(content, depth: 0)
    }

    /// The label that a value of the extension means, or nil.
    /// - Parameter content: the value of the extension's key.
    /// - Returns: the label.
    public static func label(_ content: JSONValue) -> Label? { label(content, depth: 0) }

    private static let members: Set<String> = [
        "extension_type", "policy", "policy_uri", "classification", "categories", "originator", "origins", "created",
        "review", "succession",
    ]

    private static func hasOnly(_ names: Set<String>, _ value: JSONValue) -> Bool {
        value.members.allSatisfy { names.contains($0.name.string ?? "") }
    }

    private static func label(_ content: JSONValue, depth: Int) -> Label? {
        guard depth < 8, hasOnly(members, content), let policy = content["policy"]?.string, !policy.isEmpty,
            let classification = content["classification"]?.string, !classification.isEmpty
        else { return nil }
        // A member of another form might restrict: the whole label is then unknown.
        for name in ["policy_uri", "originator", "created", "review"] {
            if let value = content[name], value.string == nil { return nil }
        }
        if let origins = content["origins"] {
            guard origins.kind == .array, origins.elements.allSatisfy({ $0.string != nil }) else { return nil }
        }
        if let categories = content["categories"], categories.kind != .array { return nil }
        if let succession = content["succession"], succession.kind != .object { return nil }
        var label = Label(policy: policy, classification: classification)
        label.policyURI = content["policy_uri"]?.string
        label.originator = content["originator"]?.string
        label.origins = content["origins"]?.elements.compactMap(\.string) ?? []
        label.created = content["created"]?.string
        label.review = content["review"]?.string
        for category in content["categories"].map({ Array($0.elements) }) ?? [] {
            guard hasOnly(["tag", "uri", "type", "values"], category),
                category["uri"].map({ $0.string != nil }) ?? true,
                let tag = category["tag"]?.string, let name = category["type"]?.string,
                let kind = LabelCategory.Kind(rawValue: name.uppercased()), let values = category["values"]
            else { return nil }
            let texts = values.elements.compactMap(\.string)
            guard values.kind == .array, texts.count == values.count else { return nil }
            label.categories.append(
                LabelCategory(tag: tag, uri: category["uri"]?.string, kind: kind, values: texts)
            )
        }
        if let succession = content["succession"] {
            guard hasOnly(["instant", "label"], succession), let instant = succession["instant"]?.string,
                let next = succession["label"],
                let successor = Self.label(next, depth: depth + 1)
            else { return nil }
            label.succession = [LabelSuccession(instant: instant, label: successor)]
        }
        return label
    }

    /// The content of the extension for a label.
    /// - Parameter label: the label.
    /// - Returns: the value of the extension's key.
    public static func content(of label: Label) -> JSONTree {
        var content = json(of: label)
        content["extension_type"] = .string("property-extension")
        return content
    }

    private static func json(of label: Label) -> JSONTree {
        let categories = label.categories.map { category -> JSONTree in
            .members([
                "tag": .string(category.tag), "uri": category.uri.map { .string($0) },
                "type": .string(category.kind.rawValue.lowercased()), "values": .strings(category.values),
            ])
        }
        let succession = label.succession.first.map { next -> JSONTree in
            .members(["instant": .string(next.instant), "label": json(of: next.label)])
        }
        return .members([
            "policy": .string(label.policy), "policy_uri": label.policyURI.map { .string($0) },
            "classification": .string(label.classification),
            "categories": categories.isEmpty ? nil : .array(categories),
            "originator": label.originator.map { .string($0) },
            "origins": label.origins.isEmpty ? nil : .strings(label.origins),
            "created": label.created.map { .string($0) }, "review": label.review.map { .string($0) },
            "succession": succession,
        ])
    }
}
