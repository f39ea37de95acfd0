internal import Labels

/// Reads labels of ADatP-4774 (edition A version 1, appendix 1).
///
/// What the schema requires and a policy cannot do without is an error: `ConfidentialityInformation`, `PolicyIdentifier`,
/// `Classification`, `Type` and `TagName` of each category, values as `GenericValue`. What is missing beside it, or stands
/// where the text of the standard wants nothing, is a warning.
struct NamedLabelReader {
    private var reading = XMLReading<LabelDocument>()

    /// Reads a label.
    static func read(_ root: XMLElement) -> XMLReading<LabelDocument> {
        var reader = NamedLabelReader()
        reader.reading.lines[.whole] = root.line
        guard let role = reader.role(of: root), let label = reader.label(root, isOutermost: true) else {
            return reader.reading
        }
        reader.reading.value = LabelDocument(role: role, id: root["Id"], label: label)
        return reader.reading
    }

    private mutating func role(of root: XMLElement) -> LabelDocument.Role? {
        guard root.namespace == Namespace.label else {
            let what = root.namespace.isEmpty ? "no namespace" : "the namespace `\(root.namespace)`"
            if root.name.lowercased().hasSuffix("confidentialitylabel") {
                note("namespace-wrong", root, "the label is in \(what), not in `\(Namespace.label)` of ADatP-4774")
            } else {
                note("root-wrong", root, "`\(root.name)` in \(what) is no label")
            }
            return nil
        }
        guard let role = LabelDocument.Role(rawValue: root.name) else {
            let known = LabelDocument.Role.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            note("root-wrong", root, "`\(root.name)` is no label; labels are \(known)")
            return nil
        }
        return role
    }

    /// Reads a label or, inside, the one that follows it.
    private mutating func label(_ element: XMLElement, isOutermost: Bool) -> Label? {
        var label = Label(policy: "", classification: "")
        var hasInformation = false
        once(element, ["ConfidentialityInformation", "OriginatorID", "CreationDateTime", "SuccessionHandling"])
        label.review = time(element["ReviewDateTime"], at: .review, element, isOutermost)
        for child in known(
            element,
            [
                "ConfidentialityInformation", "OriginatorID", "CreationDateTime", "SuccessionHandling",
            ]
        ) {
            switch child.name {
            case "ConfidentialityInformation":
                hasInformation = true
                information(child, into: &label, isOutermost)
            case "OriginatorID":
                label.originator = child.text
                label.originatorIDType = child["IDType"]
                if child["IDType"] == nil {
                    warn("originator-type-missing", child, "`OriginatorID` lacks its `IDType`")
                }
            case "CreationDateTime": label.created = time(child.text, at: .created, child, isOutermost)
            default: succession(child, into: &label, isOutermost)
            }
        }
        if !hasInformation {
            note("information-missing", element, "the label has no `ConfidentialityInformation`")
            return nil
        }
        return label
    }

    private mutating func information(_ element: XMLElement, into label: inout Label, _ isOutermost: Bool) {
        once(element, ["PolicyIdentifier", "Classification", "PrivacyMark"])
        for child in known(element, ["PolicyIdentifier", "Classification", "PrivacyMark", "Category"]) {
            switch child.name {
            case "PolicyIdentifier":
                label.policy = child.token
                label.policyURI = uri(child)
                if isOutermost { reading.lines[.policy] = child.line }
            case "Classification":
                label.classification = child.token
                if isOutermost { reading.lines[.classification] = child.line }
                if child["URI"] != nil {
                    warn("classification-uri", child, "ADatP-4774 wants no `URI` at the classification")
                }
            case "PrivacyMark": label.privacyMark = child.text
            default: category(child, into: &label, isOutermost)
            }
        }
    }

    private mutating func category(_ element: XMLElement, into label: inout Label, _ isOutermost: Bool) {
        let tag = element["TagName"] ?? ""
        if tag.isEmpty { note("tag-name-missing", element, "the category lacks its `TagName`") }
        guard let type = element["Type"] else {
            note("category-type-missing", element, "the category `\(tag)` lacks its `Type`")
            return
        }
        guard let kind = LabelCategory.Kind(rawValue: type) else {
            let known = LabelCategory.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            note("category-type-wrong", element, "`\(type)` is no `Type`; types are \(known)")
            return
        }
        let index = label.categories.count
        if isOutermost { reading.lines[.category(index)] = element.line }
        var category = LabelCategory(tag: tag, uri: uri(element), kind: kind, values: [])
        for child in known(element, ["GenericValue", "IntegerValue", "BitStringValue"]) {
            guard child.name == "GenericValue" else {
                note("value-kind-wrong", child, "`\(child.name)` is not to be used; values are `GenericValue`")
                continue
            }
            if isOutermost { reading.lines[.value(category: index, value: category.values.count)] = child.line }
            category.values.append(child.token)
        }
        if category.values.isEmpty { warn("category-empty", element, "the category `\(tag)` has no value") }
        label.categories.append(category)
    }

