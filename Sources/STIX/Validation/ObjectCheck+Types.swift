import JSON
import STIXPatterns

/// The rules that single types have beyond the tables.
extension ObjectCheck {
    mutating func checkTypeRules(
        _ object: Int,
        _ schema: Schema,
        _ present: UInt64,
        _ places: Places,
        _ sha1: (@Sendable ([UInt8]) -> [UInt8])?
    ) {
        func value(_ name: String) -> Int? {
            schema.place(name).flatMap { present & 1 << UInt64($0) != 0 ? Int(places[$0]) : nil }
        }
        switch type {
        case .indicator: checkIndicator(object, pattern: value("pattern"), kind: value("pattern_type"), value)
        case .malware:
            if let family = value("is_family"), bool(family), value("name") == nil {
                error(.propertyMissing, at: object, spec: "4.11", "a malware family needs the property `name`")
            }
        case .observedData:
            if let references = value("object_refs") {
                checkObservation(references)
            }
            if let objects = value("objects") {
                warn(.propertyDeprecated, at: objects, spec: "4.14", "`objects` is deprecated; write `object_refs`")
            }
        case .relationship:
            checkRelationship(value("relationship_type"), value("source_ref"), value("target_ref"))
        case .markingDefinition:
            checkMarkingDefinition(object, value("definition_type"), value("definition"))
            checkCircles(object)
        case .extensionDefinition:
            checkExtensionDefinition(
                object,
                value("extension_types"),
                value("extension_properties"),
                value("description")
            )
        default: break
        }
        if let own {
            isOfOthers = own >= types.own.count
            checkOwn(object, types.all[own], value)
            isOfOthers = false
        }
        if schema.objectClass == .observable {
            checkObservable(object, schema, sha1, value)
        }
    }

    /// A type of one's own needs the entry of its extension definition.
    private mutating func checkOwn(_ object: Int, _ type: TypeSchema, _ value: (String) -> Int?) {
        if value("extensions").flatMap({ member($0, type.definition) }) == nil {
            error(
                .extensionContent,
                at: object,
                spec: "7.3",
                "`extensions` needs the entry `\(type.definition)` with the `extension_type` `new-sdo`"
            )
        }
        for rule in type.rules {
            guard case .when(let name, let term, let needed) = rule, let found = value(name),
                nodes[found].kind == .string, isText(found, term)
            else { continue }
            for other in needed where value(other) == nil {
                error(
                    .propertyCombination,
                    at: found,
                    spec: "7.3",
                    "with the `\(name)` `\(term)` the property `\(other)` is needed"
                )
            }
        }
    }

    /// At least one of the references is to a cyber-observable object (4.14).
    private mutating func checkObservation(_ references: Int) {
        guard nodes[references].kind == .array, nodes[references].length > 0 else { return }
        var element = references + 1
        while element < Int(nodes[references].next) {
            guard nodes[element].kind == .string, let type = typeOf(element) else { return }
            if !TypeSet.relationshipObjects.contains(type) { return }
            element = following(element)
        }
        error(
            .referenceType,
            at: references,
            spec: "4.14",
            "`object_refs` must contain at least one reference to a cyber-observable object"
        )
    }

    private mutating func checkIndicator(_ object: Int, pattern: Int?, kind: Int?, _ value: (String) -> Int?) {
        if options.includesWarnings, value("name") == nil || value("description") == nil {
            warn(.propertySuggested, at: object, spec: "4.7", "an indicator should have `name` and `description`")
        }
        guard let pattern, let kind, nodes[pattern].kind == .string else { return }
        guard isText(kind, "stix") else { return checkRule(pattern, kind) }
        let (problem, advice) = withText(pattern) { STIXPattern.judgement(of: $0) }
        if let problem {
            error(
                .patternSyntax,
                at: pattern,
                spec: "9",
                "the pattern is wrong at byte \(problem.offset): \(problem.message)"
            )
        } else if let advice, options.includesWarnings {
            warn(.patternSyntax, at: pattern, spec: advice.section, "at byte \(advice.offset): \(advice.message)")
        }
    }

    /// A rule of another language is not read; but brackets of STIX around it are none of its own.
    private mutating func checkRule(_ pattern: Int, _ kind: Int) {
        guard options.includesWarnings, nodes[pattern].length > 2,
            withText(pattern, { $0[0] == UInt8(ascii: "[") }),
            WrappedRule.text(of: document.value(at: pattern).string ?? "", in: text(kind)) != nil
        else { return }
        warn(
            .patternSyntax,
            at: pattern,
            spec: "4.7",
            "the rule stands in brackets, which `\(text(kind))` does not have; it is used without them"
        )
    }

    private mutating func checkRelationship(_ kind: Int?, _ source: Int?, _ target: Int?) {
        guard options.includesWarnings, let kind, let source, let target else { return }
        guard nodes[kind].kind == .string, nodes[source].kind == .string, nodes[target].kind == .string else {
            return
        }
        guard let from = typeOf(source), let to = typeOf(target) else { return }
        let isKnown = withText(kind) { SuggestedRelationships.shared.contains(from, $0, to) }
        guard !isKnown else { return }
        warn(
            .relationshipSuggested,
            at: kind,
            spec: "5.1.1",
            "`\(from.name)` `\(text(kind))` `\(to.name)` is allowed, but not among the suggested relationships"
        )
    }

