import JSON

/// Granular markings (7.2.3) and the rules against circles.
extension ObjectCheck {
    private static let selectors = KnownName("selectors")
    private static let markingRef = KnownName("marking_ref")
    private static let lang = KnownName("lang")

    mutating func checkGranularMarkings(_ value: Int, _ name: Int, _ schema: Schema) {
        guard isList(value, name, schema) else { return }
        var marking = value + 1
        let end = Int(nodes[value].next)
        while marking < end {
            if isKind(marking, .object, name, schema) {
                checkGranularMarking(marking, schema)
            }
            marking = following(marking)
        }
    }

    private mutating func checkGranularMarking(_ marking: Int, _ schema: Schema) {
        let reference = member(marking, Self.markingRef)
        let language = member(marking, Self.lang)
        switch (reference, language) {
        case (nil, nil), (.some, .some):
            error(
                .markingChoice,
                at: marking,
                spec: "7.2.3",
                "exactly one of `marking_ref` and `lang` must be present"
            )
        default: break
        }
        if let reference, isKind(reference, .string, reference - 1, schema) {
            checkReference(reference, TypeSet(.markingDefinition), reference - 1, Schemas.shared[.markingDefinition])
        }
        if let language, isKind(language, .string, language - 1, schema) {
            checkLanguage(language, spec: "7.2.3")
        }
        guard let selectors = member(marking, Self.selectors) else {
            return error(.propertyMissing, at: marking, spec: "7.2.3", "the property `selectors` is missing")
        }
        eachText(selectors, selectors - 1, schema) { $0.checkSelector($1) }
    }

    private mutating func checkSelector(_ selector: Int) {
        guard withText(selector, { Selector.isGood($0) }) else {
            return error(
                .selectorSyntax,
                at: selector,
                spec: "7.2.3",
                "`\(text(selector))` is no selector; write names and list indices with points, such as `labels.[0]`"
            )
        }
        let target = target(of: withText(selector) { text in text.indices.map { text[$0] } })
        if target == nil {
            error(
                .selectorAbsent,
                at: selector,
                spec: "7.2.3",
                "the selector `\(text(selector))` selects nothing that is present in the object"
            )
        }
    }

    /// The entry that a selector selects, or nil.
    private mutating func target(of selector: [UInt8]) -> Int? {
        var place = root
        for part in selector.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            let kind = nodes[place].kind
            var next: Int?
            if part.count > 2, part.first == UInt8(ascii: "[") {
                guard kind == .array, part.count <= 11 else { return nil }
                let number = part.dropFirst().dropLast().reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
                next = index.element(number, of: place, in: self)
            } else if kind == .object {
                next = index.member(Array(part), of: place, in: self)
            }
            guard let next else { return nil }
            place = next
        }
        return place
    }

    /// A marking definition must not mark itself (3.2).
    mutating func checkCircles(_ object: Int) {
        guard let id = member(object, "id"), nodes[id].kind == .string else { return }
        let own = text(id)
        if let references = member(object, "object_marking_refs"), nodes[references].kind == .array {
            var reference = references + 1
            while reference < Int(nodes[references].next) {
                if nodes[reference].kind == .string, document.value(at: reference).isString(own) {
                    error(.markingCircular, at: reference, spec: "3.2", "a marking definition must not mark itself")
                }
                reference = following(reference)
            }
        }
        guard let markings = member(object, "granular_markings"), nodes[markings].kind == .array else { return }
        var marking = markings + 1
        while marking < Int(nodes[markings].next) {
            if let reference = member(marking, Self.markingRef), document.value(at: reference).isString(own) {
                error(.markingCircular, at: reference, spec: "3.2", "a marking definition must not mark itself")
            }
            marking = following(marking)
        }
    }
}

/// The selectors of granular markings (7.2.3): names and `[index]`, separated by points.
enum Selector {
    /// Whether each component is a name, a dictionary key or an index.
    static func isGood(_ text: Span<UInt8>) -> Bool {
        var start = 0
        for index in 0...text.count where index == text.count || text[index] == UInt8(ascii: ".") {
            guard isComponent(text, start..<index, isFirst: start == 0) else { return false }
            start = index + 1
        }
        return true
    }

    private static func isComponent(_ text: Span<UInt8>, _ range: Range<Int>, isFirst: Bool) -> Bool {
        guard range.count >= 1, range.count <= 250 else { return false }
        if text[range.lowerBound] == UInt8(ascii: "[") {
            guard !isFirst, range.count >= 3, text[range.upperBound - 1] == UInt8(ascii: "]") else { return false }
            for index in range.lowerBound + 1..<range.upperBound - 1 where !STIXName.isDigit(text[index]) {
                return false
            }
            return true
        }
        for index in range {
            let byte = text[index]
            let isGood =
                STIXName.isLower(byte) || STIXName.isDigit(byte) || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-") || (!isFirst && STIXName.isLetter(byte))
            guard isGood else { return false }
        }
        return true
    }
}
