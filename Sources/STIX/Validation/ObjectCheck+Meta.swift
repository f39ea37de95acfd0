import JSON

/// Marking definitions (7.2.1), language content (7.1), containers (2.13) and bundles (8).
extension ObjectCheck {
    mutating func checkMarkingDefinition(_ object: Int, _ kind: Int?, _ definition: Int?) {
        guard let kind, nodes[kind].kind == .string else { return }
        if isText(kind, "tlp") {
            return checkTLP(object)
        }
        guard isText(kind, "statement") else {
            warn(
                .valueVocabulary,
                at: kind,
                spec: "7.2.1",
                "`\(text(kind))` is no marking type; new ones should be made with an extension (7.3)"
            )
            if let definition {
                checkContent(definition)
            }
            return
        }
        guard let definition, nodes[definition].kind == .object else { return }
        guard let statement = member(definition, "statement") else {
            return error(.propertyMissing, at: definition, spec: "7.2.1.3", "the property `statement` is missing")
        }
        _ = isKind(statement, .string, statement - 1, Schemas.shared[.markingDefinition])
    }

    /// The four fixed instances, exactly (7.2.1.4).
    private mutating func checkTLP(_ object: Int) {
        guard let id = member(object, "id"), let fixed = TLPMarkings.fixed(id: text(id)) else {
            return error(
                .markingTLP,
                at: object,
                spec: "7.2.1.4",
                "only the four fixed tlp marking definitions are permitted; for tlp 2.0 use its extension"
            )
        }
        var name = object + 1
        while name < Int(nodes[object].next) {
            let value = name + 1
            let isRight =
                switch text(name) {
                case "type", "id": true
                case "spec_version": isText(value, "2.1")
                case "definition_type": true
                case "created": isText(value, "2017-01-20T00:00:00.000Z")
                case "name": text(value) == fixed.name
                case "definition":
                    nodes[value].kind == .object && nodes[value].length == 1
                        && member(value, "tlp").map { text($0) == fixed.level } == true
                default: false
                }
            if !isRight {
                error(
                    .markingTLP,
                    at: value,
                    spec: "7.2.1.4",
                    "the marking definition \(fixed.name) is fixed; `\(text(name))` differs from it"
                )
            }
            name = following(value)
        }
        if member(object, "name") == nil {
            error(.markingTLP, at: object, spec: "7.2.1.4", "the marking definition \(fixed.name) needs its `name`")
        }
    }

    /// Translations by language, then by property (7.1.1).
    mutating func checkContents(_ value: Int, _ name: Int, _ schema: Schema) {
        guard isKind(value, .object, name, schema), !isEmptyDictionary(value, name) else { return }
        var language = value + 1
        let end = Int(nodes[value].next)
        while language < end {
            checkTranslation(language, schema)
            language = following(language + 1)
        }
    }

    private mutating func checkTranslation(_ language: Int, _ schema: Schema) {
        let translation = language + 1
        if !withText(language, { LanguageTag.isGood($0) }) {
            error(
                .languageTag,
                at: translation,
                spec: "7.1",
                "the key `\(text(language))` is no language tag of rfc 5646"
            )
        }
        guard isKind(translation, .object, language, schema), !isEmptyDictionary(translation, language) else {
            return
        }
        var property = translation + 1
        while property < Int(nodes[translation].next) {
            if !withText(property, { STIXName.isPropertyName($0) }) {
                error(.propertyName, at: property + 1, spec: "7.1", "`\(text(property))` is no property name")
            } else if LanguageContentCheck.isUntranslatable(text(property)) {
                warn(
                    .translationMismatch,
                    at: property + 1,
                    spec: "7.1.1",
                    "the property `\(text(property))` cannot be translated; readers ignore it"
                )
            }
            checkTranslated(property + 1, property, schema)
            property = following(property + 1)
        }
    }

    private mutating func checkTranslated(_ value: Int, _ name: Int, _ schema: Schema) {
        switch nodes[value].kind {
        case .string: break
        case .array, .object: checkContent(value)
        default:
            // Whether the original has a language is not known here; readers ignore what has none.
            warn(
                .propertyType,
                at: value,
                spec: "7.1.1",
                "the translation of `\(text(name))` should be a string, a list or an object, not \(kindWords(value))"
            )
        }
    }

    /// Objects of the deprecated container, each checked as an observable with local references.
    mutating func checkContainer(_ value: Int, _ name: Int, _ schema: Schema) {
        guard isKind(value, .object, name, schema), !isEmptyDictionary(value, name) else { return }
        var key = value + 1
        let end = Int(nodes[value].next)
        while key < end {
            var inner = ObjectCheck(document, at: root, prefix: prefix, options: options, types: types)
            inner.container = value
            // What was looked up for one of them holds for the next.
            swap(&inner.index, &index)
            swap(&inner.walked, &walked)
            inner.checkObject(key + 1, sha1: nil)
            swap(&inner.index, &index)
            swap(&inner.walked, &walked)
            findings.append(contentsOf: inner.findings)
            if !withText(key, { TextForms.isAll($0) { STIXName.isDigit($0) } }) {
                warn(.dictionaryKey, at: key + 1, spec: "2.13", "the key `\(text(key))` should be a whole number")
            }
            key = following(key + 1)
        }
    }

    /// The objects of a bundle that came as one value.
    mutating func checkBundleObjects(_ value: Int, _ name: Int, _ schema: Schema) {
        guard isList(value, name, schema) else { return }
        var element = value + 1
        let end = Int(nodes[value].next)
        var number = 0
        while element < end {
            var inner = ObjectCheck(
                document,
                at: element,
                prefix: path(to: value) + "[\(number)]",
                options: options,
                types: types
            )
            inner.checkObject(element, sha1: sha1)
            findings.append(contentsOf: inner.findings)
            element = following(element)
            number += 1
        }
    }
}

/// The four marking definitions of TLP 1 (7.2.1.4).
enum TLPMarkings {
    static func fixed(id: String) -> (level: String, name: String)? {
        switch id {
        case "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": ("white", "TLP:WHITE")
        case "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": ("green", "TLP:GREEN")
        case "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": ("amber", "TLP:AMBER")
        case "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": ("red", "TLP:RED")
        default: nil
        }
    }
}

/// What can be translated (7.1.1).
enum LanguageContentCheck {
    /// Properties that identify or handle the object and have no language.
    static func isUntranslatable(_ name: String) -> Bool {
        switch name {
        case "type", "spec_version", "id", "created_by_ref", "created", "modified", "revoked", "confidence", "lang",
            "object_marking_refs", "granular_markings", "extensions":
            true
        default: false
        }
    }
}
