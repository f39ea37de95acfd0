import JSON

/// The check of one value by the type that the tables give it.
extension ObjectCheck {
    mutating func check(_ value: Int, _ type: ValueType, name: Int, schema: Schema) {
        switch type {
        case .text: _ = isKind(value, .string, name, schema)
        case .texts: eachText(value, name, schema) { _, _ in }
        case .boolean: _ = isKind(value, .bool, name, schema)
        case .integer(let bounds): checkInteger(value, bounds, name, schema)
        case .count: checkCount(value, name, schema)
        case .float(let bounds): checkFloat(value, bounds, name, schema)
        case .timestamp: _ = checkTimestamp(value, name, schema)
        case .milliseconds: checkMilliseconds(value, name, schema)
        case .wholeSeconds: checkWholeSeconds(value, name, schema)
        case .type: break
        case .specVersion: checkSpecVersion(value, name, schema)
        case .id: checkID(value, name, schema)
        case .reference(let types):
            if isKind(value, .string, name, schema) {
                checkReference(value, types, name, schema)
            }
        case .references(let types):
            eachText(value, name, schema) { $0.checkReference($1, types, name, schema) }
        case .term(let vocabulary):
            if isKind(value, .string, name, schema) {
                checkTerm(value, vocabulary)
            }
        case .terms(let vocabulary): eachText(value, name, schema) { $0.checkTerm($1, vocabulary) }
        case .ownTerm(let place):
            if isKind(value, .string, name, schema) {
                checkTerm(value, types.choice(place))
            }
        case .hex:
            if isKind(value, .string, name, schema) {
                checkHex(value)
            }
        case .binary:
            if isKind(value, .string, name, schema) {
                checkBinary(value)
            }
        case .hashes(let isClosed): checkHashes(value, isClosed, name, schema)
        case .dictionary(let kind): checkDictionary(value, kind, name, schema)
        case .part(let part):
            if isKind(value, .object, name, schema) {
                checkPart(value, part)
            }
        case .parts(let part): checkParts(value, name, schema) { $0.checkPart($1, part) }
        case .ownParts(let place):
            let part = types.part(place)
            checkParts(value, name, schema) { check, element in
                var places = Places(repeating: 0)
                _ = check.checkMembers(element, part, &places)
            }
        case .language:
            if isKind(value, .string, name, schema) {
                checkLanguage(value, spec: "3.2")
            }
        case .languages: eachText(value, name, schema) { $0.checkLanguage($1, spec: schema.section) }
        case .url:
            if isKind(value, .string, name, schema) {
                checkURL(value, schema)
            }
        case .form(let form):
            if isKind(value, .string, name, schema) {
                check(value, form, schema)
            }
        case .granularMarkings: checkGranularMarkings(value, name, schema)
        case .extensions: checkExtensions(value, name, schema)
        case .contents: checkContents(value, name, schema)
        case .definition: _ = isKind(value, .object, name, schema)
        case .observableContainer: checkContainer(value, name, schema)
        case .bundleObjects: checkBundleObjects(value, name, schema)
        case .notApplicable(let must): reportNotApplicable(value, must, name, schema)
        case .any: checkContent(value)
        }
    }

    /// Whether a value has a kind; reports it if not.
    mutating func isKind(_ value: Int, _ kind: JSONKind, _ name: Int, _ schema: Schema) -> Bool {
        if nodes[value].kind == kind { return true }
        reportKind(value, kind, name, schema)
        return false
    }

    private mutating func reportKind(_ value: Int, _ kind: JSONKind, _ name: Int, _ schema: Schema) {
        let wanted =
            switch kind {
            case .null: "null"
            case .bool: "a boolean"
            case .number: "a number"
            case .string: "a string"
            case .array: "a list"
            case .object: "an object"
            }
        error(
            .propertyType,
            at: value,
            spec: schema.section,
            "`\(text(name))` must be \(wanted), not \(kindWords(value))"
        )
    }