    private func typeOf(_ reference: Int) -> ObjectType? {
        withText(reference) { text in
            STIXIdentifierLayout(text).flatMap { ObjectType.named(text.extracting(0..<$0.typeLength)) }
        }
    }

    private mutating func checkExtensionDefinition(
        _ object: Int,
        _ types: Int?,
        _ properties: Int?,
        _ description: Int?
    ) {
        if description == nil {
            warn(.propertySuggested, at: object, spec: "7.3.1", "an extension definition should have a `description`")
        }
        guard let types, nodes[types].kind == .array else { return }
        var isTopLevel = false
        var element = types + 1
        while element < Int(nodes[types].next) {
            isTopLevel = isTopLevel || isText(element, "toplevel-property-extension")
            element = following(element)
        }
        if let properties, !isTopLevel {
            error(
                .propertyCombination,
                at: properties,
                spec: "7.3.1",
                "`extension_properties` needs `toplevel-property-extension` among the `extension_types`"
            )
        } else if properties == nil, isTopLevel {
            warn(
                .propertySuggested,
                at: object,
                spec: "7.3.1",
                "with `toplevel-property-extension`, `extension_properties` should name the properties"
            )
        }
        guard let properties, nodes[properties].kind == .array else { return }
        var name = properties + 1
        while name < Int(nodes[properties].next) {
            if nodes[name].kind == .string, !withText(name, { STIXName.isPropertyName($0) }) {
                error(.propertyName, at: name, spec: "7.3.2", "`\(text(name))` is no property name")
            }
            name = following(name)
        }
    }

    /// An external reference: the forms that known sources have (2.5), and hashes beside a URL.
    mutating func checkExternalReference(_ object: Int, _ places: Places, _ schema: Schema) {
        // In the table's order: source_name, description, url, hashes, external_id.
        let (source, url, hashes, id) = (Int(places[0]), Int(places[2]), Int(places[3]), Int(places[4]))
        if url != 0, hashes == 0, options.includesWarnings, !hasReportedHashes {
            hasReportedHashes = true
            warn(
                .propertySuggested,
                at: object,
                spec: "2.5.1",
                "a reference with `url` should have `hashes` of what is there (said once for an object)"
            )
        }
        guard source != 0, nodes[source].kind == .string else { return }
        let isCVE = isText(source, "cve")
        let isCAPEC = isText(source, "capec")
        let looksLikeCVE = id != 0 && nodes[id].kind == .string && withText(id) { KnownIdentifiers.isCVE($0) }
        let looksLikeCAPEC = id != 0 && nodes[id].kind == .string && withText(id) { KnownIdentifiers.isCAPEC($0) }
        if isCVE, !looksLikeCVE {
            reportNumber(
                id == 0 ? object : id,
                isStrict: id != 0 && type == .vulnerability,
                "4.19",
                "a reference to `cve` needs an `external_id` such as `CVE-2014-0160`"
            )
        } else if isCAPEC, !looksLikeCAPEC {
            reportNumber(
                id == 0 ? object : id,
                isStrict: id != 0 && type == .attackPattern,
                "4.1",
                "a reference to `capec` needs an `external_id` such as `CAPEC-163`"
            )
        } else if !isCVE, looksLikeCVE, type == .vulnerability {
            error(
                .valueFixed,
                at: source,
                spec: "4.19",
                "the `source_name` of a cve identifier must be `cve`, not `\(text(source))`"
            )
        } else if !isCAPEC, looksLikeCAPEC, type == .attackPattern {
            error(
                .valueFixed,
                at: source,
                spec: "4.1",
                "the `source_name` of a capec identifier must be `capec`, not `\(text(source))`"
            )
        }
    }

    /// A malformed number of another system: wrong where the specification names the form, else doubtful.
    private mutating func reportNumber(_ place: Int, isStrict: Bool, _ spec: String, _ message: String) {
        if isStrict {
            error(.valueFormat, at: place, spec: spec, message)
        } else {
            warn(.valueFormat, at: place, spec: spec, message)
        }
    }

    mutating func checkKillChainPhase(_ places: Places) {
        guard options.includesWarnings else { return }
        for place in 0..<2 {
            let value = Int(places[place])
            guard value != 0, nodes[value].kind == .string, !withText(value, { STIXName.isTerm($0) }) else {
                continue
            }
            warn(
                .valueSpelling,
                at: value,
                spec: "2.11",
                "`\(text(value))` should be lowercase, with hyphens between words"
            )
        }
    }
}

/// The forms of identifiers that other systems give.
enum KnownIdentifiers {
    /// `CVE-`, a year, and four or more digits.
    static func isCVE(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 13, text[8] == UInt8(ascii: "-"),
            STIXName.isEqual(text.extracting(0..<4), Array("CVE-".utf8))
        else { return false }
        return TextForms.isAll(text.extracting(4..<8)) { STIXName.isDigit($0) }
            && TextForms.isAll(text.extracting(9..<text.count)) { STIXName.isDigit($0) }
            && (text.count == 13 || text[9] != UInt8(ascii: "0"))
    }

    /// `CAPEC-` and digits.
    static func isCAPEC(_ text: Span<UInt8>) -> Bool {
        guard text.count > 6, STIXName.isEqual(text.extracting(0..<6), Array("CAPEC-".utf8)) else { return false }
        return TextForms.isAll(text.extracting(6..<text.count)) { STIXName.isDigit($0) }
    }
}
