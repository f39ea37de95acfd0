internal import Labels

/// Reads Open XML SPIF 2.1 (xmlspif.org).
///
/// Elements may stand in any order. What is not held by `SecurityPolicy` is a warning with its line; what is missing and
/// cannot be done without is an error.
struct PolicyReader {
    private(set) var findings: [LabelFinding] = []

    /// Reads a policy.
    mutating func read(_ root: XMLElement) -> SecurityPolicy? {
        guard root.name == "SPIF", [Namespace.spif, ""].contains(root.namespace) else {
            note("root-wrong", root, "`\(root.name)` of `\(root.namespace)` is no SPIF")
            return nil
        }
        if root.namespace.isEmpty { warn("namespace-missing", root, "the SPIF is not in `\(Namespace.spif)`") }
        if let version = root["schemaVersion"], !["1.0", "2.0", "2.1"].contains(version) {
            warn("spif-version", root, "version `\(version)` is read as 2.1")
        }
        var policy = SecurityPolicy(name: "", id: "", classifications: [])
        policy.header = root.attributes.filter(\.namespace.isEmpty).map { PolicyAttribute($0.name, $0.value) }
        findings += root.twice(Set(Self.rootElements).subtracting(Self.markingElements), in: [root.namespace])
        for child in known(root, Self.rootElements) {
            switch child.name {
            case "securityPolicyId":
                policy.name = attribute("name", child)
                policy.id = attribute("id", child)
            case "defaultSecurityPolicyId":
                policy.fallback = SecurityPolicy.Identifier(
                    name: attribute("name", child),
                    id: attribute("id", child)
                )
            case "securityClassifications":
                policy.classificationMarkings = markings(child)
                for element in known(child, ["securityClassification"] + Self.markingElements)
                where element.name == "securityClassification" {
                    policy.classifications.append(classification(element))
                }
            case "securityCategoryTagSets":
                for element in known(child, ["securityCategoryTagSet"]) { policy.tagSets.append(tagSet(element)) }
            case "equivalentPolicies":
                for element in known(child, ["equivalentPolicy"]) {
                    policy.equivalentPolicies.append(equivalentPolicy(element))
                }
            default: break
            }
        }
        policy.markings = markings(root)
        if policy.id.isEmpty { note("policy-missing", root, "the SPIF has no `securityPolicyId`") }
        return policy
    }

    private static let markingElements = ["markingData", "markingQualifier"]
    private static let rootElements =
        markingElements + [
            "securityPolicyId", "defaultSecurityPolicyId", "securityClassifications", "securityCategoryTagSets",
            "equivalentPolicies",
        ]

    private mutating func classification(_ element: XMLElement) -> PolicyClassification {
        var found = PolicyClassification(
            name: attribute("name", element),
            lacv: number("lacv", element),
            hierarchy: Int(number("hierarchy", element)) ?? 0,
            colour: element["color"],
            isObsolete: flag("obsolete", element),
            markings: markings(element),
            required: requirements(element)
        )
        expectAttributes(element, ["name", "lacv", "hierarchy", "color", "obsolete"])
        let names = Self.markingElements + ["equivalentClassification", "requiredCategory"]
        for child in known(element, names) where child.name == "equivalentClassification" {
            found.equivalents.append(
                EquivalentClassification(
                    policy: attribute("policyRef", child),
                    lacv: number("lacv", child),
                    use: use(child),
                    required: requirements(child)
                )
            )
        }
        return found
    }

    private mutating func tagSet(_ element: XMLElement) -> PolicyTagSet {
        var found = PolicyTagSet(name: attribute("name", element), id: attribute("id", element), tags: [])
        for child in known(element, ["securityCategoryTag"]) {
            found.tags.append(tag(child))
        }
        return found
    }

    private mutating func tag(_ element: XMLElement) -> PolicyTag {
        var found = PolicyTag(
            name: element["name"],
            type: type(element),
            informativeEncoding: element["tag7Encoding"],
            isSingleSelection: flag("singleSelection", element),
            maximum: element["maxSelection"].flatMap { $0 == "unbounded" ? nil : Int($0) },
            minimum: element["minSelection"].flatMap { Int($0) },
            categories: [],
            markings: markings(element)
        )
        expectAttributes(
            element,
            ["name", "tagType", "enumType", "tag7Encoding", "singleSelection", "maxSelection", "minSelection"]
        )
        for child in known(element, ["tagCategory"] + Self.markingElements) where child.name == "tagCategory" {
            found.categories.append(category(child))
        }
        return found
    }

    private static let keptAttributes = ["userInput", "dateFormat", "notBefore", "notAfter"]

    private mutating func category(_ element: XMLElement) -> PolicyCategory {
        var found = PolicyCategory(
            name: attribute("name", element),
            lacv: number("lacv", element),
            requiredClass: element["requiredClass"],
            isObsolete: flag("obsolete", element) ?? false,
            otherAttributes: element.attributes.filter { Self.keptAttributes.contains($0.name) }
                .map { PolicyAttribute($0.name, $0.value) },
            markings: markings(element),
            required: requirements(element)
        )
        expectAttributes(element, Self.keptAttributes + ["name", "lacv", "requiredClass", "obsolete"])
        let names =
            Self.markingElements + [
                "equivalentSecCategoryTag", "excludedClass", "requiredCategory", "excludedCategory",
            ]
        for child in known(element, names) {
            switch child.name {
            case "equivalentSecCategoryTag": found.equivalents.append(equivalentCategory(child))
            case "excludedClass": found.excludedClasses.append(child.token)
            case "excludedCategory": found.excluded.append(reference(child))
            default: break
            }
        }
        return found
    }