    private mutating func reportNotApplicable(_ value: Int, _ must: Bool, _ name: Int, _ schema: Schema) {
        let message = "`\(text(name))` does not apply to \(schema.name); leave it out"
        if must {
            error(.propertyNotApplicable, at: value, spec: "3.2", message)
        } else {
            warn(.propertyNotApplicable, at: value, spec: schema.section, message)
            // What 3.2 says of the value holds wherever the property stands.
            if isText(name, "confidence") {
                checkInteger(value, 0...100, name, schema)
            } else if isText(name, "extensions") {
                checkExtensions(value, name, schema)
            } else if isText(name, "modified") {
                checkMilliseconds(value, name, schema)
            } else {
                checkContent(value)
            }
        }
    }

    /// Calls the body for each string of a non-empty list of strings.
    mutating func eachText(
        _ value: Int,
        _ name: Int,
        _ schema: Schema,
        _ body: (inout ObjectCheck, Int) -> Void
    ) {
        guard isList(value, name, schema) else { return }
        var element = value + 1
        let end = Int(nodes[value].next)
        while element < end {
            if nodes[element].kind == .string {
                body(&self, element)
            } else {
                error(
                    .propertyType,
                    at: element,
                    spec: schema.section,
                    "`\(text(name))` must be a list of strings, this is \(kindWords(element))"
                )
            }
            element = following(element)
        }
    }

    /// Whether a value is a list with something in it; reports it if not (2.12).
    mutating func isList(_ value: Int, _ name: Int, _ schema: Schema) -> Bool {
        guard isKind(value, .array, name, schema) else { return false }
        guard nodes[value].length > 0 else {
            error(.valueEmpty, at: value, spec: "2.12", "the list `\(text(name))` is empty; leave the property out")
            return false
        }
        return true
    }

    private mutating func checkInteger(_ value: Int, _ bounds: ClosedRange<Int>, _ name: Int, _ schema: Schema) {
        guard isKind(value, .number, name, schema) else { return }
        let view = document.value(at: value)
        if let number = view.number, number.magnitude > Double(JSONNumber.largestInteger) {
            // Whole numbers of STIX are those that every receiver holds exactly (2.10).
            return error(
                .valueRange,
                at: value,
                spec: "2.10",
                "`\(text(name))` must be within ±(2^53 - 1), not `\(text(value))`"
            )
        }
        // `1.0` and `1e2` are whole numbers, too.
        guard let number = view.integer ?? view.number.flatMap({ Int(exactly: $0) }) else {
            return error(
                .propertyType,
                at: value,
                spec: schema.section,
                "`\(text(name))` must be a whole number, not `\(text(value))`"
            )
        }
        guard !bounds.contains(number) else { return }
        let wanted =
            bounds.upperBound == Int.max
            ? "at least \(bounds.lowerBound)" : "\(bounds.lowerBound) to \(bounds.upperBound)"
        error(.valueRange, at: value, spec: schema.section, "`\(text(name))` must be \(wanted), not `\(text(value))`")
    }

    private mutating func checkCount(_ value: Int, _ name: Int, _ schema: Schema) {
        checkInteger(value, Int.min...Int.max, name, schema)
        guard let number = document.value(at: value).number, number < 0 else { return }
        warn(.valueRange, at: value, spec: schema.section, "`\(text(name))` should not be negative")
    }

    private mutating func checkFloat(_ value: Int, _ bounds: ClosedRange<Double>, _ name: Int, _ schema: Schema) {
        guard isKind(value, .number, name, schema), let number = document.value(at: value).number else { return }
        guard !bounds.contains(number) else { return }
        let wanted =
            bounds.upperBound.isFinite
            ? "\(bounds.lowerBound) to \(bounds.upperBound)" : "at least \(bounds.lowerBound)"
        error(.valueRange, at: value, spec: schema.section, "`\(text(name))` must be \(wanted), not `\(text(value))`")
    }

    mutating func checkTimestamp(_ value: Int, _ name: Int, _ schema: Schema) -> STIXInstant? {
        guard isKind(value, .string, name, schema) else { return nil }
        if let instant = withText(value, { STIXInstant($0) }) {
            if instant.fractionCount > FineTimestamps.mostDigits { warnOfPrecision(value, name) }
            return instant
        }
        error(
            .timestampFormat,
            at: value,
            spec: "2.16",
            "`\(text(value))` is no timestamp; write an existing date and time in utc, such as `2016-01-20T12:31:12.123Z`"
        )
        return nil
    }

