public import JSON

extension Label {
    /// The label as JSON: the names of its properties in snake case; what is not there is left out.
    public var json: JSONTree {
        .members([
            "policy": .string(policy),
            "policy_uri": policyURI.map { .string($0) },
            "classification": .string(classification),
            "privacy_mark": privacyMark.map { .string($0) },
            "categories": .array(categories.map(\.json)),
            "originator": originator.map { .string($0) },
            "originator_id_type": originatorIDType.map { .string($0) },
            "origins": origins.isEmpty ? nil : .strings(origins),
            "created": created.map { .string($0) },
            "review": review.map { .string($0) },
            "succession": succession.isEmpty
                ? nil
                : .array(succession.map { .members(["instant": .string($0.instant), "label": $0.label.json]) }),
        ])
    }

    /// Reads a label from JSON, or nil if it lacks its policy or its classification, or a part has another type.
    ///
    /// Successors may be eight deep.
    /// - Parameter json: an object as `json` makes it.
    public init?(json: JSONValue) { self.init(json: json, depth: 8) }

    private static let members: Set<String> = [
        "policy", "policy_uri", "classification", "privacy_mark", "categories", "originator", "originator_id_type",
        "origins", "created", "review", "succession",
    ]

    private init?(json: JSONValue, depth: Int) {
        // What is not known, or has another form, might restrict: the label is then none.
        guard depth > 0, json.members.allSatisfy({ Self.members.contains($0.name.string ?? "") }),
            ["categories", "origins", "succession"].allSatisfy({ json[$0].map { $0.kind == .array } ?? true }),
            json["succession"]?.count ?? 0 < 2, let policy = json["policy"]?.string,
            let classification = json["classification"]?.string
        else {
            return nil
        }
        self.init(policy: policy, classification: classification)
        let texts = [
            "policy_uri", "privacy_mark", "originator", "originator_id_type", "created", "review",
        ]
        guard texts.allSatisfy({ json[$0].map { $0.string != nil } ?? true }) else { return nil }
        policyURI = json["policy_uri"]?.string
        privacyMark = json["privacy_mark"]?.string
        originator = json["originator"]?.string
        originatorIDType = json["originator_id_type"]?.string
        created = json["created"]?.string
        review = json["review"]?.string
        for element in json["categories"].map({ Array($0.elements) }) ?? [] {
            guard let category = LabelCategory(json: element) else { return nil }
            categories.append(category)
        }
        for element in json["origins"].map({ Array($0.elements) }) ?? [] {
            guard let origin = element.string else { return nil }
            origins.append(origin)
        }
        for element in json["succession"].map({ Array($0.elements) }) ?? [] {
            guard let instant = element["instant"]?.string,
                let next = element["label"].flatMap({ Label(json: $0, depth: depth - 1) })
            else { return nil }
            succession.append(LabelSuccession(instant: instant, label: next))
        }
    }
}

extension LabelCategory {
    /// The category as JSON.
    var json: JSONTree {
        .members([
            "tag": .string(tag),
            "uri": uri.map { .string($0) },
            "type": .string(kind.rawValue),
            "values": .strings(values),
        ])
    }

    init?(json: JSONValue) {
        guard json.members.allSatisfy({ ["tag", "uri", "type", "values"].contains($0.name.string ?? "") }),
            json["uri"].map({ $0.string != nil }) ?? true, let tag = json["tag"]?.string,
            let kind = json["type"]?.string.flatMap(Kind.init),
            let values = json["values"], values.kind == .array
        else { return nil }
        let texts = values.elements.compactMap(\.string)
        guard texts.count == values.elements.reduce(into: 0, { count, _ in count += 1 }) else { return nil }
        self.init(tag: tag, uri: json["uri"]?.string, kind: kind, values: texts)
    }
}
