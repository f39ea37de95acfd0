import JSON

/// The rules between the properties of one object.
extension ObjectCheck {
    mutating func check(_ rule: Schema.Rule, _ object: Int, _ schema: Schema, _ present: UInt64, _ places: Places) {
        let found = present & rule.mask
        switch rule.kind {
        case .atLeastOne:
            if found == 0 {
                error(
                    .propertyCombination,
                    at: object,
                    spec: schema.section,
                    "at least one of \(names(rule.mask, schema)) must be present"
                )
            }
        case .exactlyOne:
            if found.nonzeroBitCount != 1 {
                let state = found == 0 ? "none is" : "more than one is"
                error(
                    .propertyCombination,
                    at: object,
                    spec: schema.section,
                    "exactly one of \(names(rule.mask, schema)) must be present, \(state)"
                )
            }
        case .needs:
            if found == 1 << UInt64(rule.first) {
                error(
                    .propertyCombination,
                    at: Int(places[rule.first]),
                    spec: schema.section,
                    "`\(schema.name(at: rule.first))` needs `\(schema.name(at: rule.second))` beside it"
                )
            }
        case .exclusive:
            if found == rule.mask {
                error(
                    .propertyCombination,
                    at: Int(places[rule.first]),
                    spec: schema.section,
                    "`\(schema.name(at: rule.first))` and `\(schema.name(at: rule.second))` exclude each other"
                )
            }
        case .notBefore, .suggestsNotBefore, .after:
            if found == rule.mask {
                checkOrder(rule, schema, places)
            }
        case .notBelow:
            let (greater, lesser) = (Int(places[rule.first]), Int(places[rule.second]))
            if found == rule.mask, let most = document.value(at: greater).number,
                let least = document.value(at: lesser).number, most < least
            {
                error(
                    .valueRange,
                    at: greater,
                    spec: schema.section,
                    "`\(schema.name(at: rule.first))` must not be below `\(schema.name(at: rule.second))`"
                )
            }
        }
    }

    private func names(_ mask: UInt64, _ schema: Schema) -> String {
        schema.properties.indices.filter { mask & 1 << UInt64($0) != 0 }.map { "`\(schema.name(at: $0))`" }
            .joined(separator: ", ")
    }

    private mutating func checkOrder(_ rule: Schema.Rule, _ schema: Schema, _ places: Places) {
        let (later, earlier) = (Int(places[rule.first]), Int(places[rule.second]))
        guard nodes[later].kind == .string, nodes[earlier].kind == .string else { return }
        let order = withText(later) { laterText -> Int? in
            guard let one = STIXInstant(laterText) else { return nil }
            return withText(earlier) { earlierText in
                STIXInstant(earlierText).map { STIXInstant.order(one, laterText, $0, earlierText) }
            }
        }
        guard let order, order < (rule.kind == .after ? 1 : 0) else { return }
        let words =
            switch rule.kind {
            case .after: "must be later than"
            case .suggestsNotBefore: "should not be earlier than"
            default: "must not be earlier than"
            }
        let spec = schema.name(at: rule.first) == "modified" ? "3.2" : schema.section
        let message =
            "`\(schema.name(at: rule.first))` (\(text(later))) \(words) `\(schema.name(at: rule.second))` (\(text(earlier)))"
        if rule.kind == .suggestsNotBefore {
            warn(.timestampOrder, at: later, spec: spec, message)
        } else {
            error(.timestampOrder, at: later, spec: spec, message)
        }
    }
}