    private mutating func equivalentCategory(_ element: XMLElement) -> EquivalentCategory {
        let action = element["action"]
        if let action, action != "discard" { note("action-unknown", element, "`\(action)` is no known action") }
        return EquivalentCategory(
            policy: attribute("policyRef", element),
            tagSetID: attribute("tagSetId", element),
            type: type(element),
            lacv: action == nil ? number("lacv", element) : element["lacv"] ?? "",
            use: use(element),
            isDiscarded: action == "discard"
        )
    }

    private mutating func equivalentPolicy(_ element: XMLElement) -> EquivalentPolicy {
        for _ in known(element, ["requiredCategory"]) {}
        expectAttributes(element, ["name", "id", "docRefURI"])
        return EquivalentPolicy(
            name: attribute("name", element),
            id: attribute("id", element),
            documentURI: element["docRefURI"],
            required: requirements(element)
        )
    }

    private mutating func requirements(_ element: XMLElement) -> [CategoryRequirement] {
        var found: [CategoryRequirement] = []
        for child in element.children where child.name == "requiredCategory" {
            let name = attribute("operation", child)
            let operation = CategoryRequirement.Operation(rawValue: name)
            if operation == nil, !name.isEmpty { note("operation-unknown", child, "`\(name)` is no known operation") }
            var references: [CategoryReference] = []
            for group in known(child, ["categoryGroup"]) { references.append(reference(group)) }
            found.append(CategoryRequirement(operation ?? .all, references))
        }
        return found
    }

    private mutating func reference(_ element: XMLElement) -> CategoryReference {
        expectAttributes(element, ["tagSetRef", "tagType", "enumType", "lacv", "all"])
        let lacv = element["lacv"].flatMap { $0.isEmpty ? nil : $0 }
        return CategoryReference(
            tagSet: attribute("tagSetRef", element),
            type: type(element),
            lacv: flag("all", element) ?? false ? nil : lacv
        )
    }

    private mutating func markings(_ element: XMLElement) -> PolicyMarkings {
        var markings = PolicyMarkings()
        for child in element.children where Self.markingElements.contains(child.name) {
            if child.name == "markingData" {
                var codes: [String] = []
                for code in known(child, ["code"]) {
                    codes.append(code.token)
                    if !PolicyMarkings.codes.contains(code.token) {
                        note("marking-code-unknown", code, "`\(code.token)` is no known marking code")
                    }
                }
                markings.phrases.append(.init(language: child.language, text: child["phrase"], codes: codes))
            } else {
                var group = PolicyMarkings.QualifierGroup(code: child["markingCode"], qualifiers: [])
                for qualifier in known(child, ["qualifier"]) {
                    let code = attribute("qualifierCode", qualifier)
                    let text = qualifier["markingQualifier"] ?? ""
                    group.qualifiers.append(.init(language: qualifier.language, code: code, text: text))
                }
                markings.qualifiers.append(group)
            }
        }
        return markings
    }

    private mutating func type(_ element: XMLElement) -> PolicyTagType {
        if let type = element["tagType"].flatMap({ PolicyTagType(tagType: $0, enumType: element["enumType"]) }) {
            return type
        }
        let given = [element["tagType"] ?? "", element["enumType"] ?? ""].joined(separator: " ")
        note("tag-type-unknown", element, "`\(given)` of `\(element.name)` is no known type")
        return .restrictive
    }

    private mutating func use(_ element: XMLElement) -> EquivalenceUse {
        let name = attribute("applied", element)
        if let use = EquivalenceUse(rawValue: name) { return use }
        if !name.isEmpty { note("applied-unknown", element, "`\(name)` is no known use of an equivalence") }
        return .both
    }

    private mutating func attribute(_ name: String, _ element: XMLElement) -> String {
        if let value = element[name], !value.isEmpty { return value }
        note("attribute-missing", element, "`\(element.name)` lacks its `\(name)`")
        return ""
    }

    private mutating func number(_ name: String, _ element: XMLElement) -> String {
        let value = attribute(name, element)
        if !value.isEmpty, Int(value) == nil {
            note("number-wrong", element, "`\(name)` of `\(element.name)` is `\(value)`, no number")
        }
        return value
    }

    private func flag(_ name: String, _ element: XMLElement) -> Bool? {
        element[name].map { $0 == "true" || $0 == "1" }
    }

    private mutating func expectAttributes(_ element: XMLElement, _ names: [String]) {
        for attribute in element.attributes where attribute.namespace.isEmpty && !names.contains(attribute.name) {
            warn("attribute-unknown", element, "`\(attribute.name)` of `\(element.name)` is not read")
        }
    }

    /// The children with known names; the others are reported.
    private mutating func known(_ element: XMLElement, _ names: [String]) -> [XMLElement] {
        for child in element.children where !names.contains(child.name) || child.namespace != element.namespace {
            warn("element-unknown", child, "`\(child.name)` of `\(element.name)` is not read")
        }
        return element.children.filter { names.contains($0.name) && $0.namespace == element.namespace }
    }

    private mutating func note(_ code: String, _ element: XMLElement, _ message: String) {
        findings.append(LabelFinding(code, at: .line(element.line), message))
    }

    private mutating func warn(_ code: String, _ element: XMLElement, _ message: String) {
        findings.append(.warning(code, at: .line(element.line), message))
    }
}