    private mutating func succession(_ element: XMLElement, into label: inout Label, _ isOutermost: Bool) {
        if isOutermost { reading.lines[.succession] = element.line }
        once(element, ["SuccessionDateTime", "SuccessorConfidentialityLabel"])
        var instant: String?
        var successor: Label?
        for child in known(element, ["SuccessionDateTime", "SuccessorConfidentialityLabel"]) {
            if child.name == "SuccessionDateTime" {
                instant = time(child.text, at: .succession, child, false)
            } else {
                successor = self.label(child, isOutermost: false)
            }
        }
        guard let instant, let successor else {
            note("succession-incomplete", element, "`SuccessionHandling` needs an instant and a label")
            return
        }
        label.succession.append(LabelSuccession(instant: instant, label: successor))
    }

    /// The identifier of an element: `urn:oid:` and an object identifier.
    private mutating func uri(_ element: XMLElement) -> String? {
        if let wrong = element["URL"], element["URI"] == nil {
            warn("attribute-unknown", element, "`URL` of `\(element.name)` is read as `URI`")
            return wrong
        }
        guard let uri = element["URI"] else { return nil }
        if !uri.hasPrefix("urn:oid:") {
            warn("uri-form", element, "`\(uri)` of `\(element.name)` does not start with `urn:oid:`")
        }
        return uri
    }

    private mutating func time(
        _ text: String?,
        at place: LabelFinding.Place,
        _ element: XMLElement,
        _ isOutermost: Bool
    ) -> String? {
        guard let text = text.map(XMLElement.token), !text.isEmpty else { return nil }
        if isOutermost { reading.lines[place] = element.line }
        if !XMLTime.isDateTime(text) { note("time-wrong", element, "`\(text)` is no date and time (xs:dateTime)") }
        return text
    }

    /// Elements that hold a text and nothing else.
    private static let texts: Set<String> = [
        "PolicyIdentifier", "Classification", "PrivacyMark", "OriginatorID", "CreationDateTime", "SuccessionDateTime",
        "GenericValue",
    ]

    /// Reports what may stand once and stands twice.
    private mutating func once(_ element: XMLElement, _ names: Set<String>) {
        reading.findings += element.twice(names, in: [Namespace.label])
    }

    /// The children with known names; the others are reported.
    private mutating func known(_ element: XMLElement, _ names: [String]) -> [XMLElement] {
        var known: [XMLElement] = []
        for child in element.children {
            if child.namespace == Namespace.label, names.contains(child.name) {
                known.append(child)
                if Self.texts.contains(child.name) { reading.findings += child.parts }
            } else if child.namespace == Namespace.label {
                note("element-unknown", child, "`\(child.name)` is not known in `\(element.name)`")
            } else if names.contains(child.name) {
                note(
                    "namespace-wrong",
                    child,
                    "`\(child.name)` is in `\(child.namespace)`, not in that of ADatP-4774"
                )
            } else {
                warn("element-unknown", child, "`\(child.name)` of `\(child.namespace)` is not read")
            }
        }
        return known
    }

    private mutating func note(_ code: String, _ element: XMLElement, _ message: String) {
        reading.findings.append(LabelFinding(code, at: .line(element.line), message))
    }

    private mutating func warn(_ code: String, _ element: XMLElement, _ message: String) {
        reading.findings.append(.warning(code, at: .line(element.line), message))
    }
}

/// Times of XML Schema.
enum XMLTime {
    /// Whether a text has the form of an `xs:dateTime` with plausible parts.
    static func isDateTime(_ text: String) -> Bool {
        let pattern = /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?/
        guard let match = text.wholeMatch(of: pattern) else { return false }
        func lies(_ part: Substring, in range: ClosedRange<Int>) -> Bool { Int(part).map(range.contains) ?? false }
        return lies(match.2, in: 1...12) && lies(match.3, in: 1...31) && lies(match.4, in: 0...24)
            && lies(match.5, in: 0...59) && lies(match.6, in: 0...59)
    }
}