    private mutating func warnOfPrecision(_ value: Int, _ name: Int) {
        warn(
            .timestampPrecision,
            at: value,
            spec: "2.16",
            "`\(text(name))` has more than six digits behind the point, which readers that keep microseconds refuse: `\(text(value))`"
        )
    }

    private mutating func checkMilliseconds(_ value: Int, _ name: Int, _ schema: Schema) {
        guard let instant = checkTimestamp(value, name, schema), instant.fractionCount < 3 else { return }
        error(
            .timestampPrecision,
            at: value,
            spec: "3.2",
            "`\(text(name))` needs at least three digits behind the point, not `\(text(value))`"
        )
    }

    private mutating func checkWholeSeconds(_ value: Int, _ name: Int, _ schema: Schema) {
        guard let instant = checkTimestamp(value, name, schema), instant.fractionCount > 0 else { return }
        error(
            .timestampPrecision,
            at: value,
            spec: schema.section,
            "`\(text(name))` must be in whole seconds, not `\(text(value))`"
        )
    }

    private mutating func checkSpecVersion(_ value: Int, _ name: Int, _ schema: Schema) {
        guard isKind(value, .string, name, schema), !isText(value, "2.1") else { return }
        error(.valueFixed, at: value, spec: "3.2", "`spec_version` must be `2.1`, not `\(text(value))`")
    }

    func isTerm(_ value: Int, _ vocabulary: Vocabulary) -> Bool { withText(value) { vocabulary.contains($0) } }

    mutating func checkTerm(_ value: Int, _ vocabulary: Vocabulary) {
        if isTerm(value, vocabulary) { return }
        if vocabulary.isClosed {
            let terms = vocabulary.terms.map { "`\($0)`" }.joined(separator: ", ")
            error(
                .valueEnumeration,
                at: value,
                spec: vocabulary.section,
                "`\(text(value))` is not in \(vocabulary.rawValue); write one of \(terms)"
            )
        } else {
            warn(
                .valueVocabulary,
                at: value,
                spec: vocabulary.section,
                "`\(text(value))` is allowed, but not in \(vocabulary.rawValue)"
            )
            if !withText(value, { STIXName.isTerm($0) }) {
                warn(
                    .valueSpelling,
                    at: value,
                    spec: "2.14",
                    "`\(text(value))` should be lowercase, with hyphens between words"
                )
            }
        }
    }

    private mutating func checkTerm(_ value: Int, _ choice: TypeTable.Choice) {
        if withText(value, { text in choice.bytes.contains { STIXName.isEqual(text, $0) } }) { return }
        let terms = choice.terms.map { "`\($0)`" }.joined(separator: ", ")
        error(
            .valueEnumeration,
            at: value,
            spec: "7.3",
            "`\(text(value))` is no `\(choice.property)`; write one of \(terms)"
        )
    }

    private mutating func checkParts(
        _ value: Int,
        _ name: Int,
        _ schema: Schema,
        _ check: (inout ObjectCheck, Int) -> Void
    ) {
        guard isList(value, name, schema) else { return }
        var element = value + 1
        let end = Int(nodes[value].next)
        while element < end {
            if isKind(element, .object, name, schema) {
                check(&self, element)
            }
            element = following(element)
        }
    }

    mutating func checkPart(_ value: Int, _ part: Part) {
        let schema = Schemas.shared[part]
        var places = Places(repeating: 0)
        let present = checkMembers(value, schema, &places)
        switch part {
        case .externalReference: checkExternalReference(value, places, schema)
        case .killChainPhase: checkKillChainPhase(places)
        case .ententeTranslation: checkTranslationRecord(value)
        case .peOptionalHeader where nodes[value].length > UInt32(present.nonzeroBitCount):
            error(
                .propertyNotApplicable,
                at: value,
                spec: schema.section,
                "the optional header has a property that is not defined"
            )
        default: break
        }
    }
}
