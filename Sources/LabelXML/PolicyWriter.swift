internal import Labels

/// Writes Open XML SPIF 2.1 (xmlspif.org), in the order of its schema.
enum PolicyWriter {
    /// The root of a document.
    static func element(_ policy: SecurityPolicy) -> XMLElement {
        let header = policy.header.map { ($0.name, Optional($0.value)) }
        var children: [XMLElement] = []
        if let fallback = policy.fallback {
            children.append(make("defaultSecurityPolicyId", [("name", fallback.name), ("id", fallback.id)]))
        }
        children.append(make("securityPolicyId", [("name", policy.name), ("id", policy.id)]))
        children.append(
            make(
                "securityClassifications",
                [],
                policy.classifications.map(classification) + markings(policy.classificationMarkings)
            )
        )
        if !policy.tagSets.isEmpty {
            children.append(make("securityCategoryTagSets", [], policy.tagSets.map(tagSet)))
        }
        if !policy.equivalentPolicies.isEmpty {
            let policies = policy.equivalentPolicies.map {
                make(
                    "equivalentPolicy",
                    [("name", $0.name), ("id", $0.id), ("docRefURI", $0.documentURI)],
                    requirements($0.required)
                )
            }
            children.append(make("equivalentPolicies", [], policies))
        }
        return make("SPIF", header, children + markings(policy.markings))
    }

    private static func classification(_ level: PolicyClassification) -> XMLElement {
        let equivalents = level.equivalents.map {
            make(
                "equivalentClassification",
                [("policyRef", $0.policy), ("lacv", $0.lacv), ("applied", $0.use.rawValue)],
                requirements($0.required)
            )
        }
        return make(
            "securityClassification",
            [
                ("name", level.name), ("lacv", level.lacv), ("hierarchy", String(level.hierarchy)),
                ("color", level.colour), ("obsolete", level.isObsolete.map { $0 ? "true" : "false" }),
            ],
            equivalents + markings(level.markings) + requirements(level.required)
        )
    }

    private static func tagSet(_ set: PolicyTagSet) -> XMLElement {
        make("securityCategoryTagSet", [("name", set.name), ("id", set.id)], set.tags.map(tag))
    }

    private static func tag(_ tag: PolicyTag) -> XMLElement {
        make(
            "securityCategoryTag",
            [("name", tag.name)] + type(tag.type) + [
                ("tag7Encoding", tag.informativeEncoding),
                ("singleSelection", tag.isSingleSelection.map { $0 ? "true" : "false" }),
                ("maxSelection", tag.maximum.map(String.init)), ("minSelection", tag.minimum.map(String.init)),
            ],
            tag.categories.map(category) + markings(tag.markings)
        )
    }

    private static func category(_ category: PolicyCategory) -> XMLElement {
        let equivalents = category.equivalents.map {
            make(
                "equivalentSecCategoryTag",
                [("policyRef", $0.policy), ("tagSetId", $0.tagSetID)] + type($0.type) + [
                    ("lacv", $0.lacv), ("applied", $0.use.rawValue), ("action", $0.isDiscarded ? "discard" : nil),
                ]
            )
        }
        var children = equivalents + markings(category.markings)
        children += category.excludedClasses.map { make("excludedClass", [], text: $0) }
        children += requirements(category.required)
        children += category.excluded.map { make("excludedCategory", reference($0)) }
        return make(
            "tagCategory",
            [
                ("name", category.name), ("lacv", category.lacv), ("requiredClass", category.requiredClass),
                ("obsolete", category.isObsolete ? "true" : nil),
            ] + category.otherAttributes.map { ($0.name, Optional($0.value)) },
            children
        )
    }

    private static func requirements(_ requirements: [CategoryRequirement]) -> [XMLElement] {
        requirements.map { requirement in
            make(
                "requiredCategory",
                [("operation", requirement.operation.rawValue)],
                requirement.references.map { make("categoryGroup", reference($0)) }
            )
        }
    }

    private static func reference(_ reference: CategoryReference) -> [(String, String?)] {
        [("tagSetRef", reference.tagSet)] + type(reference.type) + [
            ("lacv", reference.lacv), ("all", reference.lacv == nil ? "true" : nil),
        ]
    }

    private static func type(_ type: PolicyTagType) -> [(String, String?)] {
        [("tagType", type.tagType), ("enumType", type.enumType)]
    }

    private static func markings(_ markings: PolicyMarkings) -> [XMLElement] {
        let phrases = markings.phrases.map { phrase in
            var element = make(
                "markingData",
                [("phrase", phrase.text)],
                phrase.codes.map { make("code", [], text: $0) }
            )
            speak(phrase.language, &element)
            return element
        }
        let qualifiers = markings.qualifiers.map { group in
            let children = group.qualifiers.map { qualifier in
                var element = make(
                    "qualifier",
                    [("markingQualifier", qualifier.text), ("qualifierCode", qualifier.code)]
                )
                speak(qualifier.language, &element)
                return element
            }
            return make("markingQualifier", [("markingCode", group.code)], children)
        }
        return phrases + qualifiers
    }

    private static func speak(_ language: String?, _ element: inout XMLElement) {
        guard let language else { return }
        let attribute = XMLAttribute(namespace: XMLElement.xmlNamespace, name: "lang", value: language)
        element.attributes.insert(attribute, at: 0)
    }

    private static func make(
        _ name: String,
        _ attributes: [(String, String?)],
        _ children: [XMLElement] = [],
        text: String = ""
    ) -> XMLElement {
        XMLElement(
            namespace: Namespace.spif,
            name: name,
            attributes: attributes.compactMap { name, value in value.map { XMLAttribute(name: name, value: $0) } },
            children: children,
            text: text
        )
    }
}
